"""`kb recommend` and `kb visit`: rankings, as rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

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
from kb.service import KnowledgeBase

if TYPE_CHECKING:
    from kb.graph.rows import PracticeRanking, PracticeRow, Reason, VisitRanking, VisitRow

PartyArgument = Annotated[
    str, typer.Argument(metavar="PARTY", help="A city, region, country or institution: its id, or its name in any language.")
]
MethodOption = Annotated[str | None, typer.Option("--method", metavar="NAME", help="How to rank; the answer names the default.")]
PlanOption = Annotated[int | None, typer.Option("--plan", min=1, max=10, help="Plan one journey with so many stops instead.")]


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
        if plan:
            planned = await base.visit_plan(
                key, stops=plan, topics=topic or (), countries=country or (), max_distance_km=max_km, as_of=as_of
            )
            rows, revision = planned.value.stops, planned.revision
            notes = [f"{planned.value.covered} of {planned.value.wanted} practices worth studying", _km(planned.value.total_km)]
        else:
            ranked = await base.cities_to_visit(
                key, first=first, topics=topic or (), countries=country or (), max_distance_km=max_km, as_of=as_of
            )
            rows, revision, notes = ranked.value.rows, ranked.revision, _notes(base, ranked.value, lang)
        title = f"{'A journey' if plan else 'Cities'} for {base.name(key, lang)} to visit"
        show(title, [_city_cells(base, row, lang) for row in rows], as_json=as_json, notes=notes, revision=revision)

    run(store, work)


def _practice_cells(base: KnowledgeBase, row: PracticeRow, lang: str) -> Cells:
    return {
        "practice": base.name(row.practice, lang),
        "score": row.score,
        "why": _reasons(base, row.reasons, lang),
        "see it at": [base.name(each, lang) for each in row.seen_at[:3]],
        "id": row.practice,
    }


def _city_cells(base: KnowledgeBase, row: VisitRow, lang: str) -> Cells:
    return {
        "city": base.name(row.city, lang),
        "score": row.score,
        "km from home": None if row.distance_km is None else round(row.distance_km),
        "to learn there": [base.name(each.practice, lang) for each in row.practices[:5]],
        "why": _reasons(base, row.reasons, lang),
        "ask for": [base.name(each, lang) for each in row.hosts[:3]],
        "id": row.city,
    }


def _notes(base: KnowledgeBase, ranking: PracticeRanking | VisitRanking, lang: str) -> list[str]:
    return [f"Method: {ranking.method}.", *(base.say(message, lang) for message in (ranking.basis, *ranking.warnings))]


def _reasons(base: KnowledgeBase, reasons: Iterable[Reason], lang: str) -> list[str]:
    return [base.say(reason.message, lang) for reason in reasons]


def _km(distance: float | None) -> str:
    return "The distance is unknown" if distance is None else f"{distance:,.0f} km from home, by the stops in this order, to home again"
