"""The page's own modules, read by TypeScript's compiler: every name that they use is there, and what they import is used."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kb.api.pages import WEB
from tests.clients.conftest import NODE_MODULES

COMPILER = [str(NODE_MODULES / "typescript" / "bin" / "tsc"), "--noEmit", "--allowJs", "--checkJs", "--noUnusedLocals"]
BROWSERS = ["--target", "esnext", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "esnext,dom,dom.iterable"]
NAMES = ("TS2304", "TS2305", "TS2307", "TS2448", "TS2552", "TS2614", "TS2724", "TS6133", "TS6192")  # of its errors, those about names


async def complaints(node: str, modules: list[Path]) -> list[str]:
    process = await asyncio.create_subprocess_exec(
        node, *COMPILER, *BROWSERS, *map(str, modules), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    return [line for line in said.decode().splitlines() if any(f"error {name}" in line for name in NAMES) and "vendor/" not in line]


async def test_every_name_that_a_module_uses_is_there(node: str) -> None:
    assert await complaints(node, [WEB / "core" / "main.js", *WEB.glob("views/*/view.js")]) == []


@pytest.mark.parametrize("line", ["language();", 'import { t } from "./words.js";', 'import { none } from "./words.js"; none();'])
async def test_a_module_that_lacks_a_name_or_has_one_in_vain_is_told(node: str, tmp_path: Path, line: str) -> None:
    (tmp_path / "words.js").write_text("export const t = (key) => key.said;\n")
    (tmp_path / "part.js").write_text(f"{line}\nexport const all = [];\n")
    assert len(await complaints(node, [tmp_path / "part.js"])) == 1
