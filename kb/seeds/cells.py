"""How a cell of a table is read and written. Ids stand there without their kind: `oral`, not `city:oral`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kb.dates import parse
from kb.errors import InvalidInput, Nearest
from kb.model import PARTY_KINDS, PLACE_KINDS, Participation, check_id, kind_of
from kb.seeds.sentences import none_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would reckon with what begins so
_ESCAPED = tuple(f"'{start}" for start in (*_FORMULA, "'"))
LIST = ";"


def escape(text: str) -> str:
    """Put an apostrophe before what a spreadsheet takes for a formula, and before an apostrophe; `unescape` takes it away."""
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def unescape(cell: str) -> str:
    """Return the text that `escape` wrote; any other cell as it is."""
    return cell[1:] if cell.startswith(_ESCAPED) else cell


class Names:
    """The parties that a cell without a kind may mean."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._by_slug: dict[str, list[str]] = {}
        self._near = Nearest(self._by_slug)
        for key in keys:
            self.add(key)

    def add(self, key: str) -> None:
        """Make a party known; other nodes are none of this list's business."""
        kind, _, slug = key.partition(":")
        same = self._by_slug.setdefault(slug, []) if kind in PARTY_KINDS else None
        if same is not None and key not in same:
            same.append(key)

    def find(self, cell: str, kinds: Collection[str]) -> str:
        """Return the id that a cell means. Raises InvalidInput where that is none, or more than one."""
        if ":" in cell:
            check_id(cell, *kinds)
            return cell
        same = self._by_slug.get(cell, [])
        found = [key for key in same if kind_of(key) in kinds]
        if same and not found:
            check_id(same[0], *kinds)  # says what it is instead
        if not found:
            raise InvalidInput(f"no {'party' if kinds == PARTY_KINDS else 'place'} has the id {cell!r}{self._near(cell)}")
        if len(found) > 1:
            raise InvalidInput(f"{cell!r} may be {' or '.join(sorted(found))}; write it with its kind")
        return found[0]

    def short(self, key: str) -> str:
        """Return what to write for a party: its name within its kind, or the whole id where that would mean another one too."""
        slug = key.partition(":")[2]
        return slug if len(self._by_slug.get(slug, ())) <= 1 else key


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing values in cells. A cell that is empty is never read; None is never written."""

    read: Callable[[str, Names], Any]  # raises InvalidInput
    write: Callable[[Any, Names], str]
    repeats: bool = True  # the same few values come again and again: worth remembering


def _text_of(value: Any, names: Names) -> str:
    return str(value)


def _whole(cell: str, names: Names) -> int:
    if not re.fullmatch(r"\d{1,15}", cell, re.ASCII):
        raise InvalidInput(f"{cell!r} is no whole number")
    return int(cell)


def _real(cell: str, names: Names) -> float:
    if not re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", cell, re.ASCII):
        raise InvalidInput(f"{cell!r} is no number; write one as 54.25")
    return float(cell)


def _flag(cell: str, names: Names) -> bool:
    if cell not in ("true", "false"):
        raise InvalidInput(f"{cell!r} is neither true nor false")
    return cell == "true"


TEXT = Form(lambda cell, names: unescape(cell), lambda text, names: escape(text), repeats=False)
SLUG = Form(lambda cell, names: cell, _text_of, repeats=False)  # of an id whose kind stands in another cell
DATE = Form(lambda cell, names: parse(cell), _text_of)
WHOLE = Form(_whole, _text_of)
REAL = Form(_real, lambda number, names: repr(number))
FLAG = Form(_flag, lambda value, names: "true" if value else "false")
MARK = Form(_flag, lambda value, names: "true" if value else "")  # a flag that is seldom set
PARTY = Form(lambda cell, names: names.find(cell, PARTY_KINDS), lambda key, names: names.short(key))
PLACE = Form(lambda cell, names: names.find(cell, PLACE_KINDS), lambda key, names: names.short(key))


def choice(choices: type[StrEnum]) -> Form:
    """A word of a closed list."""

    def read(cell: str, names: Names) -> StrEnum:
        try:
            return choices(cell)
        except ValueError:
            raise InvalidInput(none_of(cell, choices)) from None

    return Form(read, _text_of)


def reference(kind: str, *, repeats: bool = True) -> Form:
    """The id of a node or a fact of one kind."""

    def read(cell: str, names: Names) -> str:
        key = cell if ":" in cell else f"{kind}:{cell}"
        if repeats:
            check_id(key, kind)
        return key

    return Form(read, lambda key, names: key.partition(":")[2], repeats)


def many(form: Form) -> Form:
    """Several values in one cell, with semicolons between them."""

    def read(cell: str, names: Names) -> tuple[Any, ...]:
        return tuple(form.read(part.strip(), names) for part in cell.split(LIST) if part.strip())

    return Form(read, lambda values, names: LIST.join(form.write(value, names) for value in values))


JOINERS = many(
    Form(
        lambda cell, names: Participation(party=PARTY.read(cell, names)),
        lambda joiner, names: PARTY.write(joiner.party, names),
    )
)
NAMED = (PARTY, PLACE, JOINERS)  # forms that write parties, shortly where that is clear
