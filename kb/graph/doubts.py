"""What makes an answer doubtful, said with it."""

from __future__ import annotations

from kb.graph.asking import Asking
from kb.graph.because import message
from kb.graph.decay import years_back
from kb.graph.rows import Message

FEW_DATED = 1000  # dated adoptions: below that many, an order is a hint
FEW_OWN = 3  # dated facts of the place itself
STALE_YEARS = 2


def doubts(asking: Asking) -> tuple[Message, ...]:
    """Return what a reader should know before trusting an order, the gravest first."""
    said = (_nothing(asking), _unknown_then(asking), _old(asking), _few(asking), _few_own(asking), _left_out(asking))
    return tuple(doubt for doubt in said if doubt)


def _nothing(asking: Asking) -> Message | None:
    return None if len(asking.numbers) else message("NOTHING_TO_STUDY", party=asking.actor, topics=tuple(sorted(asking.topics)))


def _unknown_then(asking: Asking) -> Message | None:
    landscape = asking.landscape
    return message("NOTHING_DATED", date=landscape.as_of) if landscape.records.last is None else None


def _old(asking: Asking) -> Message | None:
    last, oldest = asking.landscape.records.last, years_back(asking.landscape.day, STALE_YEARS)
    return message("STALE", date=last) if last and last.latest and last.latest < oldest else None


def _few(asking: Asking) -> Message | None:
    count = asking.landscape.records.dated_adoptions
    return message("FEW_DATED_ADOPTIONS", count=count) if 0 < count < FEW_DATED else None


def _few_own(asking: Asking) -> Message | None:
    own = asking.stock
    return message("FEW_OWN_FACTS", party=asking.actor, count=own.dated_facts) if own and own.dated_facts < FEW_OWN else None


def _left_out(asking: Asking) -> Message | None:
    return message("LEFT_OUT", party=asking.actor, practices=asking.left_out) if asking.left_out else None
