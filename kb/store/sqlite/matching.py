"""Finding nodes by their words."""

from __future__ import annotations

import json

from kb.model import AnyNode
from kb.store.base import SearchQuery
from kb.store.sqlite.lines import node_of
from kb.store.sqlite.pool import Session

_MATCH = """
    SELECT node.id, node.body FROM words JOIN node ON node.no = words.rowid
    WHERE words MATCH :words AND (:kinds = '[]' OR node.kind IN (SELECT value FROM json_each(:kinds)))
        AND (:but = '' OR words.rowid NOT IN (SELECT rowid FROM words WHERE words MATCH :but))
    ORDER BY node.id LIMIT :most
"""


def match(session: Session, query: SearchQuery) -> list[AnyNode]:
    """Return the nodes that hold every word, those that hold them all in their names first."""
    if not query.words or not all(query.words):
        return []
    everywhere = " AND ".join(f"({' OR '.join(map(_quoted, word))})" for word in query.words)
    in_name = f"name : ({everywhere})"
    kinds = json.dumps(sorted(query.kinds))
    rows = session.rows(_MATCH, {"words": in_name, "but": "", "kinds": kinds, "most": query.most})
    left = query.most - len(rows)
    rows += session.rows(_MATCH, {"words": everywhere, "but": in_name, "kinds": kinds, "most": left})
    return [node_of(key, body) for key, body in rows]


def _quoted(form: str) -> str:
    """Write a token, or a beginning that ends in *, so that FTS5 reads nothing else into it."""
    token, beginning = (form[:-1], "*") if form.endswith("*") else (form, "")
    return '"{}"{}'.format(token.replace('"', '""').replace("\0", "\ufffd"), beginning)  # a NUL would end the whole query
