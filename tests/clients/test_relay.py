"""Relay's own client asks by the ids that its compiler gave the documents, which the server has been shipped, and reads a list in pages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kb.config import Settings
from tests.clients.conftest import HERE, NODE_MODULES, run, serving

SCHEMA = HERE.parents[1] / "schema" / "schema.graphql"
MANIFEST = "documents.json"
CONFIG: dict[str, Any] = {
    "src": ".",
    "language": "javascript",
    "eagerEsModules": False,
    "schema": "schema.graphql",
    "persistConfig": {"file": MANIFEST},
}


@pytest.fixture
async def compiled(node: str, tmp_path: Path) -> Path:
    """A folder with the client, and what relay-compiler made of its documents."""
    folder = tmp_path / "relay"
    folder.mkdir()
    (folder / "node_modules").symlink_to(NODE_MODULES)
    (folder / "relay.config.json").write_text(json.dumps(CONFIG))
    (folder / MANIFEST).write_text("{}")  # the compiler adds to it, and asks that it is there
    shutil.copy(SCHEMA, folder)
    shutil.copy(HERE / "relay.cjs", folder / "relay.js")
    await run(node, str(NODE_MODULES / "relay-compiler" / "cli.js"), "relay.config.json", cwd=folder)
    return folder


@pytest.mark.parametrize("field", ["doc_id", "id"])
async def test_relays_client_asks_by_the_ids_of_its_compiler_where_nothing_else_is_answered(
    node: str, compiled: Path, url: str, field: str
) -> None:
    async with serving(url, Settings(store="", documents=str(compiled / MANIFEST), trusted_only=True)) as served:
        said = await run(node, "relay.js", served.graphql, "city:mstislavl-district", field, cwd=compiled)
    assert json.loads(said) == {
        "name": "Mstislavl District",
        "rows": [["practice:mentoring", "ADOPTED"], ["practice:robotics", "ADOPTED"]],
        "sent": ["relayCityQuery by id", "relayCityPageQuery by id"],
    }
