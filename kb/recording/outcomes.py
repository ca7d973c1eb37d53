"""What a request to record something came to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.errors import Problem
from kb.model import AnyNode, FactStatus, Version
from kb.recording.proposals import Proposal

Thing = AnyNode | Version


@dataclass(frozen=True, slots=True, kw_only=True)
class UserError:
    """Something that whoever recorded can mend."""

    code: str
    message: str
    field: tuple[str, ...] = ()  # of what was given, from the outside in; empty: all of it


class Mistakes(Exception):
    """What was given cannot be recorded; nothing was written."""

    def __init__(self, errors: Iterable[UserError]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(error.message for error in self.errors))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that is there already and may be the same as what was given."""

    thing: Thing
    likeness: float  # 0 to 1; of facts 1: only their dates or parties are less exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was recorded or proposed, or why nothing was."""

    revision: int  # of the store, after it
    status: FactStatus | None = None  # accepted, proposed, rejected or withdrawn; None: nothing was written
    thing: Thing | None = None  # as it is now
    proposal: Proposal | None = None
    candidates: tuple[Candidate, ...] = ()
    warnings: tuple[str, ...] = ()  # what is doubtful about it
    errors: tuple[UserError, ...] = ()


def mistake(code: str, message: str, *field: str) -> Mistakes:
    """Return one thing that was wrong, to be raised."""
    return Mistakes([UserError(code=code, message=message, field=field)])


def mistakes_of(problems: Iterable[Problem]) -> Mistakes:
    """Return what rules say, to be raised."""
    return Mistakes(UserError(code=problem.code, message=problem.message) for problem in problems)
