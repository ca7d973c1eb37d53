"""The jars are fetched once, whole or not at all; what is missing is said in one line."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.neo4j import jars as module
from tests.neo4j.jars import Missing, jars, java, version

FETCHING = (
    'for word; do case $word in -DoutputDirectory=*) out=${word#*=}; esac; done; mkdir "$out"; : > "$out/some.jar"; echo ran >> "$0.log"'
)
FAILING = f"{FETCHING}; echo '[WARNING] slow'; printf '\\033[1;31m'; echo '[ERROR] no route'; echo '[ERROR] help'; exit 1"


def maven(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """Put a Maven that does as the script says first on the path; its log has a line for each run."""
    program = folder / "mvn"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder / "mvn.log"


def jdk(home: Path, number: str, compiler: bool = True) -> Path:
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "java").touch(0o755)
    if compiler:
        (home / "bin" / "javac").touch(0o755)
    (home / "release").write_text(f'IMPLEMENTOR="Someone"\nJAVA_VERSION="{number}"\n')
    return home


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no Java and an empty path."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setattr(module, "JAVA_HOMES", (str(tmp_path / "jvm"),))
    return tmp_path


def test_jars_are_fetched_once_into_a_folder_of_their_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = maven(tmp_path, monkeypatch, FETCHING)
    folder = jars(tmp_path / "cache")
    assert jars(tmp_path / "cache") == folder
    assert folder.name.startswith(f"{version()}-")
    assert [file.name for file in folder.iterdir()] == ["some.jar"]
    assert log.read_text() == "ran\n"


def test_another_pom_has_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maven(tmp_path, monkeypatch, FETCHING)
    before = jars(tmp_path / "cache")
    monkeypatch.setattr(module, "POM", tmp_path / "pom.xml")
    (tmp_path / "pom.xml").write_text("<p><dependencies><dependency><version>5.26.31</version></dependency></dependencies></p>")
    assert jars(tmp_path / "cache") != before


def test_two_runs_at_once_fetch_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = maven(tmp_path, monkeypatch, FETCHING)
    with ThreadPoolExecutor(4) as pool:
        folders = set(pool.map(jars, [tmp_path / "cache"] * 4))
    assert (len(folders), log.read_text()) == (1, "ran\n")


def test_a_failed_fetch_says_why_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maven(tmp_path, monkeypatch, FAILING)
    with pytest.raises(Missing, match=r"^Maven could not fetch its jars: \[ERROR\] no route$"):
        jars(tmp_path / "cache")
    assert [file.name for file in (tmp_path / "cache").iterdir()] == ["lock"]


def test_without_maven_the_line_names_it(bare: Path) -> None:
    with pytest.raises(Missing, match="Maven"):
        jars(bare / "cache")


@pytest.mark.parametrize("number", ["17.0.15", "21"])
def test_a_jdk_of_a_supported_version_is_found_where_systems_install_it(bare: Path, number: str) -> None:
    jdk(bare / "jvm" / "a-newer", "25.0.1")
    home = jdk(bare / "jvm" / "b-right", number)
    assert java() == home


def test_java_home_comes_first(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jdk(bare / "jvm" / "some", "21.0.1")
    monkeypatch.setenv("JAVA_HOME", str(jdk(bare / "mine", "17.0.1")))
    assert java() == bare / "mine"


def test_the_java_on_the_path_is_followed_to_its_home(bare: Path) -> None:
    home = jdk(bare / "elsewhere", "21.0.2")
    (bare / "path").mkdir()
    (bare / "path" / "java").symlink_to(home / "bin" / "java")
    assert java() == home


def test_a_jre_is_not_enough(bare: Path) -> None:
    jdk(bare / "jvm" / "jre", "17.0.15", compiler=False)
    with pytest.raises(Missing, match="no JDK 17 or 21 is here"):
        java()
