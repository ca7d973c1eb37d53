"""A fresh world for each test."""

from __future__ import annotations

import pytest

from tests.graph.world import World


@pytest.fixture
def world() -> World:
    """An empty world."""
    return World()


@pytest.fixture
def places(world: World) -> World:
    """York in Britain, which has nothing; Leeds near, Bath farther off, Caen in France."""
    world.countries("GB", "FR").city("york", "country:gb", (54, -1)).city("leeds", "country:gb", (53.8, -1.5))
    world.city("bath", "country:gb", (51.4, -2.4)).city("caen", "country:fr", (49.2, -0.4))
    return world.practices("a", "b", "c")
