"""What becomes of facts when two nodes turn out to be one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kb.errors import InvalidInput
from kb.model import AnyFact, AnyNode, FactId, FactStatus, NodeId, Texts
from kb.recording.moving import moved
from kb.recording.outcomes import Mistakes, UserError
from kb.recording.referring import facts_about
from kb.store.base import Recording, Store

Thing = TypeVar("Thing", bound=AnyNode | AnyFact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What a merge writes of facts."""

    recordings: tuple[Recording, ...] = ()
    before: Mapping[FactId, int] = field(default_factory=dict)  # the numbers of the versions that were accepted
    warnings: tuple[str, ...] = ()


async def move_facts(store: Store, keep: NodeId, gone: NodeId, reason: Texts) -> Moves:
    """Return what becomes of the facts about a node that turned out to be another.

    One that then says what another one says is withdrawn, and its citations join that one's.

    Raises:
        Mistakes: with every fact that would then be about one party alone.
    """
    about = await facts_about(store, gone)
    now = {fact.id: fact for fact in each_moved([version.fact for version in about.values()], {gone: keep})}
    known = await store.known([fact.natural_key for fact in now.values()])
    there = await store.facts({each.fact for each in known.values() if not each.superseded} - now.keys())
    told: dict[str, AnyFact] = {version.fact.natural_key: version.fact for version in there.values()}
    again: list[AnyFact] = []
    for fact in now.values():
        first = told.setdefault(fact.natural_key, fact)
        if first is not fact:
            again.append(fact)
            told[fact.natural_key] = replace(first, citations=tuple(dict.fromkeys((*first.citations, *fact.citations))))
    before = {**there, **about}
    written = [fact for fact in told.values() if before[fact.id].fact != fact]
    return Moves(
        recordings=(
            *(Recording(fact=before[fact.id].fact, status=FactStatus.WITHDRAWN, reason=reason) for fact in again),
            *(Recording(fact=fact, reason=reason) for fact in written),
        ),
        before={fact.id: before[fact.id].number for fact in (*again, *written)},
        warnings=tuple(f"{fact.id} says the same as {told[fact.natural_key].id}, which has its sources now" for fact in again),
    )


def each_moved(things: Sequence[Thing], ids: Mapping[NodeId, NodeId]) -> list[Thing]:
    """Return things with every reference as `ids` has it. Raises Mistakes with each that cannot be so."""
    found: list[Thing] = []
    errors: list[UserError] = []
    for thing in things:
        try:
            found.append(moved(thing, ids))
        except InvalidInput as error:
            errors.append(UserError(code="ABOUT_ITSELF", message=f"{thing.id}: {error}; correct or withdraw it first", field=("gone",)))
    if errors:
        raise Mistakes(errors)
    return found
