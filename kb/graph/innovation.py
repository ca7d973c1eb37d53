"""How early and how often each party adopts, over all practices, as against the others of its level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from kb.diffusion.innovation import adoption_rates, innovation_scores
from kb.graph.atlas import level_of
from kb.graph.landscape import Landscape
from kb.graph.once import Once
from kb.graph.rows import Level
from kb.graph.spread_rows import Innovation
from kb.model import PartyId

Use = tuple[PartyId, int, int]  # who, the number of the practice, since which year


def innovation(landscape: Landscape, party: PartyId) -> Innovation | None:
    """Return how early and how often a party adopts; None for one without a dated adoption that could be compared.

    Over the practices that actors of its level are known to have taken up in two years at least: Walker's score, in
    which a practice that it is not known to have counts as never adopted, and adoptions / years at risk. An origin's
    own first use counts. What nobody recorded lowers both.

    Args:
        landscape: what is known on the day.
        party: who adopts; its actor is meant.
    Raises:
        NotFound, WrongKind: `party` is no party of the graph.
    Source: Walker (1969), American Political Science Review 63(3), 880-899, doi:10.2307/1954434.
    """
    actor = landscape.atlas.known(party)
    return innovations(landscape).get(actor)


def _innovations(landscape: Landscape) -> dict[PartyId, Innovation]:
    by_level: dict[Level, list[Use]] = {}
    for number, practice in enumerate(landscape.practices):
        for actor, cell in landscape.cells(practice).items():
            if cell.since and cell.since.latest:
                by_level.setdefault(level_of(actor), []).append((actor, number, cell.since.latest.year))
    return {actor: found for uses in by_level.values() for actor, found in _of_level(uses).items()}


innovations = Once[Mapping[PartyId, Innovation]](_innovations)
"""Return how early and how often each actor of a landscape adopts."""


def _of_level(uses: list[Use]) -> dict[PartyId, Innovation]:
    years: dict[int, set[int]] = {}
    for _, practice, year in uses:
        years.setdefault(practice, set()).add(year)
    told = [use for use in uses if len(years[use[1]]) > 1]
    actors = sorted({actor for actor, _, _ in told})
    numbers = {actor: number for number, actor in enumerate(actors)}
    own = [numbers[actor] for actor, _, _ in told]
    practices, when = [practice for _, practice, _ in told], [year for _, _, year in told]
    scores = innovation_scores(own, practices, when, len(actors)).tolist()
    rates = adoption_rates(own, practices, when, len(actors)).tolist()
    counts = Counter(own)
    return {
        actor: Innovation(party=actor, score=score, rate_per_year=rate, adoptions=counts[numbers[actor]], practices=len(set(practices)))
        for actor, score, rate in zip(actors, scores, rates, strict=True)
    }
