"""Asking a store and the oracle the same."""

from __future__ import annotations

from itertools import product

import pytest

from kb.errors import Refused
from kb.model import FactKind, NodeKind
from kb.paging import Page, Position
from kb.store.base import EVERYTHING, FactList, FactOrder, FactSide, LogPosition, NodeList, NodeOrder, NodeSide, Store, Write
from tests.store.oracle import Oracle
from tests.store.plain import day_of, page_of

UNKNOWN = "city:nowhere"


async def written(store: Store, oracle: Oracle, write: Write) -> None:
    """Write to both: both take it, or both refuse it for the same reasons."""
    expected = oracle.write(write)
    if expected:
        with pytest.raises(Refused) as refused:
            await store.write(write)
        assert {problem.where for problem in refused.value.problems} <= {wrong for wrong, _ in expected}
    else:
        assert await store.write(write) == oracle.revision


async def same_by_id(store: Store, oracle: Oracle) -> None:
    """Everything that is asked by id or by key."""
    facts = [*oracle.versions, "share:nowhere"]
    keys = {version.fact.natural_key for held in oracle.versions.values() for version in held}
    known = {key: oracle.known(key) for key in keys}
    assert await store.revision() == oracle.revision
    assert await store.statistics() == oracle.statistics()
    assert await store.changes(LogPosition(0), 10_000) == oracle.changes()
    for after in [LogPosition(change.revision, change.id) for change in oracle.changes()]:
        assert await store.changes(after, 2) == oracle.changes(after)[:2]
    assert await store.nodes([*oracle.nodes, UNKNOWN]) == oracle.nodes
    assert await store.facts(facts) == oracle.accepted()
    assert await store.history(facts) == {key: held for key, held in oracle.versions.items() if held}
    assert await store.known([*keys, "share\x1fnever", "nonsense"]) == known
    parties = [key for key in oracle.nodes if key.partition(":")[0] in ("city", "region", "country", "institution")]
    assert await store.upwards([*oracle.nodes, UNKNOWN]) == {key: oracle.upwards(key) for key in parties}


async def same_fact_list(store: Store, oracle: Oracle, what: FactList, page: Page) -> None:
    """One list of facts, of every owner."""
    owners = [EVERYTHING, *oracle.nodes, UNKNOWN]
    lists = {owner: oracle.facts_of(what, owner) for owner in owners}
    placed = {owner: [(Position(day_of(each), each.fact.id), each) for each in found] for owner, found in lists.items()}
    assert await store.fact_counts(what, owners) == {owner: len(found) for owner, found in lists.items()}
    expected = {owner: page_of(found, page, lambda one, other: comes_after(what.order, one, other)) for owner, found in placed.items()}
    assert await store.fact_pages(what, owners, page) == expected


async def same_node_list(store: Store, oracle: Oracle, what: NodeList, page: Page) -> None:
    """One list of nodes, of every owner."""
    owners = [EVERYTHING, *oracle.nodes, UNKNOWN]
    lists = {owner: oracle.nodes_of(what, owner) for owner in owners}
    assert await store.node_counts(what, owners) == {owner: len(found) for owner, found in lists.items()}
    rising = what.order is NodeOrder.NAME_ASC
    expected = {owner: page_of(found, page, lambda one, other: sorts_after(rising, one, other)) for owner, found in lists.items()}
    assert await store.node_pages(what, owners, page) == expected


async def same_unfiltered_lists(store: Store, oracle: Oracle) -> None:
    """Every list there is, whole."""
    page = Page(1000, counted=True)
    for kind, side, current, order in product([None, *FactKind], FactSide, [False, True], FactOrder):
        await same_fact_list(store, oracle, FactList(kind=kind, side=side, current=current, order=order), page)
    for node_kind, node_side, node_order in product(NodeKind, NodeSide, NodeOrder):
        await same_node_list(store, oracle, NodeList(kind=node_kind, side=node_side, order=node_order), page)


def comes_after(order: FactOrder, one: Position, other: Position) -> bool:
    """Whether a fact's position comes after another; what has no day comes last."""
    if bool(one.key) != bool(other.key):
        return not one.key
    return sorts_after(order is FactOrder.DATE_ASC, one, other)


def sorts_after(rising: bool, one: Position, other: Position) -> bool:
    """Whether a position comes after another."""
    first, second = (one.key, one.id), (other.key, other.id)
    return first > second if rising else first < second
