"""A store restored from the rows of another: clause 15 of the port."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kb.errors import Refused
from kb.model import City, FactStatus, Texts, Version
from kb.store.base import FactSide, LogPosition, Row, Store
from tests.store.conftest import ADAPTERS
from tests.store.samples import (
    CENTRE,
    DISTRICT,
    FORUM,
    NODES,
    NOON,
    POCHINOK,
    SCHOOL,
    adoption,
    facts_listed,
    put,
    share,
    visit,
)

A, P, R, W, S = FactStatus.ACCEPTED, FactStatus.PROPOSED, FactStatus.REJECTED, FactStatus.WITHDRAWN, FactStatus.SUPERSEDED


@pytest.fixture
async def copied(store: Store) -> list[Row]:
    """The rows of a store in which a fact was corrected, one withdrawn, and one proposed."""
    first, second = share(date="2020", programme=FORUM), adoption(by=POCHINOK)
    await put(store, first, second, nodes=NODES)
    await put(store, share(date="2021", id=first.id), reason=Texts(en="a slip"), by="anna")
    await put(store, second, status=W)
    await put(store, visit(), status=P)
    return [row async for batch in store.scan(versions=True) for row in batch]


@pytest.mark.parametrize("name", ADAPTERS)
async def test_15_restored_rows_are_as_they_were(store: Store, copied: list[Row], name: str, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    copy = ADAPTERS[name](tmp_path / "copy")
    await copy.restore(copied)
    assert await _rows(copy) == sorted(copied, key=str)
    assert await copy.statistics() == await store.statistics()
    await copy.close()


async def test_15a_restoring_again_changes_nothing(store: Store, copied: list[Row]) -> None:
    before = await store.statistics()
    await store.restore(copied)
    assert await _rows(store) == sorted(copied, key=str)
    assert await store.statistics() == before
    assert await facts_listed(store, FactSide.GIVER, CENTRE) == await facts_listed(store, FactSide.TAKER, SCHOOL)


async def test_15_a_copy_catches_up_with_what_changed_since(store: Store, copied: list[Row], tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    copy = ADAPTERS["sqlite"](tmp_path / "copy")
    await copy.restore(copied)
    await put(store, visit(), nodes=[City(id=POCHINOK, name=Texts(en="Pochinok"), part_of=DISTRICT)])
    await copy.restore([row async for batch in store.scan(versions=True) for row in batch])
    assert await copy.changes(LogPosition(0), 1000) == await store.changes(LogPosition(0), 1000)
    assert await facts_listed(copy, FactSide.GIVER, DISTRICT) == await facts_listed(store, FactSide.GIVER, DISTRICT) != []
    await copy.close()


async def test_15_of_two_accepted_versions_the_one_restored_last_stays(store: Store) -> None:
    first, second = share(date="2020"), share(date="2021", id=share(date="2020").id)
    stamp: dict[str, Any] = {"status": A, "recorded_at": NOON, "recorded_by": "hand"}
    versions = [Version(fact=first, number=1, revision=1, **stamp), Version(fact=second, number=2, revision=2, **stamp)]
    await store.restore([*NODES, versions[0]])
    await store.restore([versions[1]])
    assert (await store.facts([first.id]))[first.id] == versions[1]
    assert [version.status for version in (await store.history([first.id]))[first.id]] == [S, A]


async def test_15c_a_copy_is_unfinished_until_its_last_part(store: Store, copied: list[Row], tmp_path: Path) -> None:
    assert (await store.statistics()).unfinished is None
    await store.restore(copied[:3], more=True)
    await store.restore(copied[3:5], more=True)
    unfinished = (await store.statistics()).unfinished
    assert unfinished is not None
    assert (unfinished.written, unfinished.total) == (5, None)
    await store.restore([])
    assert (await store.statistics()).unfinished is None


async def test_15b_restoring_what_refers_to_nothing_is_refused(store: Store) -> None:
    fact = share()
    version = Version(fact=fact, number=1, status=A, recorded_at=NOON, recorded_by="hand", revision=1)
    with pytest.raises(Refused, match="nothing has that id"):
        await store.restore([version])
    assert await store.history([fact.id]) == {}


async def _rows(store: Store) -> list[Row]:
    return sorted([row async for batch in store.scan(versions=True) for row in batch], key=str)
