"""What a Neo4j server is started from: the database's own jars, copied once by Maven, and a Java that runs them."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import platformdirs

POM = Path(__file__).with_name("pom.xml")
JAVA_VERSIONS = (17, 21)  # what Neo4j 5.26 supports
DOWNLOAD_SECONDS = 600
JAVA_HOMES = ("/usr/lib/jvm", "/Library/Java/JavaVirtualMachines")


class Missing(Exception):
    """A server cannot be started here; the message says what is not there, in one line."""


def version(pom: Path | None = None) -> str:
    """The version of Neo4j that a pom pins; without one, that of POM."""
    found = ElementTree.parse(pom or POM).getroot().findtext("{*}dependencies/{*}dependency/{*}version")
    assert found
    return found


def jars(cache: Path | None = None, pom: Path | None = None) -> Path:
    """The folder of the jars of a pom, without one of POM, filled first if it is not there. Raises Missing."""
    cache, pom = cache or platformdirs.user_cache_path("peer-learning-kb") / "neo4j", pom or POM
    folder = cache / f"{version(pom)}-{hashlib.sha256(pom.read_bytes()).hexdigest()[:8]}"
    if not folder.exists():
        maven = shutil.which("mvn")
        if not maven:
            raise Missing("its jars are not here yet, and neither is Maven (mvn) to fetch them")
        cache.mkdir(parents=True, exist_ok=True)
        with _locked(cache / "lock"):
            if not folder.exists():  # whoever held the lock before may have filled it
                _fill(folder, maven, pom)
    return folder


def _fill(folder: Path, maven: str, pom: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        unfinished = Path(scratch) / "jars"
        command = [maven, "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", f"-DoutputDirectory={unfinished}"]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=DOWNLOAD_SECONDS)
        except subprocess.TimeoutExpired:
            raise Missing(f"Maven did not fetch its jars within {DOWNLOAD_SECONDS} s") from None
        if done.returncode:
            raise Missing(f"Maven could not fetch its jars: {_first_error(done.stdout + done.stderr)}")
        unfinished.rename(folder)


def _first_error(printed: str) -> str:
    lines = [line for line in re.sub(r"\x1b\[[0-9;]*m", "", printed).splitlines() if line.strip()]
    return next((line for line in lines if line.startswith("[ERROR]")), *lines[-1:] or ["it does not say why"])


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # let go when the file is closed, or its process dies
        yield


def java() -> Path:
    """The home of a JDK that Neo4j runs on: JAVA_HOME, what is on the path, what is installed. Raises Missing."""
    homes = [Path(home) for home in (os.environ.get("JAVA_HOME"),) if home]
    on_path = shutil.which("java")
    if on_path:
        homes.append(Path(on_path).resolve().parents[1])
    homes += [home for folder in JAVA_HOMES for home in sorted(Path(folder).glob("*")) + sorted(Path(folder).glob("*/Contents/Home"))]
    found = next((home for home in homes if _fits(home)), None)
    if not found:
        raise Missing(f"no JDK {' or '.join(map(str, JAVA_VERSIONS))} is here (a JRE is not enough; JAVA_HOME may name one)")
    return found


def _fits(home: Path) -> bool:
    """Whether a JDK is there (its compiler reads Server.java), in a version that Neo4j supports."""
    release = home / "release"
    if not release.is_file() or not (home / "bin" / "javac").is_file():
        return False
    number = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(), re.MULTILINE)
    return number is not None and int(number[1]) in JAVA_VERSIONS
