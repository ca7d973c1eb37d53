"""How landscapes are made: from a graph, from a landscape and what changed since, or from a landscape and an earlier day.

There is one way for all three: a landscape is the empty one, and whatever differs from it. Where most is the same, as
after one more fact, the new landscape shares what is untouched with the old one, which stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import networkx as nx

from kb.dates import visible
from kb.graph.atlas import Atlas
from kb.graph.build import facts_of, nodes_of
from kb.graph.difference import Difference, in_order
from kb.graph.landscape import Landscape
from kb.graph.moves import Tie, moves
from kb.graph.records import Piles, sort_facts
from kb.graph.rework import Rework
from kb.model import AnyFact, AnyNode, Practice, PracticeId
from kb.model.places import Party


def survey(graph: nx.MultiDiGraph[str], as_of: date | None, today: date) -> Landscape:
    """Return what a graph of record says.

    Args:
        graph: as `kb.graph.build` makes it.
        as_of: the last day that counts; None: every fact counts, undated ones too.
        today: the day that decay runs to when `as_of` is None.
    """
    everything = Difference(nodes=tuple(nodes_of(graph)), come=tuple(facts_of(graph)))
    return resurvey(Landscape(as_of=as_of, day=as_of or today), everything)


def look_back(landscape: Landscape, as_of: date) -> Landscape:
    """Return what a landscape in which every fact counts was on an earlier day."""
    everything = Difference(nodes=tuple(landscape.nodes.values()), come=tuple(landscape.facts()))
    return resurvey(Landscape(as_of=as_of, day=as_of), everything)


def resurvey(landscape: Landscape, difference: Difference) -> Landscape:
    """Return the landscape of the same day in which a difference is made.

    Args:
        landscape: of the graph as it was before. It does not change.
        difference: of the graph now from the graph then.
    """
    grounds = _with_nodes(landscape, difference.nodes)
    moved = moves(landscape, grounds.atlas)
    settled = {fact.id for fact in difference.gone}
    staying = [fact for fact in moved.facts if fact.id not in settled]
    gone = _sorted([*difference.gone, *staying], landscape)
    come = _sorted([*difference.come, *staying], grounds)
    ties = moved.ties | _origins(landscape, difference.nodes) | _origins(grounds, difference.nodes)
    return Rework(landscape, grounds, gone, come).done(ties)


def _with_nodes(landscape: Landscape, nodes: Iterable[AnyNode]) -> Landscape:
    """Return a landscape with other nodes, in which the facts stand as they did."""
    changed = {node.id: node for node in nodes}
    if not changed:
        return landscape
    parties = {key: node for key, node in changed.items() if isinstance(node, Party)}
    practices = {key: node for key, node in changed.items() if isinstance(node, Practice)}
    known = in_order(landscape.practices, practices) if practices else landscape.practices
    return replace(
        landscape,
        nodes={**landscape.nodes, **changed},
        atlas=Atlas({**landscape.atlas.parties, **parties}) if parties else landscape.atlas,
        practices=known,
        derivatives=_derivatives(known.values()) if practices else landscape.derivatives,
    )


def _derivatives(practices: Iterable[Practice]) -> dict[PracticeId, list[PracticeId]]:
    found: dict[PracticeId, list[PracticeId]] = defaultdict(list)
    for practice in practices:
        if practice.derived_from:
            found[practice.derived_from].append(practice.id)
    return dict(found)


def _sorted(facts: Iterable[AnyFact], landscape: Landscape) -> Piles:
    """Sort those facts that belong into a landscape, by its atlas."""
    return sort_facts((fact for fact in facts if fact.counts and visible(fact.date, landscape.as_of)), landscape.atlas)


def _origins(landscape: Landscape, nodes: Iterable[AnyNode]) -> frozenset[Tie]:
    """Return where those of some nodes that are practices began, as a landscape has it."""
    practices = (landscape.practices.get(node.id) for node in nodes)
    began = ((practice.id, practice.origin) for practice in practices if practice)
    return frozenset((practice, landscape.atlas.actor(origin)) for practice, origin in began if origin)
