"""Three lines inside Jupyter, whose own event loop runs."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


def notebook_of(*sources: str) -> Any:
    code: dict[str, Any] = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [{**code, "source": source} for source in sources]
    return nbformat.from_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})  # type: ignore[no-untyped-call]


def test_three_lines_are_enough_inside_jupyter(seed_url: str) -> None:
    lines = ["import kb", f"base = kb.open({seed_url!r})", "base.events()"]
    loop = "import asyncio\nassert asyncio.get_running_loop().is_running()"
    notebook = notebook_of(loop, "\n".join(lines), "len(base.links())")
    NotebookClient(notebook, timeout=120).execute()
    shown = notebook.cells[1]["outputs"][0]["data"]
    assert "<table" in shown["text/html"]
    assert "practice_name" in shown["text/plain"]
    assert int(notebook.cells[2]["outputs"][0]["data"]["text/plain"]) > 100
