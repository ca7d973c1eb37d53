"""Reads paths, whatever they hold: YAML, CSV tables, JSON lines, or folders of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from kb.errors import Problem
from kb.memory import garbage_kept
from kb.seeds.csv_files import read_tables
from kb.seeds.jsonl_files import read_jsonl
from kb.seeds.reading import Reading
from kb.seeds.yaml_files import read_yaml

_YAML, _CSV, _JSONL = (".yaml", ".yml"), (".csv",), (".jsonl",)
_KNOWN = (*_YAML, *_CSV, *_JSONL)


def _silent(things: int) -> None:
    """Tell nobody how far a reading is."""


def read(paths: Sequence[Path], known: Collection[str] = (), progress: Callable[[int], None] = _silent) -> Reading:
    """Read files and folders into one reading, with every problem that they have.

    Args:
        paths: YAML files as in seed/, CSV tables, files of JSON lines, or folders that hold some of these anywhere below.
        known: ids of parties that the store holds already: rows of tables may refer to them.
        progress: called now and then with the number of things read since.
    """
    reading = Reading()
    found = [file for path in paths for file in _files(path, reading) if _readable(file, reading)]
    with garbage_kept():
        for file in found:
            if file.suffix in _YAML:
                read_yaml(file, file.read_bytes(), reading)
                progress(1)
            if file.suffix in _JSONL:
                read_jsonl(file, reading, progress)
        read_tables([file for file in found if file.suffix in _CSV], known, reading, progress)
    return reading


def _readable(file: Path, reading: Reading) -> bool:
    try:
        file.open("rb").close()
    except OSError as error:
        reading.problems.append(Problem(str(file), f"this file cannot be read: {error.strerror}"))
        return False
    return True


def packaged_seed() -> Path:
    """Return the folder of the seed that comes with the package, or with the repository around it."""
    installed = Path(str(files("kb"))) / "seed"
    return installed if installed.is_dir() else installed.parent.parent / "seed"


def _files(path: Path, reading: Reading) -> Iterator[Path]:
    if path.is_file() and path.suffix in _KNOWN:
        yield path
        return
    found = sorted(each for each in path.rglob("*") if each.suffix in _KNOWN and each.is_file() and not each.name.startswith("."))
    if not found:
        exists = f"holds no {', '.join(_KNOWN)} file" if path.exists() else "is not there"
        reading.problems.append(Problem(str(path), f"this path {exists}"))
    yield from found
