from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

import kb
from kb.model import NodeKind, kind_of
from kb.seeds import files, packaged_seed, read
from tests.seeds.conftest import said

TOPIC = "topics:\n  - {{id: topic:{0}, name: {{en: T}}}}\n"


def test_folders_are_read_to_their_depths_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / "b" / "deep" / "one.yaml").write_text(TOPIC.format("one"))
    (tmp_path / "a.yml").write_text(TOPIC.format("two"))
    (tmp_path / "c.jsonl").write_text('{"type":"topic","id":"topic:three","name":{"en":"T"}}')
    (tmp_path / "topics.csv").write_text("id,name_en\nfour,T\n")
    (tmp_path / ".hidden.yaml").write_text("no yaml: [")
    (tmp_path / "README.md").write_text("no yaml: [")
    reading = read([tmp_path])
    assert said(reading) == []
    assert list(reading.nodes) == ["topic:two", "topic:one", "topic:three", "topic:four"]


def test_repeats_are_found_across_files_of_any_kind(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TOPIC.format("t"))
    (tmp_path / "topics.csv").write_text("id,name_en\nt,T\n")
    assert said(read([tmp_path])) == [f"{tmp_path / 'topics.csv'}:2: topic:t stands at {tmp_path / 'a.yaml'}:2 already"]


def test_tables_may_refer_to_parties_in_yaml(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("cities:\n  - {id: city:a, name: {en: A}}\n  - {id: city:b, name: {en: B}}\n")
    (tmp_path / "visits.csv").write_text("visitor,host,source\na,b,s\n")
    assert said(read([tmp_path])) == []


def test_a_path_that_holds_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert said(read([tmp_path / "nowhere", tmp_path, tmp_path / "a.txt"])) == [
        f"{tmp_path / 'nowhere'}: this path is not there",
        f"{tmp_path}: this path holds no .yaml, .yml, .csv, .jsonl file",
        f"{tmp_path / 'a.txt'}: this path holds no .yaml, .yml, .csv, .jsonl file",
    ]


def test_a_file_that_cannot_be_read_is_a_problem_and_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "a.yaml"
    locked.write_text(TOPIC.format("t"))
    opened = Path.open

    def refuse(path: Path, *how: str, **more: str) -> object:
        if path == locked:
            raise PermissionError(13, os.strerror(13))
        return opened(path, *how, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    assert said(read([tmp_path])) == [f"{locked}: this file cannot be read: Permission denied"]


def test_reading_leaves_the_garbage_collector_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TOPIC.format("t"))
    read([tmp_path])
    assert gc.isenabled()
    gc.disable()
    try:
        read([tmp_path])
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_progress_is_told_in_things_read(tmp_path: Path) -> None:
    rows = "".join(f"t{number},T\n" for number in range(25_000))
    (tmp_path / "topics.csv").write_text("id,name_en\n" + rows)
    (tmp_path / "a.yaml").write_text(TOPIC.format("t"))
    lines = "".join(f'{{"type":"topic","id":"topic:j{number}","name":{{"en":"T"}}}}\n' for number in range(10_000))
    (tmp_path / "b.jsonl").write_text(lines)
    told: list[int] = []
    read([tmp_path], progress=told.append)
    assert told == [1, 10_000, 10_000, 10_000]


def test_the_packaged_seed_is_the_repositorys_unless_the_package_brings_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert packaged_seed() == Path(kb.__file__).parents[1] / "seed"
    (tmp_path / "seed").mkdir()
    monkeypatch.setattr(files, "files", lambda package: tmp_path)
    assert packaged_seed() == tmp_path / "seed"


def test_the_packaged_seed_has_no_mistake_and_holds_everything() -> None:
    reading = read([packaged_seed()])
    assert said(reading) == []
    assert {kind_of(key) for key in reading.nodes} == {kind.value for kind in NodeKind}
    assert {fact.fact_kind.value for fact in reading.facts} == {"share", "adoption", "visit"}
