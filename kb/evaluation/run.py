"""One evaluation: every method at every cutoff, judged by what happened afterwards."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import networkx as nx

from kb.errors import InvalidInput
from kb.evaluation.baselines import BASELINES
from kb.evaluation.intervals import Estimate, Samples, sample
from kb.evaluation.metrics import METRICS, MOST_TOP, Judged, judge
from kb.evaluation.split import Split, check_years, split, uses
from kb.graph.decay import is_dated
from kb.graph.everyone import Ranked, everyone
from kb.graph.scores import POPULARITY, method_named
from kb.model import PracticeId

LONGEST_HORIZON = 100  # years
FEW_PLACES, FEW_PAIRS = 20, 100  # judged: with fewer, an interval says nothing either
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was judged and what was left out, over all cutoffs."""

    places: int  # different ones that are judged
    cases: int  # places at cutoffs that are judged
    relevant: int  # pairs of a place and a practice that it took up within a horizon
    left_out: int  # places at cutoffs that took up nothing that counts
    straddling: int  # steps of use that may lie on either side of a cutoff, or of the end of a horizon
    undated: int  # steps of use with no date, or with one that is open


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How good each method was, the baselines first, and by how much the chosen one was better: by metric."""

    method: str
    methods: dict[str, dict[str, Estimate]]
    differences: dict[str, dict[str, Estimate]]  # the chosen method minus each other one, paired
    counts: Counts

    @property
    def is_little(self) -> bool:
        """Whether too little was judged to conclude anything."""
        return self.counts.places < FEW_PLACES or self.counts.relevant < FEW_PAIRS


def evaluate(
    graph: nx.MultiDiGraph[str],
    cutoffs: Collection[int],
    *,
    horizon: int = 5,
    method: str | None = None,
    top: int = 10,
    progress: Progress = lambda step: None,
) -> Evaluation:
    """Judge a method, beside the baselines, on what places took up within some years after each cutoff.

    Args:
        graph: of record, with every fact.
        cutoffs: last years that are visible.
        horizon: years after a cutoff in which taking a practice up counts.
        method: as of `kb.graph.scores`; None: the default.
        top: how many ranks count for recall and nDCG.
        progress: told what is being done.
    Raises:
        InvalidInput: an unknown method, a cutoff or a horizon outside the data, nothing dated, nothing to judge.
    """
    used = method_named(method)
    _check(graph, cutoffs, horizon, top)
    numbers = {key: number for number, key in enumerate(sorted(key for key in graph if key.startswith("practice:")))}
    judged: dict[str, list[Judged]] = {name: [] for name in dict.fromkeys([*BASELINES, POPULARITY, used])}
    straddling = left_out = 0
    for cutoff in sorted(set(cutoffs)):
        progress(f"ranking as of the end of {cutoff}")
        at = split(graph, cutoff, horizon)
        cases = list(_cases(at, list(judged)))
        for orders, relevant in cases:
            for name, ranked in orders.items():
                judged[name].append(judge(ranked.actor, cutoff, ranked.order, relevant, numbers))
        straddling, left_out = straddling + at.straddling, left_out + len(at.places) - len(cases)
    if not judged[used]:
        raise InvalidInput("no place took up anything within the horizon that was a candidate for it; nothing can be judged")
    progress("drawing places and practices anew")
    samples = sample(judged, len(numbers), top)
    counts = Counts(
        places=len({each.place for each in judged[used]}),
        cases=len(judged[used]),
        relevant=sum(len(each.relevant) for each in judged[used]),
        left_out=left_out,
        straddling=straddling,
        undated=sum(not is_dated(step.event_date) for step in uses(graph)),
    )
    differences = {name: _named(samples[used].minus(other)) for name, other in samples.items() if name != used}
    return Evaluation(method=used, methods={name: _named(found) for name, found in samples.items()}, differences=differences, counts=counts)


def _check(graph: nx.MultiDiGraph[str], cutoffs: Collection[int], horizon: int, top: int) -> None:
    if not 1 <= horizon <= LONGEST_HORIZON:
        raise InvalidInput(f"the horizon is {horizon}; it goes from 1 to {LONGEST_HORIZON} years")
    if not 1 <= top <= MOST_TOP:
        raise InvalidInput(f"top is {top}; it goes from 1 to {MOST_TOP}")
    last = check_years(graph, cutoffs)[1]
    late = [cutoff for cutoff in cutoffs if cutoff + horizon > last]
    if late:
        need = f"the cutoff {min(late)} with a horizon of {horizon} years needs events up to {min(late) + horizon}"
        raise InvalidInput(f"{need}, and the data end in {last}: what happened afterwards is not known")


def _cases(at: Split, names: Sequence[str]) -> Iterator[tuple[dict[str, Ranked], frozenset[PracticeId]]]:
    """Yield the rankings by each method for each place that took something up afterwards, and what that was."""
    streams = [everyone(at.seen, at.places, name) for name in names if name not in BASELINES]
    for rankings in zip(*streams, strict=True):
        place, candidates = rankings[0].actor, rankings[0].order
        relevant = at.taken_up(place, candidates)
        if relevant:
            made = iter(rankings)
            yield {name: _baseline(name, at, candidates, place) if name in BASELINES else next(made) for name in names}, relevant


def _baseline(name: str, at: Split, candidates: Sequence[PracticeId], place: str) -> Ranked:
    return Ranked(place, BASELINES[name](at, place, candidates), ())


def _named(samples: Samples) -> dict[str, Estimate]:
    return dict(zip(METRICS, samples.estimates(), strict=True))
