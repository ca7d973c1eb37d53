"""Loading: wholly or not at all, once, and with respect for what was put right."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kb import dates
from kb.errors import InvalidInput, Refused
from kb.model import Adoption, AdoptionStage, FactStatus
from kb.seeds import Reading, read
from kb.service.copying import copy
from kb.service.loading import doubts, load, nodes_of
from kb.store import open_store
from kb.store.base import Recording, Store, Write

TABLES = {
    "places.csv": "id,kind,name_en,part_of,country\nkz,country,,,KZ\noral,city,Oral,kz,KZ\nastana,city,Astana,kz,KZ\n",
    "topics.csv": "id,name_en\nplay,Play\n",
    "practices.csv": "id,title_en,topics,source\ntoys,Toy library,play,paper\n",
    "sources.csv": "id,title,language\npaper,A paper,en\n",
    "adoptions.csv": "practice,by,learned_from,date,stage,source\ntoys,oral,astana,2020,adopted,paper\ntoys,astana,,2019,piloting,paper\n",
}
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'kb.sqlite'}")
    yield opened
    await opened.close()


def tables(folder: Path, **changed: str) -> Reading:
    folder.mkdir(exist_ok=True)
    for name, text in (TABLES | {f"{name}.csv": text for name, text in changed.items()}).items():
        (folder / name).write_text(text, encoding="utf-8")
    return read([folder], known=())


async def accepted(store: Store) -> list[Adoption]:
    rows = [row async for batch in store.scan() for row in batch]
    return [row.fact for row in rows if hasattr(row, "fact") and isinstance(row.fact, Adoption)]


async def test_what_was_loaded_is_there_and_loading_it_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    first = await load(store, tables(tmp_path / "t"), recorded_by="me")
    assert (first.revision, first.facts, first.left_out) == (1, 2, ())
    again = await load(store, tables(tmp_path / "t"), recorded_by="me")
    assert (first.changed, again.changed, again.revision) == (True, False, 1)
    assert {fact.by for fact in await accepted(store)} == {"city:oral", "city:astana"}


async def test_a_refused_load_tells_every_problem_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    rows = "practice,by,learned_from,date,stage,source\ntoys,oral,,2020-13,adopted,paper\ntoys,astana,,2019,piloting,papper\n"
    with pytest.raises(Refused) as error:
        await load(store, tables(tmp_path / "t", adoptions=rows), recorded_by="me")
    where = [problem.where.rpartition("/")[2] for problem in error.value.problems]
    assert where == ["adoptions.csv:2", "adoptions.csv:3"]
    assert "source:paper" in error.value.problems[1].message
    assert await store.revision() == 0


async def test_a_row_that_was_corrected_is_left_out_and_reported(store: Store, tmp_path: Path) -> None:
    await load(store, tables(tmp_path / "t"), recorded_by="me")
    wrong = next(fact for fact in await accepted(store) if fact.by == "city:oral")
    right = replace(wrong, date=dates.parse("2021"))
    await store.write(Write(facts=[Recording(fact=right)], recorded_by="curator", recorded_at=NOW))
    again = await load(store, tables(tmp_path / "t"), recorded_by="me")
    assert again.revision == 2
    (line,) = again.left_out
    assert line.endswith(f"left out, as {wrong.id} was corrected before")
    assert "adoptions.csv:2" in line
    assert {fact.date.edtf for fact in await accepted(store) if fact.date} == {"2021", "2019"}


async def test_a_row_that_was_withdrawn_stays_withdrawn(store: Store, tmp_path: Path) -> None:
    await load(store, tables(tmp_path / "t"), recorded_by="me")
    gone = next(fact for fact in await accepted(store) if fact.by == "city:astana")
    await store.write(Write(facts=[Recording(fact=gone, status=FactStatus.WITHDRAWN)], recorded_by="curator", recorded_at=NOW))
    again = await load(store, tables(tmp_path / "t"), recorded_by="me")
    assert again.left_out[0].endswith("was withdrawn before")
    assert [fact.by for fact in await accepted(store)] == ["city:oral"]


async def test_a_corrected_fact_takes_further_rows_under_its_first_id(store: Store, tmp_path: Path) -> None:
    await load(store, tables(tmp_path / "t"), recorded_by="me")
    wrong = next(fact for fact in await accepted(store) if fact.by == "city:oral")
    await store.write(Write(facts=[Recording(fact=replace(wrong, date=dates.parse("2021")))], recorded_by="curator", recorded_at=NOW))
    rows = "practice,by,learned_from,date,stage,outcome_en,source\ntoys,oral,astana,2021,adopted,Children play.,paper\n"
    done = await load(store, tables(tmp_path / "u", adoptions=rows), recorded_by="me")
    assert done.left_out == ()
    (fact,) = [fact for fact in await accepted(store) if fact.by == "city:oral"]
    assert (fact.id, fact.outcome.best("en"), fact.stage) == (wrong.id, "Children play.", AdoptionStage.ADOPTED)


async def test_steps_are_told_as_they_come(store: Store, tmp_path: Path) -> None:
    told: list[str] = []
    await load(store, tables(tmp_path / "t"), recorded_by="me", progress=told.append)
    assert told == ["checking", "comparing with what is known", "writing"]


async def test_the_nodes_of_a_store_are_found_without_its_facts(store: Store, tmp_path: Path) -> None:
    await load(store, tables(tmp_path / "t"), recorded_by="me")
    assert set(await nodes_of(store)) == {
        "country:kz",
        "city:oral",
        "city:astana",
        "topic:play",
        "practice:toys",
        "source:paper",
    }


async def test_a_store_tells_its_doubts(store: Store, tmp_path: Path) -> None:
    rows = "practice,by,learned_from,date,stage,source\ntoys,oral,astana,2018,adopted,paper\ntoys,astana,,2019,piloting,paper\n"
    await load(store, tables(tmp_path / "t", adoptions=rows), recorded_by="me")
    assert [problem for problem in await doubts(store) if "city:oral" in problem.message]


async def test_a_copy_holds_every_version_and_change(store: Store, tmp_path: Path) -> None:
    await load(store, tables(tmp_path / "t"), recorded_by="me")
    fact = (await accepted(store))[0]
    await store.write(Write(facts=[Recording(fact=replace(fact, disputed=True))], recorded_by="curator", recorded_at=NOW))
    target = open_store(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    counted: list[int] = []
    assert await copy(store, target, counted.append) == counted[-1]
    ours = [row async for batch in store.scan(versions=True) for row in batch]
    assert [row async for batch in target.scan(versions=True) for row in batch] == ours
    assert await target.history([fact.id]) == await store.history([fact.id])
    await copy(store, target)
    assert [row async for batch in target.scan(versions=True) for row in batch] == ours
    await target.close()


async def test_a_target_with_changes_of_its_own_is_left_alone(store: Store, tmp_path: Path) -> None:
    target = open_store(f"sqlite:///{tmp_path / 'other.sqlite'}")
    await load(target, tables(tmp_path / "t"), recorded_by="me")
    with pytest.raises(InvalidInput, match="empty store"):
        await copy(store, target)
    await target.close()


async def test_the_same_fact_from_another_source_adds_a_citation_and_loses_nothing(store: Store, tmp_path: Path) -> None:
    rows = "practice,by,learned_from,date,stage,outcome_en,source\ntoys,oral,astana,2020,adopted,{},{}\n"
    await load(store, tables(tmp_path / "t", adoptions=rows.format("Children play.", "paper")), recorded_by="me")
    sources = "id,title,language\npaper,A paper,en\nradio,The radio,en\n"
    await load(store, tables(tmp_path / "t", adoptions=rows.format("", "radio"), sources=sources), recorded_by="me")
    (fact,) = await accepted(store)
    assert [cited.source for cited in fact.citations] == ["source:paper", "source:radio"]
    assert fact.outcome.best("en") == "Children play."


async def test_a_fact_that_another_source_told_first_may_be_told_again_without_a_change(store: Store, tmp_path: Path) -> None:
    rows = "practice,by,learned_from,date,stage,outcome_en,source\ntoys,oral,astana,2020,adopted,{},{}\n"
    await load(store, tables(tmp_path / "t", adoptions=rows.format("Children play.", "paper")), recorded_by="me")
    sources = "id,title,language\npaper,A paper,en\nradio,The radio,en\n"
    told = tables(tmp_path / "t", adoptions=rows.format("", "radio"), sources=sources)
    assert [(await load(store, told, recorded_by="me")).revision for _ in range(2)] == [2, 2]
    (fact,) = await accepted(store)
    assert fact.outcome.best("en") == "Children play."


async def test_the_same_fact_from_the_same_source_takes_its_new_wording(store: Store, tmp_path: Path) -> None:
    rows = "practice,by,learned_from,date,stage,outcome_en,source\ntoys,oral,astana,2020,adopted,{},paper\n"
    for outcome in ("Children play.", "Children and parents play."):
        await load(store, tables(tmp_path / "t", adoptions=rows.format(outcome)), recorded_by="me")
    (fact,) = await accepted(store)
    assert fact.outcome.best("en") == "Children and parents play."


async def test_a_target_that_went_its_own_way_is_left_alone_however_many_revisions_it_has(store: Store, tmp_path: Path) -> None:
    target = open_store(f"sqlite:///{tmp_path / 'other.sqlite'}")
    for each in (store, target):
        await load(each, tables(tmp_path / "t"), recorded_by="me")
    for each, disputed in ((store, True), (store, False), (target, True)):
        fact = replace((await accepted(each))[0], disputed=disputed)
        await each.write(Write(facts=[Recording(fact=fact)], recorded_by="curator", recorded_at=NOW))
    with pytest.raises(InvalidInput, match="empty store"):
        await copy(store, target)
    await target.close()
