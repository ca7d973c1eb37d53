"""YAML as plain lists, maps and texts, each with its line; what YAML readers disagree about is refused.

Scalars stay as they are written (`2021`, `2018-12-04`); only `true` and `false` under a key that wants them
become booleans. Anchors, aliases, tags and a key given twice are refused, and so is every plain scalar that
YAML 1.1 turns into something else (`no`, `on`, `~`, `1:30`, `010`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import yaml

Path = tuple[str | int, ...]  # keys and positions, from the top
Tree = str | bool | list["Tree"] | dict[str, "Tree"]

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 12
# https://yaml.org/type: bool, null, int, float, merge, value; a date alone, a plain number, true and false are fine.
_CHANGED = re.compile(
    r"(?:[yYnN]|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|True|TRUE|False|FALSE|~|[nN]ull|NULL|<<|="
    r"|[-+]?0[0-9_]+(?:\.[0-9_]*)?|[-+]?0[bxo][0-9a-fA-F_]+|[-+]?[0-9]*_[0-9_.]*|\+[0-9][0-9.]*|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+\.(?:[eE][-+]?[0-9]+)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)\Z"
)
_NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Document:
    """One YAML file: what it holds, the line of each key and item, and what is wrong with it as YAML."""

    tree: Tree | None = None
    lines: dict[Path, int] = field(default_factory=dict)
    mistakes: list[tuple[int, str]] = field(default_factory=list)  # line, message

    def line(self, path: Path) -> int:
        """Return the line of what stands at a path, or of what is nearest above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(data: bytes, booleans: Collection[str] = ()) -> Document:
    """Read one YAML file. `booleans` are the keys whose value is true or false."""
    document = Document()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        document.mistakes.append((data.count(b"\n", 0, error.start) + 1, "this is not UTF-8; save the file as UTF-8"))
        return document
    try:
        document.tree = _Builder(yaml.parse(text, Loader=_LOADER), document, booleans).document()
    except yaml.YAMLError as error:
        document.mistakes.append(_explain(error, text))
    except _Stopped:
        pass  # it has said why
    return document


def _explain(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
    written = (text.splitlines() or [""])[min(line, len(text.splitlines()) or 1) - 1]
    if "\t" in written:
        return line, "a tab stands here; YAML is indented with spaces"
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "this is no YAML"
    return line, f"{said}; text with ': ', '#' or a bracket in it goes in quotes"


class _Stopped(Exception):
    """Reading on makes no sense."""


class _Builder:
    """Makes a tree of parser events; collects what it refuses instead of stopping."""

    def __init__(self, events: Iterator[yaml.Event], document: Document, booleans: Collection[str]) -> None:
        self._events, self._into, self._booleans = iter(events), document, booleans

    def document(self) -> Tree | None:
        """Return what the first document holds; a second one is refused."""
        tree: Tree | None = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "a second document begins; put it in a file of its own")
                    return tree
                tree = self._value(next(self._events), ())
        return tree

    def _value(self, event: yaml.Event, path: Path) -> Tree:
        self._into.lines.setdefault(path, _line(event))
        if len(path) > _DEEPEST:
            self._refuse(event, "this is nested too deeply")
            raise _Stopped
        self._refuse_marks(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        return self._scalar(event, path) if isinstance(event, yaml.ScalarEvent) else ""

    def _sequence(self, path: Path) -> list[Tree]:
        items: list[Tree] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Tree]:
        entries: dict[str, Tree] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            self._into.lines[(*path, key)] = _line(event)
            if key in entries:
                self._refuse(event, f"the key {key!r} is given twice; keep one")
            entries[key] = self._value(next(self._events), (*path, key))
        return entries

    def _key(self, event: yaml.Event, path: Path) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_marks(event)
            if event.implicit[0] and (_CHANGED.match(event.value) or event.value in ("", "true", "false")):
                self._refuse(event, f"the key {event.value!r} is changed by some YAML readers; write it in quotes")
            return str(event.value)
        self._refuse(event, "a list or a map cannot be a key; write key: value")
        self._value(event, (*path, "?"))
        return "?"

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> Tree:
        text, plain = str(event.value), event.implicit[0]
        wants_boolean = bool(path) and path[-1] in self._booleans
        if plain and text in ("true", "false") and wants_boolean:
            return text == "true"
        if not text.strip() or (plain and text in _NULLS):
            self._refuse(event, f"{_name(path)} is empty; leave it out where it is unknown")
        elif wants_boolean:
            self._refuse(event, f"{_name(path)} is {text!r}; write true or false")
        elif plain and (text in ("true", "false") or _CHANGED.match(text)):
            self._refuse(event, f'{text} is changed by some YAML readers; write it in quotes: "{text}"')
        return text

    def _refuse_marks(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"*{event.anchor} stands for something else; write it out")
            return
        if anchor := getattr(event, "anchor", None):
            self._refuse(event, f"the anchor &{anchor} is not used here; leave it out")
        if tag := getattr(event, "tag", None):
            self._refuse(event, f"the tag {tag} is not used here; leave it out")

    def _refuse(self, event: yaml.Event, message: str) -> None:
        self._into.mistakes.append((_line(event), message))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _name(path: Path) -> str:
    return str(next((step for step in reversed(path) if isinstance(step, str)), "this file"))
