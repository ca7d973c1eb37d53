"""Every fact that says who learned from whom, as rows of numbers; after a new fact only columns that changed are read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.dates import FuzzyDate
from kb.graph.atlas import Atlas
from kb.graph.column import Column
from kb.graph.decay import is_dated
from kb.graph.landscape import Landscape
from kb.graph.once import Renewed
from kb.graph.records import taker
from kb.model import Adoption, Institution, PartyId, PlaceId, PracticeId

ADOPTION, SHARE, VISIT = KINDS = (0, 1, 2)
UNDATED = 0  # of years
NO_PRACTICE = -1
LESSON = np.dtype([("source", np.int64), ("target", np.int64), ("kind", np.int8), ("year", np.int16), ("practice", np.int32)])
Rows = NDArray[Any]  # of the type LESSON
_Read = tuple[int, int, int, int, int]


class Lessons:
    """All facts with two known ends: from where, to where, of which kind, year and practice.

    Places stand by their number in `places`, in the order of their ids; practices by theirs in `practices`.

    Args:
        landscape: it is read off.
        before: of a landscape of the same lineage; what its columns say is not read again.
    """

    _columns: dict[PracticeId, tuple[Column, Rows]]

    def __init__(self, landscape: Landscape, before: Lessons | None = None) -> None:
        self.practices = tuple(landscape.practices)
        known = before._columns if before else {}
        self._columns = {practice: _kept(landscape.columns[practice], known.get(practice), landscape) for practice in self.practices}
        self.places: Sequence[PlaceId] = ()
        self.rows = self._joined([rows for _, rows in self._columns.values()], _visits(landscape))
        self._settle(landscape)

    @property
    def size_bytes(self) -> int:
        """How much its arrays take."""
        return self.rows.nbytes + sum(rows.nbytes for _, rows in self._columns.values())

    def _joined(self, parts: Sequence[Rows], visits: Rows) -> Rows:
        rows = np.concatenate([*parts, visits])
        lengths = [len(part) for part in parts]
        rows["practice"][: sum(lengths)] = np.repeat(np.arange(len(parts)), lengths)
        return rows

    def _settle(self, landscape: Landscape) -> None:
        """Put the numbers of places where those of actors stand."""
        by_number = {number: actor for actor, number in landscape.numbers.copy().items()}
        used = np.unique(np.concatenate([self.rows["source"], self.rows["target"]])).tolist()
        where = [place(landscape.atlas, by_number[number]) for number in used]
        self.places = sorted({*where})
        rank = {key: number for number, key in enumerate(self.places)}
        settled = np.zeros(used[-1] + 1 if used else 0, dtype=np.int64)
        settled[used] = [rank[key] for key in where]
        for end in ("source", "target"):
            self.rows[end] = settled[self.rows[end]]


lessons_of = Renewed(Lessons)


def place(atlas: Atlas, key: PartyId) -> PlaceId:
    """Return where a party is on a map: its municipality, else the place that an institution is in, else itself."""
    actor = atlas.actor(key)
    node = atlas.parties.get(actor)
    return node.place if isinstance(node, Institution) else actor


def _kept(column: Column, known: tuple[Column, Rows] | None, landscape: Landscape) -> tuple[Column, Rows]:
    return known if known is not None and known[0] is column else (column, _read(column, landscape))


def _read(column: Column, landscape: Landscape) -> Rows:
    """Read a column by the numbers of actors; it is another one as soon as a fact of it counts for another actor."""
    actor, number = landscape.atlas.actor, landscape.numbers
    return _rows(
        (number[source], number[actor(taker(fact))], ADOPTION if isinstance(fact, Adoption) else SHARE, year(fact.event_date), NO_PRACTICE)
        for source, given in column.given.items()
        for fact in given
    )


def _visits(landscape: Landscape) -> Rows:
    actor, number = landscape.atlas.actor, landscape.numbers
    return _rows(
        (number[actor(visit.host)], number[visitor], VISIT, year(visit.event_date), NO_PRACTICE)
        for visitor, made in landscape.records.made.items()
        for visit in made
    )


def _rows(read: Iterable[_Read]) -> Rows:
    return np.array([*read], dtype=LESSON)


def year(when: FuzzyDate | None) -> int:
    """Return the year by which something certainly was so; UNDATED where an end of the date is unknown."""
    return when.latest.year if when is not None and is_dated(when) and when.latest is not None else UNDATED
