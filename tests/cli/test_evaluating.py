"""`kb evaluate`: rows, notes, files, and one clear line for what cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Kb

ROWS = [
    "York,a,1990",
    "York,b,2000",
    "Hull,a,1990",
    "Hull,c,1999",
    "Hull,b,2003",
    "York,c,2004",
    "York,c,2004",
    "Bath,a,",
    "Bath,b,2000/2001",
]


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """Two places that each take up what the other has."""
    file = tmp_path / "events.csv"
    file.write_text("\n".join(["place,practice,date", *ROWS]), encoding="utf-8")
    return file


def test_a_row_a_method_then_a_row_a_paired_difference(kb: Kb, events: Path) -> None:
    ran = kb("evaluate", events, "--cutoff", "2000", "--horizon", "4")
    lines = ran.out.splitlines()
    assert (ran.code, lines[0]) == (0, "method\trecall@10\tnDCG@10\tMRR")
    assert [line.split("\t")[0] for line in lines[1:]] == [
        "random",
        "all-time-popularity",
        "recent-popularity",
        "neighbours",
        "neighbours - random",
        "neighbours - all-time-popularity",
        "neighbours - recent-popularity",
    ]
    assert lines[4].split("\t")[1] == "1.000 [1.000, 1.000] [1.000, 1.000]"


def test_notes_say_what_was_counted_and_that_it_is_little(kb: Kb, events: Path) -> None:
    said = kb("evaluate", events, "--cutoff", "2000", "--horizon", "4").err
    assert said.startswith("Too little to conclude anything: 2 places took up 2 practices")
    assert "2 rankings, 2 practices taken up" in said
    assert "events on both sides of a cutoff or horizon (1), undated ones (1)" in said
    assert "counted once: 1." in said


def test_json_has_means_both_intervals_and_counts(kb: Kb, events: Path) -> None:
    ran = kb("evaluate", events, "--cutoff", "2000", "--horizon", "4", "--top", "1", "--method", "empirical-hazard", "--json")
    answer = json.loads(ran.out)
    assert (answer["method"], answer["too_little"], answer["counts"]["places"], ran.err) == ("empirical-hazard", True, 2, "")
    assert answer["methods"]["empirical-hazard"]["ndcg"] == {"mean": 1.0, "by_place": [1.0, 1.0], "by_practice": [1.0, 1.0]}
    assert set(answer["differences"]) == {"random", "all-time-popularity", "recent-popularity"}


def test_predictions_are_written_beside_the_judgement(kb: Kb, events: Path, tmp_path: Path) -> None:
    ran = kb("evaluate", events, "--cutoff", "2000", "--horizon", "4", "--predictions", tmp_path / "out.csv")
    assert ran.out
    assert "rankings for 2 places as of the end of 2000\n" in ran.err
    assert (tmp_path / "out.csv").read_text().splitlines()[1].startswith("Hull,1,b,")


def test_predictions_beyond_the_data_are_written_and_not_judged(kb: Kb, events: Path, tmp_path: Path) -> None:
    ran = kb("evaluate", events, "--cutoff", "2004", "--predictions", tmp_path / "out.csv")
    assert (ran.code, ran.out) == (0, "")
    assert "they are not judged, because the data end in 2004" in ran.err
    assert (tmp_path / "out.csv").exists()


def test_without_events_the_store_is_judged(kb: Kb, store: str) -> None:
    ran = kb("evaluate", "--cutoff", "2020", "--horizon", "3", "--store", store)
    assert ran.code == 0
    assert ran.err.startswith("Too little to conclude anything")


def test_as_of_a_store_ids_are_written(kb: Kb, store: str, tmp_path: Path) -> None:
    kb("evaluate", "--cutoff", "2020", "--horizon", "3", "--store", store, "--predictions", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text().splitlines()[1].startswith("city:")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--cutoff", "1980"], 1, "kb: the cutoff 1980 is outside the data, which go from 1990 to 2004"),
        (["--cutoff", "2000"], 1, "kb: the cutoff 2000 with a horizon of 5 years needs events up to 2005, and the data end in 2004"),
        (["--cutoff", "2000", "--method", "hazrad"], 1, "kb: 'hazrad' is no method; there are neighbours"),
        (
            ["--cutoff", "2000", "--horizon", "4", "--method", "hazard"],
            1,
            "'hazard' learns from 1,000 dated adoptions or more; here are 4;",
        ),
        (["--cutoff", "2000", "--horizon", "0"], 1, "kb: the horizon is 0"),
        ([], 2, "kb: Missing option '--cutoff'"),
        (["--cutoff", "soon"], 2, "kb: Invalid value for '--cutoff'"),
        (["--cutoff", "2000", "--store", "sqlite:///x"], 2, "EVENTS.csv or --store, not both"),
        (["--cutoff", "2000", "--cutoff", "1999", "--predictions", "out.csv"], 2, "--predictions takes one --cutoff"),
    ],
)
def test_what_cannot_be_is_one_line(kb: Kb, events: Path, arguments: list[str], code: int, says: str) -> None:
    ran = kb("evaluate", events, *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
    assert says in ran.err


def test_a_file_that_is_not_there_is_one_line(kb: Kb) -> None:
    ran = kb("evaluate", "none.csv", "--cutoff", "2000")
    assert (ran.code, ran.err) == (1, "kb: none.csv cannot be read: no such file or directory\n")
