"""What a node must meet to stay in a filtered list: subqueries that are asked once, and conditions on `n` that rest on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from kb.model import IN_USE
from kb.store.base import NodeFilter
from kb.store.neo4j.lines import END
from kb.store.neo4j.schema import CURRENT

_DAYS = (
    "f.date IS NOT NULL AND ($last_day IS NULL OR f.date_earliest IS NULL OR f.date_earliest <= $last_day)"
    " AND ($first_day IS NULL OR f.date_latest IS NULL OR f.date_latest >= $first_day)"
)
_STAGES = "f.stage IN $stages"
_HAVING = f"""
    CALL () {{
        MATCH (:Practice {{id: $has_practice}})-[f:ADOPTED_BY]->()
        WHERE f.strand = '{CURRENT}' AND f.stage IN $in_use AND f.occurrence = 'held' AND f.circle IS NULL
        RETURN collect(DISTINCT f.taker_actor) AS users
    }}
    CALL () {{
        OPTIONAL MATCH (:Practice {{id: $has_practice}})-[o:ORIGINATED_AT]->() RETURN collect(o.actor) AS origins
    }}
    WITH *, users + origins AS having
"""
_ONE_END = """
    MATCH ()-[f:{type}]->() USING INDEX SEEK f:{type}({key})
    WHERE f.{key} > ${name} + '|' AND f.{key} < ${name} + '|{end}' AND {met} RETURN f.practice AS practice
"""
_ENDS = "CALL () {{ CALL () {{ {one} UNION {other} }} RETURN collect(DISTINCT practice) AS {found} }}"


class Filter(NamedTuple):
    """What comes before a list is read, and what each node of it meets."""

    before: str
    met: tuple[str, ...]


def node_filter(asked: NodeFilter) -> Filter:
    """Return the Cypher of a filter; `filter_values` gives the values that it names."""
    before = "".join((_HAVING if asked.has_practice is not None else "", *_deeds_before(asked)))
    return Filter(before, (*_plain(asked), *_deeds(asked), *_card(asked)))


def filter_values(asked: NodeFilter) -> dict[str, Any]:
    """Return the values that a filter names."""
    return {
        "ids": sorted(asked.ids or ()),
        "within": list(asked.within),
        "kinds": sorted(asked.kinds),
        "has_practice": asked.has_practice,
        "in_use": sorted(IN_USE),
        "topics": sorted(asked.topics),
        "origin": asked.origin,
        "adopted_by": asked.adopted_by,
        "shared_with": asked.shared_with,
        "stages": sorted(asked.stages),
        "first_day": asked.first_day,
        "last_day": asked.last_day,
        "max_cost": asked.max_cost,
        "max_effort": asked.max_effort,
        "min_evidence": asked.min_evidence,
    }


def _plain(asked: NodeFilter) -> Iterator[str]:
    wanted = {
        "n.id IN $ids": asked.ids is not None,
        "all(place IN $within WHERE EXISTS { (n)-[:WITHIN]->(:Party {id: place}) })": bool(asked.within),
        "n.kind IN $kinds": bool(asked.kinds),
        "n.actor IN having": asked.has_practice is not None,
        "any(topic IN n.topics WHERE topic IN $topics)": bool(asked.topics),
        "EXISTS { MATCH (n)-[o:ORIGINATED_AT]->(p:Party) WHERE p.id = $origin OR o.actor = $origin }": asked.origin is not None,
    }
    yield from (text for text, is_wanted in wanted.items() if is_wanted)


def _deeds_before(asked: NodeFilter) -> Iterator[str]:
    """Yield what gathers the practices that the parties which are named did something with."""
    if asked.adopted_by is not None:
        yield _gathered("adopted", "ADOPTED_BY", "adopted_by", _step(asked))
    if asked.shared_with is not None:
        yield _gathered("shown", "SHARED_WITH", "shared_with", _days(asked))


def _gathered(found: str, name: str, party: str, met: tuple[str, ...]) -> str:
    ways = [
        _ONE_END.format(type=name, key=key, name=party, end=END, met=" AND ".join(met) or "true")
        for key in ("sort_taker", "sort_own_taker")
    ]
    return _ENDS.format(one=ways[0], other=ways[1], found=found)


def _deeds(asked: NodeFilter) -> Iterator[str]:
    """Yield what must have been done with a practice: by the parties that are named, else by anybody."""
    if asked.adopted_by is not None:
        yield "n.id IN adopted"
    elif asked.stages:
        yield _by_anybody(":ADOPTED_BY", _step(asked))
    if asked.shared_with is not None:
        yield "n.id IN shown"
    elif _days(asked) and asked.adopted_by is None and not asked.stages:
        yield _by_anybody(":ADOPTED_BY|SHARED_WITH", _days(asked))


def _by_anybody(types: str, met: tuple[str, ...]) -> str:
    return f"EXISTS {{ MATCH (n)-[f{types}]->(:Party) WHERE {' AND '.join(met)} }}"


def _step(asked: NodeFilter) -> tuple[str, ...]:
    return (*((_STAGES,) if asked.stages else ()), *_days(asked))


def _days(asked: NodeFilter) -> tuple[str, ...]:
    return (_DAYS,) if asked.first_day is not None or asked.last_day is not None else ()


def _card(asked: NodeFilter) -> Iterator[str]:
    bounds = {
        "n.cost <= $max_cost": asked.max_cost,
        "n.effort <= $max_effort": asked.max_effort,
        "n.evidence >= $min_evidence": asked.min_evidence,
    }
    for text, bound in bounds.items():
        if bound is not None:
            yield f"({text} OR {text.split()[0]} IS NULL)" if asked.include_unknown else text
