"""The graph that is kept in memory, as of a place in the change log. What is done here takes long: call it in a thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kb.memory import garbage_kept
from kb.service.gathering import Gathered
from kb.store.base import Change, LogPosition

if TYPE_CHECKING:  # networkx takes a third of a second to import: not before the first answer
    from kb.graph.difference import Difference
    from kb.graph.landscape import Landscape
    from kb.graph.record import Record


@dataclass(frozen=True, slots=True)
class Kept:
    """The graph of record, what is seen of it, and the last change that is certainly in both."""

    record: Record
    landscape: Landscape  # in which every fact counts
    until: LogPosition
    begin: Change | None  # the first of all changes


def make(gathered: Gathered, today: date) -> Kept:
    """Make the graph of a whole store. Raises NotFound where a fact names a node that is not in it."""
    from kb.graph.record import Record
    from kb.graph.survey import survey

    with garbage_kept():
        record = Record(gathered.nodes.values(), {key: fact for key, fact in gathered.facts.items() if fact})
        return Kept(record, survey(record.graph, None, today), gathered.until, gathered.begin)


def change(kept: Kept, gathered: Gathered) -> tuple[Kept, Difference]:
    """Bring a graph up to date, and return it with what is different now.

    The graph of record itself changes; the landscape is another one, so that questions go on in the old one. Where this
    fails, the graph of record may be neither old nor new. Raises NotFound where a fact names a node that is not there.
    """
    from kb.graph.survey import resurvey

    difference = kept.record.change(gathered.nodes.values(), gathered.facts)
    landscape = resurvey(kept.landscape, difference) if difference else kept.landscape
    return Kept(kept.record, landscape, gathered.until, gathered.begin), difference


def dawn(kept: Kept, today: date) -> Kept:
    """Return what is kept as it is seen on another day."""
    from kb.graph.survey import survey

    with garbage_kept():
        return replace(kept, landscape=survey(kept.record.graph, None, today))
