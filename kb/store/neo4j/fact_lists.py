"""Pages and lengths of lists of facts, in one round trip. A page costs what it holds, however long its list."""

from __future__ import annotations

from collections.abc import Collection
from operator import itemgetter
from typing import Any

from kb.errors import BadCursor
from kb.model import AnyFact, FactKind, NodeId, Version
from kb.paging import Page, Position, Slice
from kb.store.base import EVERYTHING, FactFilter, FactList, FactOrder, FactSide
from kb.store.derive import OPEN_END, ends
from kb.store.neo4j.counters import OWNER_LABELS, fact_counter
from kb.store.neo4j.kept import Kept, things_of
from kb.store.neo4j.lines import END
from kb.store.neo4j.link import Reader
from kb.store.neo4j.reading import facts, nodes
from kb.store.neo4j.records import FACT_STAMP, NODE_STAMP
from kb.store.neo4j.schema import BASE_ID, EARLIER, STRANDS
from kb.store.neo4j.walks import DATED, UNDATED, Tie, Walk, bound_names, conditions, counting, reading

_NO_DAY = "0000000"
_TRIES = 3  # to read lists, and then the facts in them, while nobody changes one of these
_OTHER_ENDS = {FactSide.PRACTICE: "endNode(f)", FactSide.TAKER: "startNode(f)"}  # of a share or an adoption
_OWNER = "owner"
_NAMED: dict[str, tuple[FactSide | None, str]] = {  # values by which a filter names an end of facts
    "practice": (FactSide.PRACTICE, "practice"),
    "party": (None, "party"),
    "programme": (FactSide.PROGRAMME, "programme"),
    "source": (FactSide.SOURCE, "source"),
}
_PAGES = f"""
    UNWIND $owners AS owner CALL (owner) {{{{ {{page}} }}}} {{length}}
    WITH collect([owner, found[..$first], size(found) > $first, length]) AS pages
    {{joined}}
    RETURN [[page IN pages | [page[0], [f IN page[1] | {FACT_STAMP}], page[2], page[3]]], joined]
"""
_NOT_JOINED = "WITH pages, [] AS joined"


async def fact_pages(reader: Reader, kept: Kept, what: FactList, owners: Collection[str], page: Page) -> dict[str, Slice[Version]]:
    """Return a page of each owner's list."""
    _checked(page.after)
    asked = _asked(what.side, owners)
    found: dict[str, Slice[Version]] = {owner: Slice(total=0 if page.counted else None) for owner in owners}
    walk = await _walk(reader, what, asked)
    if not asked or not walk.strands:
        return found
    values = {"owners": asked, "first": page.first, "most": page.first + 1, "base": BASE_ID}
    values |= {**_values(what.filter), **_bounds(what, page.after)}
    pages, joined, versions = await _read(reader, kept, _pages(what, walk, page), values)
    ends_of_them = await things_of(reader, kept, joined, nodes)
    for owner, stamps, more, length in pages:
        held = [versions[key] for key, _ in stamps if key in versions]
        items = tuple((Position(_day(version), version.fact.id), version) for version in held)
        others = [_other_end(what.side, version.fact) for version in held] if joined else []
        found[owner] = Slice(items, more, length, tuple(ends_of_them[key] for key in others if key in ends_of_them))
    return found


async def fact_counts(reader: Reader, what: FactList, owners: Collection[str]) -> dict[str, int]:
    """Return the length of each owner's list: kept where nothing is filtered, else counted."""
    asked, lengths = _asked(what.side, owners), dict.fromkeys(owners, 0)
    walk = await _walk(reader, what, asked)
    if not asked or not walk.strands:
        return lengths
    cypher = f"UNWIND $owners AS owner {_length(what, walk)} RETURN collect([owner, length])"
    return lengths | dict(await reader.value(cypher, owners=asked, base=BASE_ID, **_values(what.filter)))


async def _read(reader: Reader, kept: Kept, cypher: str, values: dict[str, Any]) -> tuple[list[Any], list[Any], dict[str, Version]]:
    """Return the pages, what they lead to, and the versions that stood in them.

    A fact that changed between its list and itself has another place by then: a page that ended there would leave out
    what lies between the two. So the lists are read anew; what changes again and again is left out.
    """
    for _ in range(_TRIES):
        pages, joined = await reader.value(cypher, **values)
        stamps = dict(stamped for _, page, *_ in pages for stamped in page)
        found = await things_of(reader, kept, stamps.items(), facts)
        versions = {key: version for key, version in found.items() if version.number == stamps[key][1]}
        if len(versions) == len(stamps):
            break
    return pages, joined, versions


def strands_of(kind: FactKind | None, current: bool) -> tuple[str, ...]:
    """Return the strands that a list of facts is made of."""
    return tuple(strand for strand, of in STRANDS.items() if kind in (None, of) and not (current and strand == EARLIER))


def _asked(side: FactSide, owners: Collection[str]) -> list[str]:
    return [owner for owner in dict.fromkeys(owners) if (owner == EVERYTHING) == (side is FactSide.ALL)]


async def _walk(reader: Reader, what: FactList, owners: list[str]) -> Walk:
    """Choose what is walked: the owners' own lists, or the list of something that a filter names where that is shorter."""
    own, met = Tie(what.side, _OWNER), conditions(what.filter)
    named = tuple(Tie(side, f"${name}") for name, (side, key) in _NAMED.items() if getattr(what.filter, key) is not None)
    along = await _shortest(reader, what, (own, *named), owners) if named else own
    strands = strands_of(what.kind, what.current)
    return Walk(along, _walkable(along, strands), tuple(tie for tie in (own, *named) if tie != along), met)


async def _shortest(reader: Reader, what: FactList, ties: tuple[Tie, ...], owners: list[str]) -> Tie:
    strands = strands_of(what.kind, what.current)
    lengths = [
        f"CALL () {{ UNWIND {'$owners' if tie.of == _OWNER else f'[{tie.of}]'} AS owner {_kept(tie, _walkable(tie, strands))}"
        f" RETURN max(length) AS n{number} }}"
        for number, tie in enumerate(ties)
    ]
    cypher = f"{' '.join(lengths)} RETURN [{', '.join(f'n{number}' for number in range(len(ties)))}]"
    found = await reader.value(cypher, owners=owners, base=BASE_ID, **_values(what.filter))
    return min(zip(found, ties, strict=True), key=itemgetter(0))[1]


def _pages(what: FactList, walk: Walk, page: Page) -> str:
    return _PAGES.format(
        page=reading(walk, _stretches(what, page.after), what.order is FactOrder.DATE_ASC, "f"),
        length=_length(what, walk) if page.counted else "WITH *, null AS length",
        joined=_joined(what) if page.joined else _NOT_JOINED,
    )


def _joined(what: FactList) -> str:
    """Return the subquery that gives the nodes at the other ends of what the pages hold, if these are always of one kind."""
    if what.side not in _OTHER_ENDS or what.kind not in (FactKind.SHARE, FactKind.ADOPTION):
        return _NOT_JOINED
    distinct = f"UNWIND pages AS page UNWIND page[1] AS f WITH DISTINCT {_OTHER_ENDS[what.side]} AS n"
    return f"CALL (pages) {{ {distinct} RETURN collect({NODE_STAMP}) AS joined }}"


def _other_end(side: FactSide, fact: AnyFact) -> NodeId | None:
    practice, taker, *_ = ends(fact)
    return practice if side is FactSide.TAKER else taker


def _length(what: FactList, walk: Walk) -> str:
    """Return the subquery that gives `length` to each owner: what is kept where nothing is filtered, else a count."""
    return _kept(walk.along, walk.strands) if what.filter == FactFilter() else f"CALL (owner) {{ {counting(walk)} }}"


def _kept(tie: Tie, strands: tuple[str, ...]) -> str:
    sides = (FactSide.TAKER, FactSide.GIVER) if tie.side is None else (tie.side,)
    sums = " + ".join(f"coalesce(n.{fact_counter(side, strand)}, 0)" for side in sides for strand in strands) or "0"
    key = "$base" if tie.side is FactSide.ALL else _OWNER
    return f"CALL (owner) {{ OPTIONAL MATCH (n:{OWNER_LABELS[sides[0]]} {{id: {key}}}) RETURN {sums} AS length }}"


def _walkable(tie: Tie, strands: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out visits where practices are walked: none is about one."""
    return tuple(strand for strand in strands if tie.side is not FactSide.PRACTICE or STRANDS[strand] != FactKind.VISIT)


def _values(asked: FactFilter) -> dict[str, Any]:
    return {
        **{name: getattr(asked, key) for name, (_, key) in _NAMED.items()},
        "stages": sorted(asked.stages),
        "first_day": asked.first_day,
        "last_day": asked.last_day,
        "occurrence": asked.occurrence and asked.occurrence.value,
    }


def _stretches(what: FactList, after: Position | None) -> tuple[str, ...]:
    if what.order is FactOrder.DATE_DESC:
        return (DATED,)  # all of it: what has no day sorts last by itself
    return (UNDATED,) if after and not after.key else (DATED, UNDATED)


def _bounds(what: FactList, after: Position | None) -> dict[str, str]:
    """Return between which keys each stretch of each strand is read."""
    found: dict[str, str] = {}
    for strand in STRANDS:
        start = f"|{strand}|"
        place = f"{start}{after.key:07d}|{after.id}" if after else ""
        undated, end = f"{start}{_NO_DAY}|", f"{start}{END}"
        if what.order is FactOrder.DATE_DESC:
            found |= zip(bound_names(strand, DATED), (start, place or end), strict=True)
        else:
            found |= zip(bound_names(strand, DATED), (place or f"{undated}{END}", end), strict=True)
            found |= zip(bound_names(strand, UNDATED), (place if after and not after.key else undated, f"{undated}{END}"), strict=True)
    return found


def _checked(after: Position | None) -> None:
    if after is not None and (not isinstance(after.key, int) or not 0 <= after.key <= OPEN_END):
        raise BadCursor(f"{after.key!r} is no day of this list; give an endCursor of the same list and order")


def _day(version: Version) -> int:
    return version.fact.date.sort_day if version.fact.date else 0
