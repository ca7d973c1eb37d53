"""Where parties belong: whom they act for, at which level, in which country and region, and where that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from math import inf

import numpy as np
from numpy.typing import NDArray

from kb.errors import NotFound
from kb.graph.geo import Vector, apart, centre, distance_km, vector
from kb.graph.rows import Level
from kb.model import City, Coordinates, Institution, NodeKind, PartyId, PlaceId, Region, kind_of
from kb.model.ids import check_party
from kb.model.places import Party, actor, country, part_of, region

LEVELS = {NodeKind.CITY.value: Level.MUNICIPALITY, NodeKind.REGION.value: Level.REGION, NodeKind.COUNTRY.value: Level.COUNTRY}


Stratum = Level | PlaceId | None  # a level, a country, or (None) everything


class Atlas:
    """Look-ups over the parties of a graph, which must not change; each is worked out once."""

    def __init__(self, parties: Mapping[PartyId, Party]) -> None:
        self.parties = parties
        self._parent = part_of(parties)
        self._actors: dict[PartyId, PartyId] = {}
        self._countries: dict[PartyId, PlaceId | None] = {}
        self._strata: dict[PartyId, tuple[Stratum, ...]] = {}
        self._locations: dict[PartyId, Coordinates | None] = {}
        self._parts: dict[PlaceId, list[PartyId]] | None = None
        self._vectors: dict[PartyId, Vector | None] = {}
        self._others: tuple[tuple[PartyId, ...], NDArray[np.float64]] | None = None

    def known(self, key: PartyId) -> PartyId:
        """Return the party that answers are given for: its actor. Raises NotFound, and WrongKind for what is no party."""
        check_party(key)
        if key not in self.parties:
            raise NotFound(kind_of(key), key)
        return self.actor(key)

    def actor(self, key: PartyId) -> PartyId:
        """Return the party that a party's facts count for: its municipality, or itself."""
        found = self._actors.get(key)
        if found is None:
            found = self._actors[key] = actor(key, self._parent)
        return found

    def country(self, key: PartyId) -> PlaceId | None:
        """Return the country at or above a party."""
        if key not in self._countries:
            self._countries[key] = country(key, self._parent)
        return self._countries[key]

    def region(self, key: PartyId) -> PlaceId | None:
        """Return the nearest region at or above a party."""
        return region(key, self._parent)

    def location(self, key: PartyId) -> Coordinates | None:
        """Return where a party is: as recorded, else an institution's place, else the middle of a place's parts."""
        if key not in self._locations:
            self._locations[key] = self._locate(key, frozenset())
        return self._locations[key]

    def distance_km(self, one: PartyId, other: PartyId) -> float | None:
        """Return the great-circle distance between two parties in km; None where a location is unknown."""
        here, there = self.location(one), self.location(other)
        return distance_km(here, there) if here and there else None

    def nearness(self, one: PartyId) -> dict[PartyId, float]:
        """Return how far each actor is from a party: see `apart`. Those without a location are not in it; for one without, none."""
        here = self.vector(one)
        if here is None:
            return {}
        if self._others is None:
            located = {key: there for key in self.actors() if (there := self.vector(key))}
            self._others = tuple(located), np.array([*located.values()]).T.copy()
        actors, axes = self._others
        return dict(zip(actors, apart(tuple(axes), here).tolist(), strict=True))

    def apart(self, one: PartyId, other: PartyId) -> float:
        """Return a number in the order of distances: infinite where a location is unknown."""
        here, there = self.vector(one), self.vector(other)
        return apart(there, here) if here and there else inf

    def vector(self, key: PartyId) -> Vector | None:
        """Return where a party is as a unit vector from the middle of the earth."""
        if key not in self._vectors:
            place = self.location(key)
            self._vectors[key] = vector(place) if place else None
        return self._vectors[key]

    @cached_property
    def closed(self) -> frozenset[PartyId]:
        """The institutions that are known to take no visitors."""
        return frozenset(key for key, node in self.parties.items() if isinstance(node, Institution) and node.receives_visits is False)

    def actors(self) -> Iterable[PartyId]:
        """Yield every party that acts for itself."""
        return (key for key in self.parties if self.actor(key) == key)

    def strata(self, actor: PartyId) -> tuple[Stratum, ...]:
        """Return the groups that an actor is of, the widest first: all, its level, its country where it has one."""
        found = self._strata.get(actor)
        if found is None:
            country = self.country(actor)
            found = self._strata[actor] = (None, level_of(actor), country) if country else (None, level_of(actor))
        return found

    def _locate(self, key: PartyId, around: frozenset[PartyId]) -> Coordinates | None:
        node = self.parties.get(key)
        if node is None or key in around:
            return None
        if node.location or isinstance(node, Institution):
            return node.location or self.location(node.part_of or "")
        points = (self._locate(part, around | {key}) for part in self._within(key))
        return centre(point for point in points if point)

    def _within(self, key: PlaceId) -> list[PlaceId]:
        if self._parts is None:
            parts: dict[PlaceId, list[PartyId]] = {}
            for part, node in self.parties.items():
                if isinstance(node, City | Region) and node.part_of:
                    parts.setdefault(node.part_of, []).append(part)
            self._parts = parts  # only now: other threads look too
        return self._parts.get(key, [])


def level_of(key: PartyId) -> Level:
    """Return the level of a party by its kind: a city is, or is part of, a municipality."""
    return LEVELS.get(kind_of(key), Level.INSTITUTION)
