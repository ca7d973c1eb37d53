"""How a command finds its store."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Kb


def test_a_store_is_found_where_its_url_writes_a_space_in_percents(kb: Kb, tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("cities:\n  - {id: city:oral, name: {en: Oral}}\n", encoding="utf-8")
    url = f"sqlite:///{tmp_path}/my%20base.sqlite"
    assert kb("load", facts, "--store", url).code == 0
    assert (tmp_path / "my base.sqlite").exists()
    out = tmp_path / "out.jsonl"
    found = kb("export", out, "--format", "jsonl", "--store", url)
    assert (found.code, "city:oral" in out.read_text(encoding="utf-8")) == (0, True)
