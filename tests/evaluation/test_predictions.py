"""The table of predictions: the order of the answers, from what was visible alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import InvalidInput
from kb.evaluation.events import read_events
from kb.evaluation.predictions import write_predictions
from kb.graph.build import build
from tests.evaluation.conftest import GraphOf, Table

EARLY = ["Bath,a,1990", "Bath,b,2000", "Hull,a,1990", "York,a,1990", "York,c,1995"]
LATE = ["York,b,2001", "Aberdeen,a,2001", "York,aa,2002", "Hull,c,2000/2001", "Hull,d,", "Hull,aa,2003"]


def predicted(file: Path, out: Path, method: str | None = None) -> list[list[str]]:
    read = read_events(file)
    write_predictions(out, build(read.nodes, read.facts), 2000, method, read.names)
    return [line.split(",") for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("method", [None, "empirical-hazard", "recent-popularity"])
def test_what_comes_after_the_cutoff_changes_nothing(table: Table, tmp_path: Path, method: str | None) -> None:
    early, all_of_it = table("place,practice,date", *EARLY, name="early.csv"), table("place,practice,date", *LATE[::-1], *EARLY)
    assert predicted(early, tmp_path / "one.csv", method) == predicted(all_of_it, tmp_path / "other.csv", method)


def test_every_candidate_of_every_known_place_is_ranked(table: Table, tmp_path: Path) -> None:
    rows = predicted(table("place,practice,date", *EARLY), tmp_path / "out.csv")
    assert rows[0] == ["place", "rank", "practice", "score"]
    assert [row[:3] for row in rows[1:]] == [["Bath", "1", "c"], ["Hull", "1", "b"], ["Hull", "2", "c"], ["York", "1", "b"]]
    assert float(rows[2][3]) > float(rows[3][3]) > 0


def test_a_file_that_cannot_be_written_is_one_line(graph_of: GraphOf, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be written: no such file or directory"):
        write_predictions(tmp_path / "none" / "out.csv", graph_of("york a 2000", "hull b 2000"), 2000, None, {})


def test_a_wrong_question_leaves_the_file_alone(graph_of: GraphOf, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        write_predictions(tmp_path / "out.csv", graph_of("york a 2000"), 2000, "magic", {})
    assert not (tmp_path / "out.csv").exists()
