"""How long it takes to infer who learned from whom, over all practices of a base."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from kb.diffusion.cascades import cascades
from kb.diffusion.netinf import delay_rate, netinf
from kb.diffusion.sources import likely_sources
from tests.oracles.policies import Policies


@dataclass(frozen=True)
class Spreading:
    """What was inferred from, and the seconds it took, the pairing of adoptions included."""

    adoptions: int
    links: int
    netinf_s: float
    sources_s: float


def measure(events: Path, rounds: int = 3) -> Spreading:
    """Infer the network and the sources from a table of place, practice and year; the best of some rounds."""
    read = Policies(events)
    links: list[int] = []

    def network() -> None:
        of = cascades(read.places, read.practices, read.years, count=len(read.states))
        links.append(len(netinf(of, delay_rate(of) or 1.0)))

    def sources() -> None:
        likely_sources(cascades(read.places, read.practices, read.years, count=len(read.states)))

    netinf_s, sources_s = _best(network, rounds), _best(sources, rounds)
    return Spreading(len(read.places), links[-1], netinf_s, sources_s)


def _best(work: Callable[[], None], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        begin = perf_counter()
        work()
        taken.append(perf_counter() - begin)
    return min(taken)
