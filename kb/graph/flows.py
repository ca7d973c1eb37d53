"""Who learned from whom, place by place: what a map of the world shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from kb.graph.flow_rows import Flow, Flows, FlowYear
from kb.graph.landscape import Landscape
from kb.graph.ledger import Ints
from kb.graph.lessons import KINDS, UNDATED, Lessons, Rows, lessons_of
from kb.graph.once import Once
from kb.model import NodeKind, TopicId

_KINDS = len(KINDS)


@dataclass(frozen=True)
class _Summed:
    """All flows of some facts, the largest first; `order` sorts facts between two places by their flow, from `starts[flow]` on."""

    facts: Rows  # between two places, flow by flow
    starts: Ints  # of each flow among them, and their end
    counts: Ints  # by flow and kind
    within: int


def flows(landscape: Landscape, *, first: int, topics: Collection[TopicId] = ()) -> Flows:
    """Return the largest flows: how often one place learned from another, by kind of fact and by year.

    An adoption goes from whom the practice was learned, a share from who showed it, a visit from the host to the
    visitor; what does not name both is in no flow. A place is a municipality with all that is in it, else the region
    or country where an institution is, or that acts for itself. The year is that by which it certainly was so, as in
    the adoption curve; the day of a surrounding programme is no date.

    Args:
        landscape: what is known on the day.
        first: how many flows at most, 1 or more.
        topics: only facts of practices about one of these; then visits, which are about no practice, are left out.
    Raises:
        NotFound, WrongKind: something in `topics` is no topic of the graph.
    """
    landscape.check(topics, NodeKind.TOPIC)
    lessons = lessons_of(landscape)
    summed = _summed(_about(lessons, landscape, frozenset(topics))) if topics else _whole(landscape)
    dated = summed.facts["year"][summed.facts["year"] != UNDATED]
    return Flows(
        total=len(summed.counts),
        flows=tuple(_flow(landscape, lessons, summed, number) for number in range(min(first, len(summed.counts)))),
        first_year=int(dated.min()) if len(dated) else None,
        last_year=int(dated.max()) if len(dated) else None,
        undated=len(summed.facts) - len(dated),
        within=summed.within,
    )


def _about(lessons: Lessons, landscape: Landscape, topics: frozenset[TopicId]) -> Rows:
    wanted = [number for number, key in enumerate(lessons.practices) if not topics.isdisjoint(landscape.practices[key].topics)]
    found: Rows = lessons.rows[np.isin(lessons.rows["practice"], wanted)]
    return found


def _summed(rows: Rows) -> _Summed:
    apart = rows[rows["source"] != rows["target"]]
    width = int(apart["target"].max(initial=0)) + 1
    pairs, flow, sizes = np.unique(apart["source"] * width + apart["target"], return_inverse=True, return_counts=True)
    counts = np.bincount(flow * _KINDS + apart["kind"], minlength=len(pairs) * _KINDS).reshape(-1, _KINDS)
    order = np.argsort(-sizes, kind="stable")  # pairs are in the order of their ids
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    facts = apart[np.argsort(rank[flow], kind="stable")]
    return _Summed(facts, np.concatenate([[0], np.cumsum(sizes[order])]), counts[order], len(rows) - len(apart))


_whole = Once(lambda landscape: _summed(lessons_of(landscape).rows))


def _flow(landscape: Landscape, lessons: Lessons, summed: _Summed, number: int) -> Flow:
    facts = summed.facts[summed.starts[number] : summed.starts[number + 1]]
    source, target = lessons.places[facts["source"][0]], lessons.places[facts["target"][0]]
    adoptions, shares, visits = summed.counts[number].tolist()
    return Flow(
        source=source,
        target=target,
        adoptions=adoptions,
        shares=shares,
        visits=visits,
        years=_years(facts),
        source_location=landscape.atlas.location(source),
        target_location=landscape.atlas.location(target),
    )


def _years(facts: Rows) -> tuple[FlowYear, ...]:
    counts: dict[int, list[int]] = {}
    for year, kind in zip(facts["year"].tolist(), facts["kind"].tolist(), strict=True):
        if year != UNDATED:
            counts.setdefault(year, [0] * _KINDS)[kind] += 1
    return tuple(FlowYear(year=year, adoptions=own[0], shares=own[1], visits=own[2]) for year, own in sorted(counts.items()))
