"""A test does not fail for a connection that the driver leaves to the garbage collector; for any other it does."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
from contextlib import suppress

import pytest
from neo4j import AsyncGraphDatabase

from tests.neo4j.endpoint import Endpoint

STEPS = 20  # of the event loop, in which a driver connects


async def test_connecting_may_be_cancelled_at_any_moment(neo4j_server: Endpoint) -> None:
    for steps in range(STEPS):
        async with AsyncGraphDatabase.driver(neo4j_server.url, auth=(neo4j_server.user, neo4j_server.password)) as driver:
            connecting = asyncio.create_task(driver.verify_connectivity())
            for _ in range(steps):
                await asyncio.sleep(0)
            connecting.cancel()
            with suppress(asyncio.CancelledError):
                await connecting
    gc.collect()


def test_a_socket_to_elsewhere_is_not_forgiven(neo4j_server: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda failure: told.append(str(failure.exc_value)))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        socket.create_connection(listening.getsockname())
        gc.collect()
    assert [line for line in told if "unclosed" in line]
