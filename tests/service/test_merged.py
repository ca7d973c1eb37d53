"""What is asked, filtered, loaded, exported and drawn once nodes turned out to be others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from kb.errors import NotFound
from kb.export import Format, write
from kb.model import Adoption, City, FactKind, NodeKind, Practice, Texts, Topic, Version
from kb.paging import Page
from kb.recording import Merging
from kb.recording.moving import moved
from kb.seeds import Reading, read
from kb.service import KnowledgeBase
from kb.service.copying import copy
from kb.service.filtering import fact_counts, fact_pages, node_pages
from kb.service.finding import find, node_count, things
from kb.service.gathering import everything, gather
from kb.service.loading import check, doubts, load
from kb.store import open_store
from kb.store.base import EVERYTHING, FactFilter, FactList, FactSide, Known, LogPosition, NodeFilter, NodeList, Store
from tests.recording.conftest import CLARA
from tests.service.asking import TODAY
from tests.service.stores import Handled
from tests.store.samples import HERITAGE, IT, MUSEUM, NODES, POCHINOK, ROBOTS, SCHOOL, adoption, put, visit

TWIN = City(id="city:pochinok-2", name=Texts(en="Pochinok"), part_of="country:ru")
FACES = Practice(id="practice:faces", title=Texts(en="Faces"), topics=("topic:past",), origin=TWIN.id)
PAST = Topic(id="topic:past", name=Texts(en="The past"))


async def merge(store: Store, keep: str = POCHINOK, gone: str = TWIN.id) -> None:
    outcome = await Merging(store).merge(CLARA, keep, gone, "one")
    assert outcome.errors == ()


@pytest.fixture
async def twins(filled: Store) -> Store:
    """A store with two Pochinoks, one of which adopted the museum and was seen by the school."""
    await put(filled, adoption(by=TWIN.id), visit(SCHOOL, TWIN.id), nodes=[TWIN, PAST, FACES])
    return filled


async def test_an_old_id_finds_what_the_node_turned_out_to_be(twins: Store) -> None:
    await merge(twins)
    assert await find(twins, TWIN.id, NodeKind.CITY) == NODES[6]
    assert await find(twins, "city:nowhere", NodeKind.CITY) is None
    assert await things(twins, [TWIN.id, MUSEUM]) == {TWIN.id: NODES[6], MUSEUM: NODES[12]}


async def test_lists_that_are_filtered_by_an_old_id_are_those_of_the_new_one(twins: Store) -> None:
    await merge(twins)
    await merge(twins, HERITAGE, PAST.id)
    facts = FactList(kind=None, side=FactSide.ALL, filter=FactFilter(party=TWIN.id))
    assert await fact_counts(twins, facts, [EVERYTHING]) == {EVERYTHING: 2}
    pages = await fact_pages(twins, replace(facts, kind=FactKind.VISIT), [EVERYTHING], Page(10))
    assert [version.fact for _, version in pages[EVERYTHING].items] == [moved(visit(SCHOOL, TWIN.id), {TWIN.id: POCHINOK})]
    origin = NodeList(kind=NodeKind.PRACTICE, filter=NodeFilter(origin=TWIN.id))
    assert [node.id for _, node in (await node_pages(twins, origin, [EVERYTHING], Page(10)))[EVERYTHING].items] == [
        MUSEUM, FACES.id, ROBOTS,
    ]  # fmt: skip
    assert await node_count(twins, NodeList(kind=NodeKind.PRACTICE, filter=NodeFilter(topics=frozenset([PAST.id, IT])))) == 3
    assert await node_count(twins, NodeList(kind=NodeKind.INSTITUTION, filter=NodeFilter(within=(TWIN.id,)))) == 1


async def test_an_answer_about_an_old_id_is_about_the_new_one(twins: Store) -> None:
    base = KnowledgeBase(twins, today=lambda: TODAY)
    assert (await base.practices_to_study(TWIN.id)).revision == 2
    await merge(twins)
    now, old = await base.practices_to_study(POCHINOK), await base.practices_to_study(TWIN.id)
    assert (old.value, old.revision) == (now.value, now.revision)
    with pytest.raises(NotFound):
        await base.practices_to_study("city:nowhere")
    await base.close()


async def test_a_merged_node_is_not_in_the_graph(twins: Store) -> None:
    known = (await everything(twins)).nodes
    await merge(twins)
    assert await gather(twins, LogPosition(2), known) is None
    found = await everything(twins)
    assert found.nodes.keys() == known.keys() - {TWIN.id}
    assert {fact.by for fact in found.facts.values() if isinstance(fact, Adoption)} == {POCHINOK}


async def test_a_node_that_is_merged_no_longer_comes_back_with_its_facts(twins: Store) -> None:
    await merge(twins)
    merged = await everything(twins)
    await Merging(twins).unmerge(CLARA, TWIN.id, "two")
    later = await gather(twins, merged.until, merged.nodes)
    assert later is not None
    assert later.nodes.keys() == {TWIN.id, FACES.id}
    assert {fact.by for fact in later.facts.values() if isinstance(fact, Adoption)} == {TWIN.id}


async def test_a_graph_that_is_followed_through_a_merge_and_back_is_as_it_was(twins: Store) -> None:
    base = KnowledgeBase(twins, today=lambda: TODAY)
    before = await base.spread(MUSEUM)
    await merge(twins)
    assert (await base.spread(MUSEUM)).value != before.value
    await Merging(twins).unmerge(CLARA, TWIN.id, "two")
    assert (await base.spread(MUSEUM)).value == before.value
    await base.close()


async def test_an_old_seed_file_never_undoes_a_merge(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'kb.sqlite'}")
    await load(store, _seed(tmp_path), recorded_by="me")
    await merge(store, "city:oral", "city:uralsk")
    revision = await store.revision()
    again = await load(store, _seed(tmp_path), recorded_by="me")
    assert (again.revision, again.changed) == (revision, False)
    assert again.left_out == (f"{tmp_path}/seed/places.csv:4: left out, as city:uralsk was merged into city:oral",)
    assert await check(store, _seed(tmp_path)) == []
    more = await load(
        store,
        _seed(tmp_path, "play,uralsk,,2024,adopted,paper\nplay,oral,,2024,adopted,book\nplay,uralsk,oral,2022,adopted,paper\n"),
        recorded_by="me",
    )
    assert more.facts == 3
    found = await _adoptions(store)
    assert {fact.by for fact in found} == {"city:oral"}
    assert sorted(len(fact.citations) for fact in found) == [1, 2, 2]
    assert more.left_out[1:] == (f"{tmp_path}/seed/adoptions.csv:7: left out, as city:oral cannot learn from itself",)
    await store.close()


async def test_a_load_during_which_nodes_are_merged_is_understood_as_it_is_then(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'kb.sqlite'}")
    await load(store, _seed(tmp_path), recorded_by="me")
    told = _seed(tmp_path, "play,uralsk,,2024,adopted,paper\n")
    await load(_MergedMeanwhile(store), told, recorded_by="me")
    found = await _adoptions(store)
    assert {fact.by for fact in found} == {"city:oral"}
    await store.close()


async def _adoptions(store: Store) -> list[Adoption]:
    rows = [row async for batch in store.scan() for row in batch]
    return [row.fact for row in rows if isinstance(row, Version) and isinstance(row.fact, Adoption)]


class _MergedMeanwhile(Handled):
    """A store in which somebody merges two cities while a load compares what it has read."""

    async def known(self, keys: Collection[str]) -> dict[str, Known]:
        self.asked["known"] += 1
        if self.asked["known"] == 1:
            await merge(self.store, "city:oral", "city:uralsk")
        return await self.store.known(keys)


def _seed(folder: Path, more: str = "") -> Reading:
    """Two names of one city, each with its step, and one step that both are told of."""
    seed = folder / "seed"
    seed.mkdir(exist_ok=True)
    steps = "toys,oral,,2020,adopted,paper\ntoys,uralsk,,2020,adopted,book\ntoys,uralsk,,2021,adapted,paper\n"
    tables = {
        "places": "id,kind,name_en,part_of,country\nkz,country,,,KZ\noral,city,Oral,kz,KZ\nuralsk,city,Uralsk,kz,KZ\n",
        "topics": "id,name_en\nfun,Fun\n",
        "practices": "id,title_en,topics,source\ntoys,Toy library,fun,paper\nplay,Play streets,fun,paper\n",
        "sources": "id,title,language\npaper,A paper,en\nbook,A book,en\n",
        "adoptions": f"practice,by,learned_from,date,stage,source\n{steps}{more}",
    }
    for name, text in tables.items():
        (seed / f"{name}.csv").write_text(text, encoding="utf-8")
    return read([seed], known=())


async def test_exports_for_other_tools_leave_merged_nodes_out_and_json_lines_keep_them(twins: Store, tmp_path: Path) -> None:
    await merge(twins)
    for kind in (Format.CSV, Format.GRAPHML, Format.JSONL):
        await write(kind, tmp_path / f"all.{kind.value}", twins.scan())
    assert "pochinok-2" not in (tmp_path / "all.csv" / "places.csv").read_text(encoding="utf-8")
    assert TWIN.id not in (tmp_path / "all.graphml").read_text(encoding="utf-8")
    target = open_store(f"sqlite:///{tmp_path / 'again.sqlite'}")
    await load(target, read([tmp_path / "all.jsonl"], known=()), recorded_by="me")
    assert (await target.nodes([TWIN.id]))[TWIN.id] == replace(TWIN, merged_into=POCHINOK)
    assert (await target.statistics()).counts == (await twins.statistics()).counts
    await target.close()


async def test_a_row_that_is_merged_in_the_file_alone_is_left_out(twins: Store, tmp_path: Path) -> None:
    await merge(twins)
    await write(Format.JSONL, tmp_path / "all.jsonl", twins.scan())
    await Merging(twins).unmerge(CLARA, TWIN.id, "two")
    again = await load(twins, read([tmp_path / "all.jsonl"], known=()), recorded_by="me")
    assert f"left out, as {TWIN.id} is not merged into {POCHINOK} here" in [line.partition(": ")[2] for line in again.left_out]
    assert (await twins.nodes([TWIN.id]))[TWIN.id] == TWIN


async def test_a_copy_can_be_unmerged_too(twins: Store, tmp_path: Path) -> None:
    await merge(twins)
    target = open_store(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    await copy(twins, target)
    assert (await Merging(target).unmerge(CLARA, TWIN.id, "two")).thing == TWIN
    assert await target.facts([adoption(by=TWIN.id).id])
    await target.close()


async def test_a_merged_node_is_not_doubtful(twins: Store) -> None:
    assert [each.where for each in await doubts(twins) if each.code == "LIKELY_DUPLICATE"] == [TWIN.id]
    await merge(twins)
    assert [each.where for each in await doubts(twins) if each.code == "LIKELY_DUPLICATE"] == []
