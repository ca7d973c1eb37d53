"""Every fact as a row: who was shown what, who took which step, who visited whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from kb.analysis.columns import WHEN, Cells, Name, frame, one_of, when
from kb.dates import visible
from kb.model import (
    Adoption,
    AdoptionStage,
    AnyFact,
    DateMeaning,
    FactKind,
    NodeId,
    Occurrence,
    PartyId,
    Share,
    ShareFormat,
    Visit,
)
from kb.model.places import actor, country, part_of

COLUMNS: Mapping[str, Any] = {
    "id": "string",
    "kind": one_of(FactKind),
    "practice": "string",
    "practice_name": "string",
    "party": "string",
    "party_name": "string",
    "actor": "string",
    "country": "string",
    "source": "string",
    "source_name": "string",
    **WHEN,
    "date_meaning": one_of(DateMeaning),
    "stage": one_of(AdoptionStage),
    "format": one_of(ShareFormat),
    "occurrence": one_of(Occurrence),
    "counts": "bool",
    "disputed": "bool",
    "collective": "string",
    "collective_size": "Int64",
    "event_participants": "Int64",
    "programme": "string",
    "change": "string",
    "outcome": "string",
    "purpose": "string",
    "sources": "string",
}


def events(nodes: Mapping[NodeId, object], facts: Iterable[AnyFact], name: Name, lang: str, *, as_of: date | None = None) -> pd.DataFrame:
    """Return one row for each accepted fact, by date (undated ones last), then by id.

    `party` is who was shown the practice, took the step or came to visit; `source` from whom: who showed it, from whom
    it was learned, the host. `actor` is whom the party's facts count for, its municipality or itself. `counts` is false
    for what was only announced and for what a group did that no source names: answers leave these out. `date` is as
    written (EDTF), `earliest` and `latest` the days that it may mean. `event_participants` are heads at the whole event,
    never to be summed. `sources` are ids with blanks between.

    Args:
        nodes: everything the facts name.
        facts: accepted facts.
        name: names a node.
        lang: the language of texts.
        as_of: without it, all facts; with it, those whose latest day is not after it.
    """
    shown = sorted((fact for fact in facts if visible(fact.date, as_of)), key=_by_day)
    parent = part_of(nodes)

    def row(fact: AnyFact) -> Cells:
        party, source = _ends(fact)
        whose = {"party": party, "party_name": name(party), "actor": actor(party, parent), "country": country(party, parent)}
        return {**_common(fact, lang), **whose, "source": source, "source_name": name(source) if source else None, **_own(fact, name, lang)}

    return frame(map(row, shown), COLUMNS, as_of)


def _by_day(fact: AnyFact) -> tuple[bool, int, str]:
    day = fact.date.sort_day if fact.date else 0
    return not day, day, fact.id


def _ends(fact: AnyFact) -> tuple[PartyId, PartyId | None]:
    if isinstance(fact, Visit):
        return fact.visitor, fact.host
    return (fact.by, fact.learned_from) if isinstance(fact, Adoption) else (fact.to, fact.from_)


def _common(fact: AnyFact, lang: str) -> Cells:
    return {
        "id": fact.id,
        "kind": fact.fact_kind.value,
        **when(fact.date),
        "date_meaning": fact.date_meaning.value,
        "occurrence": fact.occurrence.value,
        "counts": fact.counts,
        "disputed": fact.disputed,
        "collective": fact.collective.maybe(lang),
        "collective_size": fact.collective_size,
        "programme": fact.programme,
        "sources": " ".join(dict.fromkeys(cited.source for cited in fact.citations)),
    }


def _own(fact: AnyFact, name: Name, lang: str) -> Cells:
    if isinstance(fact, Visit):
        return {"event_participants": fact.event_participants, "purpose": fact.purpose.maybe(lang)}
    of = {"practice": fact.practice, "practice_name": name(fact.practice)}
    if isinstance(fact, Share):
        return {**of, "format": fact.format.value if fact.format else None, "event_participants": fact.event_participants}
    return {**of, "stage": fact.stage.value, "change": fact.change.maybe(lang), "outcome": fact.outcome.maybe(lang)}
