"""What is known of one practice."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from kb.graph.activity import Activity, activity
from kb.graph.atlas import Atlas
from kb.graph.holdings import Holding
from kb.graph.offers import Offer, offers
from kb.graph.records import Giving
from kb.graph.uptake import Uptake, uptake
from kb.model import PartyId, PracticeId

Bonds = tuple[NDArray[np.int64], NDArray[np.float64]]


class Column:
    """One practice: who holds it and who showed it, by actor; what follows is worked out when first asked for, and kept.

    It must not change. What follows holds as long as none of its actors comes to lie in another country.
    """

    __slots__ = ("_activity", "_bonds", "_offers", "_showing", "_uptake", "cells", "given", "practice")

    def __init__(self, practice: PracticeId, cells: Mapping[PartyId, Holding], given: Mapping[PartyId, tuple[Giving, ...]]) -> None:
        self.practice = practice
        self.cells = cells  # by actor, in the order of their ids
        self.given = given  # by the actor that showed it, or that it was learned from
        self._uptake: Uptake | None = None
        self._offers: dict[PartyId, Offer] | None = None
        self._activity: Activity | None = None
        self._showing: frozenset[PartyId] | None = None
        self._bonds: Bonds | None = None

    def taken(self, actor: PartyId) -> tuple[Giving, ...]:
        """Return the steps of an actor, and the shares to it."""
        cell = self.cells.get(actor)
        return (*cell.steps, *cell.shares) if cell else ()

    def uptake(self, atlas: Atlas) -> Uptake:
        """Return who took it up and what came of it."""
        if self._uptake is None:
            self._uptake = uptake(self.cells.values(), atlas)
        return self._uptake

    def offers(self) -> dict[PartyId, Offer]:
        """Return where it can be seen, by actor."""
        if self._offers is None:
            self._offers = offers(self.practice, self.cells, self.given)
        return self._offers

    @property
    def showing(self) -> frozenset[PartyId]:
        """The actors that have it, or showed it to others."""
        if self._showing is None:
            self._showing = frozenset({*self.given, *(actor for actor, cell in self.cells.items() if cell.has)})
        return self._showing

    @property
    def recorded(self) -> bool:
        """Whether any fact speaks of it: where it began may be known without one."""
        return bool(self.given) or any(cell.steps or cell.shares for cell in self.cells.values())

    def bonds(self, number: Callable[[PartyId], int]) -> Bonds:
        """Return the number of each actor that is tied to it, and its bond. `number` must always be the same."""
        if self._bonds is None:
            self._bonds = (
                np.fromiter(map(number, self.cells), dtype=np.int64, count=len(self.cells)),
                np.fromiter((cell.bond for cell in self.cells.values()), dtype=np.float64, count=len(self.cells)),
            )
        return self._bonds

    def activity(self, atlas: Atlas) -> Activity:
        """Return how much it moves lately, in all and within each level and country."""
        if self._activity is None:
            self._activity = activity(self.cells.values(), atlas.strata)
        return self._activity
