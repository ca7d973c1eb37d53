"""Whom adopters of a practice were in touch with, and when those took it up: exposure at adoption, and who followed whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np
from scipy.sparse import csr_array

from kb.diffusion.exposure import Floats, exposure, thresholds
from kb.diffusion.influence import infectiousness, susceptibility
from kb.graph.landscape import Landscape
from kb.graph.partners import everybodys_partners
from kb.model import PartyId

_LONG_AGO = -10_000.0  # periods before the first: of an origin that had the practice before anybody, nobody says since when


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How an adopter, or the origin, stands among its recorded partners. None: it has none, or nothing is known of when."""

    partners: int
    threshold: float | None
    infectiousness: float | None
    susceptibility: float | None


def contacts(landscape: Landscape, years: Mapping[PartyId, int | None], origin: PartyId | None) -> dict[PartyId, Contact]:
    """Return how each adopter stands among its partners: by the functions of `kb.diffusion`, with periods of a year and K = 1.

    A tie leads from a party to each of its recorded partners (see `kb.graph.partners`), whatever its date. Threshold: the
    share of an adopter's partners that had the practice by the end of the year in which it took it up. Infectiousness: of those
    with it for a partner that took the practice up in a later year, the share that did so in the next, divided by all who
    did. Susceptibility: of its partners that took it up in an earlier year, the share that did so in the last, divided by
    all who did. A partner that took it up nobody says when counts as one without it, but for the origin, which had it first.

    Args:
        landscape: what is known on the day.
        years: the year of each adopter, the origin among them; None: not known.
        origin: where the practice began.
    """
    everybodys = everybodys_partners(landscape)
    met = {party: everybodys.get(party, frozenset()) for party in years}
    nodes = list(years) + sorted({other for own in met.values() for other in own} - years.keys())
    periods = periods_of(nodes, years, origin)
    ties = ties_of(nodes, met)
    last = int(np.nanmax(periods, initial=0))
    exposed = thresholds(exposure(ties, np.maximum(periods, 1), max(last, 1)), np.maximum(periods, 1))
    columns = exposed, infectiousness(ties, periods), susceptibility(ties, periods)
    found: dict[PartyId, Contact] = {}
    for number, party in enumerate(years):
        of = [None if years[party] is None else _known(column[number]) for column in columns]
        threshold = None if party == origin else of[0]
        found[party] = Contact(partners=len(met[party]), threshold=threshold, infectiousness=of[1], susceptibility=of[2])
    return found


def periods_of(nodes: Sequence[PartyId], years: Mapping[PartyId, int | None], origin: PartyId | None) -> Floats:
    """Return the period of adoption of each node, 1 for the first year; NaN: not known, or never. An undated origin is long before."""
    first = min((year for year in years.values() if year is not None), default=0)
    known = [years.get(node) for node in nodes]
    unknown = [_LONG_AGO if node == origin else nan for node in nodes]
    return np.array([other if year is None else year - first + 1 for year, other in zip(known, unknown, strict=True)], dtype=float)


def ties_of(nodes: Sequence[PartyId], met: Mapping[PartyId, frozenset[PartyId]]) -> csr_array:
    """Return a tie from each party to each of its partners."""
    numbers = {node: number for number, node in enumerate(nodes)}
    rows = np.array([numbers[party] for party, own in met.items() for _ in own], dtype=int)
    columns = np.array([numbers[other] for own in met.values() for other in own], dtype=int)
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(nodes), len(nodes)))


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)
