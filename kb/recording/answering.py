"""What goes wrong with a request, made part of its answer."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable

from kb.errors import Conflict, Refused
from kb.recording.outcomes import Mistakes, Outcome, UserError, mistakes_of
from kb.store.base import Store

_OVERTAKEN = UserError(code="CONFLICT", message="somebody else wrote at the same time; look at it again, then ask again")


async def answered(store: Store, work: Awaitable[Outcome]) -> Outcome:
    """Return what some work comes to; where it comes to nothing, why."""
    try:
        return await work
    except Conflict:
        return await failed(store, [_OVERTAKEN])
    except Refused as refusal:
        return await failed(store, mistakes_of(refusal.problems).errors)
    except Mistakes as mistakes:
        return await failed(store, mistakes.errors)


async def failed(store: Store, errors: Iterable[UserError]) -> Outcome:
    """Return that nothing was written, and why."""
    return Outcome(revision=await store.revision(), errors=tuple(errors))
