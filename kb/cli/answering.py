"""`kb recommend` and `kb visit`: rankings, as rows."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from kb.cli.common import (
    AsOfOption,
    CountryOption,
    DistanceOption,
    FirstOption,
    JsonOption,
    LangOption,
    StoreOption,
    TopicOption,
    party_named,
    run,
)
from kb.cli.show import Cells, show
from kb.model import AnyNode, Institution, Version
from kb.service import Answer, KnowledgeBase

if TYPE_CHECKING:
    from kb.graph.rows import Plan, PracticeRanking, PracticeRow, Reason, VisitRanking, VisitRow

HOSTS = 3  # that a row names

PartyArgument = Annotated[
    str, typer.Argument(metavar="PARTY", help="A city, region, country or institution: its id, or its name in any language.")
]
MethodOption = Annotated[str | None, typer.Option("--method", metavar="NAME", help="How to rank; the answer names the default.")]
PlanOption = Annotated[int | None, typer.Option("--plan", min=1, max=10, help="Plan one journey with so many stops instead.")]


class Limits(TypedDict):
    """What a visit is limited to."""

    topics: Sequence[str]
    countries: Sequence[str]
    max_distance_km: float | None
    as_of: date | None


def recommend(
    party: PartyArgument,
    first: FirstOption = 10,
    topic: TopicOption = None,
    method: MethodOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = "en",
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the practices PARTY could study next, best first, each with its reasons."""

    async def work(base: KnowledgeBase) -> None:
        key = await party_named(base, party, lang)
        answer = await base.practices_to_study(key, first=first, topics=topic or (), method=method, as_of=as_of)
        rows = [_practice_cells(base, row, lang) for row in answer.value.rows]
        title = f"Practices for {base.name(key, lang)} to study"
        show(title, rows, as_json=as_json, notes=_notes(base, answer.value, lang), revision=answer.revision)

    run(store, work)


def visit(
    party: PartyArgument,
    first: FirstOption = 10,
    plan: PlanOption = None,
    topic: TopicOption = None,
    country: CountryOption = None,
    max_km: DistanceOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = "en",
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the cities PARTY could visit, best first, and what is to be learnt in each; or plan one journey."""

    async def work(base: KnowledgeBase) -> None:
        key = await party_named(base, party, lang)
        limits = Limits(topics=topic or (), countries=country or (), max_distance_km=max_km, as_of=as_of)
        found: Answer[Plan] | Answer[VisitRanking]
        if plan:
            found = planned = await base.visit_plan(key, stops=plan, **limits)
            rows, notes = planned.value.stops, _journey(planned.value)
        else:
            found = ranked = await base.cities_to_visit(key, first=first, **limits)
            rows, notes = ranked.value.rows, []
        asked = await base.things([host for row in rows for host in row.hosts[:HOSTS]])
        title = f"{'A journey' if plan else 'Cities'} for {base.name(key, lang)} to visit"
        cells = [_city_cells(base, row, asked, lang) for row in rows]
        notes = [*notes, *_notes(base, found.value, lang)]
        show(title, cells, as_json=as_json, notes=notes, revision=found.revision)
        if not (rows or as_json or sys.stdout.isatty()):  # rows alone go into a pipe: why there are none is said beside it
            print(*notes, sep="\n", file=sys.stderr)

    run(store, work)


def _practice_cells(base: KnowledgeBase, row: PracticeRow, lang: str) -> Cells:
    return {
        "practice": base.name(row.practice, lang),
        "score": row.score,
        "why": _reasons(base, row.reasons, lang),
        "see it at": [base.name(each, lang) for each in row.seen_at[:3]],
        "id": row.practice,
    }


def _city_cells(base: KnowledgeBase, row: VisitRow, asked: Mapping[str, AnyNode | Version], lang: str) -> Cells:
    return {
        "city": base.name(row.city, lang),
        "score": row.score,
        "km from home": None if row.distance_km is None else round(row.distance_km),
        "to learn there": [base.name(each.practice, lang) for each in row.practices[:5]],
        "why": _reasons(base, row.reasons, lang),
        "ask for": [_host(base, asked[each], lang) for each in row.hosts[:HOSTS]],
        "id": row.city,
    }


def _host(base: KnowledgeBase, host: AnyNode | Version, lang: str) -> str:
    from kb.graph.hosts import reception

    assert isinstance(host, Institution)
    about = [base.say(reception(host), lang), *([host.website] if host.website else ())]
    return f"{host.name.best(lang)} ({', '.join(about)})"


def _journey(plan: Plan) -> list[str]:
    return [f"{plan.covered} of {plan.wanted} practices worth studying", *([_km(plan.total_km)] if plan.stops else ())]


def _notes(base: KnowledgeBase, ranking: PracticeRanking | VisitRanking | Plan, lang: str) -> list[str]:
    return [f"Method: {ranking.method}.", *(base.say(message, lang) for message in (ranking.basis, *ranking.warnings))]


def _reasons(base: KnowledgeBase, reasons: Iterable[Reason], lang: str) -> list[str]:
    return [base.say(reason.message, lang) for reason in reasons]


def _km(distance: float | None) -> str:
    return "The distance is unknown" if distance is None else f"{distance:,.0f} km from home, by the stops in this order, to home again"
