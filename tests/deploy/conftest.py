"""The files that put the knowledge base on a server, read as data."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import kb

ROOT = Path(kb.__file__).parents[1]


@dataclass(frozen=True)
class Instruction:
    """A line of the Dockerfile: what it does, with what, and in which stage, the first one being 0."""

    stage: int
    name: str
    text: str

    @property
    def words(self) -> list[str]:
        """The words of its JSON form, which stands last."""
        words: list[str] = json.loads(self.text[self.text.index("[") :])
        return words


@pytest.fixture(scope="session")
def services() -> dict[str, dict[str, Any]]:
    """The services of docker-compose.yml, by name."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    return found


@pytest.fixture(scope="session")
def instructions() -> list[Instruction]:
    """The Dockerfile."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: list[Instruction] = []
    stage = -1
    for line in text.replace("\\\n", " ").splitlines():
        if line:
            name, rest = line.split(maxsplit=1)
            stage += name == "FROM"
            found.append(Instruction(stage, name, " ".join(rest.split())))
    return found


@pytest.fixture(scope="session")
def final(instructions: list[Instruction]) -> dict[str, Instruction]:
    """The last instruction of each kind in the Dockerfile's last stage."""
    return {each.name: each for each in instructions if each.stage == instructions[-1].stage}
