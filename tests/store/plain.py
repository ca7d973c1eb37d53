"""What the oracle and the tests ask of facts and lists, said plainly."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TypeVar

from kb.model import Adoption, AnyFact, NodeId, Practice, Share, Version, Visit
from kb.paging import Page, Position, Slice
from kb.store.base import NodeFilter

Item = TypeVar("Item")


def page_of(items: Sequence[tuple[Position, Item]], page: Page, follows: Callable[[Position, Position], bool]) -> Slice[Item]:
    """Cut a page out of a whole list, with its length if asked for; `follows` tells whether a position comes after another."""
    left = [item for item in items if page.after is None or follows(item[0], page.after)]
    return Slice(tuple(left[: page.first]), len(left) > page.first, len(items) if page.counted else None)


def ends(fact: AnyFact) -> tuple[NodeId, NodeId | None]:
    if isinstance(fact, Share):
        return fact.to, fact.from_
    return (fact.by, fact.learned_from) if isinstance(fact, Adoption) else (fact.visitor, fact.host)


def practice_of(fact: AnyFact) -> NodeId | None:
    return None if isinstance(fact, Visit) else fact.practice


def day_of(version: Version) -> int:
    return version.fact.date.sort_day if version.fact.date else 0


def overlaps(fact: AnyFact, first: date | None, last: date | None) -> bool:
    return fact.date is not None and fact.date.overlaps(first, last)


def card(practice: Practice | None, asked: NodeFilter) -> bool:
    found = practice.feasibility if practice else None
    cost, effort, evidence = (found.cost, found.effort, found.evidence) if found else (None, None, None)
    return (
        (asked.max_cost is None or (cost <= asked.max_cost if cost is not None else asked.include_unknown))
        and (asked.max_effort is None or (effort <= asked.max_effort if effort is not None else asked.include_unknown))
        and (asked.min_evidence is None or (evidence >= asked.min_evidence if evidence is not None else asked.include_unknown))
    )


def holds(tokens: Collection[str], word: Sequence[str]) -> bool:
    return any(any(token.startswith(form[:-1]) for token in tokens) if form.endswith("*") else form in tokens for form in word)
