"""Natural keys: which fact has one now, or had it before.

A fact's id is minted from the first key it had, so most facts are found by their id alone. Only facts of which that
is not true, or no longer, have rows in `former_key`: one for each key they ever had.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from kb.model import AnyFact, FactId, FactKind, FactStatus
from kb.model.ids import mint
from kb.store.base import Known
from kb.store.sqlite.lines import by_id, chunks, fact_of
from kb.store.sqlite.pool import Session

_FORMER = "SELECT key, fact, present FROM former_key WHERE key IN (SELECT value FROM json_each(?))"
_WITH_FORMER = "SELECT DISTINCT fact FROM former_key WHERE fact IN (SELECT value FROM json_each(?))"
_STATUSES = "SELECT id, status FROM version WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id, number"
_BODIES = "SELECT id, status, body FROM version WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id, number"
_FORGET = "DELETE FROM former_key WHERE fact = ?"
_REMEMBER = "INSERT INTO former_key (key, fact, present) VALUES (?, ?, ?)"
_ANY = "SELECT EXISTS (SELECT 1 FROM former_key)"
_EVERY = "SELECT key FROM former_key"
_KINDS = {kind.value: kind for kind in FactKind}


def known(session: Session, keys: Collection[str]) -> dict[str, Known]:
    """Return which fact has each natural key, or had it."""
    found: dict[str, Known] = {}
    for part in chunks(dict.fromkeys(keys)):
        holders = _holders(session, part)
        found |= {key: min(holders[key], key=_by_standing) for key in part if key in holders}
    return found


def is_plain(fact: AnyFact) -> bool:
    """Tell whether a fact's id is the one minted from the natural key it has."""
    return fact.id == mint(fact.fact_kind, fact.natural_key)


def rekey(session: Session, ids: Collection[FactId]) -> None:
    """Bring `former_key` up to date for facts that have several versions, or an id that was given to them."""
    for part in chunks(ids):
        session.many(_FORGET, ((key,) for key in part))
        versions: defaultdict[FactId, list[tuple[str, str]]] = defaultdict(list)
        for key, status, body in session.each(_BODIES, [by_id(part)]):
            versions[key].append((status, fact_of(key, body).natural_key))
        for key, held in versions.items():
            present = _standing(held)
            every = {natural for _, natural in held}
            if every != {present} or mint(_KINDS[key.partition(":")[0]], present) != key:
                session.many(_REMEMBER, ((natural, key, int(natural == present)) for natural in every))


def doubles(session: Session, facts: Iterable[AnyFact]) -> list[tuple[AnyFact, FactId]]:
    """Return those of these accepted facts that say what another accepted one says, with that one."""
    found: list[tuple[AnyFact, FactId]] = []
    for part in chunks(facts):
        holders = _holders(session, [fact.natural_key for fact in part])
        for fact in part:
            others = [held.fact for held in holders[fact.natural_key] if _is_another(held, fact)]
            found += [(fact, min(others))] if others else []
    return found


def former_keys(session: Session) -> set[str]:
    """Return every key that some fact has, or had, besides the one that its id was minted from."""
    return {key for (key,) in session.each(_EVERY)}


def any_former(session: Session) -> bool:
    """Tell whether some fact has, or had, a key that its id was not minted from: without any, no two ids share a key."""
    return bool(session.value(_ANY))


def _is_another(held: Known, fact: AnyFact) -> bool:
    return held.fact != fact.id and not held.superseded and held.status is FactStatus.ACCEPTED


def _holders(session: Session, keys: Collection[str]) -> dict[str, list[Known]]:
    """Return every fact that has or had each key."""
    former = session.rows(_FORMER, [by_id(keys)])
    minted = {mint(_KINDS[kind], key): key for key in keys if (kind := key.partition("\x1f")[0]) in _KINDS}
    with_former = {fact for (fact,) in session.each(_WITH_FORMER, [by_id(minted)])}
    statuses = _statuses(session, {*minted, *(fact for _, fact, _ in former)})
    holders: defaultdict[str, list[Known]] = defaultdict(list)
    for key, fact, present in former:
        holders[key].append(Known(fact=fact, status=statuses[fact], superseded=not present))
    for fact in minted.keys() & statuses.keys() - with_former:
        holders[minted[fact]].append(Known(fact=fact, status=statuses[fact], superseded=False))
    return holders


def _statuses(session: Session, facts: Collection[FactId]) -> dict[FactId, FactStatus]:
    """Return where each fact stands: accepted where a version of it is, else as its latest version does."""
    found: dict[FactId, FactStatus] = {}
    for key, status in session.each(_STATUSES, [by_id(facts)]):
        if found.get(key) is not FactStatus.ACCEPTED:
            found[key] = FactStatus(status)
    return found


def _standing(held: list[tuple[str, str]]) -> str:
    accepted = [key for status, key in held if status == FactStatus.ACCEPTED]
    return accepted[-1] if accepted else held[-1][1]


def _by_standing(held: Known) -> tuple[bool, bool, str]:
    return held.superseded, held.status is not FactStatus.ACCEPTED, held.fact
