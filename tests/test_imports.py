"""Dependencies point one way; what is imported only for type checking, or only when it is needed, counts too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kb

PACKAGE = Path(kb.__file__).parent
BASE = {"deadline", "errors", "dates", "memory", "model", "paging"}
PARTS = {  # each part of the package, and the other parts it may import
    "errors": set[str](),
    "dates": {"errors"},
    "paging": {"errors"},
    "model": {"errors", "dates"},
    "config": {"errors"},
    "memory": set[str](),
    "deadline": set[str](),
    "extras": {"errors"},
    "wire": BASE,
    "search": BASE,
    "diffusion": set[str](),
    "graph": BASE | {"diffusion"},
    "evaluation": BASE | {"graph"},
    "analysis": BASE | {"graph"},
    "figures": BASE | {"extras", "graph"},
    "rules": BASE,
    "words": BASE | {"graph"},
    "seeds": BASE | {"wire"},
    "store": BASE | {"wire", "search"},
    "access": BASE | {"config", "extras", "store"},
    "recording": BASE | {"access", "rules", "search", "seeds", "store", "wire"},
    "export": BASE | {"wire", "seeds", "store"},
    "service": BASE | {"access", "extras", "search", "graph", "analysis", "figures", "recording", "rules", "words", "seeds", "store"},
    "api": BASE | {"access", "config", "export", "extras", "search", "graph", "recording", "words", "store", "service"},
    "cli": BASE | {"access", "config", "graph", "words", "store", "seeds", "export", "evaluation", "figures", "service", "api"},
}
ABOVE = {"__init__", "__main__", "web"}  # faces on the whole; the page has no Python
STORAGE = {"sqlite3", "neo4j"}
WEB = {"strawberry", "graphql", "fastapi", "starlette", "uvicorn", "typer", "rich"}
FOREIGN = {part: STORAGE | WEB for part in PARTS if part not in ("store", "api", "cli")} | {"store": WEB, "api": STORAGE, "cli": STORAGE}


def imported(source: str) -> Iterator[str]:
    """Yield the name of every module that a source imports, wherever it does so."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES = sorted(file for file in PACKAGE.rglob("*.py") if part_of(file) not in ABOVE)


def wrong(part: str, source: str) -> set[str]:
    """Return what a source of that part may not import."""
    names = [name.split(".") for name in imported(source)]
    ours = {name[1] for name in names if name[0] == "kb" and len(name) > 1 and not name[1].startswith("__")}
    return (ours - PARTS[part] - {part}) | ({name[0] for name in names} & FOREIGN[part])


def test_every_part_has_its_place() -> None:
    assert {part_of(file) for file in PACKAGE.rglob("*.py")} - ABOVE == PARTS.keys()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_dependencies_point_one_way(file: Path) -> None:
    assert wrong(part_of(file), file.read_text(encoding="utf-8")) == set()


def test_no_two_parts_need_each_other() -> None:
    placed: set[str] = set()
    while nexts := {part for part, needed in PARTS.items() if part not in placed and needed <= placed}:
        placed |= nexts
    assert placed == PARTS.keys()


@pytest.mark.parametrize(
    ("part", "source", "expected"),
    [
        ("model", "from kb.store.base import Store", {"store"}),
        ("model", "def f():\n    import sqlite3", {"sqlite3"}),
        ("graph", "from kb import store, errors", {"store"}),
        ("graph", "if TYPE_CHECKING:\n    from kb.api.schema import sdl", {"api"}),
        ("graph", "import strawberry.types", {"strawberry"}),
        ("store", "import kb.service.knowledge", {"service"}),
        ("service", "from kb.api import app\nfrom kb.store import open_store", {"api"}),
        ("api", "import sqlite3", {"sqlite3"}),
        ("cli", "from kb.api.schema import sdl\nfrom kb import __version__", set()),
    ],
)
def test_what_points_the_other_way_is_found(part: str, source: str, expected: set[str]) -> None:
    assert wrong(part, source) == expected
