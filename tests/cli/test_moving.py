"""`kb load`, `kb check`, `kb copy`, `kb export`."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest

import kb as package
from kb.model import Texts, Topic
from kb.store import open_store
from tests.cli.conftest import Kb

PRACTICE = """\
practice:
  id: practice:lessons-for-all
  title: {en: Open lessons}
  topics: [topic:teacher-development]
adoptions:
  - by: city:oral
    stage: piloting
    date: 2026-03
    citations:
      - {source: source:seed-004}
"""


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    file = tmp_path / "open-lessons.yaml"
    file.write_text(PRACTICE, encoding="utf-8")
    return file


@pytest.fixture
def source_file(tmp_path: Path) -> Path:
    """A file that needs nothing else."""
    file = tmp_path / "source.yaml"
    file.write_text('sources: [{id: "source:news", url: "https://example.org/news", title: News, language: en}]\n', encoding="utf-8")
    return file


def test_the_packaged_seed_is_loaded_by_default_and_twice_changes_nothing(kb: Kb, own_store: str) -> None:
    ran = kb("load", "--store", own_store)
    assert ran.code == 0
    assert ran.out.endswith("nothing is new: the store stays at revision 1\n")


def test_a_file_of_ones_own_is_added(kb: Kb, own_store: str, own_file: Path) -> None:
    assert kb("load", own_file, "--store", own_store).out == "1 nodes and 1 facts read; the store is now at revision 2\n"
    assert "city:oral" in kb("spread", "practice:lessons-for-all", "--store", own_store).out


def test_if_empty_fills_a_store_in_which_nothing_was_recorded(kb: Kb, tmp_path: Path, source_file: Path) -> None:
    ran = kb("load", source_file, "--if-empty", "--store", f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert (ran.code, ran.out) == (0, "1 nodes and 0 facts read; the store is now at revision 1\n")


def test_if_empty_gives_no_seed_to_a_store_that_holds_anything_else(kb: Kb, tmp_path: Path, source_file: Path) -> None:
    store = f"sqlite:///{tmp_path / 'own.sqlite'}"
    kb("load", source_file, "--store", store)
    ran = kb("load", "--if-empty", "--store", store)
    assert (ran.code, ran.out) == (0, "the store is at revision 1: nothing was loaded\n")
    kb("export", tmp_path / "out.jsonl", "--format", "jsonl", "--store", store)
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_if_empty_mixes_nothing_into_a_copy_that_is_not_at_its_end(kb: Kb, tmp_path: Path, source_file: Path) -> None:
    store = f"sqlite:///{tmp_path / 'copy.sqlite'}"
    asyncio.run(_begin_a_copy(store))
    ran = kb("load", source_file, "--if-empty", "--store", store)
    assert (ran.code, ran.out) == (0, "the store holds a load or a copy that is not at its end: nothing was loaded\n")


async def _begin_a_copy(url: str) -> None:
    store = open_store(url)
    await store.restore([Topic(id="topic:museums", name=Texts({"en": "Museums"}))], more=True)
    await store.close()


def test_one_wrong_row_refuses_the_whole_load_and_every_problem_is_listed(kb: Kb, own_store: str, own_file: Path) -> None:
    own_file.write_text(PRACTICE.replace("city:oral", "city:orall").replace("stage:", "stege:"), encoding="utf-8")
    ran = kb("load", own_file, "--store", own_store)
    assert ran.code == 1
    assert f"{own_file}:6" in ran.err
    assert "stege" in ran.err
    assert "'stage'" in ran.err
    assert ran.err.endswith("problems\n") or ran.err.endswith("1 problem\n")
    assert "practice:lessons-for-all" not in kb("export", own_file.parent / "out.jsonl", "--format", "jsonl", "--store", own_store).out
    assert "lessons-for-all" not in (own_file.parent / "out.jsonl").read_text(encoding="utf-8")


def test_check_lists_the_same_problems_without_loading(kb: Kb, own_store: str, own_file: Path) -> None:
    own_file.write_text(PRACTICE.replace("2026-03", "2026-33"), encoding="utf-8")
    ran = kb("check", own_file, "--store", own_store)
    assert ran.code == 1
    assert "'2026-33' is no EDTF date" in ran.out
    assert f"{own_file}:8" in ran.out


def test_check_is_content_with_a_good_file_and_loads_nothing(kb: Kb, own_store: str, own_file: Path) -> None:
    assert kb("check", own_file, "--store", own_store).code == 0
    assert kb("spread", "practice:lessons-for-all", "--store", own_store).code == 1


def test_check_without_a_path_lists_what_is_doubtful(kb: Kb, store: str) -> None:
    ran = kb("check", "--store", store, "--json")
    assert ran.code == 0
    rows = json.loads(ran.out)["rows"]
    assert rows
    assert all(row["what"] and row["code"] for row in rows)


def test_the_packaged_seed_has_no_problem(kb: Kb, tmp_path: Path) -> None:
    seed = Path(package.__file__).parents[1] / "seed"
    ran = kb("check", seed, "--store", f"sqlite:///{tmp_path / 'empty.sqlite'}")
    assert (ran.code, ran.out) == (0, "")


def test_a_copy_answers_like_its_original(kb: Kb, store: str, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path / 'copy.sqlite'}"
    assert kb("copy", store, target).code == 0
    one, other = (kb("recommend", "city:cork", "--store", url, "--json").out for url in (store, target))
    assert one == other
    assert kb("copy", store, target).code == 0


def test_a_copy_into_a_store_with_facts_of_its_own_is_refused(kb: Kb, own_store: str, own_file: Path, store: str) -> None:
    kb("load", own_file, "--store", own_store)
    ran = kb("copy", store, own_store)
    assert ran.code == 1
    assert "copy into an empty store" in ran.err


def test_an_export_as_json_lines_loads_into_the_same_base(kb: Kb, store: str, tmp_path: Path) -> None:
    first, second, again = (tmp_path / name for name in ("first.jsonl", "second.jsonl", "again.sqlite"))
    kb("export", first, "--format", "jsonl", "--store", store)
    assert kb("load", first, "--store", f"sqlite:///{again}").code == 0
    kb("export", second, "--format", "jsonl", "--store", f"sqlite:///{again}")
    assert sorted(first.read_text().splitlines()) == sorted(second.read_text().splitlines())


@pytest.mark.parametrize("form", ["csv", "graphml", "gexf", "dot"])
def test_every_format_is_written(kb: Kb, store: str, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"out.{form}"
    assert kb("export", out, "--format", form, "--store", store).out == f"written: {out}\n"
    assert out.exists()


def test_a_corrupt_store_is_one_clear_line(kb: Kb, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(os.urandom(8192))
    ran = kb("load", "--store", f"sqlite:///{broken}")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert str(broken) in ran.err


def test_an_unknown_kind_of_store_names_the_known_ones(kb: Kb) -> None:
    ran = kb("load", "--store", "mysql://localhost/x")
    assert ran.code == 1
    assert "sqlite:///" in ran.err


def test_a_mistyped_store_is_told_and_not_made(kb: Kb, tmp_path: Path) -> None:
    missing = tmp_path / "missing.sqlite"
    ran = kb("export", tmp_path / "out.jsonl", "--format", "jsonl", "--store", f"sqlite:///{missing}")
    assert (ran.code, ran.out) == (1, "")
    assert "there is nothing in the store" in ran.err
    assert not missing.exists()
