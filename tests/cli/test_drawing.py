"""`kb spread --figure`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Kb


@pytest.mark.parametrize(("name", "starts"), [("out.svg", b"<?xml"), ("out.png", b"\x89PNG"), ("out.pdf", b"%PDF")])
def test_a_spread_is_drawn_to_the_file(kb: Kb, store: str, tmp_path: Path, name: str, starts: bytes) -> None:
    out = tmp_path / name
    ran = kb("spread", "Playful Paradigm", "--figure", out, "--store", store)
    assert (ran.code, ran.out, ran.err) == (0, f"written: {out}\n", "")
    assert out.read_bytes().startswith(starts)


def test_a_map_is_another_picture_of_it(kb: Kb, store: str, tmp_path: Path) -> None:
    kb("spread", "practice:mes", "--figure", tmp_path / "time.svg", "--store", store, "--lang", "ru")
    ran = kb("spread", "practice:mes", "--figure", tmp_path / "map.svg", "--map", "--store", store, "--lang", "ru")
    assert ran.code == 0
    over_time, on_map = ((tmp_path / name).read_text(encoding="utf-8") for name in ("time.svg", "map.svg"))
    assert "Как распространялось" in over_time
    assert "Где распространилось" in on_map
    assert "Красноярск 2020" in on_map


def test_a_day_and_variants_count_as_in_the_rows(kb: Kb, store: str, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    kb("spread", "practice:playful-paradigm", "--figure", out, "--include-derived", "--store", store)
    assert "Donegal" in out.read_text(encoding="utf-8")
    kb("spread", "practice:playful-paradigm", "--figure", out, "--as-of", "2019-12-31", "--store", store)
    assert "Katowice" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--figure", "out.gif"], 1, "kb: out.gif ends in none of .svg, .png and .pdf\n"),
        (["--figure", "nowhere/out.svg"], 1, "kb: nowhere/out.svg cannot be written: there is no folder nowhere\n"),
        (["--figure", "out.svg", "--json"], 2, "kb: Invalid value: --figure draws what is recorded and prints no rows: leave"
        " --numbers, --infer and --json out\n"),
        (["--map"], 2, "kb: Invalid value: --map needs a file to draw to: --figure OUT --map\n"),
        (["--figure", "o.svg", "--as-of", "1990-01-01"], 1, "kb: nobody is recorded to have taken up practice:mes by 1990-01-01: there is"
        " nothing to draw\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_one_line(
    kb: Kb, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = kb("spread", "practice:mes", *arguments, "--store", store)
    assert (ran.code, ran.out, ran.err) == (code, "", says)
    assert list(tmp_path.iterdir()) == []


def test_without_matplotlib_one_line_names_the_extra(kb: Kb, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    ran = kb("spread", "practice:mes", "--figure", tmp_path / "out.svg", "--store", store)
    assert (ran.code, ran.err) == (1, "kb: matplotlib is not installed: pip install 'peer-learning-kb[analysis]'\n")
