"""Publications that come with what they are cited for: none is written over, and none is lost."""

from __future__ import annotations

from kb.model import Source
from kb.recording import Desk, Review, Submission, history
from kb.store.base import Store
from tests.recording.conftest import ANNA, CLARA, codes, visit
from tests.store.samples import GAZETTE, POCHINOK


async def test_a_new_source_is_not_written_over_one_that_has_its_id(desk: Desk, store: Store) -> None:
    before = await store.nodes([GAZETTE])
    outcome = await desk.submit(CLARA, visit(citations=[{"source": {"id": GAZETTE, "title": "Another gazette"}}]))
    assert [(error.code, error.field) for error in outcome.errors] == [("ID_TAKEN", ("citations", "0", "source", "id"))]
    assert await store.nodes([GAZETTE]) == before


async def test_two_new_sources_of_one_title_are_two(desk: Desk, store: Store) -> None:
    sources = [{"title": "News", "url": f"https://news.test/{number}"} for number in (1, 2)]
    outcome = await desk.submit(CLARA, visit(citations=[{"source": source} for source in sources]))
    assert outcome.errors == ()
    found = await store.nodes(["source:news", "source:news-2"])
    assert [node.url for node in found.values() if isinstance(node, Source)] == ["https://news.test/1", "https://news.test/2"]


async def test_two_new_sources_cannot_have_one_id(desk: Desk) -> None:
    sources = [{"id": "source:news", "title": title} for title in ("News", "Other news")]
    assert codes(await desk.submit(CLARA, visit(citations=[{"source": source} for source in sources]))) == ["ID_TAKEN"]


async def test_a_new_source_that_is_cited_twice_is_one(desk: Desk, store: Store) -> None:
    cited = [{"source": {"title": "News"}, "locator": page} for page in ("p. 1", "p. 2")]
    outcome = await desk.submit(CLARA, visit(citations=cited))
    assert outcome.errors == ()
    assert await store.nodes(["source:news-2"]) == {}


async def test_what_a_new_source_lacks_is_as_if_it_were_left_out(desk: Desk, store: Store) -> None:
    await desk.submit(CLARA, visit(citations=[{"source": {"title": "News", "url": None, "published": None}}]))
    assert (await store.nodes(["source:news"]))["source:news"] == Source(id="source:news", title="News")


async def test_the_sources_of_a_proposal_are_not_written_over_others_either(desk: Desk, review: Review, store: Store) -> None:
    outcome = await desk.submit(ANNA, visit(citations=[{"source": {"title": "News"}}]))
    assert outcome.proposal is not None
    await desk.submit(CLARA, Submission(kind="source", values={"title": "News", "publisher": "Another"}))
    assert codes(await review.accept(CLARA, outcome.proposal.id)) == ["ID_TAKEN"]
    assert (await store.nodes(["source:news"]))["source:news"] == Source(id="source:news", title="News", publisher="Another")


async def test_a_new_source_gets_no_id_that_another_new_one_has(desk: Desk, store: Store) -> None:
    sources = [{"id": "source:news", "title": "Morning news"}, {"title": "News"}]
    outcome = await desk.submit(CLARA, visit(citations=[{"source": source} for source in sources]))
    assert outcome.errors == ()
    found = await store.nodes(["source:news", "source:news-2"])
    assert [node.title for node in found.values() if isinstance(node, Source)] == ["Morning news", "News"]


async def test_a_source_of_a_proposal_that_was_recorded_alike_meanwhile_is_that_one(desk: Desk, review: Review, store: Store) -> None:
    outcome = await desk.submit(ANNA, visit(citations=[{"source": {"title": "News"}}]))
    assert outcome.proposal is not None
    await desk.submit(CLARA, Submission(kind="source", values={"title": "News"}))
    assert codes(await review.accept(CLARA, outcome.proposal.id)) == []
    assert len(await history(store, CLARA, "source:news")) == 1


async def test_an_id_of_another_kind_is_told_to_be_that(desk: Desk) -> None:
    outcome = await desk.submit(CLARA, visit(citations=[{"source": {"id": POCHINOK, "title": "News"}}]))
    assert set(codes(outcome)) == {"INVALID_INPUT"}
    assert outcome.errors[0].field == ("citations", "0", "source")
