"""The example notebook runs on the packaged seed as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import kb.analysis

EXAMPLE = Path(kb.analysis.__file__).parent / "example.ipynb"


def outputs(cell: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cell.get("outputs", [])
    return found


def test_it_is_kept_without_outputs() -> None:
    cells = json.loads(EXAMPLE.read_text(encoding="utf-8"))["cells"]
    assert [cell["id"] for cell in cells if outputs(cell) or cell.get("execution_count")] == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_it_runs_and_shows_tables_and_pictures(seed_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_STORE", seed_url)
    notebook = nbformat.read(EXAMPLE, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=300).execute()
    shown = [output for cell in notebook.cells for output in outputs(cell)]
    assert [output for output in shown if output.get("name") == "stderr"] == []
    kinds = [kind for output in shown for kind in output.get("data", {})]
    assert (kinds.count("image/svg+xml"), kinds.count("text/html")) == (2, 4)
    said = "".join(output.get("text", "") for output in shown)
    assert "2 steps deep" in said
    assert "('Udine', 6)" in said
    days = next(output["data"]["text/plain"] for output in shown if "2018-12-31" in output.get("data", {}).get("text/plain", ""))
    assert days == "{'2018-12-31': 0, '2020-12-31': 1, '2022-12-31': 6}"
