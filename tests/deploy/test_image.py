"""Dockerfile and .dockerignore: what goes into the image, how it is checked, and as whom it runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import kb
from tests.deploy.conftest import ROOT, Instruction


def _copied(instructions: list[Instruction]) -> list[str]:
    """What is copied from the project into the image."""
    words = [each.text.split() for each in instructions if each.name == "COPY" and "--from" not in each.text]
    return [source for line in words for source in line[:-1]]


def test_the_base_image_is_pinned_and_comes_from_no_named_registry(instructions: list[Instruction]) -> None:
    froms = [each.text.split() for each in instructions if each.name == "FROM"]
    stages = {words[2] for words in froms if len(words) == 3}
    outside = {words[0] for words in froms} - stages
    assert len(outside) == 1
    assert re.fullmatch(r"python:3\.\d+-slim-[a-z]+", outside.pop())


def test_nothing_is_installed_whose_hash_was_not_checked(instructions: list[Instruction]) -> None:
    commands = [command.split() for each in instructions if each.name == "RUN" for command in each.text.split("&&")]
    installing = [words for words in commands if words[0] == "pip"]
    assert len(installing) == 3
    assert all({"--require-hashes", "--no-index"} & set(words) for words in installing)


def test_everything_that_the_project_declares_is_pinned() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = declared["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values(), *declared["dependency-groups"].values()]
    pinned = re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert {re.split(r"[><=\[]", each)[0].lower() for group in groups for each in group} <= set(pinned)


def test_the_build_is_given_what_it_copies_and_nothing_else(instructions: list[Instruction]) -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if not line.startswith("#")]
    assert rules[0] == "*"
    assert sorted(line.removeprefix("!") for line in rules if line.startswith("!")) == sorted(_copied(instructions))


def test_what_is_copied_makes_the_wheel(instructions: list[Instruction], tmp_path: Path) -> None:
    for name in _copied(instructions):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, tmp_path)
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=tmp_path, check=True, capture_output=True)
    with ZipFile(next((tmp_path / "dist").glob("*.whl"))) as wheel:
        held = {name for name in wheel.namelist() if name.startswith("kb/")}
    files = {
        f"kb/{file.relative_to(ROOT / 'kb')}" for file in (ROOT / "kb").rglob("*") if file.is_file() and "__pycache__" not in file.parts
    }
    seeds = {f"kb/seed/{file.relative_to(ROOT / 'seed')}" for file in (ROOT / "seed").rglob("*.yaml")}
    assert files | seeds == held


def test_the_last_stage_installs_nothing_and_runs_as_a_user_without_rights(
    instructions: list[Instruction], final: dict[str, Instruction]
) -> None:
    runs = [each.text for each in instructions if each.name == "RUN" and each.stage == instructions[-1].stage]
    assert [line.split()[0] for line in runs] == ["useradd"]
    assert final["USER"].text == "10001:10001"
    assert "--uid 10001" in runs[0]


def test_the_image_serves_unless_told_otherwise(final: dict[str, Instruction]) -> None:
    assert (final["ENTRYPOINT"].words, final["CMD"].words) == (["kb"], ["serve"])
    assert "KB_HOST=0.0.0.0" in final["ENV"].text.split()


def test_the_label_says_the_version_of_the_program(final: dict[str, Instruction]) -> None:
    assert f'org.opencontainers.image.version="{kb.__version__}"' in final["LABEL"].text


def test_image_and_compose_check_health_alike(final: dict[str, Instruction], services: dict[str, dict[str, Any]]) -> None:
    assert ["CMD", *final["HEALTHCHECK"].words] == services["api"]["healthcheck"]["test"]
    options = dict(re.findall(r"--([a-z-]+)=(\S+)", final["HEALTHCHECK"].text))
    wanted = {name.replace("_", "-"): str(value) for name, value in services["api"]["healthcheck"].items() if name != "test"}
    assert options == wanted


class _Api(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/readyz" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def _answering(status: int) -> Iterator[str]:
    """Answer /readyz with a status; the port."""
    with HTTPServer(("127.0.0.1", 0), type("Api", (_Api,), {"status": status})) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield str(server.server_port)
        server.shutdown()
        thread.join()


def _health(check: Instruction, port: str) -> int:
    environment = {**os.environ, "KB_PORT": port, "http_proxy": "http://127.0.0.1:9"}
    return subprocess.run([sys.executable, *check.words[1:]], env=environment, capture_output=True).returncode


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_healthy_is_what_is_ready(final: dict[str, Instruction], status: int, code: int) -> None:
    with _answering(status) as port:
        assert _health(final["HEALTHCHECK"], port) == code


def test_what_does_not_listen_is_not_healthy(final: dict[str, Instruction]) -> None:
    with _answering(200) as port:
        pass
    assert _health(final["HEALTHCHECK"], port) == 1
