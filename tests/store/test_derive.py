"""What every store derives from nodes and facts."""

from __future__ import annotations

import pytest

from kb.dates import parse
from kb.model import Adoption, AdoptionStage, FactStatus, Occurrence, Practice, Texts
from kb.store import derive
from kb.store.derive import StepLine
from tests.store.samples import CENTRE, DISTRICT, EXCHANGE, FORUM, MUSEUM, NODES, POCHINOK, ROBOTS, SCHOOL, TOWN, adoption, share, visit

BY_ID = {node.id: node for node in NODES}


def step(no: int, stage: str, when: str | None = "2020", circle: str | None = None, counts: bool = True) -> StepLine:
    date = parse(when) if when else None
    return StepLine(no=no, id=f"adoption:{no}", circle=circle, stage=AdoptionStage(stage), date=date, counts=counts, disputed=False)


def test_the_ends_of_a_fact_are_who_learns_what_from_whom() -> None:
    assert derive.ends(share(MUSEUM, SCHOOL, CENTRE)) == (MUSEUM, SCHOOL, CENTRE, None)
    assert derive.ends(adoption(MUSEUM, SCHOOL, "adopted", learned_from=CENTRE)) == (MUSEUM, SCHOOL, CENTRE, AdoptionStage.ADOPTED)
    assert derive.ends(visit(SCHOOL, CENTRE)) == (None, SCHOOL, CENTRE, None)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [("0001-01-02", (2, 2)), ("0001-01", (1, 31)), ("0001-01-01/..", (1, 9_999_999)), ("../0001-01-01", (0, 1)), (None, (0, -1))],
)
def test_a_span_is_the_first_and_the_last_day(edtf: str | None, expected: tuple[int, int]) -> None:
    assert derive.span(parse(edtf) if edtf else None) == expected


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (adoption(stage="piloting"), True),
        (adoption(stage="abandoned"), False),
        (adoption(stage="adopted", occurrence=Occurrence.ANNOUNCED), False),
        (adoption(stage="adopted", collective=Texts(en="schools")), False),
        (share(), False),
    ],
)
def test_only_a_held_step_of_a_named_party_makes_an_adopter(fact: Adoption, expected: bool) -> None:
    assert derive.in_use(fact) is expected


def test_a_circle_goes_by_the_first_of_its_languages() -> None:
    assert derive.circle(Texts(ru="школы", en="schools")) == "en=schools"
    assert derive.circle(Texts()) is None


def test_the_larger_of_a_node_is_what_it_is_a_part_of() -> None:
    larger = {key: derive.larger(node) for key, node in BY_ID.items()}
    assert {key: up for key, up in larger.items() if up} == {
        "region:mogilev": "country:by", DISTRICT: "region:mogilev", TOWN: DISTRICT, SCHOOL: TOWN, POCHINOK: "country:ru",
        CENTRE: POCHINOK, ROBOTS: MUSEUM, FORUM: EXCHANGE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "expected"),
    [(Texts(en="Étage MUSEUM", ru="А"), "etage museum"), (Texts(ru="Ёлка"), "елка"), (Texts(und="Straße"), "strasse")],
)
def test_a_name_key_is_without_case_and_accents(title: Texts, expected: str) -> None:
    assert derive.name_key(Practice(id="practice:a", title=title)) == expected


def test_a_circle_of_places_lets_each_count_for_itself() -> None:
    parent = {"city:a": "city:b", "city:b": "city:a", "city:c": "city:b"}.get
    assert [derive.actor_of(key, parent) for key in ("city:a", "city:b", "city:c")] == ["city:a", "city:b", "city:c"]


def test_dangling_references_are_told_once_each() -> None:
    problems = derive.dangling([visit(SCHOOL, CENTRE), share(to=CENTRE, giver=SCHOOL)], {SCHOOL, MUSEUM})
    assert [str(problem).partition(" refers to ")[2].partition(",")[0] for problem in problems] == [CENTRE, "source:gazette"] * 2


@pytest.mark.parametrize(("status", "expected"), [(FactStatus.ACCEPTED, True), (FactStatus.WITHDRAWN, True), (FactStatus.PROPOSED, False)])
def test_only_what_is_accepted_or_withdrawn_displaces_the_accepted_version(status: FactStatus, expected: bool) -> None:
    assert derive.displaces(status) is expected


def test_there_is_one_current_step_for_each_circle() -> None:
    steps = [step(1, "planned", "2021"), step(2, "adopted", "2019"), step(3, "piloting", None), step(4, "planned", circle="en=schools")]
    assert derive.current_steps(steps) == {2, 4}


def test_an_announced_step_gives_way_to_one_that_was_held() -> None:
    assert derive.current_steps([step(1, "adopted", "2022", counts=False), step(2, "piloting", "2019")]) == {2}
