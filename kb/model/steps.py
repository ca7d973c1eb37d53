"""How far a party is with a practice: its steps, and the one that is current."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from kb.dates import FuzzyDate
from kb.model.enums import INTENTIONS, AdoptionStage
from kb.model.ids import FactId

_RANK = {stage: rank for rank, stage in enumerate(AdoptionStage)}


class Step(Protocol):
    """What of an adoption tells whether it is the current one."""

    @property
    def id(self) -> FactId:
        """The id of the adoption."""

    @property
    def stage(self) -> AdoptionStage:
        """How far the party went."""

    @property
    def date(self) -> FuzzyDate | None:
        """When; None where the source does not say."""

    @property
    def counts(self) -> bool:
        """Whether it was held, by a party that is named."""

    @property
    def disputed(self) -> bool:
        """Whether sources contradict each other."""


AnyStep = TypeVar("AnyStep", bound=Step)


def current_step(steps: Iterable[AnyStep]) -> AnyStep:
    """Return the step that says at which stage a party is with a practice.

    The latest dated step; interested and planned never replace a later stage; a step without a date is read by
    its stage: it stands over the latest dated one only where its stage is a later one. Announced steps give way
    to held ones, disputed ones to undisputed ones.

    Args:
        steps: one or more adoptions of one practice by one party.
    Raises:
        ValueError: there is no step.
    """
    known = _preferred(list(steps))
    settled = [step for step in known if step.stage not in INTENTIONS] or known
    dated = [step for step in settled if step.date and step.date.earliest]
    undated = [step for step in settled if not (step.date and step.date.earliest)]
    latest = [max(dated, key=_by_date)] if dated else []
    return max([*latest, *undated], key=_by_stage)


def _preferred(steps: list[AnyStep]) -> list[AnyStep]:
    held = [step for step in steps if step.counts] or steps
    return [step for step in held if not step.disputed] or held


def _by_date(step: Step) -> tuple[int, int, str]:
    return step.date.sort_day if step.date else 0, _RANK[step.stage], step.id


def _by_stage(step: Step) -> tuple[int, int, str]:
    return _RANK[step.stage], step.date.sort_day if step.date else 0, step.id
