from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.dates import parse
from kb.model import (
    Adoption,
    AdoptionStage,
    Citation,
    City,
    CityKind,
    Coordinates,
    Country,
    DateMeaning,
    Feasibility,
    Institution,
    InstitutionKind,
    Occurrence,
    Participation,
    Practice,
    Programme,
    ProgrammeKind,
    Region,
    Share,
    ShareFormat,
    Source,
    Texts,
    Topic,
    Visit,
)
from kb.seeds import rows
from tests.seeds.conftest import PLACES, ReadTables, said

CITED = (Citation(source="source:s"),)


def test_places_are_cities_regions_and_countries(read_tables: ReadTables) -> None:
    reading = read_tables(places=PLACES)
    assert said(reading) == []
    assert reading.nodes == {
        "country:kz": Country(id="country:kz", code="KZ"),
        "region:west": Region(id="region:west", name=Texts(en="West Kazakhstan"), part_of="country:kz"),
        "city:oral": City(
            id="city:oral",
            name=Texts(en="Oral", ru="Уральск", und="Орал"),
            part_of="region:west",
            location=Coordinates(latitude=51.25, longitude=51.43),
        ),
        "city:zashaghan": City(id="city:zashaghan", name=Texts(en="Zashaghan"), kind=CityKind.TOWN, part_of="city:oral"),
    }


def test_a_place_without_a_larger_one_lies_in_its_country(read_tables: ReadTables) -> None:
    reading = read_tables(places="id,kind,name_en,country\nkz,country,,\noral,city,Oral,KZ\n")
    assert said(reading) == []
    assert reading.nodes["country:kz"] == Country(id="country:kz", code="KZ")
    assert reading.nodes["city:oral"] == City(id="city:oral", name=Texts(en="Oral"), part_of="country:kz")


def test_a_country_that_part_of_contradicts_is_refused(read_tables: ReadTables) -> None:
    reading = read_tables(places=PLACES + "omsk,city,Omsk,,,west,RU,,\n")
    assert said(reading) == ["t/places.csv:6: country is RU, but part_of leads to KZ"]


def test_everything_but_facts(read_tables: ReadTables) -> None:
    reading = read_tables(
        places=PLACES,
        institutions="id,kind,name_en,name_kk,place,website,receives_visits\nschool-46,school,School 46,№46 мектеп,oral,https://s.kz,false\n",
        topics="id,name_en,name_ru\nmuseums,Museums,Музеи\n",
        sources='id,url,title,publisher,published,language\ns,https://a.kz/1,"A report, in full",Gazette,2023-04,en\n',
        practices="id,title_en,title_kk,topics,summary_en,origin,derived_from,source,locator,cost,months_to_start,prerequisites_en,feasibility_source\n"
        "museum,Museum,Мұражай,museums,A room.,school-46,corner,s,p. 1,2,1.5,A room,s\ncorner,Corner,,,,oral,,s,,,,,\n",
        programmes="id,kind,name_en,organiser,organiser_name,start,end,place,participants,parties,part_of,source,source_2,locator_2\n"
        "net,network,Net,,A fund,2020,2021-06,west,50,oral; school-46,,s,s,p. 2\nsub,forum,Sub,oral,,,,,,,net,s,,\n",
    )
    assert said(reading) == []
    assert {key: node for key, node in reading.nodes.items() if not key.startswith(("city:", "region:", "country:"))} == {
        "institution:school-46": Institution(
            id="institution:school-46",
            kind=InstitutionKind.SCHOOL,
            name=Texts(en="School 46", kk="№46 мектеп"),
            place="city:oral",
            website="https://s.kz",
            receives_visits=False,
        ),
        "topic:museums": Topic(id="topic:museums", name=Texts(en="Museums", ru="Музеи")),
        "source:s": Source(
            id="source:s", url="https://a.kz/1", title="A report, in full", publisher="Gazette", published=parse("2023-04"), language="en"
        ),
        "practice:museum": Practice(
            id="practice:museum",
            title=Texts(en="Museum", kk="Мұражай"),
            topics=("topic:museums",),
            summary=Texts(en="A room."),
            origin="institution:school-46",
            derived_from="practice:corner",
            feasibility=Feasibility(cost=2, months_to_start=1.5, prerequisites=Texts(en="A room"), citations=CITED),
            citations=(Citation(source="source:s", locator="p. 1"),),
        ),
        "practice:corner": Practice(id="practice:corner", title=Texts(en="Corner"), origin="city:oral", citations=CITED),
        "programme:net": Programme(
            id="programme:net",
            kind=ProgrammeKind.NETWORK,
            name=Texts(en="Net"),
            organiser_name="A fund",
            start=parse("2020"),
            end=parse("2021-06"),
            place="region:west",
            participants=50,
            parties=(Participation(party="city:oral"), Participation(party="institution:school-46")),
            citations=(*CITED, Citation(source="source:s", locator="p. 2")),
        ),
        "programme:sub": Programme(
            id="programme:sub",
            kind=ProgrammeKind.FORUM,
            name=Texts(en="Sub"),
            organiser="city:oral",
            part_of="programme:net",
            citations=CITED,
        ),
    }


def test_who_takes_part_may_stand_in_a_table_of_its_own(read_tables: ReadTables) -> None:
    reading = read_tables(
        places=PLACES,
        programmes="id,kind,name_en,parties,source\nnet,network,Net,kz,s\n",
        participations="programme,party,since,role_en\nnet,oral,2018,lead\nnet,west,,\n",
    )
    assert said(reading) == []
    net = reading.nodes["programme:net"]
    assert isinstance(net, Programme)
    assert net.parties == (
        Participation(party="country:kz"),
        Participation(party="city:oral", since=parse("2018"), role=Texts(en="lead")),
        Participation(party="region:west"),
    )


def test_who_takes_part_in_a_programme_that_is_not_there_is_refused(read_tables: ReadTables) -> None:
    reading = read_tables(places=PLACES, participations="programme,party\nnet,oral\n,oral\n")
    assert said(reading) == [
        "t/participations.csv:3: programme is empty",
        "t/participations.csv:2: programme:net stands in no programmes.csv of this load",
    ]


def test_facts_are_shares_adoptions_and_visits(read_tables: ReadTables) -> None:
    reading = read_tables(
        places=PLACES,
        shares="practice,from,to,date,date_meaning,occurrence,programme,format,participants,collective_en,collective_size,source,locator\n"
        'museum,oral,kz,2022-23,frame,announced,net,visit,50,"schools, all",36,s,"p. 1, above"\n',
        adoptions="practice,by,learned_from,date,stage,outcome_en,outcome_ru,change_en,note_en,disputed,source\n"
        "museum,oral,kz,2020?,adopted,Well,Хорошо,smaller,unsure,true,s\n",
        visits="visitor,host,date,purpose_en,source\noral,zashaghan,,To see,s\n",
    )
    assert said(reading) == []
    assert reading.facts == [
        Share(
            practice="practice:museum",
            from_="city:oral",
            to="country:kz",
            date=parse("2022-23"),
            date_meaning=DateMeaning.FRAME,
            occurrence=Occurrence.ANNOUNCED,
            programme="programme:net",
            format=ShareFormat.VISIT,
            event_participants=50,
            collective=Texts(en="schools, all"),
            collective_size=36,
            citations=(Citation(source="source:s", locator="p. 1, above"),),
        ),
        Adoption(
            practice="practice:museum",
            by="city:oral",
            learned_from="country:kz",
            date=parse("2020?"),
            stage=AdoptionStage.ADOPTED,
            outcome=Texts(en="Well", ru="Хорошо"),
            change=Texts(en="smaller"),
            note=Texts(en="unsure"),
            disputed=True,
            citations=CITED,
        ),
        Visit(visitor="city:oral", host="city:zashaghan", purpose=Texts(en="To see"), citations=CITED),
    ]
    assert [reading.where[fact.id] for fact in reading.facts] == ["t/shares.csv:2", "t/adoptions.csv:2", "t/visits.csv:2"]


def test_a_second_source_stands_in_columns_of_its_own(read_tables: ReadTables) -> None:
    reading = read_tables(
        places=PLACES, visits="visitor,host,source,locator,source_2,locator_2,source_3\noral,west,s,p. 1,t,,u\noral,kz,s,,,,\n"
    )
    assert said(reading) == []
    assert [fact.citations for fact in reading.facts] == [
        (Citation(source="source:s", locator="p. 1"), Citation(source="source:t"), Citation(source="source:u")),
        CITED,
    ]


def test_a_cell_that_was_kept_from_being_a_formula_is_read_as_it_was(read_tables: ReadTables) -> None:
    reading = read_tables(places=PLACES, visits="visitor,host,purpose_en,source,locator\noral,west,'=1+1,s,''=x\noral,kz,'tis,s,'-\n")
    assert said(reading) == []
    assert [fact.purpose["en"] for fact in reading.facts if isinstance(fact, Visit)] == ["=1+1", "'tis"]
    assert [fact.citations[0].locator for fact in reading.facts] == ["'=x", "-"]


def test_what_cells_mean_is_remembered_within_bounds(read_tables: ReadTables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_REMEMBERED", 3)
    memos: list[rows._Memo] = []

    class Watched(rows._Memo):
        def __init__(self, read: Callable[[object], object]) -> None:
            super().__init__(read)
            memos.append(self)

    monkeypatch.setattr(rows, "_Memo", Watched)
    text = "".join(f"oral,west,{2000 + number},s{number % 5}\n" for number in range(20))
    reading = read_tables(places=PLACES, visits="visitor,host,date,source\n" + text)
    assert said(reading) == []
    assert [fact.citations[0].source for fact in reading.facts[:6]] == [f"source:s{number}" for number in (0, 1, 2, 3, 4, 0)]
    assert reading.facts[-1].date == parse("2019")
    assert 0 < max(len(memo) for memo in memos) <= 3
