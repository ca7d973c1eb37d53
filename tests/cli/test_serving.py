"""`kb serve` and `kb schema`."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import kb as package
from tests.cli.conftest import Kb

ROOT = Path(package.__file__).parents[1]


@pytest.mark.drift
def test_the_committed_schema_is_what_the_code_generates(kb: Kb) -> None:
    assert kb("schema").out == (ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8")


def test_a_taken_port_is_told_at_once_with_a_remedy(kb: Kb, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = kb("serve", "--port", port, "--store", f"sqlite:///{tmp_path / 'x.sqlite'}")
    assert ran.code == 1
    assert ran.err == f"kb: cannot listen on 127.0.0.1:{port}: Address already in use; choose another with --port\n"


def test_a_broken_store_is_told_before_anything_is_served(kb: Kb, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database" * 1000)
    ran = kb("serve", "--port", "0", "--store", f"sqlite:///{broken}")
    assert (ran.code, ran.out) == (1, "")
    assert str(broken) in ran.err
    assert ran.err.count("\n") == 1


def test_an_interrupted_command_says_so_with_the_code_that_shells_use(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kb", "load", "--store", f"sqlite:///{tmp_path / 'x.sqlite'}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        while not (tmp_path / "x.sqlite").exists():
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate()
    assert (running.returncode, errors) == (130, "kb: stopped\n")


def test_a_setting_that_does_not_fit_is_named(kb_alone: Kb) -> None:
    ran = kb_alone("recommend", "city:oral", KB_PORT="eighty")
    assert (ran.code, ran.out, ran.err) == (1, "", "kb: KB_PORT is 'eighty'; it takes a whole number\n")


def test_without_arguments_the_commands_are_listed(kb: Kb) -> None:
    ran = kb()
    assert ran.code == 0
    assert "recommend" in ran.out


def test_completion_can_be_shown(kb_alone: Kb) -> None:
    ran = kb_alone("--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert ran.code == 0
    assert "complete_bash" in ran.out
