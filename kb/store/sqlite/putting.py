"""Nodes put into a store: added, or replaced where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kb.errors import Problem
from kb.model import AnyNode, Feasibility, NodeId, Practice, Programme, kind_of
from kb.model.references import references
from kb.search import tokens_of
from kb.store.derive import MERGED_RANK, SCAN_RANK, dangling, form, larger, name_key, origin_of, parties_of, topics_of
from kb.store.sqlite.fact_lists import EVERYONE
from kb.store.sqlite.ledger import Ledger
from kb.store.sqlite.lineage import relate
from kb.store.sqlite.lines import Numbers, by_id, chunks, node_of
from kb.store.sqlite.pool import Session
from kb.store.sqlite.schema import Roll
from kb.store.sqlite.tallies import COUNT_NODES
from kb.wire import encode

_THERE = "SELECT id, body FROM node WHERE id IN (SELECT value FROM json_each(?))"
_LAST = "SELECT coalesce(max(no), 0) FROM node"
_PUT = """
    INSERT INTO node (no, id, kind, body, name_key, form, cost, effort, evidence, larger, origin, rank)
    VALUES (:no, :id, :kind, :body, :name_key, :form, :cost, :effort, :evidence, :larger, :origin, :rank)
    ON CONFLICT (no) DO UPDATE SET kind = excluded.kind, rank = excluded.rank, body = excluded.body, name_key = excluded.name_key,
        form = excluded.form, cost = excluded.cost, effort = excluded.effort, evidence = excluded.evidence,
        larger = excluded.larger, origin = excluded.origin
"""
_FORMER = "SELECT no, name_key, kind FROM node WHERE id IN (SELECT value FROM json_each(?))"
_RENAME = f"UPDATE member INDEXED BY member_node SET name_key = :name WHERE node = :no AND roll <> '{Roll.PROGRAMME}'"
_RENAME_IN_PROGRAMMES = f"""
    UPDATE member SET name_key = :name
    WHERE roll = '{Roll.PROGRAMME}' AND kind = 'practice' AND name_key = :old AND id = :id
        AND owner IN (SELECT DISTINCT programme FROM fact WHERE practice = :no AND programme IS NOT NULL)
"""
_DROP_TOPICS = "DELETE FROM practice_topic WHERE practice = ?"
_ADD_TOPIC = "INSERT INTO practice_topic (practice, topic) VALUES (?, ?)"
_DROP_PARTIES = "DELETE FROM participation WHERE programme = ?"
_ADD_PARTY = "INSERT INTO participation (programme, party) VALUES (?, ?)"
_DROP_WORDS = "DELETE FROM words WHERE rowid = ?"
_ADD_WORDS = "INSERT INTO words (rowid, name, body) VALUES (?, ?, ?)"
_MERGED = "merged"  # the kind of a merged node: no list is of it


def put_nodes(session: Session, nodes: Sequence[AnyNode], ledger: Ledger) -> tuple[list[NodeId], list[Problem]]:
    """Put nodes, and keep all that follows from them.

    Returns:
        The ids of those that were added or replaced, and a problem for every dangling reference; with any of these, nothing is done.
    """
    changed = _changed(session, {node.id: node for node in nodes})
    numbers = Numbers(session)
    numbers.learn(key for node in changed.values() for key in (node.id, *references(node)))
    problems = dangling(changed.values(), {**numbers.of, **changed})
    if changed and not problems:
        _put(session, changed, numbers, ledger)
    return list(changed), problems


def _changed(session: Session, wanted: Mapping[NodeId, AnyNode]) -> dict[NodeId, AnyNode]:
    changed = dict(wanted)
    for part in chunks(wanted):
        for key, body in session.each(_THERE, [by_id(part)]):
            if body == encode(wanted[key]) or node_of(key, body) == wanted[key]:
                del changed[key]
    return changed


def _put(session: Session, changed: Mapping[NodeId, AnyNode], numbers: Numbers, ledger: Ledger) -> None:
    fresh = [key for key in changed if key not in numbers.of]
    first = session.value(_LAST) + 1
    numbers.of |= {key: no for no, key in enumerate(fresh, first)}
    former = session.rows(_FORMER, [by_id(changed)])
    session.many(_PUT, (_row(node, numbers.of) for node in changed.values()))
    _count(session, changed.values(), numbers.of, {no: kind for no, _, kind in former})
    _rename(session, changed, numbers.of, {no: name for no, name, _ in former})
    _put_topics(session, changed.values(), numbers.of)
    _put_parties(session, changed.values(), numbers.of)
    _put_words(session, changed, numbers.of)
    relate(session, [numbers.of[key] for key in changed], ledger)


def _count(session: Session, nodes: Iterable[AnyNode], number: Mapping[NodeId, int], former: Mapping[int, str]) -> None:
    """Count those nodes that are there now and were not, or were merged; and the other way about."""
    changes: Counter[str] = Counter()
    for node in nodes:
        changes[kind_of(node.id)] += (node.merged_into is None) - (former.get(number[node.id], _MERGED) != _MERGED)
    session.many(COUNT_NODES, ((EVERYONE, Roll.ALL.value, kind, change) for kind, change in changes.items()))


def _rename(session: Session, changed: Mapping[NodeId, AnyNode], number: Mapping[NodeId, int], names: Mapping[int, str]) -> None:
    """Sort those nodes anew that were there under another name."""
    for key, node in changed.items():
        no, name = number[key], name_key(node)
        if names.get(no, name) != name:
            values = {"no": no, "id": key, "name": name, "old": names[no]}
            session.run(_RENAME, values)
            session.run(_RENAME_IN_PROGRAMMES, values)


def _row(node: AnyNode, number: Mapping[NodeId, int]) -> dict[str, Any]:
    kind, part_of, origin = kind_of(node.id), larger(node), origin_of(node)
    card = node.feasibility if isinstance(node, Practice) else Feasibility()
    return {
        "no": number[node.id],
        "id": node.id,
        "kind": _MERGED if node.merged_into else kind,
        "body": encode(node),
        "name_key": name_key(node),
        "form": form(node),
        "cost": card.cost,
        "effort": card.effort,
        "evidence": card.evidence,
        "larger": number[part_of] if part_of else None,
        "origin": number[origin] if origin else None,
        "rank": MERGED_RANK if node.merged_into else SCAN_RANK[kind],
    }


def _put_topics(session: Session, nodes: Iterable[AnyNode], number: Mapping[NodeId, int]) -> None:
    practices = [node for node in nodes if isinstance(node, Practice)]
    session.many(_DROP_TOPICS, ((number[practice.id],) for practice in practices))
    session.many(_ADD_TOPIC, {(number[practice.id], number[topic]) for practice in practices for topic in topics_of(practice)})


def _put_parties(session: Session, nodes: Iterable[AnyNode], number: Mapping[NodeId, int]) -> None:
    programmes = [node for node in nodes if isinstance(node, Programme)]
    session.many(_DROP_PARTIES, ((number[programme.id],) for programme in programmes))
    session.many(_ADD_PARTY, ((number[programme.id], number[party]) for programme in programmes for party in parties_of(programme)))


def _put_words(session: Session, changed: Mapping[NodeId, AnyNode], number: Mapping[NodeId, int]) -> None:
    session.many(_DROP_WORDS, ((number[key],) for key in changed))
    for key, node in changed.items():
        if node.merged_into is None:
            found = tokens_of(node)
            session.run(_ADD_WORDS, (number[key], " ".join(found.name), " ".join(found.body)))
