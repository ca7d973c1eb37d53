"""Commands run as people run them: in this process where that is enough, in one of their own where it is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


Kb = Callable[..., Ran]


@pytest.fixture
def kb(capsys: pytest.CaptureFixture[str]) -> Kb:
    """Run a command in this process."""

    def run(*arguments: str | Path) -> Ran:
        code = main([str(each) for each in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def kb_alone(tmp_path: Path) -> Kb:
    """Run a command in a process of its own, with an empty home."""

    def run(*arguments: str | Path, **environment: str) -> Ran:
        command = [sys.executable, "-m", "kb", *map(str, arguments)]
        base = {name: value for name, value in os.environ.items() if not name.startswith("KB_")}
        done = subprocess.run(
            command, env={**base, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), **environment}, capture_output=True, text=True
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the packaged seed. Tests that write take a copy."""
    file = tmp_path_factory.mktemp("seeded") / "seed.sqlite"
    assert main(["load", "--store", f"sqlite:///{file}"]) == 0
    return file


@pytest.fixture
def store(seeded: Path) -> str:
    """The URL of a store with the packaged seed, to be read."""
    return f"sqlite:///{seeded}"


@pytest.fixture
def own_store(seeded: Path, tmp_path: Path) -> str:
    """The URL of a store with the packaged seed, to be written."""
    copied = tmp_path / "own.sqlite"
    shutil.copy(seeded, copied)
    return f"sqlite:///{copied}"
