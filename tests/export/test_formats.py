from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kb.errors import InvalidInput
from kb.export import Format, write
from kb.model import AnyNode, City, Texts
from kb.store.base import Row
from tests.export.conftest import scan

NODES: list[AnyNode] = [City(id="city:a", name=Texts(en="A"))]


async def breaking() -> AsyncIterator[list[Row]]:
    yield [*NODES]
    raise RuntimeError("the store is gone")


@pytest.mark.parametrize("kind", list(Format))
async def test_nothing_half_written_stays_behind(kind: Format, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        await write(kind, tmp_path / "out", breaking())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [kind for kind in Format if kind is not Format.CSV])
async def test_a_file_that_is_there_is_replaced_only_by_a_complete_one(kind: Format, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("before")
    with pytest.raises(RuntimeError):
        await write(kind, out, breaking())
    assert out.read_text() == "before"
    await write(kind, out, scan(NODES, []))
    assert "city:a" in out.read_text()
    assert list(tmp_path.iterdir()) == [out]


async def test_tables_go_into_a_new_or_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replaced = Path.replace

    def replace_nothing(path: Path, target: Path) -> Path:
        assert not target.exists(), "not every system replaces a folder"
        return replaced(path, target)

    monkeypatch.setattr(Path, "replace", replace_nothing)
    out = tmp_path / "out"
    out.mkdir()
    assert await write("csv", out, scan(NODES, [])) == 1
    assert "places.csv" in {file.name for file in out.iterdir()}
    with pytest.raises(InvalidInput, match="is there already; the tables go into a new folder"):
        await write("csv", out, scan(NODES, []))


async def test_a_folder_is_no_file_and_a_file_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidInput, match="is there already"):
        await write("csv", tmp_path / "file", scan(NODES, []))
    with pytest.raises(InvalidInput, match="is a folder; name a file"):
        await write("jsonl", tmp_path, scan(NODES, []))


@pytest.mark.parametrize("kind", list(Format))
async def test_what_cannot_be_written_is_said_in_one_line(kind: Format, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="out cannot be written: No such file or directory"):
        await write(kind, tmp_path / "nowhere" / "out", scan(NODES, []))


async def test_what_an_earlier_attempt_left_behind_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / ".out.unfinished").mkdir()
    (tmp_path / ".out.unfinished" / "places.csv").touch()
    await write("csv", tmp_path / "out", scan(NODES, []))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
