"""A served base, and the tools of other languages that ask it."""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn

from kb.access.callers import Role
from kb.api.app import create_app
from kb.api.entry import Entry
from kb.config import Settings
from tests.attacks.served import made, opened

HERE = Path(__file__).parent
NODE_MODULES = HERE / "node_modules"
BIN = HERE / ".venv" / "bin"


@dataclass(frozen=True)
class Served:
    """Where the hand-made graph is served, and a curator's token."""

    address: str
    token: str

    @property
    def graphql(self) -> str:
        return f"{self.address}/graphql"


@pytest.fixture
def node() -> str:
    """Node, with the packages of this folder."""
    found = shutil.which("node")
    if found is None or not NODE_MODULES.exists():
        pytest.skip("needs node, and `npm ci` in tests/clients")
    return found


@pytest.fixture
def python() -> str:
    """A Python of its own, with what requirements.txt names."""
    if not (BIN / "ariadne-codegen").exists():
        pytest.skip("needs an environment tests/clients/.venv with tests/clients/requirements.txt")
    return str(BIN / "python")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return made(tmp_path)


@asynccontextmanager
async def serving(url: str, settings: Settings) -> AsyncIterator[Served]:
    """Serve the API on a free port."""
    kb = opened(url)
    entry = Entry(kb.store, settings)
    token = await entry.gate.tokens.create(Role.CURATOR, expires=None)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(create_app(kb, settings), log_level="error"))
        task = asyncio.create_task(server.serve(sockets=[listening]))
        yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", token)
        server.should_exit = True
        await task


@pytest.fixture
async def served(url: str) -> AsyncIterator[Served]:
    """The API as it is by default."""
    async with serving(url, Settings(store="")) as found:
        yield found


async def run(*command: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Run a program and return what it printed; what it complained of is in the error where it fails."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe, cwd=cwd, env=env)
    said, complained = await process.communicate()
    assert process.returncode == 0, f"{said.decode()}\n{complained.decode()}"
    return said.decode()
