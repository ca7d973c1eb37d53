"""One YAML file of a seed: lists of things, or one practice with its shares and adoptions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kb.errors import InvalidInput, did_you_mean
from kb.model import FactKind, NodeKind, check_id
from kb.seeds import yaml_tree
from kb.seeds.reading import Places, Reading
from kb.seeds.sentences import Location, booleans, explain
from kb.wire import adapter

LISTS: dict[str, str] = {
    "countries": NodeKind.COUNTRY,
    "regions": NodeKind.REGION,
    "cities": NodeKind.CITY,
    "institutions": NodeKind.INSTITUTION,
    "topics": NodeKind.TOPIC,
    "programmes": NodeKind.PROGRAMME,
    "sources": NodeKind.SOURCE,
    "shares": FactKind.SHARE,
    "adoptions": FactKind.ADOPTION,
    "visits": FactKind.VISIT,
}
PRACTICE = "practice"
_OF_PRACTICE = ("shares", "adoptions")


def read_yaml(file: Path, data: bytes, into: Reading) -> None:
    """Read one YAML file into a reading."""
    document = yaml_tree.parse(data, booleans())
    first = len(into.problems)
    _File(document, into, into.where.file(str(file))).take()
    into.problems[first:] = sorted(into.problems[first:], key=lambda problem: int(problem.where.rpartition(":")[2]))


@dataclass(slots=True)
class _File:
    document: yaml_tree.Document
    into: Reading
    number: int
    practice: str | None = None
    _refused: set[int] = field(default_factory=set)  # lines of which something is said already

    def take(self) -> None:
        for line, message in self.document.mistakes:
            self._refuse_line(line, message)
        tree = self.document.tree
        if not isinstance(tree, dict):
            if not self._refused:
                self._refuse((), f"nothing to read here; a file holds {PRACTICE}: or lists such as cities:")
            return
        self._take_practice(tree)
        for key, items in tree.items():
            if key in LISTS:
                self._take_list(key, items)
            elif key != PRACTICE:
                self._refuse((key,), f"unknown key {key!r}{did_you_mean(key, [PRACTICE, *LISTS])}")

    def _take_practice(self, tree: dict[str, Any]) -> None:
        if PRACTICE not in tree:
            return
        self._take(NodeKind.PRACTICE, tree[PRACTICE], (PRACTICE,))
        key = tree[PRACTICE].get("id") if isinstance(tree[PRACTICE], dict) else None
        if key in self.into.nodes or key in self.into.broken:
            self.practice = key
        else:  # a stand-in: its facts are checked all the same
            self.practice = f"practice:unknown-{self.number}"
            self.into.broken.add(self.practice)

    def _take_list(self, key: str, items: Any) -> None:
        if not isinstance(items, list):
            self._refuse((key,), f"{key} is a list; begin each item with '- '")
            return
        for position, item in enumerate(items):
            path = (key, position)
            if self.practice and key in _OF_PRACTICE and isinstance(item, dict):
                item = self._of_practice(item, path)
            self._take(LISTS[key], item, path)

    def _of_practice(self, item: dict[str, Any], path: yaml_tree.Path) -> dict[str, Any]:
        if PRACTICE in item:
            self._refuse((*path, PRACTICE), "the practice is this file's own; leave the key out")
        return {**item, PRACTICE: self.practice}

    def _take(self, kind: str, item: Any, path: yaml_tree.Path) -> None:
        try:
            thing = adapter(kind).validate_python(item if item is not None else "")
        except ValidationError as error:
            for location, message in explain(error, kind):
                self._refuse((*path, *_quoted(item, location, message)), message)
            self._note_broken(item, kind)
            return
        place = Places.at(self.number, self.document.line(path))
        if kind in list(FactKind):
            self.into.add_fact(thing, place, minted="id" not in item)
        else:
            self.into.add_node(thing, place)

    def _note_broken(self, item: Any, kind: str) -> None:
        key = item.get("id") if isinstance(item, dict) else None
        if isinstance(key, str):
            with suppress(InvalidInput):
                check_id(key, kind)
                self.into.broken.add(key)

    def _refuse(self, path: yaml_tree.Path, message: str) -> None:
        line = self.document.line(path)
        if line not in self._refused:
            self.into.refuse(Places.at(self.number, line), message)

    def _refuse_line(self, line: int, message: str) -> None:
        self._refused.add(line)
        self.into.refuse(Places.at(self.number, line), message)


def _quoted(item: Any, location: Location, message: str) -> Location:
    """Return where in an item stands what a message on the location quotes; else the location itself."""
    inner: Any = item
    for step in location:
        try:
            inner = inner[step]
        except (LookupError, TypeError):  # a key that is missing has no value
            return location
    return next((path for path, text in _leaves(inner, location) if repr(text) in message), location)


def _leaves(tree: Any, path: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(tree, str):
        yield path, tree
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, inner in pairs:
        yield from _leaves(inner, (*path, step))
