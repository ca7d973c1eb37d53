"""What is installed: the wheel carries the seed, the page and the licences of what is vendored."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

import kb

ROOT = Path(kb.__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out], cwd=ROOT, check=True, capture_output=True)
    return ZipFile(next(out.glob("*.whl")))


def test_the_wheel_carries_every_file_of_the_seed(wheel: ZipFile) -> None:
    seeds = {f"kb/seed/{file.relative_to(ROOT / 'seed')}" for file in (ROOT / "seed").rglob("*.yaml")}
    assert seeds
    assert seeds <= set(wheel.namelist())


def test_the_wheel_carries_the_page_graphiql_and_their_licences(wheel: ZipFile) -> None:
    assert {
        "kb/web/index.html",
        "kb/web/graphiql.html",
        "kb/web/vendor/graphiql/graphiql.min.js",
        "kb/web/vendor/graphiql/LICENSE",
        "kb/web/vendor/react/LICENSE",
    } <= set(wheel.namelist())


def test_the_wheel_carries_nothing_else(wheel: ZipFile) -> None:
    assert {name.partition("/")[0] for name in wheel.namelist()} == {"kb", f"peer_learning_kb-{kb.__version__}.dist-info"}


def test_an_installed_wheel_loads_its_own_seed(wheel: ZipFile, tmp_path: Path) -> None:
    installed = tmp_path / "site"
    wheel.extractall(installed)
    store = f"sqlite:///{tmp_path / 'kb.sqlite'}"
    command = [sys.executable, "-c", "import sys; from kb.cli import main; sys.exit(main())", "load", "--store", store]
    done = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(installed)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "at revision 1" in done.stdout
