"""Over which links of the inferred network a practice may have travelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kb.dates import FuzzyDate, before
from kb.diffusion.netinf import Link
from kb.graph.adopters import dated_uses
from kb.graph.because import message
from kb.graph.decay import middle_year
from kb.graph.inference import FEWEST_ADOPTIONS, FEWEST_EACH, FEWEST_PRACTICES, Inference, inference, network
from kb.graph.landscape import Landscape
from kb.graph.rows import Message
from kb.graph.spread_rows import InferredLink, InferredNetwork
from kb.model import PartyId, PracticeId


def inferred_network(landscape: Landscape, practice: PracticeId, *, include_derived: bool = False) -> InferredNetwork:
    """Return the links that explain a practice's spread best, as far as the dates of all practices say; by the learner's date.

    The network is that of NetInf over all practices (see `kb.diffusion.netinf`), with a rate of 1 / the mean lag from
    the closest earlier adopter. Of its links to an adopter from those that certainly had the practice before, the one
    with the shortest lag is shown, which makes the adoption likeliest; of equals the one with the larger gain. An
    adopter that no link explains has none.

    Args:
        landscape: what is known on the day.
        practice: what travelled.
        include_derived: whether users of its variants count as users of it.
    Raises:
        NotFound, WrongKind: `practice` is no practice of the graph.
    """
    landscape.practice(practice)
    family = landscape.family(practice) if include_derived else (practice,)
    known = inference(landscape)
    return InferredNetwork(
        links=_links(network(landscape), known, dated_uses(landscape, family)),
        rate_per_year=known.rate if known.is_enough else None,
        basis=_basis(known),
    )


def _links(chosen: Iterable[Link], known: Inference, dates: Mapping[PartyId, FuzzyDate]) -> tuple[InferredLink, ...]:
    to: dict[PartyId, list[InferredLink]] = {}
    for link in chosen:
        source, target = known.actors[link.source], known.actors[link.learner]
        if source in dates and target in dates and before(dates[source], dates[target]):
            lag = middle_year(dates[target]) - middle_year(dates[source])
            found = InferredLink(source=source, target=target, lag_years=lag, gain=link.gain, practices=link.cascades)
            to.setdefault(target, []).append(found)
    best = [min(found, key=lambda link: (link.lag_years, -link.gain, link.source)) for found in to.values()]
    return tuple(sorted(best, key=lambda link: (dates[link.target].sort_day, link.target)))


def _basis(known: Inference) -> Message:
    found = {"dated": len(known.of.places), "practices": known.travelled}
    if known.is_enough:
        return message("INFERRED_FROM_DATES", **found)
    needed = {"adoptions": FEWEST_ADOPTIONS, "each": FEWEST_EACH, "of": FEWEST_PRACTICES}
    return message("TOO_LITTLE_TO_INFER", **found, places=known.adopters, **needed)
