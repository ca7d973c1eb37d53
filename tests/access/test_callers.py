"""Who may do what."""

from __future__ import annotations

import pytest

from kb.access.callers import ANONYMOUS, Caller, Role
from kb.access.handles import handle_of
from kb.errors import Forbidden, Unauthenticated


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.READER, "reader"),
        (Role.CONTRIBUTOR, "reader contributor"),
        (Role.CURATOR, "reader contributor curator"),
        (Role.ADMINISTRATOR, "reader contributor curator administrator"),
    ],
)
def test_each_role_may_do_what_those_before_it_may(role: Role, may: str) -> None:
    assert [other for other in Role if Caller("x", role).may(other)] == may.split()


def test_somebody_unknown_reads_and_is_asked_for_a_token_to_do_more() -> None:
    ANONYMOUS.must(Role.READER)
    with pytest.raises(Unauthenticated, match="takes a token of a contributor; send it as `Authorization: Bearer"):
        ANONYMOUS.must(Role.CONTRIBUTOR)


def test_somebody_known_is_told_which_role_it_takes() -> None:
    Caller("ann", Role.CURATOR).must(Role.CONTRIBUTOR)
    with pytest.raises(Forbidden, match="this takes a curator; the token sent is that of a contributor"):
        Caller("ann", Role.CONTRIBUTOR).must(Role.CURATOR)


def test_a_handle_is_the_beginning_of_a_hash_in_base_32() -> None:
    # printf 'abc' | sha256sum | xxd -r -p | base32 | cut -c 1-20
    assert handle_of(b"abc") == "xj4bnp4pahh6uqkbidpf"
