from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from kb.seeds import Reading, read

PLACES = """\
    id,kind,name_en,name_ru,name_local,part_of,country,lat,lon
    kz,country,Kazakhstan,Казахстан,,,KZ,,
    west,region,West Kazakhstan,,,kz,KZ,,
    oral,city,Oral,Уральск,Орал,west,KZ,51.25,51.43
    zashaghan,town,Zashaghan,,,oral,KZ,,
    """.replace("    ", "")

ReadText = Callable[[str], Reading]
ReadTables = Callable[..., Reading]


@pytest.fixture
def read_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReadText:
    """Read a text as the file a.yaml."""
    monkeypatch.chdir(tmp_path)

    def reading(text: str) -> Reading:
        Path("a.yaml").write_text(dedent(text), encoding="utf-8")
        return read([Path("a.yaml")])

    return reading


@pytest.fixture
def read_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReadTables:
    """Read tables, each given by its name and its text, as the folder t; `known` are ids that the store holds."""
    monkeypatch.chdir(tmp_path)
    Path("t").mkdir()

    def reading(known: tuple[str, ...] = (), **tables: str) -> Reading:
        for name, text in tables.items():
            Path("t", f"{name}.csv").write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return read([Path("t")], known)

    return reading


def said(reading: Reading) -> list[str]:
    """Return every problem as a curator sees it."""
    return [str(problem) for problem in reading.problems]
