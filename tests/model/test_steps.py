from __future__ import annotations

from itertools import permutations

import pytest

from kb.dates import parse
from kb.model import Adoption, AdoptionStage, Citation, Occurrence, Texts
from kb.model.steps import current_step

CITED = (Citation(source="source:s"),)


def step(stage: str, date: str | None = None, *, announced: bool = False, collective: bool = False, disputed: bool = False) -> Adoption:
    return Adoption(
        practice="practice:p",
        by="city:a",
        stage=AdoptionStage(stage),
        date=parse(date) if date else None,
        occurrence=Occurrence.ANNOUNCED if announced else Occurrence.HELD,
        collective=Texts(en="all") if collective else Texts(),
        disputed=disputed,
        citations=CITED,
    )


def current(*steps: Adoption) -> tuple[str, str | None]:
    found = {current_step(order) for order in permutations(steps)}
    assert len(found) == 1, "the order of steps changes nothing"
    only = found.pop()
    return only.stage.value, only.date.edtf if only.date else None


def test_the_latest_dated_step_is_current() -> None:
    assert current(step("piloting", "2018"), step("adopted", "2020"), step("adapted", "2019")) == ("adopted", "2020")


def test_a_practice_that_was_given_up_and_taken_up_again_is_in_use() -> None:
    assert current(step("adopted", "2010"), step("abandoned", "2015"), step("adopted", "2020-05")) == ("adopted", "2020-05")


@pytest.mark.parametrize("intention", ["interested", "planned"])
def test_an_intention_never_replaces_a_later_stage(intention: str) -> None:
    assert current(step("adopted", "2018"), step(intention, "2022")) == ("adopted", "2018")
    assert current(step("declined"), step(intention, "2022")) == ("declined", None)


def test_an_intention_alone_is_current() -> None:
    assert current(step("interested", "2022"), step("planned", "2021")) == ("interested", "2022")


def test_steps_without_a_date_are_read_by_their_stage() -> None:
    assert current(step("piloting"), step("abandoned"), step("adopted")) == ("abandoned", None)


def test_an_undated_step_counts_over_the_latest_dated_one_only_where_its_stage_is_later() -> None:
    assert current(step("piloting", "2020"), step("adopted")) == ("adopted", None)
    assert current(step("adapted", "2020"), step("adopted")) == ("adapted", "2020")
    assert current(step("adopted", "2022"), step("abandoned", "2015"), step("piloting")) == ("adopted", "2022")


def test_on_one_day_the_later_stage_is_current() -> None:
    assert current(step("adopted", "2020"), step("piloting", "2020")) == ("adopted", "2020")


def test_a_step_that_was_only_announced_or_taken_by_a_group_gives_way() -> None:
    assert current(step("piloting", "2018"), step("adopted", "2022", announced=True)) == ("piloting", "2018")
    assert current(step("piloting", "2018"), step("adopted", "2022", collective=True)) == ("piloting", "2018")
    assert current(step("adopted", "2022", announced=True)) == ("adopted", "2022")


def test_a_disputed_step_gives_way() -> None:
    assert current(step("adopted", "2018"), step("abandoned", "2022", disputed=True)) == ("adopted", "2018")


def test_no_step_is_an_error() -> None:
    with pytest.raises(ValueError, match="max"):
        current_step([])
