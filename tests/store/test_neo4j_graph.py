"""The graph as people meet it in Neo4j Browser: named nodes, native dates and points, relationships that are accepted facts alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from kb.model import City, Coordinates, FactStatus, Occurrence, Participation, Programme, ProgrammeKind, Texts
from kb.store.neo4j import Neo4jStore, read_address
from kb.store.neo4j.schema import DERIVED
from tests.neo4j.endpoint import Endpoint
from tests.store.samples import CENTRE, EXCHANGE, MUSEUM, NODES, POCHINOK, ROBOTS, SCHOOL, TOWN, adoption, put, share, visit


@pytest.fixture
async def store(neo4j_server: Endpoint) -> AsyncIterator[Neo4jStore]:
    neo4j_server.wipe()
    store = Neo4jStore(read_address(neo4j_server.login_url), timeout_seconds=60)
    await put(store, nodes=NODES)
    yield store
    await store.close()


def rows(endpoint: Endpoint, cypher: str) -> list[list[Any]]:
    return [list(row) for row in endpoint.driver.execute_query(cypher, database_=endpoint.database).records]


async def test_every_node_has_a_name_that_people_read(store: Neo4jStore, neo4j_server: Endpoint) -> None:
    unnamed = "MATCH (n) WHERE coalesce(n.name, n.title) IS NULL RETURN DISTINCT labels(n)[0] ORDER BY labels(n)[0]"
    assert rows(neo4j_server, unnamed) == [["Change"], ["KnowledgeBase"]]
    assert rows(neo4j_server, f"MATCH (n {{id: '{MUSEUM}'}}) RETURN n.title, n.title_en, n.title_ru") == [
        ["Étage museum", "Étage museum", "Школьный музей"]
    ]
    assert rows(neo4j_server, "MATCH (n:Country {id: 'country:by'}) RETURN n.name, n.name_en, n.name_ru") == [
        ["Belarus", "Belarus", "Беларусь"]
    ]


async def test_an_id_finds_one_node(store: Neo4jStore, neo4j_server: Endpoint) -> None:
    await put(store, visit(SCHOOL, CENTRE))
    assert rows(neo4j_server, "MATCH (n) WHERE n.id IS NOT NULL WITH n.id AS id, count(*) AS n WHERE n > 1 RETURN id") == []
    assert rows(neo4j_server, f"MATCH (c:Change {{changed: '{SCHOOL}'}}) RETURN c.revision, c.status") == [[1, None]]


async def test_parties_are_found_by_what_they_have_in_common(store: Neo4jStore, neo4j_server: Endpoint) -> None:
    found = rows(neo4j_server, "MATCH (n:Party) UNWIND labels(n) AS label RETURN label, count(*) AS n ORDER BY label")
    assert found == [["City", 3], ["Country", 2], ["Institution", 2], ["Party", 8], ["Region", 1]]


async def test_a_place_is_a_point_that_distances_are_taken_from(store: Neo4jStore, neo4j_server: Endpoint) -> None:
    north, south = Coordinates(latitude=54.0, longitude=31.7), Coordinates(latitude=53.0, longitude=31.7)
    await put(store, nodes=[City(id=key, name=Texts(en="C"), location=at) for key, at in (("city:n", north), ("city:s", south))])
    distance = (
        "MATCH (a {id: 'city:n'}), (b {id: 'city:s'}) RETURN round(point.distance(a.location, b.location) / 1000), a.location.latitude"
    )
    assert rows(neo4j_server, distance) == [[111, 54.0]]


async def test_dates_are_as_written_and_as_days(store: Neo4jStore, neo4j_server: Endpoint) -> None:
    await put(store, visit(SCHOOL, CENTRE, date="2022-23"))
    days = "MATCH (:Party)-[v:VISITED]->(:Party) RETURN v.date, toString(v.date_earliest), v.date_latest.year, v.date_latest.month"
    assert rows(neo4j_server, days) == [["2022-23", "2022-09-01", 2022, 11]]


async def test_who_learned_from_whom_is_one_step_where_it_counts(store: Neo4jStore, neo4j_server: Endpoint) -> None:
    counted = (adoption(MUSEUM, SCHOOL, date="2021", learned_from=CENTRE), share(ROBOTS, TOWN, POCHINOK, date=None))
    announced = share(ROBOTS, SCHOOL, CENTRE, occurrence=Occurrence.ANNOUNCED)
    await put(store, *counted, announced, share(ROBOTS, SCHOOL, CENTRE, collective=Texts(en="schools")), visit(), adoption(ROBOTS))
    learned = """
        MATCH (pupil:Party)-[l:LEARNED_FROM]->(teacher:Party)
        RETURN pupil.id, teacher.id, l.practice, l.fact, l.date, l.date_earliest.year ORDER BY pupil.id
    """
    assert rows(neo4j_server, learned) == [
        [TOWN, POCHINOK, ROBOTS, counted[1].id, None, None],
        [SCHOOL, CENTRE, MUSEUM, counted[0].id, "2021", 2021],
    ]


async def test_a_step_says_whether_it_is_the_current_one_and_whether_it_counts(store: Neo4jStore, neo4j_server: Endpoint) -> None:
    await put(store, adoption(MUSEUM, SCHOOL, "planned", date="2019"))
    steps = "MATCH (:Practice)-[a:ADOPTED_BY]->(:Party) RETURN a.stage, a.current, a.counts ORDER BY a.date, a.by"
    assert rows(neo4j_server, steps) == [["planned", True, True]]
    announced = adoption(MUSEUM, TOWN, "adopted", date="2020", occurrence=Occurrence.ANNOUNCED)
    await put(store, adoption(MUSEUM, SCHOOL, "adopted", date="2020"), announced)
    assert rows(neo4j_server, steps) == [["planned", False, True], ["adopted", True, False], ["adopted", True, True]]


async def test_only_accepted_facts_are_relationships(store: Neo4jStore, neo4j_server: Endpoint) -> None:
    fact = adoption(MUSEUM, SCHOOL, "planned", date="2019", learned_from=CENTRE)
    await put(store, fact)
    await put(store, replace(fact, note=Texts(en="put right")), reason=Texts(en="a slip"))
    await put(store, visit(), status=FactStatus.PROPOSED)
    assert rows(neo4j_server, "MATCH ()-[f:SHARED_WITH|ADOPTED_BY|VISITED]->() RETURN f.id, f.number, f.note_en, f.reason_en") == [
        [fact.id, 2, "put right", "a slip"]
    ]
    versions = "MATCH (v:FactVersion) RETURN v.fact, v.number, v.status, v.was, v.stage ORDER BY v.fact"
    assert rows(neo4j_server, versions) == [
        [fact.id, 1, "superseded", "accepted", "planned"],
        [visit().id, 1, "proposed", None, None],
    ]


async def test_a_version_that_is_no_relationship_is_in_no_list(store: Neo4jStore, neo4j_server: Endpoint) -> None:
    await put(store, adoption(MUSEUM, SCHOOL, date="2019"))
    (kept,) = rows(neo4j_server, "MATCH ()-[a:ADOPTED_BY]->() RETURN keys(a)")
    assert {"sort_taker", "counts", "current", "taker_actor"} <= set(kept[0])
    changed = adoption(MUSEUM, SCHOOL, date="2019", note=Texts(en="more"))
    await put(store, changed)
    (left,) = rows(neo4j_server, "MATCH (v:FactVersion) RETURN keys(v)")
    assert [key for key in left[0] if key.startswith("sort_") or key in DERIVED] == []


async def test_a_part_in_a_programme_says_as_what_and_since_when(store: Neo4jStore, neo4j_server: Endpoint) -> None:
    parties = (Participation(party=TOWN), Participation(party=POCHINOK, role=Texts(en="lead", ru="ведущий")))
    await put(store, nodes=[Programme(id=EXCHANGE, name=Texts(en="Exchange"), kind=ProgrammeKind.FORUM, parties=parties)])
    taken = "MATCH (p:Party)-[t:TAKES_PART_IN]->(:Programme) RETURN p.id, t.position, t.role_en, t.role_ru ORDER BY t.position"
    assert rows(neo4j_server, taken) == [[TOWN, 0, None, None], [POCHINOK, 1, "lead", "ведущий"]]
