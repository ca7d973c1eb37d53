"""The Cypher by which a list of facts is walked: along the index of a sort key, one stretch after another, each in its order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kb.store.base import FactFilter, FactSide
from kb.store.neo4j.lines import END
from kb.store.neo4j.schema import STRANDS, TYPES

_ENDS = {"s": ("to", "from"), "c": ("by", "learned_from"), "e": ("by", "learned_from"), "v": ("visitor", "host")}
_SORTS: dict[FactSide, tuple[str, ...]] = {
    FactSide.ALL: ("sort_day",),
    FactSide.TAKER: ("sort_taker", "sort_own_taker"),
    FactSide.GIVER: ("sort_giver", "sort_own_giver"),
    FactSide.PRACTICE: ("sort_practice",),
    FactSide.PROGRAMME: ("sort_programme",),
    FactSide.SOURCE: ("sort_source",),
}
DATED, UNDATED = "dated", "undated"
_AFTER_EVERY_DAY = "~"


class Tie(NamedTuple):
    """A side, and the Cypher of the id that is on it. Without a side: a party at either end."""

    side: FactSide | None
    of: str


class Walk(NamedTuple):
    """A list: the side it is walked along, the strands it is made of, and what its facts meet beside."""

    along: Tie
    strands: tuple[str, ...]
    ties: tuple[Tie, ...] = ()
    met: tuple[str, ...] = ()


class _Branch(NamedTuple):
    """One index of one relationship type, walked for one strand."""

    strand: str
    key: str
    met: tuple[str, ...]

    @property
    def of_sources(self) -> bool:
        return self.key in _SORTS[FactSide.SOURCE]

    @property
    def sort(self) -> str:
        return f"{'r' if self.of_sources else 'f'}.{self.key}"


@lru_cache(maxsize=512)
def reading(walk: Walk, stretches: tuple[str, ...], rising: bool, shown: str) -> str:
    """Return the subquery of a page: `owner`, `$most` and the bounds of each stretch are given; it returns `found`.

    Args:
        walk: the list.
        stretches: DATED, UNDATED or both; what has no day comes last.
        rising: the earliest day first.
        shown: the projection of `f`.
    """
    way = "" if rising else " DESC"
    parts = [_page(walk.along.of, branch, stretch, way) for branch in _branches(walk) for stretch in stretches]
    return f"CALL (owner) {{ {' UNION ALL '.join(parts)} }} WITH f, at ORDER BY at{way} LIMIT $most RETURN collect({shown}) AS found"


@lru_cache(maxsize=512)
def counting(walk: Walk) -> str:
    """Return the subquery that counts a list: `owner` is given; it returns `length`."""
    of, parts = walk.along.of, []
    for branch in _branches(walk):
        within = f"{branch.sort} > {of} + '|{branch.strand}|' AND {branch.sort} < {of} + '|{branch.strand}|{END}'"
        parts.append(f"{_matched(branch, within)} RETURN count(f) AS n")
    return f"CALL (owner) {{ {' UNION ALL '.join(parts)} }} RETURN sum(n) AS length"


def bound_names(strand: str, stretch: str) -> tuple[str, str]:
    """Return the names of the values between which the keys of a stretch lie, each without the owner before it."""
    return f"low_{strand}_{stretch}", f"high_{strand}_{stretch}"


def condition(tie: Tie, strand: str) -> str:
    """Return what a fact of a side meets."""
    taker, giver = _ENDS[strand]
    taken = f"(f.taker_actor = {tie.of} OR f.{taker} = {tie.of})"
    given = f"coalesce(f.giver_actor = {tie.of} OR f.{giver} = {tie.of}, false)"
    return {
        None: f"({taken} OR {given})",
        FactSide.ALL: "true",
        FactSide.TAKER: taken,
        FactSide.GIVER: given,
        FactSide.PRACTICE: f"f.practice = {tie.of}",
        FactSide.PROGRAMME: f"f.programme = {tie.of}",
        FactSide.SOURCE: f"{tie.of} IN f.sources",
    }[tie.side]


def conditions(asked: FactFilter) -> tuple[str, ...]:
    """Return what a fact meets beside its ties."""
    wanted = {
        "f.stage IN $stages": bool(asked.stages),
        "f.date IS NOT NULL": asked.first_day is not None or asked.last_day is not None,
        "(f.date_earliest IS NULL OR f.date_earliest <= $last_day)": asked.last_day is not None,
        "(f.date_latest IS NULL OR f.date_latest >= $first_day)": asked.first_day is not None,
        "f.occurrence = $occurrence": asked.occurrence is not None,
    }
    return tuple(text for text, is_wanted in wanted.items() if is_wanted)


def _branches(walk: Walk) -> Iterator[_Branch]:
    for strand in walk.strands:
        met = (*(condition(tie, strand) for tie in walk.ties), *walk.met)
        if walk.along.side is not None:
            yield from (_Branch(strand, key, met) for key in _SORTS[walk.along.side])
            continue
        taken = condition(walk.along._replace(side=FactSide.TAKER), strand)
        yield from (_Branch(strand, key, met) for key in _SORTS[FactSide.TAKER])
        yield from (_Branch(strand, key, (f"NOT {taken}", *met)) for key in _SORTS[FactSide.GIVER])


def _page(of: str, branch: _Branch, stretch: str, way: str) -> str:
    low, high = bound_names(branch.strand, stretch)
    matched = _matched(branch, f"{branch.sort} > {of} + ${low} AND {branch.sort} < {of} + ${high}", way)
    start = f"'{_AFTER_EVERY_DAY}' + " if stretch == UNDATED else ""
    return f"{matched} RETURN f, {start}substring({branch.sort}, size({of}) + 3) AS at ORDER BY {branch.sort}{way} LIMIT $most"


def _matched(branch: _Branch, within: str, cut: str | None = None) -> str:
    """Match the facts of a branch as `f`; `cut` is the way a page goes, by which a source's are cut before they are looked up."""
    name = TYPES[STRANDS[branch.strand]]
    met = " AND ".join(branch.met)
    if not branch.of_sources:
        text = f"MATCH ()-[f:{name}]->() USING INDEX SEEK f:{name}({branch.key}) WHERE {within}"
        return f"{text} AND {met}" if met else text
    text = f"MATCH ()-[r:REPORTS]->() USING INDEX SEEK r:REPORTS({branch.key}) WHERE {within}"
    if not met and cut is not None:
        text += f" WITH r, owner ORDER BY r.{branch.key}{cut} LIMIT $most"
    reported = f"MATCH ()-[f:{name}]->() USING INDEX SEEK f:{name}(id) WHERE f.id = r.fact"
    return f"{text} CALL (*) {{ {reported}{f' AND {met}' if met else ''} RETURN f }}"
