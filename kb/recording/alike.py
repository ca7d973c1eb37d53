"""What is there already and may be the same as what is handed in."""

from __future__ import annotations

from kb.model import AnyFact, AnyNode, City, Institution, NodeKind, Practice, Programme, Region, Share, Source, Visit, kind_of
from kb.paging import Page
from kb.recording.outcomes import Candidate
from kb.rules import event_of, may_be_one
from kb.search.likeness import SAME_NAME, likely_words, likeness
from kb.store.base import FactFilter, FactList, FactSide, SearchQuery, Store

_LIKE = SAME_NAME / 100
_MOST = 200  # nodes that share a word's beginning
_SHOWN = 5
_PAGE = Page(100)


async def nodes_alike(store: Store, node: AnyNode) -> list[Candidate]:
    """Return the nodes of the same kind whose name and place may be a new one's, the likeliest first."""
    found = await named_alike(store, NodeKind(kind_of(node.id)), *node.name.values())
    scored = [(_likeness(node, other), other) for other in found]
    likely = sorted((each for each in scored if each[0] >= _LIKE), key=lambda each: (-each[0], each[1].id))
    return [Candidate(thing=other, likeness=score) for score, other in likely[:_SHOWN]]


async def facts_alike(store: Store, fact: AnyFact) -> list[Candidate]:
    """Return the accepted facts that may tell of the same event as a new one.

    They have the same parties and practice, and dates that do not exclude each other.
    """
    what, owner = _neighbours(fact)
    listed = (await store.fact_pages(what, [owner], _PAGE))[owner]
    same = [version for _, version in listed.items if version.fact.id != fact.id and event_of(version.fact) == event_of(fact)]
    return [Candidate(thing=version, likeness=1.0) for version in same if may_be_one(version.fact, fact)][:_SHOWN]


async def named_alike(store: Store, kind: NodeKind, *names: str) -> list[AnyNode]:
    """Return the nodes of a kind that share the beginning of a word with one of some names."""
    found: dict[str, AnyNode] = {}
    for words in likely_words(*names):
        query = SearchQuery(words=words, kinds=frozenset([kind]), most=_MOST)
        found |= {node.id: node for node in await store.match(query)}
    return list(found.values())


def _likeness(one: AnyNode, other: AnyNode) -> float:
    """Return how alike two nodes of a kind are, 0 to 1; 0 where what is recorded of both keeps them apart."""
    if isinstance(one, Source) and isinstance(other, Source) and one.url and other.url:
        return float(one.url == other.url)
    if _apart(one, other):
        return 0.0
    return max((likeness(name, known) for name in one.name.values() for known in other.name.values()), default=0.0) / 100


def _apart(one: AnyNode, other: AnyNode) -> bool:
    around = [_around(one), _around(other)]
    return None not in around and around[0] != around[1]


def _around(node: AnyNode) -> str | None:
    if isinstance(node, City | Region | Institution):
        return node.part_of
    if isinstance(node, Practice):
        return node.origin
    return str(node.start) if isinstance(node, Programme) and node.start else None


def _neighbours(fact: AnyFact) -> tuple[FactList, str]:
    """Return a list that has every fact that may be the same as one, and its owner."""
    if isinstance(fact, Visit):
        return FactList(kind=fact.fact_kind, side=FactSide.TAKER, filter=FactFilter(party=fact.host)), fact.visitor
    taker = fact.to if isinstance(fact, Share) else fact.by
    return FactList(kind=fact.fact_kind, side=FactSide.PRACTICE, filter=FactFilter(party=taker)), fact.practice
