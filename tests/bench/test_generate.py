from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kb.model import Adoption, Practice
from kb.rules import check, doubts
from kb.seeds import Reading, read
from tests.bench.generate import HUBS, generate

FACTS = 3000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Reading]:
    out = tmp_path_factory.mktemp("made")
    generate(out, FACTS)
    return out, read([out])


def test_the_tables_hold_as_many_facts_as_asked_for_and_may_be_loaded(made: tuple[Path, Reading]) -> None:
    reading = made[1]
    assert len(reading.facts) == FACTS
    assert reading.problems == []
    assert check(reading.nodes, reading.facts, reading.where.__getitem__) == []


def test_the_same_seed_makes_the_same_tables_and_another_seed_others(made: tuple[Path, Reading], tmp_path: Path) -> None:
    generate(tmp_path / "same", FACTS)
    generate(tmp_path / "other", FACTS, seed=2)
    text = (made[0] / "adoptions.csv").read_text()
    assert (tmp_path / "same" / "adoptions.csv").read_text() == text
    assert (tmp_path / "other" / "adoptions.csv").read_text() != text


def test_whoever_is_learned_from_had_the_practice(made: tuple[Path, Reading]) -> None:
    reading = made[1]
    learned = [fact for fact in reading.facts if isinstance(fact, Adoption) and fact.learned_from]
    assert len(learned) > FACTS // 10
    users = {(fact.practice, fact.by) for fact in reading.facts if isinstance(fact, Adoption)}
    origins = {(node.id, node.origin) for node in reading.nodes.values() if isinstance(node, Practice)}
    assert all((fact.practice, fact.learned_from) in users | origins for fact in learned)


def test_few_facts_are_doubtful(made: tuple[Path, Reading]) -> None:
    reading = made[1]
    doubtful = [problem for problem in doubts(reading.nodes, reading.facts, date(2026, 1, 1)) if problem.code != "NO_FACTS"]
    assert len(doubtful) < FACTS // 20


def test_some_practices_are_far_more_popular_than_most(made: tuple[Path, Reading]) -> None:
    counts: dict[str, int] = {}
    for fact in made[1].facts:
        if isinstance(fact, Adoption):
            counts[fact.practice] = counts.get(fact.practice, 0) + 1
    ranked = sorted(counts.values(), reverse=True)
    assert ranked[0] > 10 * ranked[len(ranked) // 2]


def test_a_base_of_hubs_has_adoptions_alone_by_cities_alone(tmp_path: Path) -> None:
    generate(tmp_path, FACTS, shape=HUBS)
    facts = read([tmp_path]).facts
    assert len(facts) == FACTS
    assert all(isinstance(fact, Adoption) and fact.by.startswith("city:") for fact in facts)
