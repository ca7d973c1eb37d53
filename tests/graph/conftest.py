"""A fresh world for each test."""

from __future__ import annotations

import pytest

from tests.graph.world import World


@pytest.fixture
def world() -> World:
    """An empty world."""
    return World()
