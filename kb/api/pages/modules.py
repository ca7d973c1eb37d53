"""The page's ES modules: which imports which, and which are entered: the first, and the views, that are loaded when they are looked at."""

from __future__ import annotations

import re
from pathlib import Path

FIRST = "core/main.js"
_VIEW = re.compile("views/[^/]+/view[.]js")
_IMPORT = re.compile(r"""^import\s*(?:[^"'(]*?from\s*)?["'](\.[^"']+)["']""", re.MULTILINE)


def view(name: str) -> str:
    """Return the module of a view."""
    return f"views/{name}/view.js"


def is_entry(name: str) -> bool:
    """Tell whether a module is entered by itself, and not only imported by others."""
    return name == FIRST or _VIEW.fullmatch(name) is not None


class Modules:
    """The modules below a folder, by their paths in it.

    Args:
        folder: where they lie.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def text(self, name: str) -> str:
        """Return what stands in a module."""
        return (self.folder / name).read_text(encoding="utf-8")

    def at(self, name: str, address: str) -> str:
        """Return which module is meant by a relative address in another."""
        return ((self.folder / name).parent / address).resolve().relative_to(self.folder).as_posix()

    def taken(self, entry: str) -> list[str]:
        """Return what an entry takes beside what the first has brought: each module after those that it imports, itself the last.

        Raises:
            ValueError: modules that import each other in a ring.
        """
        found = self._after_imports(entry, {})
        return found if entry == FIRST else [name for name in found if name not in self._after_imports(FIRST, {})]

    def _after_imports(self, name: str, done: dict[str, bool]) -> list[str]:
        if not done.get(name, True):
            raise ValueError(f"{name} imports itself by way of others: modules of the page are joined in the order of their imports")
        if name in done:
            return []
        done[name] = False
        imported = [each for address in _IMPORT.findall(self.text(name)) for each in self._after_imports(self.at(name, address), done)]
        done[name] = True
        return [*imported, name]
