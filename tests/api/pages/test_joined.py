"""Modules that are joined: each once, in an order that works, and none that would mean something else."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from kb.api.pages import VIEWS, WEB
from kb.api.pages.joined import joined
from kb.api.pages.modules import FIRST, Modules, is_entry, view

ENTRIES = [FIRST, *(view(name) for name in sorted({"home", *VIEWS.values()}))]
MAIN = """import { two as second } from "./part.js";
import { shared } from "./deep/shared.js";
import "./effect.js";
globalThis.told = [second, shared];
export const look = (name) => import(name);
"""
PART = """import { shared } from "./deep/shared.js";
export const one = 1;
const inner = shared.length;
export { inner as two };
"""
VIEW = """import { told } from "../../core/deep/shared.js";
import { own } from "../../core/own.js";
export function show() { return [told(), own]; }
"""
SHARED = """export const shared = ["here"];
export function told() { return shared; }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written(tmp_path, "core/main.js", MAIN)
    written(tmp_path, "core/part.js", PART)
    written(tmp_path, "core/deep/shared.js", SHARED)
    written(tmp_path, "core/effect.js", "globalThis.effects = (globalThis.effects ?? 0) + 1;\n")
    written(tmp_path, "core/own.js", 'import "./effect.js";\nexport const own = "own";\n')
    written(tmp_path, "views/home/view.js", VIEW)
    return tmp_path


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def sent(folder: Path, name: str) -> str:
    return joined(folder / name, folder).body.decode()


@pytest.fixture
def node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.skip("needs node")
    return found


def test_joined_modules_do_what_they_do_one_by_one(folder: Path, tmp_path: Path, node: str) -> None:
    whole = tmp_path / "joined"
    for name in (FIRST, view("home")):
        written(whole, name, sent(folder, name))
    ask = f"""const main = await import("./{FIRST}"); const view = await import("./{view("home")}");
console.log(JSON.stringify([told, view.show(), view.show()[0] === told[1], effects, Object.keys(view)]))"""
    said = [run(node, written(place, "ask.mjs", ask)) for place in (typed(folder), typed(whole))]
    assert said[0] == said[1] == '[[1,["here"]],[["here"],"own"],true,1,["show"]]\n'


def run(node: str, *said: str | Path) -> str:
    return subprocess.run([node, *said], capture_output=True, text=True, check=True, timeout=60).stdout


def typed(folder: Path) -> Path:
    written(folder, "package.json", '{"type": "module"}')
    return folder


def test_what_the_first_brought_is_not_sent_with_a_view(folder: Path) -> None:
    assert Modules(folder).taken(view("home")) == ["core/own.js", view("home")]


def test_all_that_an_entry_was_made_of_is_told(folder: Path) -> None:
    made = {path.relative_to(folder).as_posix() for path in joined(folder / FIRST, folder).parts}
    assert made == {FIRST, "core/part.js", "core/deep/shared.js", "core/effect.js"}


def test_a_module_that_is_no_entry_is_sent_as_it_is(folder: Path) -> None:
    assert sent(folder, "core/part.js") == PART


def test_modules_that_import_each_other_are_refused(folder: Path) -> None:
    written(folder, "core/deep/shared.js", 'import { one } from "../part.js";\nexport const shared = [one];\n')
    with pytest.raises(ValueError, match=r"core/(part|deep/shared)\.js imports itself by way of others"):
        joined(folder / FIRST, folder)


@pytest.mark.parametrize(
    "line",
    [
        "export default 5;",
        "export let count = 0;",
        'export * from "../effect.js";',
        'export { one } from "../effect.js";',
        'import whole from "../effect.js";',
        'import * as whole from "../effect.js";',
        'import { one } from "package";',
    ],
)
def test_a_form_that_cannot_be_joined_is_refused_with_its_line(folder: Path, line: str) -> None:
    written(folder, "core/deep/shared.js", f"{SHARED}{line}\nconst last = 1;\n")
    with pytest.raises(ValueError, match=r"core/deep/shared\.js: .* no form that can be joined: ") as refused:
        joined(folder / FIRST, folder)
    assert str(refused.value).endswith(line)


def test_a_view_that_is_loaded_when_it_is_needed_is_found_from_where_it_was_joined(folder: Path) -> None:
    written(folder, "core/deep/shared.js", f'{SHARED}export const later = () => import("../../views/home/view.js");\n')
    assert '() => import("./../views/home/view.js")' in sent(folder, FIRST)


def test_nothing_but_views_is_loaded_when_it_is_needed(folder: Path) -> None:
    written(folder, "core/deep/shared.js", f'{SHARED}export const later = () => import("../own.js");\n')
    with pytest.raises(ValueError, match=r"core/own\.js is imported when it is needed, and is no view"):
        sent(folder, FIRST)


def test_what_is_imported_must_be_exported(folder: Path) -> None:
    written(folder, "core/part.js", "export const one = 1, two = 2;\n")
    with pytest.raises(ValueError, match=r"core/part\.js: two is imported from it, and not exported"):
        joined(folder / FIRST, folder)


def test_a_style_sheet_has_those_that_it_imports(tmp_path: Path) -> None:
    written(tmp_path, "one.css", "p { color: red }\n")
    written(tmp_path, "two.css", "p { color: black }\n")
    page = written(tmp_path, "page.css", '@import "one.css";\n@import "two.css" print;\nh1 { margin: 0 }\n')
    assert joined(page, tmp_path).body == b"p { color: red }\n@media print {\np { color: black }\n}\nh1 { margin: 0 }\n"


@pytest.mark.parametrize("name", ENTRIES)
def test_every_entry_of_the_page_can_be_joined(name: str, tmp_path: Path, node: str) -> None:
    path = written(tmp_path, "joined.mjs", sent(WEB, name))
    run(node, "--check", path)


def test_every_module_that_is_loaded_by_itself_is_an_entry() -> None:
    assert [name for name in ENTRIES if not is_entry(name)] == []
