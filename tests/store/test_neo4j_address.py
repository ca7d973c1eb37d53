"""Where a database is and as whom to log in, read from a URL; the password is shown nowhere."""

from __future__ import annotations

import pytest

from kb.errors import InvalidInput
from kb.store.neo4j import Address, read_address
from kb.store.urls import scheme_of, shown


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("neo4j://host", Address("neo4j://host")),
        ("neo4j://host:7688", Address("neo4j://host:7688")),
        ("neo4j://host/facts", Address("neo4j://host", "facts")),
        ("neo4j://host:7687/facts/", Address("neo4j://host:7687", "facts")),
        ("NEO4J+S://db.example.org", Address("neo4j+s://db.example.org")),
        ("bolt+ssc://127.0.0.1:7687/", Address("bolt+ssc://127.0.0.1:7687")),
        ("neo4j://ann:secret@host:7687/facts", Address("neo4j://host:7687", "facts", "ann", "secret")),
        ("neo4j://ann@host", Address("neo4j://host", user="ann")),
        ("neo4j://:secret@host", Address("neo4j://host", password="secret")),
        ("neo4j://a%40b:p%40ss%2Fw%3Ard%23%3F%25@host", Address("neo4j://host", user="a@b", password="p@ss/w:rd#?%")),
        ("neo4j://ann:p@ss@host", Address("neo4j://host", user="ann", password="p@ss")),
        ("neo4j://ann:secret@[::1]:7687/facts", Address("neo4j://[::1]:7687", "facts", "ann", "secret")),
        ("bolt://[2001:db8::7]", Address("bolt://[2001:db8::7]")),
        ("neo4j://bücher.example", Address("neo4j://bücher.example")),
        ("neo4j://host/my%2Ddb", Address("neo4j://host", "my-db")),
    ],
)
def test_a_url_says_where_and_as_whom(url: str, expected: Address) -> None:
    assert read_address(url) == expected


@pytest.mark.parametrize(
    ("url", "user", "password"),
    [
        ("neo4j://host", "ann", "secret"),
        ("neo4j://bob@host", "bob", "secret"),
        ("neo4j://bob:other@host", "bob", "other"),
        ("neo4j://:other@host", "ann", "other"),
        ("neo4j://bob:@host", "bob", "secret"),
    ],
)
def test_settings_stand_in_for_what_the_url_does_not_say(url: str, user: str, password: str) -> None:
    address = read_address(url, "ann", "secret")
    assert (address.user, address.password) == (user, password)


@pytest.mark.parametrize(
    ("url", "auth"),
    [
        ("neo4j://host", None),
        ("neo4j://ann@host", None),
        ("neo4j://:secret@host", ("neo4j", "secret")),
        ("neo4j://ann:secret@host", ("ann", "secret")),
    ],
)
def test_who_gives_no_password_logs_in_nowhere_and_who_gives_no_name_is_neo4j(url: str, auth: tuple[str, str] | None) -> None:
    assert read_address(url).auth == auth


@pytest.mark.parametrize("url", ["neo4j://", "neo4j:///facts", "neo4j://ann:secret@/facts", "neo4j:host", "neo4j://host/a/b"])
def test_a_url_without_a_host_or_with_two_databases_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match=r"^the neo4j URL of the store names no database of a server; write neo4j://user:password@"):
        read_address(url)


@pytest.mark.parametrize("url", ["neo4j://host?policy=eu", "neo4j://host/facts#here", "neo4j://host/a@b", "neo4j://host/a:b"])
def test_what_has_no_meaning_here_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="names no database of a server"):
        read_address(url)


@pytest.mark.parametrize(
    "url",
    [
        *("neo4j://host:bolt", "neo4j://host:0", "neo4j://host:65536", "neo4j://host:-1", "neo4j://[::1"),
        *("neo4j://a..b", f"neo4j://{'a' * 64}.org", "neo4j://two words:7687", "neo4j://ho%20st"),
    ],
)
def test_a_host_or_a_port_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="has a host or a port that is none; write neo4j://"):
        read_address(url)


def test_another_kind_of_url_is_refused() -> None:
    with pytest.raises(InvalidInput, match="the http URL of the store names no database"):
        read_address("http://host:7474")


def test_the_servers_own_database_is_refused() -> None:
    with pytest.raises(InvalidInput, match="the database `system` is the server's own; name another"):
        read_address("neo4j://host/system")


def test_an_address_is_shown_without_its_log_in() -> None:
    address = read_address("neo4j+s://ann:secret@host:7687/facts")
    assert str(address) == "neo4j+s://host:7687/facts"
    assert "secret" not in repr(address)


@pytest.mark.parametrize(
    "url",
    [
        "neo4j://ann:secret@host/a/b",
        "neo4j://ann:se/secret@host",  # what comes after an unescaped sign is taken for a port, a path ...
        "neo4j://ann:12/secret@host",
        "neo4j://ann:se#secret@host",
        "neo4j://ann:se?secret@host",
        "neo4j://ann:12?secret@host",
        "neo4j://ann:secret",
        "neo4j://[secret@host",
        "neo4j://ann:se\u2100secret@host",  # a sign that stands for a slash is refused by Python, which repeats all of it
    ],
)
def test_no_refusal_repeats_what_may_be_a_password(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_address(url)
    assert "secret" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("neo4j://ann:secret@host:7687/facts", "neo4j://host:7687/facts"),
        ("neo4j://ann:se/sec@ret@host/facts", "neo4j://host/facts"),
        ("neo4j:///ann:secret@host", "neo4j://host"),
        ("noe4j:ann:secret@host", "host"),
        ("neo4j://host/facts", "neo4j://host/facts"),
        ("sqlite:////home/ann@work/kb.db", "sqlite:////home/ann@work/kb.db"),
        ("base.db", "base.db"),
        ("", ""),
    ],
)
def test_a_url_is_shown_without_its_log_in(url: str, expected: str) -> None:
    assert shown(url) == expected


@pytest.mark.parametrize(("url", "scheme"), [("NEO4J://host", "neo4j"), ("sqlite:///x", "sqlite"), ("base.db", ""), ("", "")])
def test_a_scheme_is_what_stands_before_the_colon(url: str, scheme: str) -> None:
    assert scheme_of(url) == scheme
