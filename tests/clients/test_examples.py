"""The examples of the README ask what they say, and get an answer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.clients.conftest import HERE, Served, run

EXAMPLES = HERE / "examples"
TITLES = ["Robotics at the centre", "Mentoring", "Robotics groups"]


@pytest.fixture
def example(served: Served, tmp_path: Path) -> Path:
    """The folder of the examples, which ask the served base."""
    for file in EXAMPLES.iterdir():
        text = file.read_text(encoding="utf-8")
        assert "http://localhost:8000/" in text
        (tmp_path / file.name).write_text(text.replace("http://localhost:8000", served.address), encoding="utf-8")
    return tmp_path


async def test_curl(example: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("needs curl")
    city = json.loads(await run("sh", str(example / "ask.sh")))["data"]["city"]
    assert [row["practice"]["title"] for row in city["practicesToStudy"]["rows"]] == TITLES


async def test_python(python: str, example: Path) -> None:
    assert (await run(python, str(example / "ask.py"))).splitlines() == TITLES


async def test_javascript(node: str, example: Path) -> None:
    assert (await run(node, str(example / "ask.mjs"))).splitlines() == TITLES


async def test_a_mistake_is_told(node: str, python: str, example: Path) -> None:
    for name in ("ask.py", "ask.mjs"):
        file = example / name
        file.write_text(file.read_text(encoding="utf-8").replace("{ title }", "{ tittle }"), encoding="utf-8")
    for command in ([python, "ask.py"], [node, "ask.mjs"]):
        with pytest.raises(AssertionError, match=r"GRAPHQL_VALIDATION_FAILED: .*tittle"):
            await run(*command, cwd=example)
