"""Nodes put into the graph: added, or replaced where they differ, with the relationships that they themselves name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kb.errors import Problem
from kb.model import AnyNode, Institution, NodeId, Practice, Programme, kind_of
from kb.model.references import references
from kb.search import tokens_of
from kb.store.base import EVERYTHING, NodeSide
from kb.store.derive import dangling, form, larger, name_key, origin_of, topics_of
from kb.store.neo4j.counters import every_counter, node_counter
from kb.store.neo4j.link import Reader, Transaction
from kb.store.neo4j.plain import Properties, digest, participation_as, properties_of
from kb.store.neo4j.reading import grouped
from kb.store.neo4j.schema import KEY_LABELS, LABELS, WORDS
from kb.store.neo4j.sorts import name_sort, number_sort
from kb.store.neo4j.tallies import Tallies

_THERE = """
    UNWIND $ids AS id MATCH (n:{label} {{id: id}})
    RETURN collect([
        id, n.hash, n.sort_name,
        CASE WHEN n.merged_into IS NULL THEN CASE WHEN n:Institution THEN n.place ELSE coalesce(n.part_of, n.derived_from) END END,
        n.merged_into IS NOT NULL
    ])
"""
_CREATE = "UNWIND $rows AS row CREATE (n:{labels}) SET n = row"
_KEPT = ", ".join(f".{key}" for key in ("actor", "adopters", "latest", "sort_scan", "sort_adopters", "sort_latest", *every_counter()))
_REPLACE = f"""
    UNWIND $rows AS row MATCH (n:{{label}} {{{{id: row.id}}}})
    WITH n, row, n {{{{{_KEPT}}}}} AS kept
    SET n = row SET n += kept
"""
_SORT = """
    UNWIND $ids AS id MATCH (n:{label} {{id: id}})
    SET n.sort_adopters = CASE WHEN n.merged_into IS NULL THEN right('00000000' + toString(n.adopters), 9) + '|' + n.id END,
        n.sort_latest = CASE WHEN n.merged_into IS NULL THEN right('00000000' + toString(n.latest), 9) + '|' + n.id END
"""
_UNTIE = """
    UNWIND $ids AS id MATCH (n:{label} {{id: id}})
    OPTIONAL MATCH (n)-[out:PART_OF|LOCATED_IN|ORIGINATED_AT|DERIVED_FROM|ABOUT|HELD_IN|ORGANISED_BY]->()
    OPTIONAL MATCH (n)<-[part:TAKES_PART_IN]-()
    DELETE out, part
"""
_UPWARDS: dict[type[AnyNode], str] = {Institution: "LOCATED_IN", Practice: "DERIVED_FROM"}
_TIE = "UNWIND $rows AS row MATCH (a:{tail} {{id: row[0]}}) MATCH (b:{head} {{id: row[1]}}) CREATE (a)-[t:{name}]->(b) SET t = row[2]"


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship that a node names."""

    tail: NodeId
    name: str
    head: NodeId
    properties: Properties


class Former(NamedTuple):
    """What a node was before it is replaced."""

    sort_name: str
    larger: NodeId | None
    merged: bool


@dataclass(frozen=True, slots=True)
class Put:
    """The nodes that are to be added or replaced, and what those replaced were before."""

    nodes: Mapping[NodeId, AnyNode]
    former: Mapping[NodeId, Former]

    @property
    def fresh(self) -> list[AnyNode]:
        """Those that are new."""
        return [node for key, node in self.nodes.items() if key not in self.former]

    @property
    def replaced(self) -> list[AnyNode]:
        """Those that were there."""
        return [node for key, node in self.nodes.items() if key in self.former]

    @property
    def moved(self) -> list[NodeId]:
        """Those that were there, and belong to something else now."""
        return [node.id for node in self.replaced if larger(node) != self.former[node.id].larger]

    @property
    def renamed(self) -> list[NodeId]:
        """Those that were there, and are sorted under another name now."""
        return [node.id for node in self.replaced if _sort_name(node) != self.former[node.id].sort_name]

    @property
    def merged(self) -> set[NodeId]:
        """Those that are merged into others now."""
        return {key for key, node in self.nodes.items() if node.merged_into}

    @property
    def turned(self) -> list[NodeId]:
        """Those that were there, and are merged now and were not, or the other way about."""
        merged = self.merged
        return [key for key, former in self.former.items() if former.merged != (key in merged)]


async def to_put(reader: Reader, nodes: Sequence[AnyNode]) -> tuple[Put, list[Problem]]:
    """Return which nodes differ from what is there, and a problem for every reference to a node that is not."""
    wanted = {node.id: node for node in nodes}
    there = {key: (found, Former(*former)) for key, found, *former in await _there(reader, wanted)}
    changed = {key: node for key, node in wanted.items() if key not in there or there[key][0] != digest(node)}
    return Put(changed, {key: there[key][1] for key in changed if key in there}), await dangling_in(reader, changed.values(), wanted)


async def dangling_in(reader: Reader, things: Collection[Any], promised: Collection[NodeId] = ()) -> list[Problem]:
    """Return a problem for every reference to a node that is neither there nor promised."""
    asked = {key for thing in things for key in references(thing)} - set(promised)
    known = {key for key, *_ in await _there(reader, asked)}
    return dangling(things, {*promised, *known}) if asked - known else []


async def put_nodes(transaction: Transaction, put: Put, tallies: Tallies, revision: int) -> None:
    """Write nodes and the relationships that they name; what follows from where they belong is not written yet."""
    for kind, label in LABELS.items():
        labels = label if KEY_LABELS[kind] == label else f"{label}:{KEY_LABELS[kind]}"
        fresh = [{**_row(node, revision), **_start(node)} for node in put.fresh if kind_of(node.id) == kind]
        if fresh:
            await transaction.run(_CREATE.format(labels=labels), rows=fresh)
    for label, keys in grouped([node.id for node in put.replaced], KEY_LABELS).items():
        rows = [_row(put.nodes[key], revision) for key in keys]
        await transaction.run(_REPLACE.format(label=label), rows=rows)
        await transaction.run(_UNTIE.format(label=label), ids=keys)
    for label, keys in grouped([*put.turned, *(put.merged - put.former.keys())], KEY_LABELS).items():
        await transaction.run(_SORT.format(label=label), ids=keys)
    _count(put, tallies)
    await tie(transaction, [each for node in put.nodes.values() for each in _ties(node)])


def _count(put: Put, tallies: Tallies) -> None:
    """Count those nodes that are there now and were not, or were merged; and the other way about."""
    for key, node in put.nodes.items():
        change = (node.merged_into is None) - (key in put.former and not put.former[key].merged)
        tallies.add(EVERYTHING, node_counter(NodeSide.ALL, kind_of(key)), change)


async def tie(transaction: Transaction, ties: Iterable[Tie]) -> None:
    """Write relationships between nodes that are there."""
    rows: defaultdict[tuple[str, str, str], list[list[Any]]] = defaultdict(list)
    for each in ties:
        rows[KEY_LABELS[kind_of(each.tail)], each.name, KEY_LABELS[kind_of(each.head)]].append([each.tail, each.head, each.properties])
    for (tail, name, head), found in rows.items():
        await transaction.run(_TIE.format(tail=tail, name=name, head=head), rows=found)


async def _there(reader: Reader, ids: Iterable[NodeId]) -> list[list[Any]]:
    found: list[list[Any]] = []
    for label, keys in grouped(ids, KEY_LABELS).items():
        found += await reader.value(_THERE.format(label=label), ids=keys)
    return found


def _row(node: AnyNode, revision: int) -> Properties:
    return {
        **properties_of(node),
        **({} if node.merged_into else _words(node)),
        "kind": form(node),  # said also where it is as by default
        "hash": digest(node),
        "revision": revision,
        "sort_name": _sort_name(node),
    }


def _words(node: AnyNode) -> Properties:
    tokens = tokens_of(node)
    return dict(zip(WORDS, (" ".join(tokens.name), " ".join((*tokens.name, *tokens.body))), strict=True))


def _sort_name(node: AnyNode) -> str:
    return name_sort(name_key(node), node.id, bool(node.merged_into))


def _start(node: AnyNode) -> Properties:
    """Return the properties of a new node that facts change later."""
    nothing = number_sort(0, node.id)
    return {"adopters": 0, "latest": 0, "sort_adopters": nothing, "sort_latest": nothing}


def _ties(node: AnyNode) -> Iterator[Tie]:
    """Yield what a node is tied to; of a merged one only who takes part in it, which is kept nowhere else."""
    above, origin = larger(node), origin_of(node)
    if above is not None:
        yield Tie(node.id, _UPWARDS.get(type(node), "PART_OF"), above, {})
    if origin is not None:
        yield Tie(node.id, "ORIGINATED_AT", origin, {})
    yield from (Tie(node.id, "ABOUT", topic, {}) for topic in dict.fromkeys(topics_of(node)))
    if isinstance(node, Programme):
        ends = {} if node.merged_into else {"HELD_IN": node.place, "ORGANISED_BY": node.organiser}
        yield from (Tie(node.id, name, end, {}) for name, end in ends.items() if end)
        parts = enumerate(node.parties)
        yield from (Tie(each.party, "TAKES_PART_IN", node.id, participation_as(each, place)) for place, each in parts)
