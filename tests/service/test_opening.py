"""`kb.open`: the knowledge base for a notebook or a script."""

from __future__ import annotations

import inspect
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

import kb
from kb.cli import main
from kb.errors import InvalidDate, InvalidInput, KbError, NotFound, StoreError, WrongKind
from kb.model import NodeKind, Practice, Version
from kb.paging import Page
from kb.service.knowledge import KnowledgeBase
from kb.service.opening import OpenBase
from kb.store.base import NodeList


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    store = f"sqlite:///{tmp_path_factory.mktemp('opened') / 'kb.sqlite'}"
    assert main(["load", "--store", store]) == 0
    return store


def test_its_methods_wait_for_their_answers(url: str) -> None:
    with kb.open(url) as base:
        ranking = base.practices_to_study("city:oral", first=3)
        assert len(ranking.value.rows) == 3
        assert base.name(ranking.value.rows[0].practice, "en")


async def test_it_works_inside_a_running_event_loop(url: str) -> None:
    with kb.open(url) as base:
        assert base.statistics().counts["practice"] > 150


def test_a_scan_is_read_as_rows(url: str) -> None:
    with kb.open(url) as base:
        rows = [row for batch in base.scan() for row in batch]
    assert any(isinstance(row, Practice) for row in rows)
    assert any(isinstance(row, Version) for row in rows)


def test_errors_reach_the_caller_as_they_are(url: str) -> None:
    with kb.open(url) as base:
        with pytest.raises(NotFound, match="city:atlantis"):
            base.practices_to_study("city:atlantis")
        with pytest.raises(WrongKind, match="is a topic"):
            base.practices_to_study("topic:play")
        with pytest.raises(NotFound, match="topic:dragons"):
            base.cities_to_visit("city:oral", topics=["topic:dragons"])


def test_closing_twice_does_no_harm(url: str) -> None:
    base = kb.open(url)
    base.close()
    base.close()


def test_without_a_url_the_setting_counts(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_STORE", url)
    with kb.open() as base:
        assert base.statistics().revision == 1


def test_a_base_that_cannot_be_opened_leaves_no_thread(tmp_path: Path) -> None:
    def fail() -> None:
        raise KbError("no")

    with pytest.raises(KbError, match="no"):
        OpenBase(fail)  # type: ignore[arg-type]  # it never gets to return anything


def public(kind: type) -> dict[str, list[str]]:
    """Return the parameters of each public method."""
    methods = inspect.getmembers(kind, inspect.isfunction)
    return {name: list(inspect.signature(method).parameters) for name, method in methods if not name.startswith("_")}


def test_every_use_case_is_a_method_with_the_same_parameters() -> None:
    face = public(OpenBase)
    assert {name: face.get(name) for name in public(KnowledgeBase)} == public(KnowledgeBase)


@pytest.mark.parametrize("name", sorted(public(OpenBase)))
def test_every_method_tells_editors_what_it_does_takes_and_gives(name: str) -> None:
    method = inspect.getattr_static(OpenBase, name)
    signature = inspect.signature(method)
    assert inspect.getdoc(method)
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(each.annotation is not each.empty for each in list(signature.parameters.values())[1:])


def test_what_it_can_do_is_listed(url: str) -> None:
    with kb.open(url) as base:
        assert {"events", "adopters", "links", "graph", "cascade", "practices_to_study", "spread"} <= set(dir(base))
        assert not hasattr(base, "node_of")


def test_every_face_gives_what_lies_behind_it(url: str) -> None:
    with kb.open(url) as base:
        assert base.spread("practice:playful-paradigm").value.origin == "city:udine"
        assert base.name("city:udine") == "Udine"
        assert base.find("city:cork", NodeKind.CITY) is not None
        assert set(base.things(["city:cork", "topic:none"])) == {"city:cork"}
        assert base.places(["city:cork"])["city:cork"].country == "country:ie"
        listed = NodeList(kind=NodeKind.PRACTICE)
        assert len(base.node_page(listed, None, Page(3)).items) == 3
        assert base.node_count(listed, "museum") < base.node_count(listed, None)
        assert base.search("Cork").total > 0
        assert len(base.similar_cities("city:cork", first=2).value) == 2
        assert len(base.visit_plan("city:cork", stops=2).value.stops) == 2
        assert base.follow_up("city:mstislavl-district").revision == 1
        assert base.likely_sources("practice:playful-paradigm", "city:cork").revision == 1
        ranking = base.practices_to_study("city:oral", first=1).value
        assert base.say(ranking.basis) != base.say(ranking.basis, "ru")
        assert base.spread_statistics("practice:playful-paradigm").revision == 1
        assert base.inferred_network("practice:playful-paradigm").revision == 1
        assert base.exposure("practice:playful-paradigm", "city:cork").value.party == "city:cork"
        assert base.innovation("city:cork").revision == 1
        assert base.ask(lambda seen: len(seen.practices)).value > 150


def test_a_day_may_be_given_as_a_text(url: str) -> None:
    with kb.open(url) as base:
        by_text, by_day = (base.spread("practice:playful-paradigm", as_of=day).value for day in ("2019-12-31", date(2019, 12, 31)))
        assert by_text == by_day
        assert [adopter.party for adopter in by_text.adopters] == ["city:cork"]
        with pytest.raises(InvalidDate, match="'soon' is no day"):
            base.events(as_of="soon")


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no file .*new file.sqlite: `kb load --store .*` makes it"):
        kb.open(f"sqlite:///{tmp_path}/new%20file.sqlite")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InvalidInput, match="names no known kind of store"):
        kb.open("mysql://localhost")


def test_the_graph_of_record_is_a_copy_with_nodes_and_facts(url: str) -> None:
    with kb.open(url) as base:
        graph, earlier = base.graph(), base.graph(as_of="2015-12-31")
        assert type(graph) is nx.MultiDiGraph
        assert graph.number_of_nodes() == earlier.number_of_nodes() == sum(base.statistics().counts.values()) - graph.number_of_edges()
        assert 0 < earlier.number_of_edges() < graph.number_of_edges()
        assert graph.nodes["city:cork"]["node"].id == "city:cork"
        assert all(data["fact"].id == key for *_, key, data in graph.edges(keys=True, data=True))
        graph.clear()
        assert base.graph().number_of_nodes() > 0
