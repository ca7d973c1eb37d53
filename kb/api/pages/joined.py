"""Several files in one: an entry of the page with the modules that it takes, a style sheet with those that it imports.

The page is written as small ES modules, which a browser can load one by one; that takes it longer than all the rest of a first view, as
each is a request. So an entry is answered with its modules joined: each becomes a function that is called when it is first used, and
what it exports is kept by its name, for all entries, so that no module is there twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, relpath

from kb.api.pages.modules import FIRST, Modules, is_entry

_IMPORT = re.compile(r"""^import\s*(?:\{([^}]*)\}\s*from\s*)?["'](\.[^"']+)["'];?""", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?=(?:async )?(?:const|class|function) (\w+))", re.MULTILINE)
_NAMED = re.compile(r"\bexport\s*\{([^}]*)\};?\s*\Z")
_LATER = re.compile(r"""\bimport\(\s*["'](\.[^"']+)["']\s*\)""")
_UNKNOWN = re.compile(r"^(?:import\b(?!\()|export\b).*", re.MULTILINE)
_SHEET = re.compile(r"""^@import "([^"]+)"([^;]*);\n?""", re.MULTILINE)
_KEEPING = """const [known, made] = [new Map(), new Map()];
export const add = (name, make) => known.has(name) || known.set(name, make);
export const use = (name) => made.get(name) ?? made.set(name, known.get(name)()).get(name);
"""


@dataclass(frozen=True, slots=True)
class Joined:
    """A file as it is sent, and the files that it was made from."""

    body: bytes
    parts: tuple[Path, ...]


def joined(path: Path, folder: Path) -> Joined:
    """Return a file with all that it takes.

    Args:
        path: the file.
        folder: where the page's files lie.

    Raises:
        ValueError: a module that cannot be joined: the line says why.
    """
    if path.suffix == ".css":
        return _sheet(path)
    modules = Modules(folder)
    name = path.relative_to(modules.folder).as_posix()
    return _entry(modules, name) if is_entry(name) else Joined(path.read_bytes(), (path,))


def _entry(modules: Modules, name: str) -> Joined:
    names = modules.taken(name)
    text = "".join(_function(modules, each, name) for each in names)
    if name == FIRST:
        whole = f'{_KEEPING}{text}use("{name}");\n'
    else:
        exported = ", ".join(_exports(modules.text(name)).values())
        whole = f'import {{ add, use }} from "{relpath(FIRST, dirname(name))}";\n{text}export const {{ {exported} }} = use("{name}");\n'
    return Joined(whole.encode(), tuple(modules.folder / each for each in (*names, *modules.taken(FIRST))))


def _function(modules: Modules, name: str, entry: str) -> str:
    text = _LATER.sub(lambda found: _later(modules.at(name, found[1]), entry), modules.text(name))
    exported = ", ".join(f"{outside}: {inside}" for inside, outside in _exports(text).items())
    body = _NAMED.sub("", _EXPORTED.sub("", _IMPORT.sub(lambda found: _used(modules, modules.at(name, found[2]), found[1]), text)))
    if unknown := _UNKNOWN.search(body):
        raise ValueError(f"{name}: this import or export is in no form that can be joined: {unknown[0]}")
    return f'add("{name}", (() => {{\n{body}\nreturn {{ {exported} }};\n}}));\n'


def _used(modules: Modules, name: str, names: str | None) -> str:
    used = f'use("{name}");'
    if not names:
        return used
    taken = [each.strip().split(" as ") for each in names.split(",") if each.strip()]
    exported = _exports(modules.text(name)).values()
    if lacking := [outside for outside, *_ in taken if outside not in exported]:
        raise ValueError(f"{name}: {', '.join(lacking)} is imported from it, and not exported; each export has a statement of its own")
    return f"const {{ {', '.join(': '.join(each) for each in taken)} }} = {used}"


def _later(name: str, entry: str) -> str:
    if not is_entry(name):
        raise ValueError(f"{name} is imported when it is needed, and is no view: it would be there twice")
    return f'import("./{relpath(name, dirname(entry))}")'


def _exports(text: str) -> dict[str, str]:
    """Return by which names outside a module what has a name inside it is known."""
    last = _NAMED.search(text)
    named = [each.strip().split(" as ") for each in last[1].split(",")] if last else []
    return {name: name for name in _EXPORTED.findall(text)} | {each[0]: each[-1] for each in named}


def _sheet(path: Path) -> Joined:
    text = path.read_text(encoding="utf-8")
    body = _SHEET.sub(lambda found: _for_medium((path.parent / found[1]).read_text(encoding="utf-8"), found[2].strip()), text)
    return Joined(body.encode(), (path, *(path.parent / address for address, _ in _SHEET.findall(text))))


def _for_medium(sheet: str, medium: str) -> str:
    return f"@media {medium} {{\n{sheet}}}\n" if medium else sheet
