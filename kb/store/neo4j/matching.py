"""Finding nodes by their words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.model import AnyNode
from kb.store.base import SearchQuery
from kb.store.neo4j.kept import Kept, things_of
from kb.store.neo4j.link import Reader
from kb.store.neo4j.reading import nodes
from kb.store.neo4j.records import NODE_STAMP
from kb.store.neo4j.schema import FULL_TEXT, LABELS, WORDS

_SPACE = re.compile(r"\s")
_FOUND = """
    CALL db.index.fulltext.queryNodes($index, ${query}) YIELD node AS n
    WHERE $labels = [] OR any(label IN labels(n) WHERE label IN $labels)
    RETURN n, {rank} AS rank ORDER BY n.id LIMIT $most
"""
_MATCH = f"""
    CALL () {{ {_FOUND.format(query="in_name", rank=0)} UNION ALL {_FOUND.format(query="elsewhere", rank=1)} }}
    WITH n, rank ORDER BY rank, n.id LIMIT $most
    RETURN collect({NODE_STAMP})
"""


async def match(reader: Reader, kept: Kept, query: SearchQuery) -> list[AnyNode]:
    """Return the nodes that hold every word, those that hold them all in their names first."""
    words = [[form for form in word if form.strip("*") and not _SPACE.search(form)] for word in query.words]  # no token is empty
    if not words or not all(words):
        return []
    in_name, anywhere = (_all(words, key) for key in WORDS)
    labels = sorted(LABELS[kind] for kind in query.kinds)
    found = await reader.value(
        _MATCH, index=FULL_TEXT, in_name=in_name, elsewhere=f"({anywhere}) AND NOT ({in_name})", labels=labels, most=query.most
    )
    there = await things_of(reader, kept, found, nodes)
    return [there[node] for node, _ in found if node in there]


def _all(words: Iterable[Iterable[str]], key: str) -> str:
    return " AND ".join(f"({' OR '.join(f'{key}:{_escaped(form)}' for form in word)})" for word in words)


def _escaped(form: str) -> str:
    """Write a token, or a beginning that ends in *, so that Lucene reads nothing else into it."""
    token, beginning = (form[:-1], "*") if form.endswith("*") else (form, "")
    return "".join(letter if letter.isalnum() else f"\\{letter}" for letter in token) + beginning
