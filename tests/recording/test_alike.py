"""What is there already and may be the same as what is handed in."""

from __future__ import annotations

from typing import Any

import pytest

from kb.model import AnyNode, City, Source, Texts
from kb.recording import Desk, Submission
from kb.store.base import Store
from tests.recording.conftest import CLARA, codes
from tests.store.samples import POCHINOK, put

NEWS = Source(id="source:news", title="Evening news", url="https://news.test/1")


async def candidates(desk: Desk, kind: str, **values: Any) -> list[str]:
    """The ids of what may be the same; then nothing was written."""
    outcome = await desk.submit(CLARA, Submission(kind=kind, values=values))
    assert codes(outcome) == (["LIKELY_DUPLICATE"] if outcome.candidates else [])
    return [candidate.thing.id for candidate in outcome.candidates if isinstance(candidate.thing, AnyNode)]


async def test_a_place_whose_name_only_begins_alike_is_another(desk: Desk) -> None:
    assert await candidates(desk, "city", name={"en": "Pochep"}) == []


async def test_words_in_another_order_are_the_same_name(desk: Desk) -> None:
    assert await candidates(desk, "practice", title={"en": "Museum étage"}, citations=[{"source": "source:gazette"}]) == ["practice:museum"]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"title": "Evening news"}, [NEWS.id]),
        ({"title": "Evening news", "url": "https://news.test/2"}, []),
        ({"title": "News of the evening", "url": NEWS.url}, [NEWS.id]),
    ],
)
async def test_publications_of_two_addresses_are_two(desk: Desk, store: Store, values: dict[str, Any], found: list[str]) -> None:
    await put(store, nodes=[NEWS])
    assert await candidates(desk, "source", **values) == found


async def test_only_the_five_likeliest_are_shown(desk: Desk, store: Store) -> None:
    await put(store, nodes=[City(id=f"city:x{number}", name=Texts(en="Pochinok")) for number in range(6)])
    assert await candidates(desk, "city", name={"en": "Pochinok"}) == [POCHINOK, *(f"city:x{number}" for number in range(4))]


async def test_what_is_corrected_may_be_like_another(desk: Desk, store: Store) -> None:
    await put(store, nodes=[City(id="city:x", name=Texts(en="X"))])
    change = Submission(kind="city", values={"name": {"en": "Pochinok"}}, changes="city:x")
    outcome = await desk.submit(CLARA, change)
    assert (outcome.errors, outcome.candidates) == ((), ())
