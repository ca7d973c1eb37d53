"""Which places are like a place: those that are tied to the same practices."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import nlargest
from math import inf

import numpy as np

from kb.errors import InvalidInput
from kb.graph.landscape import Landscape
from kb.graph.rows import SimilarRow
from kb.model import PartyId, PracticeId, kind_of

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
    return nearest(landscape, actor, _similarities(landscape, actor), most)


def nearest(landscape: Landscape, actor: PartyId, alike: Mapping[PartyId, float], most: int = NEIGHBOURS) -> dict[PartyId, float]:
    """Keep the most alike of some actors, in the order of `neighbours`."""
    if not alike:
        return {}
    least = nlargest(most, alike.values())[-1]
    home = landscape.atlas.country(actor)

    def rank(other: PartyId) -> tuple[float, bool, float, str]:
        distance = landscape.atlas.distance_km(actor, other)
        return -alike[other], landscape.atlas.country(other) != home, inf if distance is None else distance, other

    found = sorted((other for other, similarity in alike.items() if similarity >= least), key=rank)
    return {other: alike[other] for other in found[:most]}


def check_first(first: int) -> None:
    """Raise InvalidInput unless a number of rows is 1 or more."""
    if first < 1:
        raise InvalidInput(f"first is {first}; it is 1 or more")


def _similarities(landscape: Landscape, actor: PartyId) -> dict[PartyId, float]:
    """Return how alike other actors of the level are; bonds are powers of two, so their sums are exact in any order."""
    held = landscape.held(actor)
    if not held:
        return {}
    tied = [landscape.columns[practice].bonds(landscape.numbers.__getitem__) for practice in held]
    own = np.repeat([cell.bond for cell in held.values()], [len(numbers) for numbers, _ in tied])
    numbers, bonds = (np.concatenate(each) for each in zip(*tied, strict=True))
    product, common = np.bincount(numbers, own * bonds).tolist(), np.bincount(numbers, np.minimum(own, bonds)).tolist()
    found, norm, level = {}, landscape.norms[actor], f"{kind_of(actor)}:"  # actors of one kind are of one level
    for other, length in landscape.norms.items():
        number = landscape.numbers[other]
        if number < len(product) and product[number] and other != actor and other.startswith(level):
            found[other] = product[number] / (norm * length) * common[number] / (common[number] + SHRINKAGE)
    return found


def _shared(landscape: Landscape, one: PartyId, other: PartyId) -> tuple[PracticeId, ...]:
    mine, theirs = landscape.held(one), landscape.held(other)
    common = [practice for practice in mine if practice in theirs]
    return tuple(sorted(common, key=lambda practice: (len(landscape.cells(practice)), practice)))
