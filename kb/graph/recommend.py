"""Which practices a place could study next, and why."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from kb.graph.asking import Asking
from kb.graph.because import because, message
from kb.graph.doubts import doubts
from kb.graph.hosts import best_offers, seen_at
from kb.graph.landscape import Landscape
from kb.graph.ledger import Floats, Ints, ledger_of
from kb.graph.reasons import reasons
from kb.graph.reasons_elsewhere import institutions_only
from kb.graph.reasons_learned import learned_reasons
from kb.graph.rows import Message, PracticeRanking, PracticeRow
from kb.graph.scores import HAZARD, LEARNED, METHODS, NEIGHBOURS, POPULARITY, method_named
from kb.graph.similarity import check_first
from kb.model import PartyId, PracticeId, TopicId

NAMED_PLACES = 3  # of where it can be seen: of these it is said where only institutions have it


def practices_to_study(
    landscape: Landscape, party: PartyId, *, first: int = 10, topics: Collection[TopicId] = (), method: str | None = None
) -> PracticeRanking:
    """Rank the practices that others have or showed and that a party's actor lacks, for the actor to study.

    What it only plans, or was only shown, stays in, and its reasons say so. What it gave up or declined is left out,
    because it knows that already; a warning names it. Of equal scores, above all of 0 (no dated evidence), what more
    actors have comes first, then by id.

    Args:
        landscape: what is known on the day.
        party: who asks; an institution and a part of a municipality get their municipality's answer.
        first: how many rows at most.
        topics: only practices on one of these; none: all.
        method: `neighbours` (the default), `hazard` (learned), `empirical-hazard` or `recent-popularity`: see
            `kb.graph.scores`. Without
            a history, or without any place that shares it, neighbours are the empirical hazard, and named so.
    Raises:
        NotFound, WrongKind: `party` is no party, or a topic no topic, of the graph.
        InvalidInput: an unknown method; `first` below 1; too few dated adoptions to learn from.
    """
    check_first(first)
    asking, used = Asking.of(landscape, party, topics), method_named(method)
    if used == NEIGHBOURS and not asking.neighbours:
        used = HAZARD
    scores = METHODS[used](asking)
    best = ranked(asking, scores)[:first]
    known = ledger_of(landscape).practices
    rows = tuple(
        practice_row(asking, known[number], score, used)
        for number, score in zip(asking.numbers[best].tolist(), scores[best].tolist(), strict=True)
    )
    return PracticeRanking(rows=rows, method=used, basis=basis(asking, used), warnings=doubts(asking))


def ranked(asking: Asking, scores: Floats) -> Ints:
    """Return the places of candidates among all candidates by score, the best first; of equals what more actors have, then by id."""
    return np.lexsort((-ledger_of(asking.landscape).adopters()[asking.numbers], -scores))


def practice_row(asking: Asking, practice: PracticeId, score: float, method: str) -> PracticeRow:
    """Say why a practice stands where a method puts it, and where it can be studied."""
    offers = best_offers(asking, practice)
    undated = [] if score else [because("NO_DATED_EVIDENCE")]
    learned = learned_reasons(asking, practice) if method == LEARNED and score else []
    why = (*learned, *reasons(asking, practice), *institutions_only(offers[:NAMED_PLACES]), *undated)
    return PracticeRow(practice=practice, score=score, reasons=why, seen_at=seen_at(asking, offers))


def basis(asking: Asking, method: str) -> Message:
    """Say on what a ranking rests."""
    known, country = asking.stock, asking.landscape.atlas.country(asking.actor)
    topics, own = tuple(sorted(asking.topics)), {"practices": len(known), "dated": known.dated_facts}
    if method == POPULARITY:
        return message("BASIS_POPULARITY", topics=topics, date=asking.landscape.day)
    if method == LEARNED:
        return message("BASIS_LEARNED", topics=topics, party=asking.actor, dated=asking.landscape.records.dated_adoptions)
    if method == NEIGHBOURS:
        return message("BASIS_NEIGHBOURS", party=asking.actor, topics=topics, of=len(asking.neighbours), **own)
    if not known:
        return message("BASIS_NO_HISTORY", party=asking.actor, topics=topics, country=country)
    if not asking.neighbours:
        return message("BASIS_NO_NEIGHBOURS", party=asking.actor, topics=topics, country=country, **own)
    return message("BASIS_HAZARD", party=asking.actor, topics=topics, country=country)
