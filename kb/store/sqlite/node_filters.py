"""What a node must meet to stay in a filtered list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kb.store.base import NodeFilter
from kb.store.derive import OPEN_END
from kb.store.sqlite.schema import Roll, Strand

_IDS = "n.id IN (SELECT value FROM json_each(:ids))"
_WITHIN = f"""
    NOT EXISTS (
        SELECT 1 FROM json_each(:within) AS place WHERE NOT EXISTS (
            SELECT 1 FROM member AS inside
            WHERE inside.roll = '{Roll.WITHIN}' AND inside.owner = (SELECT no FROM node WHERE id = place.value)
                AND inside.kind = n.kind AND inside.name_key = n.name_key AND inside.id = n.id
        )
    )
"""
_KINDS = "n.form IN (SELECT value FROM json_each(:kinds))"
_HAS_PRACTICE = f"""
    n.actor IN (
        SELECT taker_actor FROM fact
        WHERE practice = (SELECT no FROM node WHERE id = :has_practice) AND strand = {Strand.CURRENT:d} AND in_use = 1
        UNION ALL
        SELECT party.actor FROM node AS begun JOIN node AS party ON party.no = begun.origin WHERE begun.id = :has_practice
    )
"""
_TOPICS = """
    n.no IN (
        SELECT practice FROM practice_topic
        WHERE topic IN (SELECT no FROM node WHERE id IN (SELECT value FROM json_each(:topics)))
    )
"""
_ORIGIN = f"""
    EXISTS (
        SELECT 1 FROM member AS begun
        WHERE begun.roll = '{Roll.ORIGIN}' AND begun.owner = (SELECT no FROM node WHERE id = :origin)
            AND begun.kind = n.kind AND begun.name_key = n.name_key AND begun.id = n.id
    )
"""
_PARTY_STEPPED = """
    EXISTS (
        SELECT 1 FROM node AS party CROSS JOIN fact AS f INDEXED BY fact_step
            ON f.practice = n.no AND f.taker_actor = party.actor AND f.stage IS NOT NULL
        WHERE party.id = :adopted_by AND (party.actor = party.no OR f.taker = party.no) AND {met}
    )
"""
_PARTY_SAW = """
    n.no IN (
        SELECT f.practice FROM node AS party CROSS JOIN fact AS f INDEXED BY fact_taker ON f.taker_actor = party.actor
        WHERE party.id = :shared_with AND (party.actor = party.no OR f.taker = party.no) AND {met}
    )
"""
_ANYBODY_DID = "EXISTS (SELECT 1 FROM fact AS f WHERE f.practice = n.no AND {met})"
_ADOPTION = f"f.strand IN ({Strand.CURRENT:d}, {Strand.EARLIER:d})"
_SHARE = f"f.strand = {Strand.SHARE:d}"
_STAGES = "f.stage IN (SELECT value FROM json_each(:stages))"
_DAYS = "f.day <= :last_day AND f.last_day >= :first_day"
_CARD = {"cost": "n.cost <= :max_cost", "effort": "n.effort <= :max_effort", "evidence": "n.evidence >= :min_evidence"}


def conditions(asked: NodeFilter) -> tuple[str, ...]:
    """Return what `n` must meet."""
    plain = {
        _IDS: asked.ids is not None,
        _WITHIN: bool(asked.within),
        _KINDS: bool(asked.kinds),
        _HAS_PRACTICE: asked.has_practice is not None,
        _TOPICS: bool(asked.topics),
        _ORIGIN: asked.origin is not None,
    }
    return (*(text for text, wanted in plain.items() if wanted), *_deeds(asked), *_card(asked))


def filter_values(asked: NodeFilter) -> dict[str, Any]:
    """Return the values that the conditions name."""
    return {
        "ids": json.dumps(sorted(asked.ids or ())),
        "within": json.dumps(asked.within),
        "kinds": json.dumps(sorted(asked.kinds)),
        "has_practice": asked.has_practice,
        "topics": json.dumps(sorted(asked.topics)),
        "origin": asked.origin,
        "adopted_by": asked.adopted_by,
        "shared_with": asked.shared_with,
        "stages": json.dumps(sorted(asked.stages)),
        "first_day": asked.first_day.toordinal() if asked.first_day else 0,
        "last_day": asked.last_day.toordinal() if asked.last_day else OPEN_END,
        "max_cost": asked.max_cost,
        "max_effort": asked.max_effort,
        "min_evidence": asked.min_evidence,
    }


def _deeds(asked: NodeFilter) -> Iterator[str]:
    """Yield what must have been done with a practice: by the parties that are named, else by anybody."""
    days = (_DAYS,) if asked.first_day or asked.last_day else ()
    step = (_ADOPTION, *((_STAGES,) if asked.stages else ()), *days)
    if asked.adopted_by is not None:
        yield _PARTY_STEPPED.format(met=" AND ".join(step))
    elif asked.stages:
        yield _ANYBODY_DID.format(met=" AND ".join(step))
    if asked.shared_with is not None:
        yield _PARTY_SAW.format(met=" AND ".join((_SHARE, *days)))
    elif days and asked.adopted_by is None and not asked.stages:
        yield _ANYBODY_DID.format(met=_DAYS)


def _card(asked: NodeFilter) -> Iterator[str]:
    wanted = {"cost": asked.max_cost, "effort": asked.max_effort, "evidence": asked.min_evidence}
    for name, bound in wanted.items():
        if bound is not None:
            yield f"({_CARD[name]} OR n.{name} IS NULL)" if asked.include_unknown else _CARD[name]
