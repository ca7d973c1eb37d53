"""Which places are like a place: those that are tied to the same practices."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import nlargest

import numpy as np
from numpy.typing import NDArray

from kb.errors import InvalidInput
from kb.graph.landscape import Landscape
from kb.graph.once import Renewed
from kb.graph.rows import SimilarRow
from kb.model import PartyId, PracticeId, kind_of

Ints = NDArray[np.int64]

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
    return nearest(landscape, actor, _similarities(landscape, actor, most), most)


def nearest(landscape: Landscape, actor: PartyId, alike: Mapping[PartyId, float], most: int = NEIGHBOURS) -> dict[PartyId, float]:
    """Keep the most alike of some actors, in the order of `neighbours`."""
    if not alike:
        return {}
    least = nlargest(most, alike.values())[-1]
    atlas = landscape.atlas
    home = atlas.country(actor)

    def rank(other: PartyId) -> tuple[float, bool, float, str]:
        return -alike[other], atlas.country(other) != home, atlas.apart(actor, other), other

    found = sorted((other for other, similarity in alike.items() if similarity >= least), key=rank)
    return {other: alike[other] for other in found[:most]}


def check_first(first: int) -> None:
    """Raise InvalidInput unless a number of rows is 1 or more."""
    if first < 1:
        raise InvalidInput(f"first is {first}; it is 1 or more")


class _Others:
    """All actors with any holding; those of a landscape of the same lineage are taken over where they are the same."""

    def __init__(self, landscape: Landscape, before: _Others | None = None) -> None:
        self.actors = tuple(landscape.norms)
        self.norms = np.fromiter(landscape.norms.values(), dtype=np.float64)
        known = before if before is not None and before.actors == self.actors else None
        self.numbers: Ints = known.numbers if known else np.array([landscape.numbers[actor] for actor in self.actors])
        self.kinds: NDArray[np.str_] = known.kinds if known else np.array([kind_of(actor) for actor in self.actors])


_others_of = Renewed(_Others)


def _similarities(landscape: Landscape, actor: PartyId, most: int) -> dict[PartyId, float]:
    """Return how alike the most alike actors of the level are, and all that are as alike as the last of them.

    Bonds are powers of two, so their sums are exact in any order.
    """
    held = landscape.held(actor)
    if not held:
        return {}
    others = _others_of(landscape)
    tied = [landscape.columns[practice].bonds(landscape.numbers.__getitem__) for practice in held]
    own = np.repeat([cell.bond for cell in held.values()], [len(numbers) for numbers, _ in tied])
    numbers, bonds = (np.concatenate(each) for each in zip(*tied, strict=True))
    count = int(others.numbers.max()) + 1
    product = np.bincount(numbers, own * bonds, count)[others.numbers]
    common = np.bincount(numbers, np.minimum(own, bonds), count)[others.numbers]
    alike = product / (landscape.norms[actor] * others.norms) * common / (common + SHRINKAGE)
    alike[(others.kinds != kind_of(actor)) | (others.numbers == landscape.numbers[actor])] = 0  # actors of one kind are of one level
    least = np.partition(alike, -most)[-most] if most < len(alike) else 0.0
    kept = np.flatnonzero((alike >= least) & (alike > 0))
    return {others.actors[at]: float(alike[at]) for at in kept.tolist()}


def _shared(landscape: Landscape, one: PartyId, other: PartyId) -> tuple[PracticeId, ...]:
    mine, theirs = landscape.held(one), landscape.held(other)
    common = [practice for practice in mine if practice in theirs]
    return tuple(sorted(common, key=lambda practice: (len(landscape.cells(practice)), practice)))
