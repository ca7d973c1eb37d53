"""A landscape as arrays: what many places are worked out from at once. Made when first asked for, and kept with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kb.dates import FuzzyDate
from kb.graph.atlas import level_of
from kb.graph.decay import DAYS_A_YEAR, middle_year
from kb.graph.holdings import Holding
from kb.graph.landscape import Landscape
from kb.graph.once import Once
from kb.model import GIVEN_UP, PartyId, PracticeId, TopicId

SLACK_YEARS = 1.5 / DAYS_A_YEAR
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Dated:
    """Dated ties of actors to practices, or to hosts: numbers, the middle of each date and its end, in years."""

    row: Ints
    column: Ints
    middle: Floats
    end: Floats

    def by(self, year: float) -> Dated:
        """Return those that certainly were there by a moment, or within a day or so of it: years are not equally long."""
        there = self.end <= year + SLACK_YEARS
        return Dated(self.row[there], self.column[there], self.middle[there], self.end[there])

    def decayed(self, year: float, half_life_years: float) -> Floats:
        """Return what each weighs at a moment."""
        return np.asarray(2.0 ** (-(year - self.middle) / half_life_years), dtype=np.float64)

    def matrix(self, shape: tuple[int, int], values: Floats | None = None) -> sparse.csr_matrix:
        """Return them as a matrix, of ones or of values; several of one cell add up."""
        data = np.ones(len(self.row)) if values is None else values
        return sparse.csr_matrix((data, (self.row, self.column)), shape=shape)


class Matrix:
    """Actors and practices by number, in the order of their ids, and what ties them."""

    def __init__(self, landscape: Landscape) -> None:
        self._columns, self._atlas, self._visits = landscape.columns, landscape.atlas, landscape.records.made
        self._topics = {key: practice.topics for key, practice in landscape.practices.items()}
        self.now = (landscape.day.toordinal() + 1) / DAYS_A_YEAR  # the end of its day, in years
        self.actors: Sequence[PartyId] = sorted(landscape.atlas.actors())
        self.practices: Sequence[PracticeId] = list(landscape.practices)
        self.row = {actor: number for number, actor in enumerate(self.actors)}
        self.column = {practice: number for number, practice in enumerate(self.practices)}

    @property
    def shape(self) -> tuple[int, int]:
        """How many actors and practices there are."""
        return len(self.actors), len(self.practices)

    @cached_property
    def taken(self) -> Dated:
        """First dated steps of use."""
        return _dated((self.row[cell.actor], self.column[key], cell.since) for key in self.practices for cell in self._cells(key))

    @cached_property
    def shown(self) -> Dated:
        """Dated shares, to whom."""
        return _dated(
            (self.row[cell.actor], self.column[key], share.event_date)
            for key in self.practices
            for cell in self._cells(key)
            for share in cell.shares
        )

    @cached_property
    def given_up(self) -> Dated:
        """Dated steps by which a practice was abandoned or declined where nobody has it now."""
        return _dated(
            (self.row[cell.actor], self.column[key], step.event_date)
            for key in self.practices
            for cell in self._cells(key)
            if cell.given_up
            for step in cell.steps
            if step.stage in GIVEN_UP
        )

    @cached_property
    def visited(self) -> Dated:
        """Dated visits of actors to one another."""
        made = ((self.row[actor], visit) for actor in self.row for visit in self._visits.get(actor, ()))
        visits = ((row, self._atlas.actor(visit.host), visit.event_date) for row, visit in made)
        return _dated((row, self.row[host], when) for row, host, when in visits)

    @cached_property
    def levels(self) -> Ints:
        """A number for the level of each actor."""
        return _numbered(level_of(actor) for actor in self.actors)

    @cached_property
    def countries(self) -> Ints:
        """A number for the country of each actor; 0: it has none."""
        return _numbered(["", *(self._atlas.country(actor) or "" for actor in self.actors)])[1:]

    @cached_property
    def topics(self) -> sparse.csr_matrix:
        """Which practices are on which topics."""
        ties = [(number, topic) for number, key in enumerate(self.practices) for topic in self._topics[key]]
        known: dict[TopicId, int] = {topic: number for number, topic in enumerate(sorted({topic for _, topic in ties}))}
        cells = [number for number, _ in ties], [known[topic] for _, topic in ties]
        return sparse.csr_matrix((np.ones(len(ties)), cells), shape=(len(self.practices), max(1, len(known))))

    def _cells(self, practice: PracticeId) -> Iterable[Holding]:
        return self._columns[practice].cells.values()


matrix_of = Once(Matrix)


def _dated(ties: Iterable[tuple[int, int, FuzzyDate | None]]) -> Dated:
    """Keep what has a date with two known ends."""
    known = [
        (row, column, middle_year(when), (when.latest.toordinal() + 1) / DAYS_A_YEAR)
        for row, column, when in ties
        if when and when.earliest and when.latest
    ]
    rows, columns, middles, ends = np.array(known, dtype=np.float64).reshape(-1, 4).T
    return Dated(rows.astype(np.int64), columns.astype(np.int64), middles, ends)


def _numbered(names: Iterable[str]) -> Ints:
    return np.unique(np.array(list(names), dtype=str), return_inverse=True)[1].astype(np.int64)
