"""`kb spread` on the packaged seed: in numbers, and as inferred."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kb.graph import inference
from tests.cli.conftest import Kb

PRACTICE = "practice:playful-paradigm"


@pytest.fixture(scope="session")
def store(seeded: object) -> str:
    """The packaged seed, which these tests only read."""
    return f"sqlite:///{seeded}"


def told(kb: Kb, store: str, *asked: str) -> Any:
    ran = kb("spread", PRACTICE, *asked, "--store", store, "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_numbers_tell_how_each_adopter_stands_and_what_they_do_not_prove(kb: Kb, store: str) -> None:
    answer = told(kb, store, "--numbers")
    rows = {row["id"]: row for row in answer["rows"]}
    assert next(iter(rows)) == "city:udine"  # where it began
    assert rows["city:udine"]["reach"] >= 6
    assert rows["city:cork"]["years after the first"] == 0
    assert 0 <= rows["city:cork"]["threshold"] <= 1
    hazard, lead, odds, definition, caution = answer["notes"]
    assert hazard.startswith("Hazard: 0.")
    assert "parties of the adopters' levels" in hazard
    assert lead == "Lead time from teacher to learner: unknown, as no recorded link has two dates."
    assert odds.startswith("Odds of taking it up where all partners had it a year before, to those where none had: ")
    assert definition.startswith("Partners: those it visited or hosted")
    assert "does not prove that they passed it on" in caution


def test_with_variants_reach_and_lead_time_grow(kb: Kb, store: str) -> None:
    own, family = told(kb, store, "--numbers"), told(kb, store, "--numbers", "--include-derived")
    assert family["rows"][0]["reach"] > own["rows"][0]["reach"]
    assert "over" in family["notes"][1]


def test_before_anybody_took_it_up_nothing_is_known(kb: Kb, store: str) -> None:
    answer = told(kb, store, "--numbers", "--as-of", "2010-12-31", "--lang", "ru")
    assert answer["notes"][0].startswith("Hazard: unknown")
    assert answer["notes"][-1] == "Неизвестно, чтобы кто-то её применил"


def test_in_a_small_base_sources_are_inferred_from_lags_and_no_network(kb: Kb, store: str) -> None:
    answer = told(kb, store, "--infer")
    rows = {row["id"]: row for row in answer["rows"]}
    assert answer["title"] == "How Playful Paradigm may have spread"
    assert rows["city:cork"]["may have learned from"] == []  # nobody dated was before
    assert rows["city:larissa"]["may have learned from"][0].startswith("Katowice (")
    assert {row["inferred link from"] for row in answer["rows"]} == {None}
    method, basis = answer["notes"]
    assert "by how long before they had it, alone" in method
    assert basis.startswith("Too little to infer a network from")


def test_in_a_large_one_from_all_practices(kb: Kb, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for fewest in ("FEWEST_ADOPTIONS", "FEWEST_EACH", "FEWEST_PRACTICES"):
        monkeypatch.setattr(inference, fewest, 1)
    method, basis = told(kb, store, "--infer")["notes"]
    assert "by who adopted after whom in all practices" in method
    assert "nothing that a source says" in basis


def test_numbers_and_inference_are_different_tables(kb: Kb, store: str) -> None:
    ran = kb("spread", PRACTICE, "--numbers", "--infer", "--store", store)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "--numbers and --infer print different tables: give one of them" in ran.err
