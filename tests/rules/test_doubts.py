from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from kb.dates import parse
from kb.model import (
    Adoption,
    AdoptionStage,
    AnyFact,
    AnyNode,
    Citation,
    City,
    Country,
    DateMeaning,
    Institution,
    InstitutionKind,
    Occurrence,
    Practice,
    Programme,
    ProgrammeKind,
    Share,
    Source,
    Texts,
    Visit,
)
from kb.rules import doubts

TODAY = date(2024, 6, 1)
CITED = (Citation(source="source:s"),)
KZ = Country(id="country:kz", code="KZ")
SOURCE = Source(id="source:s", title="S")


def city(key: str, part_of: str | None = "country:kz", name: str = "") -> City:
    return City(id=f"city:{key}", name=Texts(en=name or key), part_of=part_of)


def practice(key: str = "p", origin: str | None = None, derived_from: str | None = None) -> Practice:
    return Practice(id=f"practice:{key}", title=Texts(en=key), origin=origin, derived_from=derived_from, citations=CITED)


def step(by: str, when: str | None, stage: str = "adopted", learned_from: str | None = None, of: str = "practice:p") -> Adoption:
    return Adoption(
        practice=of, by=by, date=parse(when) if when else None, stage=AdoptionStage(stage), learned_from=learned_from, citations=CITED
    )


def share(giver: str | None, to: str, when: str | None = None) -> Share:
    return Share(practice="practice:p", from_=giver, to=to, date=parse(when) if when else None, citations=CITED)


def visit(when: str | None, programme: str | None = None) -> Visit:
    return Visit(visitor="city:a", host="city:b", date=parse(when) if when else None, programme=programme, citations=CITED)


A, B, C = city("a"), city("b"), city("c")
SCHOOL = Institution(id="institution:i", name=Texts(en="I"), kind=InstitutionKind.SCHOOL, place="city:b")
WORLD: list[AnyNode] = [KZ, SOURCE, A, B, C, SCHOOL, practice()]


def found(facts: Sequence[AnyFact], nodes: Sequence[AnyNode] = WORLD) -> list[tuple[str, str, str]]:
    problems = doubts({node.id: node for node in nodes}, facts, TODAY)
    return [(problem.code, problem.where, problem.message) for problem in problems]


def codes(facts: Sequence[AnyFact], nodes: Sequence[AnyNode] = WORLD) -> list[str]:
    return [code for code, _, _ in found(facts, nodes)]


def test_facts_in_good_order_raise_no_doubt() -> None:
    known = practice(origin="city:b")
    facts: list[AnyFact] = [
        step("city:b", "2018"),
        share("city:b", "city:a", "2019"),
        visit("2019"),
        step("city:a", "2020", learned_from="city:b"),
    ]
    assert found(facts, [KZ, SOURCE, A, B, known]) == []


def test_disputed_facts_are_listed_in_words() -> None:
    fact = replace(step("city:a", "2020"), disputed=True)
    assert found([fact]) == [("DISPUTED", fact.id, "practice:p at city:a, adopted (2020): its sources are contradicted by others")]


@pytest.mark.parametrize(
    ("when", "doubtful"), [("2024-06-02", True), ("2024-06-01", False), ("2024", False), ("2025", True), (None, False)]
)
def test_what_was_held_cannot_be_still_to_come(when: str | None, doubtful: bool) -> None:
    facts = [share(None, "city:a", when)]
    assert codes(facts) == (["HELD_IN_FUTURE"] if doubtful else [])


def test_what_is_announced_or_planned_may_be_still_to_come() -> None:
    assert codes([replace(share(None, "city:a", "2030"), occurrence=Occurrence.ANNOUNCED), step("city:a", "2030", "planned")]) == []


NETWORK = Programme(id="programme:n", name=Texts(en="N"), kind=ProgrammeKind.NETWORK, start=parse("2018-06"), end=parse("2020"))


@pytest.mark.parametrize(
    ("when", "words"),
    [("2017", "before programme:n began (2018-06)"), ("2021", "after programme:n ended (2020)"), ("2018", ""), (None, "")],
)
def test_a_fact_of_a_programme_lies_within_its_period(when: str | None, words: str) -> None:
    fact = visit(when, "programme:n")
    expected = [("OUTSIDE_PROGRAMME", fact.id, f"city:a at city:b ({when}): {words}")] if words else []
    assert found([fact, step("city:a", None)], [*WORLD, NETWORK]) == expected


def test_people_take_things_up_long_after_a_programme() -> None:
    later, earlier = step("city:a", "2023"), step("city:b", "2016")
    assert found([replace(later, programme="programme:n", id="")], [*WORLD, NETWORK]) == []
    assert codes([replace(earlier, programme="programme:n", id="")], [*WORLD, NETWORK]) == ["OUTSIDE_PROGRAMME"]


def test_the_date_of_a_frame_raises_no_doubt_about_the_order_of_events() -> None:
    framed = replace(step("city:a", "2010", learned_from="city:b"), date_meaning=DateMeaning.FRAME)
    assert codes([step("city:b", "2018"), framed]) == []


def test_a_step_before_the_practice_was_in_use_where_it_began_is_doubtful() -> None:
    early, origin = step("city:a", "2016"), step("city:b", "2017")
    nodes = [*WORLD[:-1], practice(origin="institution:i")]
    assert found([early, origin], nodes) == [
        ("BEFORE_ORIGIN", early.id, "practice:p at city:a (2016): before any recorded use at city:b, where it began")
    ]
    assert codes([early, origin, step("city:b", None, "piloting")], nodes) == [], "an undated use may have been earlier"
    assert codes([early, step("city:b", "2016-05")], nodes) == [], "not certainly before"
    assert codes([early, replace(origin, date_meaning=DateMeaning.FRAME)], nodes) == [], "the day of its first use is not known"


def test_what_was_learned_where_it_began_is_doubted_once() -> None:
    nodes = [*WORLD[:-1], practice(origin="city:b")]
    assert codes([step("city:a", "2016", learned_from="institution:i"), step("city:b", "2017")], nodes) == ["BEFORE_ORIGIN"]


def test_a_step_learned_from_a_party_that_took_it_up_only_later_is_doubtful() -> None:
    early = step("city:a", "2016", learned_from="institution:i")
    assert found([early, step("city:b", "2018")]) == [
        ("BEFORE_TEACHER", early.id, "practice:p at city:a (2016): before any recorded use at city:b, from which it was learned")
    ]


def test_a_step_learned_from_a_party_that_never_had_it_is_doubtful() -> None:
    learned = step("city:a", "2020", learned_from="city:b")
    doubt = ("TEACHER_WITHOUT_IT", learned.id, "practice:p at city:a (2020): learned from city:b, of which nothing says that it had it")
    assert found([learned]) == [doubt]
    assert found([learned, replace(step("city:b", "2010"), occurrence=Occurrence.ANNOUNCED)]) == [doubt]
    assert codes([learned, step("city:b", "2010", "interested")]) == ["TEACHER_WITHOUT_IT"]


@pytest.mark.parametrize(
    ("facts", "nodes"),
    [
        ([step("institution:i", None, "piloting")], WORLD),
        ([share("institution:i", "city:c")], WORLD),
        ([], [*WORLD[:-1], practice(origin="institution:i")]),
        ([], [*WORLD[:-1], practice(derived_from="practice:older"), practice("older", origin="city:b")]),
        ([step("city:b", "2001", of="practice:older")], [*WORLD[:-1], practice(derived_from="practice:older"), practice("older")]),
    ],
)
def test_a_party_had_what_it_or_a_party_in_it_used_showed_or_began_itself_or_in_an_older_form(
    facts: list[AnyFact], nodes: list[AnyNode]
) -> None:
    assert "TEACHER_WITHOUT_IT" not in codes([step("city:a", "2020", learned_from="city:b"), *facts], nodes)


def test_practices_that_turn_in_a_circle_are_walked_once() -> None:
    nodes = [*WORLD[:-1], practice(derived_from="practice:q"), practice("q", derived_from="practice:p")]
    assert "TEACHER_WITHOUT_IT" in codes([step("city:a", "2020", learned_from="city:b")], nodes)


def test_learning_within_one_municipality_raises_no_doubt() -> None:
    learned = step("city:b", "2020", learned_from="institution:i")
    assert codes([learned]) == []
    assert codes([learned, share("institution:i", "city:b", "2021")]) == []


def test_a_step_before_it_was_shown_there_is_doubtful() -> None:
    early = step("city:a", "2016", learned_from="city:b")
    facts: list[AnyFact] = [early, step("city:b", "2010"), share("city:b", "city:a", "2018")]
    assert found(facts) == [("BEFORE_SHOWN", early.id, "practice:p at city:a (2016): before city:b showed it there")]
    assert codes([*facts, share("institution:i", "city:a", "2015")]) == [], "it had been shown before"
    assert codes([*facts[:2], share("city:b", "city:c", "2018")]) == [], "it was shown elsewhere"


def test_a_practice_given_up_before_any_recorded_use_is_doubtful() -> None:
    ended = step("city:a", "2015", "abandoned")
    assert found([ended, step("city:a", "2018")]) == [
        ("GIVEN_UP_FIRST", ended.id, "practice:p at city:a: given up (2015) before any recorded use")
    ]
    assert codes([ended]) == [], "that nobody recorded the beginning is no doubt"
    assert codes([ended, step("city:a", "2018"), step("city:a", "2012", "piloting")]) == []


@pytest.mark.parametrize(
    ("one", "other", "doubtful"),
    [
        (visit("2021"), visit("2021-06"), True),
        (visit("2021-05"), visit("2021-06"), False),
        (visit(None), visit("2021"), True),
        (visit("2021", "programme:n"), visit("2021-06", "programme:m"), False),
        (visit("2021", "programme:n"), visit("2021-06"), True),
        (step("city:a", "2021"), step("city:a", "2021-06"), True),
        (step("city:a", "2021"), step("city:a", "2021-06", "piloting"), False),
        (step("city:b", "2021", learned_from="city:c"), step("city:b", "2021-06", learned_from="city:a"), False),
        (step("city:b", "2021", learned_from="city:c"), step("city:b", "2021-06"), True),
        (share("city:a", "city:b", "2021"), share("city:a", "city:b", "2021-01"), True),
        (share("city:a", "city:b", "2021"), share("city:c", "city:b", "2021-01"), False),
        (replace(visit("2021"), disputed=True), replace(visit("2021-06"), disputed=True), False),
        (replace(visit("2021"), collective=Texts(en="heads")), visit("2021-06"), False),
        (replace(share("city:a", "city:b", "2021"), collective=Texts(en="heads")), share("city:a", "city:b", "2021"), False),
        (replace(step("city:b", "2021"), collective=Texts(en="heads")), step("city:b", "2021"), False),
    ],
)
def test_two_facts_that_may_be_one_are_doubtful(one: AnyFact, other: AnyFact, doubtful: bool) -> None:
    assert codes([one, other]).count("LIKELY_DUPLICATE") == codes([other, one]).count("LIKELY_DUPLICATE") == int(doubtful)


def test_a_likely_repeat_names_both() -> None:
    one, other = visit("2021"), visit("2021-06")
    (problem,) = [each for each in found([one, other]) if each[0] == "LIKELY_DUPLICATE"]
    assert problem[1:] == (other.id, f"city:a at city:b (2021-06) and city:a at city:b (2021) [{one.id}]: are they one?")


def test_a_practice_without_facts_and_a_source_without_mention_are_listed() -> None:
    spare = Source(id="source:spare", title="S")
    assert found([], [KZ, SOURCE, practice(), spare]) == [
        ("NO_FACTS", "practice:p", "practice:p was neither shown to anyone nor taken up, as far as is recorded"),
        ("UNUSED_SOURCE", "source:spare", "source:spare is cited nowhere"),
    ]


def test_a_place_without_a_country_is_listed() -> None:
    lost = Institution(id="institution:l", name=Texts(en="L"), kind=InstitutionKind.SCHOOL, place="city:lost")
    assert found([], [city("lost", None), lost]) == [
        ("NO_COUNTRY", "city:lost", "city:lost lies in no country"),
        ("NO_COUNTRY", "institution:l", "institution:l lies in no country"),
    ]


def test_places_of_one_name_in_one_place_are_listed() -> None:
    nodes: list[AnyNode] = [KZ, city("oral", name="Oral"), city("uralsk", name="ORAL"), city("oral-2", "city:oral", name="Oral")]
    assert found([], nodes) == [
        ("LIKELY_DUPLICATE", "city:uralsk", "city:uralsk and city:oral have one name and one place: are they the same?")
    ]


def test_doubtful_dates_are_summed_up_in_one_line() -> None:
    facts = [step("city:a", "2020?"), step("city:b", "2018~"), step("city:c", "2018")]
    assert found(facts) == [
        (
            "UNCERTAIN_DATES",
            "",
            "2 facts have an uncertain or approximate date, among them "
            "practice:p at city:a, adopted (2020?); practice:p at city:b, adopted (2018~)",
        )
    ]


def test_notes_are_listed_with_what_they_are_about() -> None:
    fact = replace(share("city:a", "city:b"), note=Texts(en="The day is a guess.", ru="День предположительный."))
    noted = replace(practice(), note=Texts(ru="Название неточное."))
    assert found([fact], [*WORLD[:-1], noted]) == [
        ("NOTE", "practice:p", "Название неточное."),
        ("NOTE", fact.id, "practice:p shown to city:b: The day is a guess."),
    ]
