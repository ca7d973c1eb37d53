"""Which nodes a name of a table may mean, in every language that they have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kb.api.reconcile.asking import Question
from kb.model import AnyNode, Country, NodeId, NodeKind, Practice, Programme, kind_of
from kb.search import words_of
from kb.search.likeness import SAME_NAME, likely_words, likeness
from kb.store.base import SearchQuery, Store

_LEAST = 40.0  # below which names have nothing in common
_EXACT = 100.0
_OF_A_PART = 0.9  # how much of it the likeness of a name without what follows a comma counts
_WHERE_UNKNOWN = 0.8  # and of a node of which nobody knows where it is, though that is asked for
_MOST_WITH_ALL, _MOST_WITH_ONE = 500, 100  # nodes with all the words of a name, with the beginning of one
_AFTER = re.compile(r"\s*[,;(]")


@dataclass(frozen=True, slots=True)
class Found:
    """A node that may be meant, and how alike the names are, 0 to 100."""

    node: AnyNode
    score: float
    is_certain: bool  # no other node of those types and at that place has the same name


class Matcher:
    """Finds what names may mean.

    Args:
        store: where the nodes are.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    async def find(self, question: Question) -> list[Found]:
        """Return the candidates for a name, the likeliest first, ties by id."""
        names = [question.name, _AFTER.split(question.name, maxsplit=1)[0]]
        scored = {node.id: (_score(names, node), node) for node in await self._alike(names, question.types)}
        likely = {key: (score, node) for key, (score, node) in scored.items() if score >= _LEAST}
        if question.country or question.part_of:
            likely = await self._around(question, likely)
        ranked = sorted(likely.values(), key=lambda each: (-each[0], each[1].id))
        exact = sum(score == _EXACT for score, _ in ranked)
        return [Found(node, round(score, 1), score == _EXACT and exact == 1) for score, node in ranked[: question.limit]]

    async def places(self, nodes: Iterable[AnyNode]) -> dict[NodeId, tuple[AnyNode, ...]]:
        """Return the places around each node, the nearest first; one that is nowhere is absent."""
        anchors = {node.id: anchor for node in nodes if (anchor := _anchor(node))}
        chains = await self._store.upwards(set(anchors.values()))
        around = {key: _without(key, chains.get(anchor, ())) for key, anchor in anchors.items()}
        known = await self._store.nodes({place for chain in around.values() for place in chain})
        return {key: tuple(known[place] for place in chain if place in known) for key, chain in around.items() if chain}

    async def _alike(self, names: Sequence[str], types: Collection[str]) -> Collection[AnyNode]:
        """Return what has all the words of a name, or the beginning of one of them."""
        kinds = frozenset(NodeKind(each) for each in types)
        queries = [SearchQuery(words=each, kinds=kinds, most=_MOST_WITH_ALL) for each in dict.fromkeys(map(words_of, names)) if each]
        queries += [SearchQuery(words=each, kinds=kinds, most=_MOST_WITH_ONE) for each in likely_words(names[0])]
        return {node.id: node for query in queries for node in await self._store.match(query)}.values()

    async def _around(self, question: Question, likely: dict[NodeId, tuple[float, AnyNode]]) -> dict[NodeId, tuple[float, AnyNode]]:
        """Keep what is where it has to be; of what is nobody knows where, less is certain."""
        places = await self.places(node for _, node in likely.values())
        kept = {}
        for key, (score, node) in likely.items():
            around = places.get(key, ())
            if not around:
                kept[key] = score * _WHERE_UNKNOWN, node
            elif _is_there(question, around):
                kept[key] = score, node
        return kept


def _is_there(question: Question, around: Sequence[AnyNode]) -> bool:
    countries = [place for place in around if isinstance(place, Country)]
    return all(
        not wanted or any(_means(said, place) for said in wanted for place in among)
        for wanted, among in ((question.country, countries), (question.part_of, around))
    )


def _means(said: str, place: AnyNode) -> bool:
    """Tell whether an id, a code or a name is that of a place."""
    if said == place.id or (isinstance(place, Country) and said.upper() == place.code):
        return True
    return any(likeness(said, name) >= SAME_NAME for name in place.name.values())


def _score(names: Sequence[str], node: AnyNode) -> float:
    whole, part = (max((likeness(name, known) for known in node.name.values()), default=0.0) for name in names)
    return max(whole, _OF_A_PART * part)


def _anchor(node: AnyNode) -> NodeId | None:
    """Return the party by which it is told where something is."""
    if isinstance(node, Practice):
        return node.origin
    return node.place or node.organiser if isinstance(node, Programme) else node.id


def _without(key: NodeId, chain: Sequence[NodeId]) -> tuple[NodeId, ...]:
    """Return the places of a chain: a country is in itself, anything else is not around itself."""
    return tuple(each for each in chain if each != key or kind_of(each) == NodeKind.COUNTRY)
