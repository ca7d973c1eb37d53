"""The comparisons tell what is the same from what differs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.oracles import policies
from tests.oracles.__main__ import main
from tests.oracles.simulations import simulation

DATA = Path(__file__).parent.parent / "diffusion" / "data"
EDGES, NODES = DATA / "med_innovations_edges.csv", DATA / "med_innovations_nodes.csv"


def ran(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    monkeypatch.setattr(sys, "argv", ["oracles", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def test_a_network_that_agrees_ends_well(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(monkeypatch, "netdiffuser", str(EDGES), str(NODES)) == 0
    assert "125 nodes, 294 ties" in capsys.readouterr().out


def test_a_network_that_differs_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = tmp_path / "nodes.csv"
    lines = NODES.read_text("utf-8").splitlines()
    fields = lines[2].split(",")
    other.write_text("\n".join([*lines[:2], ",".join([*fields[:2], "0.5", *fields[3:]]), *lines[3:]]), "utf-8")
    assert ran(monkeypatch, "netdiffuser", str(EDGES), str(other)) == "something differs"


@pytest.fixture
def events(tmp_path: Path) -> str:
    path = tmp_path / "events.csv"
    path.write_text("place,practice,year\nCalifornia,a,2000\nOregon,a,2001\nCalifornia,b,2000\nOregon,b,2004\n", "utf-8")
    return str(path)


@pytest.mark.parametrize("kind", ["netinf", "walker"])
def test_policies_that_differ_say_so(kind: str, events: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "SCORES", {"California": 0.5})
    monkeypatch.setattr(policies, "RATES", {"California": 0.5})
    assert ran(monkeypatch, kind, events) == "something differs"


def test_policies_that_agree_end_well(events: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "SCORES", {"California": 1.0, "Oregon": 0.0})
    monkeypatch.setattr(policies, "RATES", {"California": 1.0, "Oregon": 0.2857})  # 2 in 2 + 5 years
    assert ran(monkeypatch, "walker", events) == 0


def test_where_the_truth_is_known_all_practices_say_more_than_the_lag(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulation([(40, True)], seeds=[1])
    assert "| 40, year | 0." in capsys.readouterr().out
