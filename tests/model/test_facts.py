from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kb.dates import parse
from kb.errors import InvalidInput, WrongKind
from kb.model import (
    Adoption,
    AdoptionStage,
    AnyFact,
    Citation,
    DateMeaning,
    FactKind,
    Occurrence,
    Share,
    ShareFormat,
    Texts,
    Visit,
)
from kb.model.ids import mint

CITED = (Citation(source="source:s"),)
SHARE = Share(practice="practice:p", to="city:a", from_="city:b", date=parse("2021"), programme="programme:q", citations=CITED)
ADOPTION = Adoption(practice="practice:p", by="city:a", learned_from="city:b", stage=AdoptionStage.ADOPTED, citations=CITED)
VISIT = Visit(visitor="city:a", host="city:b", citations=CITED)


@pytest.mark.parametrize(
    ("fact", "key"),
    [
        (SHARE, "share|practice:p|city:a|city:b|2021|programme:q|"),
        (replace(SHARE, from_=None, date=None, programme=None), "share|practice:p|city:a||||"),
        (ADOPTION, "adoption|practice:p|city:a|city:b|adopted|||"),
        (replace(ADOPTION, learned_from=None, stage=AdoptionStage.DECLINED), "adoption|practice:p|city:a||declined|||"),
        (VISIT, "visit|city:a|city:b|||"),
        (replace(VISIT, collective=Texts(ru="школы", en="schools")), "visit|city:a|city:b|||en=schools"),
    ],
)
def test_a_natural_key_holds_kind_parties_practice_stage_date_programme_and_collective(fact: AnyFact, key: str) -> None:
    assert fact.natural_key == key.replace("|", "\x1f")


def test_an_id_is_minted_from_the_natural_key_unless_it_is_given() -> None:
    assert SHARE.id == mint(FactKind.SHARE, SHARE.natural_key)
    assert replace(ADOPTION, id="adoption:known").id == "adoption:known"


def test_an_id_survives_a_correction() -> None:
    corrected = replace(ADOPTION, stage=AdoptionStage.ADAPTED)
    assert corrected.id == ADOPTION.id
    assert corrected.natural_key != ADOPTION.natural_key


@pytest.mark.parametrize(
    "other",
    [
        replace(SHARE, note=Texts(en="doubtful")),
        replace(SHARE, format=ShareFormat.VISIT, event_participants=9),
        replace(SHARE, citations=(Citation(source="source:t"),)),
        replace(SHARE, occurrence=Occurrence.ANNOUNCED),
        replace(SHARE, date_meaning=DateMeaning.FRAME),
    ],
)
def test_what_else_is_said_of_a_fact_makes_it_no_other_fact(other: Share) -> None:
    assert other.natural_key == SHARE.natural_key


Make = Callable[[], object]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Share(practice="practice:p", to="city:a", from_="city:a", citations=CITED), "city:a cannot show a practice to itself"),
        (
            lambda: Adoption(practice="practice:p", by="city:a", learned_from="city:a", stage=AdoptionStage.ADOPTED, citations=CITED),
            "city:a cannot learn from itself",
        ),
        (lambda: Visit(visitor="city:a", host="city:a", citations=CITED), "city:a cannot visit itself"),
        (lambda: replace(VISIT, citations=()), "has no citation; name at least one source"),
        (lambda: replace(VISIT, citations=CITED * 2), "cites the same place twice"),
        (lambda: replace(VISIT, collective_size=0), "collective_size is 0; a count is 1 or more"),
        (lambda: replace(VISIT, event_participants=0), "event_participants is 0; a count is 1 or more"),
        (lambda: replace(SHARE, event_participants=-5), "event_participants is -5; a count is 1 or more"),
    ],
)
def test_a_wrong_state_cannot_exist(make: Make, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: replace(SHARE, practice="city:a"),
        lambda: replace(SHARE, to="practice:p"),
        lambda: replace(SHARE, from_="source:s"),
        lambda: replace(SHARE, programme="practice:p"),
        lambda: replace(SHARE, id="visit:x"),
        lambda: replace(ADOPTION, practice="topic:a"),
        lambda: replace(ADOPTION, by="topic:a"),
        lambda: replace(ADOPTION, learned_from="topic:a"),
        lambda: replace(VISIT, visitor="topic:a"),
        lambda: replace(VISIT, host="topic:a"),
    ],
)
def test_a_reference_to_a_thing_of_the_wrong_kind_cannot_exist(make: Make) -> None:
    with pytest.raises(WrongKind):
        make()


def test_a_group_may_meet_the_party_that_stands_for_it() -> None:
    everyone = Texts(en="schools of the country")
    assert Visit(visitor="country:ru", host="country:ru", collective=everyone, citations=CITED).host == "country:ru"
    assert Share(practice="practice:p", to="country:ru", from_="country:ru", collective=everyone, citations=CITED)
    assert Adoption(
        practice="practice:p", by="country:ru", learned_from="country:ru", stage=AdoptionStage.ADOPTED, collective=everyone, citations=CITED
    )


def test_one_source_may_be_cited_at_two_places() -> None:
    both = (Citation(source="source:s", locator="p. 1"), Citation(source="source:s", locator="p. 2"))
    assert replace(VISIT, citations=both).citations == both


def test_only_what_was_held_by_a_named_party_counts() -> None:
    assert VISIT.counts
    assert not replace(VISIT, occurrence=Occurrence.ANNOUNCED).counts
    assert not replace(VISIT, collective=Texts(en="schools")).counts


def test_the_date_of_a_frame_is_no_date_of_the_event() -> None:
    assert SHARE.event_date == parse("2021")
    assert replace(SHARE, date_meaning=DateMeaning.FRAME).event_date is None
    assert VISIT.event_date is None
