"""`kb token`."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kb.access.callers import Role
from kb.access.tokens import Tokens
from kb.store import open_store
from tests.cli.conftest import Kb


async def checked(url: str, plain: str) -> Role:
    opened = open_store(url)
    tokens = Tokens(opened)
    try:
        return (await tokens.check(plain)).role
    finally:
        await tokens.close()
        await opened.close()


async def test_a_token_is_printed_alone_and_once(kb_alone: Kb, own_store: str) -> None:
    ran = kb_alone("token", "create", "--role", "curator", "--store", own_store)
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"kb_[a-z2-7]{10}_\S{43}\n", ran.out)
    assert await checked(own_store, ran.out.strip()) is Role.CURATOR
    assert ran.out.strip() not in kb_alone("token", "list", "--store", own_store).out


def test_tokens_are_listed_with_who_may_do_what_and_until_when(kb: Kb, own_store: str) -> None:
    plain = kb("token", "create", "--role", "contributor", "--label", "Ann", "--expires", "2999-12-31", "--store", own_store).out
    listed = kb("token", "list", "--json", "--store", own_store)
    (row,) = json.loads(listed.out)["rows"]
    assert (row["id"], row["role"], row["label"], row["expires"]) == (plain.split("_")[1], "contributor", "Ann", "2999-12-31")
    assert (row["revoked"], row["last used"]) == (None, None)
    assert set(row) == {"id", "role", "label", "handle", "created", "expires", "revoked", "last used"}


@pytest.mark.parametrize(("given", "expires"), [((), None), (("--expires", "never"), "never")])
def test_a_token_is_good_for_a_year_unless_told_otherwise(kb: Kb, own_store: str, given: tuple[str, ...], expires: str | None) -> None:
    before = datetime.now(UTC).date()
    kb("token", "create", "--role", "reader", *given, "--store", own_store)
    (row,) = json.loads(kb("token", "list", "--json", "--store", own_store).out)["rows"]
    days = (before, datetime.now(UTC).date())  # midnight may come in between
    assert row["expires"] in ([expires] if expires else [(day + timedelta(days=365)).isoformat() for day in days])


def test_a_revoked_token_is_listed_as_such(kb: Kb, own_store: str) -> None:
    key = kb("token", "create", "--role", "reader", "--store", own_store).out.split("_")[1]
    assert kb("token", "revoke", key, "--store", own_store).out == f"token {key} is revoked\n"
    (row,) = json.loads(kb("token", "list", "--json", "--store", own_store).out)["rows"]
    assert row["revoked"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["create"], 2, "kb: Missing option '--role'. Choose from: reader, contributor, curator, administrator"),
        (["create", "--role", "king"], 2, "'king' is not one of 'reader', 'contributor', 'curator', 'administrator'"),
        (["create", "--role", "reader", "--expires", "soon"], 2, "or `never`"),
        (["create", "--role", "reader", "--expires", "2000-01-01"], 1, "a token that expires on 2000-01-01 is of no use"),
        (["revoke", "nothing"], 1, "kb: no token has the id 'nothing'"),
    ],
)
def test_what_does_not_fit_is_told_in_one_line(kb: Kb, own_store: str, arguments: list[str], code: int, says: str) -> None:
    ran = kb("token", *arguments, "--store", own_store)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_a_store_that_is_not_there_is_not_made(kb: Kb, tmp_path: Path) -> None:
    missing = tmp_path / "missing.sqlite"
    ran = kb("token", "create", "--role", "reader", "--store", f"sqlite:///{missing}")
    assert (ran.code, ran.out) == (1, "")
    assert f"there is no file {missing}" in ran.err
    assert not missing.exists()


async def test_an_empty_store_may_have_tokens_so_that_it_can_be_filled_over_the_api(kb_alone: Kb, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    opened = open_store(url)
    await opened.revision()
    await opened.close()
    ran = kb_alone("token", "create", "--role", "contributor", "--store", url)
    assert await checked(url, ran.out.strip()) is Role.CONTRIBUTOR


def test_help_says_who_can_issue_tokens(kb: Kb) -> None:
    assert "Only who can open the store" in " ".join(kb("token", "--help").out.split())
