"""Ids that are made of names."""

from __future__ import annotations

import pytest

from kb.model import Institution, InstitutionKind, Texts
from kb.recording import Desk, Submission
from kb.recording.naming import slug
from kb.store.base import Store
from tests.recording.conftest import CLARA
from tests.store.samples import put


@pytest.mark.parametrize(
    ("name", "expected"), [("Мстиславль", "mstislavl"), ("São Paulo!", "sao-paulo"), ("Әл-Фараби", "al-farabi"), ("…", "unnamed")]
)
def test_a_slug_is_small_latin_letters(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_slug_of_a_long_name_ends_with_no_hyphen() -> None:
    assert slug("a" * 59 + " b") == "a" * 59


async def test_however_many_have_a_name_the_next_gets_an_id(desk: Desk, store: Store) -> None:
    def school(key: str) -> Institution:
        return Institution(id=f"institution:{key}", name=Texts(en="School 1"), kind=InstitutionKind.SCHOOL, place="city:town")

    await put(store, nodes=[school("school-1"), *(school(f"school-1-{number}") for number in range(2, 130))])
    values = {"name": {"en": "School 1"}, "kind": "school", "place": "city:pochinok"}
    outcome = await desk.submit(CLARA, Submission(kind="institution", values=values, even_if_alike=True))
    assert outcome.errors == ()
    assert isinstance(outcome.thing, Institution)
    assert outcome.thing.place == "city:pochinok"
