"""From what was handed in to what is written: known facts are joined, likely repeats are asked about, rules are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kb.errors import InvalidInput
from kb.model import AnyFact, FactStatus, NodeKind
from kb.model.references import references
from kb.recording.alike import facts_alike, nodes_alike
from kb.recording.checks import check
from kb.recording.citing import settle_sources
from kb.recording.lookup import content, last_number, numbered_there
from kb.recording.moving import guard, moved, new_ids
from kb.recording.naming import free_id, own_id
from kb.recording.outcomes import Candidate, Thing, mistake
from kb.recording.submissions import FACT_KINDS, Parts, Submission, Values, read
from kb.store.base import Known, Note, Store

_NAMES = {NodeKind.PRACTICE.value: "title", NodeKind.SOURCE.value: "title"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What would be written, and what there is to say of it."""

    parts: Parts
    stored: Thing | None = None  # what it replaces, as it is now
    number: int = 0  # of the latest version
    candidates: tuple[Candidate, ...] = ()  # that have to be looked at first
    warnings: tuple[str, ...] = ()
    guard: tuple[Note, ...] = ()  # which sees to it that what it refers to was not merged meanwhile

    @property
    def changes_nothing(self) -> bool:
        """Whether all of it is as it is already."""
        return self.stored is not None and content(self.stored) == self.parts.main


async def prepare(store: Store, asked: Submission, today: date) -> Step:
    """Return the step that a submission asks for. Raises Mistakes."""
    guarded = await guard(store)
    stored, number = await numbered_there(store, asked.changes, asked.kind) if asked.changes else (None, 0)
    values, sources = await settle_sources(store, asked.values)
    if stored:
        values["id"] = content(stored).id
    elif asked.kind not in FACT_KINDS:
        values["id"] = await _new_id(store, asked.kind, values)
    parts = read(asked.kind, values, sources, content(stored) if stored else None)
    parts = await resolve(store, parts)
    if parts.fact and not stored:
        parts, stored, number = await join(store, parts, asked.even_if_alike)
    step = Step(parts=parts, stored=stored, number=number, guard=guarded)
    return await weigh(store, step, today, even_if_alike=asked.even_if_alike)


async def weigh(store: Store, step: Step, today: date, *, even_if_alike: bool) -> Step:
    """Look at what would be written beside what is there. Raises Mistakes where a rule forbids it."""
    warnings = await check(store, step.parts, today)
    alike = () if step.stored or even_if_alike else tuple(await _alike(store, step.parts))
    return replace(step, candidates=alike, warnings=warnings)


async def resolve(store: Store, parts: Parts) -> Parts:
    """Put the nodes that others turned out to be in the place of those. Raises Mistakes where a fact would then be about one party."""
    fact = parts.fact
    ids = await new_ids(store, {key for thing in parts.things for key in references(thing)})
    try:
        return Parts(nodes=tuple(moved(node, ids) for node in parts.nodes), fact=moved(fact, ids, anew=True) if fact else None)
    except InvalidInput as error:
        raise mistake(error.code, str(error)) from None


async def join(store: Store, parts: Parts, again: bool = False) -> tuple[Parts, Thing | None, int]:
    """Let a fact that is known add what it cites to the known one; return what is to be written, the known one, and its number.

    Raises:
        Mistakes: it was corrected before, or taken back (which `again` overrides).
    """
    fact = parts.fact
    assert fact is not None
    known = (await store.known([fact.natural_key])).get(fact.natural_key)
    if known is None:
        return parts, None, 0
    number = await last_number(store, known.fact)  # before what it says is read: who writes in between is not written over
    known = (await store.known([fact.natural_key]))[fact.natural_key]
    accepted = (await store.facts([known.fact])).get(known.fact)
    if accepted and not known.superseded:
        return replace(parts, fact=_with_citations(accepted.fact, fact)), accepted, number
    if again and not known.superseded:
        return replace(parts, fact=replace(fact, id=known.fact)), None, number
    raise mistake("RECORDED_BEFORE", f"{known.fact} said the same and was {_became(known)}; {_remedy(known)}")


def _with_citations(stored: AnyFact, fact: AnyFact) -> AnyFact:
    cited = dict.fromkeys((*stored.citations, *fact.citations))
    return replace(stored, citations=tuple(cited))


def _became(known: Known) -> str:
    return "corrected" if known.superseded else known.status.value


def _remedy(known: Known) -> str:
    if known.superseded:
        return "correct that one, if it is wrong now"
    again = "withdrawn" if known.status is FactStatus.WITHDRAWN else known.status.value
    return f"to record what was {again} after all, ask for it with evenIfAlike"


async def _new_id(store: Store, kind: str, values: Values) -> str:
    key = values.get("id")
    return await free_id(store, kind, _name(kind, values)) if key is None else await own_id(store, kind, str(key))


def _name(kind: str, values: Values) -> str:
    if kind == NodeKind.COUNTRY:
        return str(values.get("code") or "")
    name: Any = values.get(_NAMES.get(kind, "name"))
    if isinstance(name, dict):
        return str(name.get("en") or next(iter(name.values()), ""))
    return str(name or "")


async def _alike(store: Store, parts: Parts) -> list[Candidate]:
    return await facts_alike(store, parts.fact) if parts.fact else await nodes_alike(store, parts.nodes[-1])
