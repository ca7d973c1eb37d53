"""The shape of the graph in Neo4j: labels, relationship types, and the constraints and indexes that hold it.

Accepted facts are relationships; every other version of a fact is a `:FactVersion` node. Properties whose names begin
with `sort_` are keys that lists are walked along: owner, sort value and id in one text, so that one index gives a page
in its order. They, and what `DERIVED` names, follow from the rest and are kept in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from kb.model import PARTY_KINDS, FactKind, NodeKind

FORMAT = 1
OLDEST_SERVER = (5, 23)  # the first with subqueries that say what they take: CALL (x) { ... }
BASE_LABEL = "KnowledgeBase"
BASE_ID = "kb"
VERSION_LABEL = "FactVersion"
CHANGE_LABEL = "Change"
NOTE_LABEL = "Note"

LABELS: dict[str, str] = {kind.value: kind.value.capitalize() for kind in NodeKind}
KEY_LABELS: dict[str, str] = {kind.value: "Party" if kind in PARTY_KINDS else LABELS[kind] for kind in NodeKind}
TYPES: dict[str, str] = {
    FactKind.SHARE.value: "SHARED_WITH",
    FactKind.ADOPTION.value: "ADOPTED_BY",
    FactKind.VISIT.value: "VISITED",
}
STRANDS: dict[str, str] = {  # what an accepted fact is to lists: its kind, and of an adoption whether it is the current step
    "s": FactKind.SHARE.value,
    "v": FactKind.VISIT.value,
    "c": FactKind.ADOPTION.value,
    "e": FactKind.ADOPTION.value,
}
CURRENT, EARLIER = "c", "e"

_PARTY_SORTS = ("sort_day", "sort_taker", "sort_own_taker", "sort_giver", "sort_own_giver", "sort_programme")
SORTS: dict[str, tuple[str, ...]] = {
    "SHARED_WITH": (*_PARTY_SORTS, "sort_practice"),
    "ADOPTED_BY": (*_PARTY_SORTS, "sort_practice", "sort_step"),
    "VISITED": _PARTY_SORTS,
    "REPORTS": ("sort_source",),  # (Source)-[:REPORTS {fact}]->(Party): whom the facts that cite it are about
    "WITHIN": ("sort_name",),  # (Party)-[:WITHIN]->(Party): every larger place, however far up
    "ORIGINATED_AT": ("sort_name", "sort_own_name"),
    "DERIVED_FROM": ("sort_name",),
    "CARRIED": ("sort_name",),  # (Programme)-[:CARRIED {facts}]->(Practice): what its facts are about
}
NODE_SORTS = ("sort_name", "sort_adopters", "sort_latest")
SCAN_SORT = "sort_scan"
DERIVED = ("taker_actor", "giver_actor", "day", "circle", "strand", "counts", "current")  # of accepted facts, beside their sort keys
WORDS = ("words_of_name", "words")
FULL_TEXT = "node_words"


def statements() -> tuple[str, ...]:
    """Return what makes every constraint and index where it is missing, in the order in which they are made."""
    return (*_constraints(), *_indexes(), _full_text())


def name_of(statement: str) -> str:
    """Return the name of the constraint or index that a statement makes."""
    return statement.split(" IF NOT EXISTS")[0].split()[-1]


def fingerprint() -> str:
    """Return what tells one shape of the graph from another."""
    return blake2b("\n".join(statements()).encode(), digest_size=8).hexdigest()


def _constraints() -> Iterator[str]:
    for label in (BASE_LABEL, *dict.fromkeys(KEY_LABELS.values()), VERSION_LABEL, NOTE_LABEL):
        yield f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    yield f"CREATE CONSTRAINT change_sort IF NOT EXISTS FOR (n:{CHANGE_LABEL}) REQUIRE n.sort_change IS UNIQUE"
    for name in TYPES.values():
        yield f"CREATE CONSTRAINT {name.lower()}_id IF NOT EXISTS FOR ()-[r:{name}]-() REQUIRE r.id IS UNIQUE"
    yield "CREATE CONSTRAINT learned_from_fact IF NOT EXISTS FOR ()-[r:LEARNED_FROM]-() REQUIRE r.fact IS UNIQUE"


def _indexes() -> Iterator[str]:
    for label in LABELS.values():
        for key in NODE_SORTS:
            yield _on_nodes(label, key)
    for label in dict.fromkeys(KEY_LABELS.values()):
        yield _on_nodes(label, SCAN_SORT)
    for key in ("fact", "key"):
        yield _on_nodes(VERSION_LABEL, key)
    for name, keys in SORTS.items():
        for key in (*keys, "key") if name in TYPES.values() else keys:
            yield f"CREATE RANGE INDEX {name.lower()}_{key} IF NOT EXISTS FOR ()-[r:{name}]-() ON (r.{key})"


def _on_nodes(label: str, key: str) -> str:
    return f"CREATE RANGE INDEX {label.lower()}_{key} IF NOT EXISTS FOR (n:{label}) ON (n.{key})"


def _full_text() -> str:
    labels, keys = "|".join(LABELS.values()), ", ".join(f"n.{key}" for key in WORDS)
    options = "{indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
    return f"CREATE FULLTEXT INDEX {FULL_TEXT} IF NOT EXISTS FOR (n:{labels}) ON EACH [{keys}] OPTIONS {options}"
