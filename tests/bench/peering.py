"""@neo4j/graphql under GraphQL Yoga over our graph: installed once from the lock file beside it, and run in production mode."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from kb.store.neo4j import read_address
from tests.bench.processes import running

SOURCE = Path(__file__).with_name("peer")
_SECONDS = 600


class Missing(Exception):
    """The other side cannot be run here; the message says what is not there, in one line."""


def installed(cache: Path | None = None) -> Path:
    """Return the folder with the program and its packages, installed first if it is not there. Raises Missing."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        raise Missing("Node (node and npm, 20 or newer) is not here")
    cache = cache or platformdirs.user_cache_path("peer-learning-kb") / "peer"
    name = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(SOURCE.iterdir()))).hexdigest()[:8]
    folder = cache / name
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _install(folder, npm)
    return folder


def _install(folder: Path, npm: str) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        unfinished = Path(scratch) / "peer"
        shutil.copytree(SOURCE, unfinished)
        command = [npm, "ci", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(command, cwd=unfinished, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_SECONDS)
        if done.returncode:
            raise Missing(f"npm could not fetch its packages: {(done.stderr or done.stdout).strip().splitlines()[-1]}")
        unfinished.rename(folder)


@contextmanager
def peer(store: str) -> Iterator[str]:
    """Run it over a store in Neo4j; give the address of its GraphQL. Raises Missing."""
    address = read_address(store)
    environment = {
        "NODE_ENV": "production",
        "PEER_NEO4J_URI": address.uri,
        "PEER_NEO4J_USER": address.user or "neo4j",
        "PEER_NEO4J_PASSWORD": address.password or "",
        "PEER_NEO4J_DATABASE": address.database,
    }
    with running(["node", installed() / "server.mjs"], environment) as graphql:
        yield graphql
