"""Servers that are measured, each in a process of its own: started, found by the address they print, stopped."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


def serve(app: Any) -> None:
    """Serve an application on a free port, as `kb serve` does, and print its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listening])


@contextmanager
def running(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run a server that prints its address; give the address of its GraphQL, and end it afterwards."""
    environ = {**os.environ, **(environment or {})}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environ
    ) as process:
        assert process.stdout is not None
        said: list[str] = []
        try:
            for line in process.stdout:
                said.append(line)
                if address := _ADDRESS.search(line):
                    yield f"{address.group()}/graphql"
                    break
            else:
                raise RuntimeError(f"{' '.join(map(str, command))} did not start:\n{''.join(said)}")
        finally:
            process.terminate()


@contextmanager
def our_api(store: str) -> Iterator[str]:
    """Run `kb serve` over a store, in one process."""
    with running([sys.executable, "-m", "kb", "serve", "--port", "0", "--store", store]) as address:
        yield address


@contextmanager
def least(store: str) -> Iterator[str]:
    """Run `tests.bench.least` over a store in Neo4j."""
    with running([sys.executable, "-m", "tests.bench.least", store]) as address:
        yield address
