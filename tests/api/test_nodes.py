"""Places, institutions, practices, topics, programmes and sources, field by field."""

from __future__ import annotations

from tests.api.client import Client


async def test_a_city_tells_its_names_its_kind_and_where_it_is(client: Client) -> None:
    city = (await client.data('{ city(id: "city:mstislavl-district") { __typename id name kind location { latitude longitude } } }'))[
        "city"
    ]
    assert city == {
        "__typename": "City",
        "id": "city:mstislavl-district",
        "name": "Mstislavl District",
        "kind": "DISTRICT",
        "location": {"latitude": 54.02, "longitude": 31.72},
    }


async def test_names_are_given_in_every_language_recorded(client: Client) -> None:
    data = await client.data('{ city(id: "city:mstislavl-district") { names { lang text } } }')
    assert {each["lang"]: each["text"] for each in data["city"]["names"]} == {
        "en": "Mstislavl District",
        "ru": "Мстиславский район",
        "be": "Мсціслаўскі раён",
    }


async def test_a_town_belongs_to_its_district_its_region_and_its_country(client: Client) -> None:
    document = '{ city(id: "city:mstislavl") { location { latitude } partOf { id } municipality { id } region { id } country { id } } }'
    assert (await client.data(document))["city"] == {
        "location": None,
        "partOf": {"id": "city:mstislavl-district"},
        "municipality": {"id": "city:mstislavl-district"},
        "region": {"id": "region:mogilev"},
        "country": {"id": "country:by"},
    }


async def test_a_city_right_below_its_country_is_in_no_region(client: Client) -> None:
    data = await client.data('{ city(id: "city:moscow") { partOf { __typename id } region { id } municipality { id } } }')
    assert data["city"] == {
        "partOf": {"__typename": "Country", "id": "country:ru"},
        "region": None,
        "municipality": {"id": "city:moscow"},
    }


async def test_the_institutions_of_a_district_are_those_of_its_towns_too(client: Client) -> None:
    data = await client.data('{ city(id: "city:mstislavl-district") { institutions { totalCount edges { node { id } } } } }')
    assert data["city"]["institutions"] == {"totalCount": 1, "edges": [{"node": {"id": "institution:gymnasium"}}]}


async def test_a_region_has_cities_and_acts_for_itself(client: Client) -> None:
    document = """{ node(id: "region:mogilev") { ... on Region {
      name(lang: "ru") names { lang } partOf { id } country { id } municipality { id } location { latitude }
      cities { totalCount edges { node { id } } } } } }"""
    assert (await client.data(document))["node"] == {
        "name": "Могилёвская область",
        "names": [{"lang": "en"}, {"lang": "ru"}],
        "partOf": {"id": "country:by"},
        "country": {"id": "country:by"},
        "municipality": None,
        "location": None,
        "cities": {"totalCount": 2, "edges": [{"node": {"id": "city:mstislavl"}}, {"node": {"id": "city:mstislavl-district"}}]},
    }


async def test_a_country_has_a_code_and_nothing_around_it(client: Client) -> None:
    document = """{ node(id: "country:kz") { ... on Country {
      code name partOf { id } country { id } municipality { id } location { latitude } } } }"""
    assert (await client.data(document))["node"] == {
        "code": "KZ",
        "name": "Kazakhstan",
        "partOf": None,
        "country": {"id": "country:kz"},
        "municipality": None,
        "location": None,
    }


async def test_a_country_is_named_in_its_own_languages_too(client: Client) -> None:
    data = await client.data('{ node(id: "country:kz") { ... on Country { names { lang text } } } }')
    names = {each["lang"]: each["text"] for each in data["node"]["names"]}
    assert (names["en"], names["ru"], names["kk"]) == ("Kazakhstan", "Казахстан", "Қазақстан")


async def test_an_institution_tells_its_place_its_city_and_whether_it_receives_visits(client: Client) -> None:
    document = """{ institution(id: "institution:centre") {
      id name(lang: "ru") kind website receivesVisits place { id } city { id } municipality { id } country { id } partOf { id }
      location { latitude longitude } } }"""
    assert (await client.data(document))["institution"] == {
        "id": "institution:centre",
        "name": "Дом детского творчества",
        "kind": "EXTRA_CURRICULAR",
        "website": "https://centre.example/",
        "receivesVisits": True,
        "place": {"id": "city:pochinok-district"},
        "city": {"id": "city:pochinok-district"},
        "municipality": {"id": "city:pochinok-district"},
        "country": {"id": "country:ru"},
        "partOf": {"id": "city:pochinok-district"},
        "location": {"latitude": 54.41, "longitude": 32.44},
    }


async def test_what_nobody_recorded_of_an_institution_is_null(client: Client) -> None:
    document = '{ institution(id: "institution:gymnasium") { website receivesVisits location { latitude } city { id } place { id } } }'
    assert (await client.data(document))["institution"] == {
        "website": None,
        "receivesVisits": None,
        "location": None,
        "city": {"id": "city:mstislavl-district"},
        "place": {"id": "city:mstislavl"},
    }


async def test_an_institution_of_a_whole_country_is_in_no_city(client: Client) -> None:
    document = '{ institution(id: "institution:ministry") { kind city { id } municipality { id } place { __typename id } } }'
    assert (await client.data(document))["institution"] == {
        "kind": "EDUCATION_AUTHORITY",
        "city": None,
        "municipality": None,
        "place": {"__typename": "Country", "id": "country:by"},
    }


async def test_a_party_lists_the_programmes_that_it_takes_part_in_or_organises(client: Client) -> None:
    listed = "programmes { totalCount edges { node { id } } }"
    parties = ["city:mstislavl-district", "city:mstislavl", "institution:centre", "city:pochinok-district", "city:cork"]
    data = await client.data("query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Party { " + listed + " } } }", ids=parties)
    found = {node["id"]: [edge["node"]["id"] for edge in node["programmes"]["edges"]] for node in data["nodes"]}
    exchange = ["programme:exchange"]
    assert found == {
        "city:mstislavl-district": exchange,  # organises it, and takes part
        "city:mstislavl": [],
        "institution:centre": exchange,
        "city:pochinok-district": exchange,
        "city:cork": [],
    }
    assert {node["id"]: node["programmes"]["totalCount"] for node in data["nodes"]} == {key: len(ids) for key, ids in found.items()}


async def test_a_topic_lists_the_practices_about_it(client: Client) -> None:
    data = await client.data("{ topics { id practices { totalCount edges { node { id } } } } }")
    found = {topic["id"]: [edge["node"]["id"] for edge in topic["practices"]["edges"]] for topic in data["topics"]}
    assert found == {
        "topic:play": ["practice:play", "practice:robotics"],
        "topic:robotics": ["practice:robotics", "practice:robotics-groups"],
    }
    assert [topic["practices"]["totalCount"] for topic in data["topics"]] == [2, 2]


async def test_a_practice_tells_what_it_is_and_where_it_came_from(client: Client) -> None:
    document = """{ practice(id: "practice:robotics") {
      id title summary problem audience note topics { id name } origin { __typename id } derivedFrom { id }
      citations { locator source { id } } derivatives { totalCount edges { node { id derivedFrom { id } } } } } }"""
    assert (await client.data(document))["practice"] == {
        "id": "practice:robotics",
        "title": "Robotics at the centre",
        "summary": "Children build robots.",
        "problem": "Nothing to do after school.",
        "audience": "Pupils of 8 to 14.",
        "note": "Two places claim to have begun it.",
        "topics": [{"id": "topic:robotics", "name": "Robotics"}, {"id": "topic:play", "name": "Play"}],
        "origin": {"__typename": "Institution", "id": "institution:centre"},
        "derivedFrom": None,
        "citations": [{"locator": "para 4", "source": {"id": "source:news"}}],
        "derivatives": {
            "totalCount": 1,
            "edges": [{"node": {"id": "practice:robotics-groups", "derivedFrom": {"id": "practice:robotics"}}}],
        },
    }


async def test_what_nobody_recorded_of_a_practice_is_null_and_never_empty(client: Client) -> None:
    document = '{ practice(id: "practice:play") { summary problem audience note origin { id } derivedFrom { id } citations { locator } } }'
    assert (await client.data(document))["practice"] == {
        "summary": None,
        "problem": None,
        "audience": None,
        "note": None,
        "origin": None,
        "derivedFrom": None,
        "citations": [],
    }


CARD = "feasibility { cost effort monthsToStart prerequisites evidence citations { source { id } } }"


async def test_a_feasibility_card_tells_what_a_practice_asks(client: Client) -> None:
    assert (await client.data('{ practice(id: "practice:robotics") { ' + CARD + " } }"))["practice"]["feasibility"] == {
        "cost": 2,
        "effort": 3,
        "monthsToStart": 1.5,
        "prerequisites": "A room.",
        "evidence": 4,
        "citations": [{"source": {"id": "source:book"}}],
    }


async def test_the_unknown_on_a_feasibility_card_is_null_and_never_zero(client: Client) -> None:
    assert (await client.data('{ practice(id: "practice:play") { ' + CARD + " } }"))["practice"]["feasibility"] == {
        "cost": 1,
        "effort": None,
        "monthsToStart": None,
        "prerequisites": None,
        "evidence": None,
        "citations": [],
    }


async def test_topics_are_listed_by_name(client: Client) -> None:
    data = await client.data('{ topics { id name(lang: "ru") } }')
    assert data["topics"] == [{"id": "topic:play", "name": "Play"}, {"id": "topic:robotics", "name": "Робототехника"}]


async def test_a_programme_tells_who_organised_it_when_and_where(client: Client) -> None:
    document = """{ programme(id: "programme:exchange") {
      id name(lang: "ru") kind organiser { id } organiserName start { edtf earliest latest } end { edtf latest } place { id }
      participants partOf { id organiserName organiser { id } } citations { source { id } } } }"""
    assert (await client.data(document))["programme"] == {
        "id": "programme:exchange",
        "name": "Обмен двух районов",
        "kind": "AGREEMENT",
        "organiser": {"id": "city:mstislavl-district"},
        "organiserName": None,
        "start": {"edtf": "2021", "earliest": "2021-01-01", "latest": "2021-12-31"},
        "end": {"edtf": "2022-12", "latest": "2022-12-31"},
        "place": {"id": "city:pochinok-district"},
        "participants": 50,
        "partOf": {"id": "programme:union", "organiserName": "The Union State", "organiser": None},
        "citations": [{"source": {"id": "source:news"}}],
    }


async def test_the_parties_of_a_programme_have_roles_and_days_of_joining(client: Client) -> None:
    document = '{ programme(id: "programme:exchange") { parties { totalCount edges { node { id } role since { edtf } } } } }'
    assert (await client.data(document, accept_language="ru"))["programme"]["parties"] == {
        "totalCount": 3,
        "edges": [
            {"node": {"id": "city:mstislavl-district"}, "role": "гость", "since": {"edtf": "2021-03"}},
            {"node": {"id": "city:pochinok-district"}, "role": "host", "since": None},
            {"node": {"id": "institution:centre"}, "role": None, "since": None},
        ],
    }


async def test_a_programme_lists_its_practices_shares_and_visits(client: Client) -> None:
    document = """{ programme(id: "programme:exchange") {
      practices { totalCount edges { node { id } } } shares { totalCount edges { node { id } } }
      visits { totalCount edges { node { id } } } } }"""
    assert (await client.data(document))["programme"] == {
        "practices": {"totalCount": 1, "edges": [{"node": {"id": "practice:robotics"}}]},
        "shares": {"totalCount": 1, "edges": [{"node": {"id": "share:day"}}]},
        "visits": {"totalCount": 1, "edges": [{"node": {"id": "visit:district"}}]},
    }


async def test_a_source_tells_what_it_is_and_which_facts_cite_it(client: Client) -> None:
    document = """{ node(id: "source:news") { ... on Source {
      id url title publisher published { edtf } language facts(first: 2) { totalCount edges { node { __typename id } } } } } }"""
    assert (await client.data(document))["node"] == {
        "id": "source:news",
        "url": "https://news.example/1",
        "title": "Обмен опытом",
        "publisher": "The News",
        "published": {"edtf": "2022-12-01"},
        "language": "ru",
        "facts": {
            "totalCount": 5,
            "edges": [
                {"node": {"__typename": "Share", "id": "share:announced"}},  # 2023
                {"node": {"__typename": "Adoption", "id": "adoption:full"}},  # 2022-12-01
            ],
        },
    }


async def test_what_nobody_recorded_of_a_source_is_null(client: Client) -> None:
    data = await client.data('{ node(id: "source:book") { ... on Source { url publisher published { edtf } language } } }')
    assert data["node"] == {"url": None, "publisher": None, "published": None, "language": None}


async def test_node_finds_things_of_every_kind(client: Client) -> None:
    ids = [
        "city:oral", "region:mogilev", "country:by", "institution:centre", "practice:play", "programme:union", "topic:play",
        "source:book", "share:day", "adoption:full", "visit:oral",
    ]  # fmt: skip
    data = await client.data("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", ids=ids)
    assert [node["id"] for node in data["nodes"]] == ids
    assert [node["__typename"].lower() for node in data["nodes"]] == [key.split(":")[0] for key in ids]


async def test_an_unknown_id_among_others_is_null_in_its_place(client: Client) -> None:
    data = await client.data('{ nodes(ids: ["city:oral", "city:atlantis", "share:none", "city:oral"]) { id } }')
    assert data["nodes"] == [{"id": "city:oral"}, None, None, {"id": "city:oral"}]


async def test_a_city_that_is_not_there_is_null_without_an_error(client: Client) -> None:
    document = """{ node(id: "visit:none") { id } city(id: "city:atlantis") { name } practice(id: "practice:none") { id }
      institution(id: "institution:none") { id } programme(id: "programme:none") { id } }"""
    assert await client.data(document) == {"node": None, "city": None, "practice": None, "institution": None, "programme": None}


async def test_statistics_count_what_there_is(client: Client) -> None:
    document = "{ statistics { revision lastChange cities institutions practices programmes sources shares adoptions visits } }"
    assert (await client.data(document))["statistics"] == {
        "revision": 1,
        "lastChange": "2024-01-02T03:04:05+00:00",
        "cities": 6,
        "institutions": 4,
        "practices": 4,
        "programmes": 2,
        "sources": 2,
        "shares": 5,
        "adoptions": 8,
        "visits": 3,
    }
