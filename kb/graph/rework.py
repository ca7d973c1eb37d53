"""What of a landscape is made anew when facts go and come; the rest is shared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import fsum, sqrt

from kb.graph.atlas import Stratum
from kb.graph.column import Column
from kb.graph.difference import in_order, replaced
from kb.graph.holdings import Holding, holding
from kb.graph.landscape import Landscape
from kb.graph.moves import Tie
from kb.graph.records import Piles, merged, without
from kb.graph.stock import Stock
from kb.model import Adoption, PartyId, PracticeId, Share

Cells = Mapping[str, Mapping[str, Holding | None]]  # holdings made anew; None: there is no tie any more
_EMPTY = Column("", {}, {})


@dataclass(frozen=True, slots=True)
class Rework:
    """A landscape, the one to be with its nodes alone, and the facts that go (by the old atlas) and come (by the new)."""

    old: Landscape
    grounds: Landscape
    gone: Piles
    come: Piles

    def done(self, ties: Iterable[Tie]) -> Landscape:
        """Return the landscape to be; the holdings of `ties` are made anew as well, whatever their facts."""
        cells = self._cells(ties)
        columns = self._columns(cells)
        by_actor = self._by_actor(cells)
        return replace(
            self.grounds,
            columns=replaced(self.old.columns, columns),
            by_actor=replaced(self.old.by_actor, by_actor),
            norms=replaced(self.old.norms, {actor: _norm(own.values()) if own else None for actor, own in by_actor.items()}),
            populations=self._populations(by_actor),
            records=self.old.records.changed(self.gone, self.come),
        )

    def _cells(self, ties: Iterable[Tie]) -> Cells:
        touched: dict[PracticeId, set[PartyId]] = defaultdict(set)
        for practice, actor in ties:
            touched[practice].add(actor)
        for piles in (self.gone, self.come):
            for practice, taken in piles.taken.items():
                touched[practice].update(taken)
        return {practice: {actor: self._cell(practice, actor) for actor in actors} for practice, actors in touched.items()}

    def _cell(self, practice: PracticeId, actor: PartyId) -> Holding | None:
        before = self.old.columns.get(practice, _EMPTY).taken(actor)
        gone, come = (piles.taken.get(practice, {}).get(actor, ()) for piles in (self.gone, self.come))
        facts = (*without(before, gone), *come)
        began = self.grounds.practices[practice].origin
        origin = began if began and self.grounds.atlas.actor(began) == actor else None
        if not facts and not origin:
            return None
        steps = [fact for fact in facts if isinstance(fact, Adoption)]
        shares = [fact for fact in facts if isinstance(fact, Share)]
        return holding(actor, practice, origin, steps, shares, self.grounds.weight)

    def _columns(self, cells: Cells) -> dict[PracticeId, Column]:
        new = self.grounds.practices.keys() - self.old.practices.keys()
        return {practice: self._column(practice, cells) for practice in {*new, *cells}}  # whoever gave it, somebody took it

    def _column(self, practice: PracticeId, cells: Cells) -> Column:
        before = self.old.columns.get(practice, _EMPTY)
        gone, come = (piles.given.get(practice, {}) for piles in (self.gone, self.come))
        return Column(practice, in_order(before.cells, cells.get(practice, {})), merged(before.given, gone, come))

    def _by_actor(self, cells: Cells) -> dict[PartyId, Stock | None]:
        changes: dict[PartyId, dict[PracticeId, Holding | None]] = defaultdict(dict)
        for practice, own in cells.items():
            for actor, cell in own.items():
                changes[actor][practice] = cell
        return {actor: Stock(in_order(self.old.held(actor), changed)) or None for actor, changed in changes.items()}

    def _populations(self, by_actor: Mapping[PartyId, object]) -> dict[Stratum, int]:
        counts: Counter[Stratum] = Counter(self.old.populations)
        for actor, own in by_actor.items():
            if own:
                counts.update(self.grounds.atlas.strata(actor))
            if actor in self.old.by_actor:
                counts.subtract(self.old.atlas.strata(actor))
        return dict(+counts)


def _norm(cells: Iterable[Holding]) -> float:
    return sqrt(fsum(cell.bond**2 for cell in cells))
