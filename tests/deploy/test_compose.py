"""docker-compose.yml: what it promises, and that implementations of Compose take it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

import kb
from kb.cli import main
from tests.deploy.conftest import ROOT
from tests.neo4j.jars import version

Services = dict[str, dict[str, Any]]
IMPLEMENTATIONS = (("docker", "compose"), ("docker-compose",), ("podman-compose",))
PASSWORD = "a long: 'one', with #signs"


def test_without_a_password_nothing_starts(services: Services) -> None:
    wanted = re.compile(r"\$\{KB_STORE_PASSWORD:\?[^}]+\}")
    assert re.fullmatch(rf"neo4j/{wanted.pattern}", services["neo4j"]["environment"]["NEO4J_AUTH"])
    for name in ("load", "api"):
        assert wanted.fullmatch(services[name]["environment"]["KB_STORE_PASSWORD"])
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert text.count("${KB_STORE_PASSWORD") == len(wanted.findall(text))


def test_ports_are_open_to_this_machine_alone(services: Services) -> None:
    ports = [port for service in services.values() for port in service.get("ports", ())]
    assert ports == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687", "127.0.0.1:${KB_PORT:-8000}:8000"]
    assert not any("network_mode" in service for service in services.values())


def test_neo4j_is_the_version_that_the_tests_run_on(services: Services) -> None:
    assert services["neo4j"]["image"] == f"neo4j:{version()}-community"


def test_the_image_is_tagged_with_the_version_of_the_program(services: Services) -> None:
    assert {services[name]["image"] for name in ("load", "api")} == {f"peer-learning-kb:{kb.__version__}"}


def test_each_start_waits_for_what_it_needs(services: Services) -> None:
    conditions = {
        name: {key: each["condition"] for key, each in service.get("depends_on", {}).items()} for name, service in services.items()
    }
    assert conditions == {
        "neo4j": {},
        "load": {"neo4j": "service_healthy"},
        "api": {"neo4j": "service_healthy", "load": "service_completed_successfully"},
    }


def test_the_commands_are_ones_that_kb_takes(services: Services) -> None:
    for name, command in (("load", ["load", "--if-empty"]), ("api", ["serve"])):
        assert services[name]["command"] == command
        assert main([*command, "--help"]) == 0


def test_what_serves_and_loads_can_write_nothing_that_stays(services: Services) -> None:
    for name in ("load", "api"):
        assert services[name]["read_only"] is True
        assert "volumes" not in services[name]
        assert [each.partition(":")[0] for each in services[name]["tmpfs"]] == ["/tmp"]


def test_no_service_has_privileges_or_can_gain_any(services: Services) -> None:
    for service in services.values():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not {"privileged", "cap_add", "devices", "pid", "ipc"} & service.keys()
    assert services["neo4j"]["user"] == "7474:7474"


def test_what_serves_comes_back_and_what_loads_ends(services: Services) -> None:
    assert {name: service["restart"] for name, service in services.items()} == {
        "neo4j": "unless-stopped",
        "load": "on-failure:5",
        "api": "unless-stopped",
    }


def test_neo4j_has_its_memory_set_and_keeps_its_data(services: Services) -> None:
    set_up = services["neo4j"]["environment"]
    assert set_up["NEO4J_server_memory_heap_initial__size"] == set_up["NEO4J_server_memory_heap_max__size"] == "${KB_NEO4J_HEAP:-1g}"
    assert set_up["NEO4J_server_memory_pagecache_size"] == "${KB_NEO4J_PAGECACHE:-512m}"
    assert services["neo4j"]["volumes"] == ["neo4j-data:/data", "neo4j-logs:/logs"]


def test_the_health_check_of_neo4j_shows_its_password_to_nobody(services: Services) -> None:
    asked = services["neo4j"]["healthcheck"]["test"]
    assert asked[:2] == ["CMD", "wget"]
    assert asked[-1] == "http://127.0.0.1:7474"
    assert not any("PASSWORD" in word or "AUTH" in word for word in asked)


@pytest.fixture(scope="session")
def compose() -> tuple[str, ...]:
    """The command of an implementation of Compose that is installed here."""
    for command in IMPLEMENTATIONS:
        if shutil.which(command[0]) and subprocess.run([*command, "version"], capture_output=True).returncode == 0:
            return command
    pytest.skip("no implementation of Compose is installed")


def _config(command: tuple[str, ...], folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Ask for the configuration as it would be run; in an empty folder, as a file `.env` beside the real one may set a password."""
    shutil.copy(ROOT / "docker-compose.yml", folder)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KB_", "COMPOSE_"))}
    return subprocess.run([*command, "config"], cwd=folder, env={**environment, **given}, capture_output=True, text=True)


def test_an_implementation_of_compose_takes_the_file_with_a_password(compose: tuple[str, ...], tmp_path: Path, services: Services) -> None:
    done = _config(compose, tmp_path, KB_STORE_PASSWORD=PASSWORD)
    assert done.returncode == 0, done.stderr
    resolved = yaml.safe_load(done.stdout)["services"]
    assert resolved.keys() == services.keys()
    assert resolved["neo4j"]["environment"]["NEO4J_AUTH"] == f"neo4j/{PASSWORD}"
    assert resolved["api"]["environment"]["KB_STORE_PASSWORD"] == PASSWORD
    assert resolved["neo4j"]["environment"]["NEO4J_server_memory_heap_max__size"] == "1g"


@pytest.mark.parametrize("given", [{}, {"KB_STORE_PASSWORD": ""}], ids=["none", "an empty one"])
def test_an_implementation_of_compose_refuses_it_without(compose: tuple[str, ...], tmp_path: Path, given: dict[str, str]) -> None:
    done = _config(compose, tmp_path, **given)
    assert done.returncode != 0
    assert "set a password of 8 characters or more" in done.stderr
