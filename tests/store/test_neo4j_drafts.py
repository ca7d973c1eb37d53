"""What is worked out ahead of a version stands only where that version is entered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kb.model import Citation, Share, Version
from kb.store.base import Recording
from kb.store.neo4j import drafts
from kb.store.neo4j.drafts import Drafts, recorded
from kb.store.neo4j.versions import Stamp

STAMP = Stamp(recorded_at=datetime(2024, 1, 1, tzinfo=UTC), recorded_by="anna", revision=3)
SHARE = Share(id="share:a", practice="practice:p", to="city:york", from_="city:hull", citations=(Citation(source="source:s"),))
FIRST = STAMP.version(Recording(fact=SHARE), 1)


@pytest.mark.parametrize("version", [FIRST, replace(FIRST, number=2), replace(FIRST, fact=replace(SHARE, disputed=True))])
async def test_a_version_gets_its_own_properties_whatever_was_expected(version: Version) -> None:
    known = await prepared()
    assert known.take(version) == recorded(version)


async def test_what_was_expected_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    known, expected = await prepared(), recorded(FIRST)
    monkeypatch.delattr(drafts, "recorded")
    assert known.take(FIRST) == expected


async def prepared() -> Drafts:
    """Return what expects the first version."""
    known = Drafts()
    known.expect([Recording(fact=SHARE)], STAMP)
    await known.ready()
    return known
