from __future__ import annotations

from base64 import b32decode
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import InvalidInput, WrongKind
from kb.model import FactKind, NodeKind, check_id, kind_of
from kb.model import ids as ids_module
from kb.model.ids import check_optional, check_party, check_place, mint


def test_an_id_carries_its_kind() -> None:
    assert kind_of("city:oral") == "city"
    check_id("city:oral", NodeKind.CITY)
    check_id("practice:school-museum", NodeKind.CITY, NodeKind.PRACTICE)


def test_an_id_of_the_wrong_kind_says_which_kind_it_is() -> None:
    with pytest.raises(WrongKind, match="'practice:school-museum' is a practice, a city was asked for"):
        check_id("practice:school-museum", NodeKind.CITY)
    with pytest.raises(WrongKind, match="'institution:x' is an institution, a place "):
        check_place("institution:x")
    with pytest.raises(WrongKind, match=r"'topic:x' is a topic, a party \(city, region, country or institution\) was asked for"):
        check_party("topic:x")


def test_an_id_that_is_right_for_one_kind_is_still_wrong_for_another() -> None:
    check_party("city:oral")
    with pytest.raises(WrongKind):
        check_id("city:oral", NodeKind.REGION)


@pytest.mark.parametrize(
    "wrong", ["oral", "city:", ":oral", "city:Oral", "city:два", "city:a--b", "city:-a", "city:a b", "city:oral\n", "cyti:oral"]
)
def test_what_is_no_id_is_told_how_one_looks(wrong: str) -> None:
    with pytest.raises(InvalidInput, match="is no id; write kind:name, as in city:oral"):
        check_id(wrong, NodeKind.CITY)


def test_a_kind_that_is_misspelt_is_told_the_nearest_right_one() -> None:
    with pytest.raises(InvalidInput, match="did you mean 'institution'"):
        check_id("institute:x", NodeKind.CITY)


def test_what_is_not_given_is_of_no_wrong_kind() -> None:
    check_party(None)
    check_place(None)
    check_optional(None, NodeKind.PRACTICE)


def test_ids_are_checked_alike_however_many_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids_module, "_REMEMBERED", 3)
    monkeypatch.setattr(ids_module, "_sound", {})
    for number in range(10):
        check_id(f"city:c{number}", NodeKind.CITY)
        with pytest.raises(WrongKind):
            check_id(f"city:c{number}", NodeKind.TOPIC)
        assert len(ids_module._sound) <= 3, "a server that is asked for ever new ids must not grow"


@given(st.text())
def test_an_id_is_minted_from_a_natural_key_alone_as_sixteen_letters_of_base_32(key: str) -> None:
    kind, _, name = mint(FactKind.SHARE, key).partition(":")
    assert kind == "share"
    assert b32decode(name.upper()) == blake2b(key.encode(), digest_size=10).digest()
