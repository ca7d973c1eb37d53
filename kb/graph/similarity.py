"""Which places are like a place: those that are tied to the same practices."""

from __future__ import annotations

from collections import defaultdict
from heapq import nlargest
from math import inf

from kb.errors import InvalidInput
from kb.graph.atlas import level_of
from kb.graph.landscape import Landscape
from kb.graph.rows import SimilarRow
from kb.model import PartyId, PracticeId

NEIGHBOURS = 20  # best of 10 to 25 on half a century of dated adoptions
SHRINKAGE = 2.0  # common practices that halve a similarity: two places that share one thing are not yet alike


def similar_cities(landscape: Landscape, party: PartyId, *, first: int = 10) -> tuple[SimilarRow, ...]:
    """Return the places most like a party's actor, of its own level, the most alike first; see `neighbours`.

    Returns:
        At most `first` rows; their `shared` practices, the rarest first, are those that both used or were shown.
    Raises:
        NotFound, WrongKind: `party` is no party of the graph. InvalidInput: `first` is below 1.
    """
    actor = landscape.atlas.known(party)
    check_first(first)
    return tuple(
        SimilarRow(city=other, similarity=similarity, shared=_shared(landscape, actor, other))
        for other, similarity in neighbours(landscape, actor, first).items()
    )


def neighbours(landscape: Landscape, actor: PartyId, most: int = NEIGHBOURS) -> dict[PartyId, float]:
    """Return the actors of the same level most like an actor, with their similarity, the most alike first.

    The cosine of their bonds to practices (1: has or had it, 1/4: was shown it or intends it), shrunk by
    n / (n + SHRINKAGE), where n sums the weaker of the two bonds over the practices in common. Of equals, those of
    its country come first, then the nearest, then by id.

    Returns:
        At most `most` places with their similarity, above 0 and below 1.
    Source: shrinkage as in Koren (2008), KDD, 426-434, doi:10.1145/1401890.1401944.
    """
    alike = _similarities(landscape, actor)
    if not alike:
        return {}
    least = nlargest(most, alike.values())[-1]
    home = landscape.atlas.country(actor)

    def rank(other: PartyId) -> tuple[float, bool, float, str]:
        distance = landscape.atlas.distance_km(actor, other)
        return -alike[other], landscape.atlas.country(other) != home, inf if distance is None else distance, other

    nearest = sorted((other for other, similarity in alike.items() if similarity >= least), key=rank)
    return {other: alike[other] for other in nearest[:most]}


def check_first(first: int) -> None:
    """Raise InvalidInput unless a number of rows is 1 or more."""
    if first < 1:
        raise InvalidInput(f"first is {first}; it is 1 or more")


def _similarities(landscape: Landscape, actor: PartyId) -> dict[PartyId, float]:
    product: dict[PartyId, float] = defaultdict(float)  # bonds are powers of two: sums are exact in any order
    common: dict[PartyId, float] = defaultdict(float)
    for practice, own in landscape.held(actor).items():
        for other, cell in landscape.cells(practice).items():
            product[other] += own.bond * cell.bond
            common[other] += min(own.bond, cell.bond)
    norms, level = landscape.norms, level_of(actor)
    return {
        other: cosine / (norms[actor] * norms[other]) * common[other] / (common[other] + SHRINKAGE)
        for other, cosine in product.items()
        if other != actor and level_of(other) is level
    }


def _shared(landscape: Landscape, one: PartyId, other: PartyId) -> tuple[PracticeId, ...]:
    mine, theirs = landscape.held(one), landscape.held(other)
    common = [practice for practice in mine if practice in theirs]
    return tuple(sorted(common, key=lambda practice: (len(landscape.cells(practice)), practice)))
