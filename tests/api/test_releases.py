"""What the check of a schema against the last release finds, and what it lets pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.api.releases import compared, main

RELEASED = """
type Query { city(id: ID!, lang: String): City, old: String @deprecated(reason: "Use city."), count: Int! }
type City { name: String!, kind: Kind, mayor(short: Boolean @deprecated): String }
enum Kind { CITY TOWN HAMLET @deprecated }
input Filter { text: String, words: String @deprecated }
"""


def changed(before: str, now: str) -> str:
    assert before in RELEASED
    return RELEASED.replace(before, now)


def test_the_same_schema_breaks_nothing() -> None:
    report = compared(RELEASED, RELEASED)
    assert (report.breaking, report.notes) == ((), ())


@pytest.mark.parametrize(
    ("before", "now", "what"),
    [
        ("name: String!, ", "", "City.name"),
        ("name: String!", "name: String", "City.name"),
        ("count: Int!", "count: Int", "Query.count"),
        ("short: Boolean", "short: Int", "City.mayor"),
        (", lang: String", "", "Query.city"),
        ("lang: String", "lang: String, by: ID!", "Query.city"),
        ("CITY TOWN", "CITY", "TOWN"),
        ("text: String", "text: String!", "Filter.text"),
        ("input Filter", "input Filters", "Filter"),
    ],
)
def test_one_line_names_each_change_that_breaks_clients(before: str, now: str, what: str) -> None:
    (line,) = compared(RELEASED, changed(before, now)).breaking
    assert what in line


@pytest.mark.parametrize(
    ("before", "where"),
    [
        (', old: String @deprecated(reason: "Use city.")', "Query.old"),
        ("(short: Boolean @deprecated)", "City.mayor(short:)"),
        (" HAMLET @deprecated", "Kind.HAMLET"),
        (", words: String @deprecated", "Filter.words"),
    ],
)
def test_what_a_release_deprecated_may_go(before: str, where: str) -> None:
    report = compared(RELEASED, changed(before, ""))
    assert (report.breaking, report.notes) == ((), (f"{where} is gone; it was deprecated",))


def test_what_is_deprecated_keeps_its_type_as_long_as_it_stays() -> None:
    (line,) = compared(RELEASED, changed("old: String", "old: Int")).breaking
    assert "Query.old" in line


def test_what_was_deprecated_and_removed_in_one_release_breaks_clients() -> None:
    half = changed("count: Int!", "count: Int! @deprecated")
    assert compared(RELEASED, half).breaking == ()
    assert compared(RELEASED, changed(", count: Int!", "")).breaking != ()


def test_what_may_surprise_a_client_is_a_note() -> None:
    report = compared(RELEASED, changed("TOWN", "TOWN VILLAGE"))
    assert report.breaking == ()
    (note,) = report.notes
    assert "VILLAGE" in note


@pytest.mark.parametrize(("now", "status", "said"), [("name: String!", 0, []), ("name: Int!", 1, ["breaks clients"])])
def test_the_command_fails_where_clients_would_break(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], now: str, status: int, said: list[str]
) -> None:
    released, current = tmp_path / "released.graphql", tmp_path / "current.graphql"
    released.write_text(RELEASED)
    current.write_text(changed("name: String!", now))
    assert main([str(released), str(current)]) == status
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == said
