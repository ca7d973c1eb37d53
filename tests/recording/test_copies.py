"""What of recording goes with a copy of a store."""

from __future__ import annotations

from pathlib import Path

from kb.recording import Desk, Review, Submission, history
from kb.service.copying import copy
from kb.store.base import Store
from kb.store.sqlite import SqliteStore
from tests.recording.conftest import ANNA, CLARA, adoption, visit
from tests.store.samples import POCHINOK


async def test_proposals_and_histories_go_with_a_copy_and_tokens_do_not(desk: Desk, review: Review, store: Store, tmp_path: Path) -> None:
    await desk.submit(ANNA, visit())
    await desk.submit(CLARA, Submission(kind="city", values={"name": {"en": "Pochinok!"}}, changes=POCHINOK, key="k"))
    accepted = await review.accept(CLARA, (await review.waiting(CLARA))[0].id)
    await desk.submit(ANNA, adoption())
    target = SqliteStore(tmp_path / "copy.sqlite")
    for _ in range(2):
        await copy(store, target)
    there = Review(target)
    assert await there.waiting(CLARA) == await review.waiting(CLARA) != []
    assert await there.own(ANNA) == await review.own(ANNA)
    for key in (POCHINOK, accepted.proposal.main.id if accepted.proposal else ""):
        assert await history(target, CLARA, key) == await history(store, CLARA, key) != []
    assert await store.note_page("request", "", 9) != []
    assert await target.note_page("request", "", 9) == []
    await target.close()
