"""Clients that are generated from the schema compile under strict rules, and get the answers that they have types for."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from tests.clients.conftest import BIN, HERE, NODE_MODULES, Served, run

ROOT = HERE.parents[1]
SCHEMA, QUERIES = ROOT / "schema" / "schema.graphql", HERE / "queries.graphql"
ANSWERS: dict[str, Any] = {
    "adoptions": ["adoption:oral", "adoption:adapted", "adoption:gymnasium", "adoption:full"],
    "first": [4, "2019~"],
    "nodes": ["City", "Visit", "Practice", None],
    "recorded": ["ACCEPTED", "ACCEPTED"],
    "same": True,
    "refused": [None, 1],
}
OF_LIBRARY = "[mypy]\nstrict = true\n[mypy-peers.async_base_client]\nignore_errors = true\n"  # it comes as it is with the generator
TYPESCRIPT = {
    "compilerOptions": {"strict": True, "noUncheckedIndexedAccess": True, "target": "es2022", "module": "nodenext", "skipLibCheck": True},
    "include": ["*.ts"],
}


async def test_a_client_in_python(python: str, served: Served, tmp_path: Path) -> None:
    settings = f'schema_path = "{SCHEMA}"\nqueries_path = "{QUERIES}"\ntarget_package_name = "peers"\n'
    (tmp_path / "pyproject.toml").write_text(f"[tool.ariadne-codegen]\n{settings}")
    (tmp_path / "mypy.ini").write_text(OF_LIBRARY)
    shutil.copy(HERE / "python_client.py", tmp_path)
    path = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    await run(str(BIN / "ariadne-codegen"), cwd=tmp_path, env=path)
    await run(python, "-m", "mypy", "peers", "python_client.py", cwd=tmp_path)
    answers = json.loads(await run(python, "python_client.py", served.graphql, served.token, cwd=tmp_path))
    assert ANSWERS.items() <= answers.items()
    assert answers["city"] == ["Oral", "CITY", "Kazakhstan"]
    assert answers["codes"] == ["INVALID_INPUT"]


async def test_a_client_in_typescript(node: str, served: Served, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(NODE_MODULES)
    (tmp_path / "package.json").write_text('{ "type": "module" }')
    (tmp_path / "tsconfig.json").write_text(json.dumps(TYPESCRIPT))
    shutil.copy(HERE / "typescript_client.ts", tmp_path)
    await run(node, str(HERE / "generate.mjs"), str(SCHEMA), str(QUERIES), str(tmp_path / "generated.ts"))
    await run(node, str(NODE_MODULES / "typescript" / "bin" / "tsc"), cwd=tmp_path)
    answers = json.loads(await run(node, "typescript_client.js", served.graphql, served.token, cwd=tmp_path))
    assert ANSWERS.items() <= answers.items()
    assert answers["city"] == ["Oral", "CITY", "Kazakhstan"]
    assert answers["codes"] == ["INVALID_INPUT"]
