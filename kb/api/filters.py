"""What lists can be filtered by. Ids are checked; an id of the right kind that nothing has finds nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry

from kb.api.building import input_type
from kb.api.enums import AdoptionStage, CityKind, InstitutionKind, Occurrence
from kb.errors import InvalidInput
from kb.model import NodeKind, check_id
from kb.model.ids import check_optional, check_party, check_place
from kb.store.base import FactFilter, NodeFilter


def _may(description: str, default: Any = None) -> Any:
    return strawberry.field(default=default, description=description)


@input_type("CityFilter")
class CityFilterInput:
    """Which cities. What is left out asks nothing."""

    country: strawberry.ID | None = _may("In this country.")
    region: strawberry.ID | None = _may("In this region.")
    has_practice: strawberry.ID | None = _may(
        "Whose municipality, or a party in it, originated this practice or is piloting it, adopted or adapted it."
    )
    kind: CityKind | None = _may("Of this kind.")
    text: str | None = _may("That this text finds, as `search` does.")

    def asked(self) -> NodeFilter:
        """Return it as the store takes it. Raises InvalidInput."""
        check_optional(self.country, NodeKind.COUNTRY)
        check_optional(self.region, NodeKind.REGION)
        check_optional(self.has_practice, NodeKind.PRACTICE)
        return NodeFilter(
            within=_given(self.country, self.region),
            kinds=frozenset(_given(self.kind)),
            has_practice=self.has_practice,
        )


@input_type("InstitutionFilter")
class InstitutionFilterInput:
    """Which institutions. What is left out asks nothing."""

    kind: InstitutionKind | None = _may("Of this kind.")
    place: strawberry.ID | None = _may("In this place, or in a part of it.")
    country: strawberry.ID | None = _may("In this country.")
    text: str | None = _may("That this text finds, as `search` does.")

    def asked(self) -> NodeFilter:
        """Return it as the store takes it. Raises InvalidInput."""
        check_place(self.place)
        check_optional(self.country, NodeKind.COUNTRY)
        return NodeFilter(within=_given(self.place, self.country), kinds=frozenset(_given(self.kind)))


@input_type("PracticeFilter")
class PracticeFilterInput:
    """Which practices. What is left out asks nothing."""

    topics: list[strawberry.ID] | None = _may("About one of these topics.")
    origin: strawberry.ID | None = _may("That began at this party; of a municipality: or at a party in it.")
    adopted_by: strawberry.ID | None = _may("That this party took a step with; of a municipality: or a party in it.")
    shared_with: strawberry.ID | None = _may("That this party was shown; of a municipality: or a party in it.")
    stages: list[AdoptionStage] | None = _may("With an adoption at one of these stages, by `adoptedBy` where that is given.")
    from_: date | None = strawberry.field(
        name="from",
        default=None,
        description="With such an adoption or share (any, where neither party is given) whose date may be this day or later.",
    )
    to: date | None = _may("With such an adoption or share whose date may be this day or earlier.")
    max_cost: int | None = _may("Of at most this cost, 1 to 5.")
    max_effort: int | None = _may("Of at most this effort, 1 to 5.")
    min_evidence: int | None = _may("Of at least this evidence, 0 to 5.")
    include_unknown: bool | None = _may("Whether to keep practices whose cost, effort or evidence nobody recorded.", default=True)
    text: str | None = _may("That this text finds, as `search` does.")

    def asked(self) -> NodeFilter:
        """Return it as the store takes it. Raises InvalidInput."""
        for topic in self.topics or ():
            check_id(topic, NodeKind.TOPIC)
        for party in (self.origin, self.adopted_by, self.shared_with):
            check_party(party)
        _check_days(self.from_, self.to)
        return NodeFilter(
            topics=frozenset(self.topics or ()),
            origin=self.origin,
            adopted_by=self.adopted_by,
            shared_with=self.shared_with,
            stages=frozenset(self.stages or ()),
            first_day=self.from_,
            last_day=self.to,
            max_cost=self.max_cost,
            max_effort=self.max_effort,
            min_evidence=self.min_evidence,
            include_unknown=self.include_unknown is not False,
        )


@input_type("FactFilter")
class FactFilterInput:
    """Which facts. What is left out asks nothing."""

    practice: strawberry.ID | None = _may("About this practice.")
    party: strawberry.ID | None = _may("With this party at either end; of a municipality: or a party in it.")
    programme: strawberry.ID | None = _may("In this programme.")
    source: strawberry.ID | None = _may("That cite this source.")
    stages: list[AdoptionStage] | None = _may("Only adoptions at one of these stages.")
    from_: date | None = strawberry.field(
        name="from", default=None, description="Whose date may be this day or later; undated facts are left out."
    )
    to: date | None = _may("Whose date may be this day or earlier; undated facts are left out.")
    occurrence: Occurrence | None = _may("Only what was held, or only what was announced.")

    def asked(self) -> FactFilter:
        """Return it as the store takes it. Raises InvalidInput."""
        check_optional(self.practice, NodeKind.PRACTICE)
        check_party(self.party)
        check_optional(self.programme, NodeKind.PROGRAMME)
        check_optional(self.source, NodeKind.SOURCE)
        _check_days(self.from_, self.to)
        return FactFilter(
            practice=self.practice,
            party=self.party,
            programme=self.programme,
            source=self.source,
            stages=frozenset(self.stages or ()),
            first_day=self.from_,
            last_day=self.to,
            occurrence=self.occurrence,
        )


def _given(*values: str | None) -> tuple[str, ...]:
    return tuple(value for value in values if value is not None)


def _check_days(first: date | None, last: date | None) -> None:
    if first and last and first > last:
        raise InvalidInput(f"from is {first}, after to, which is {last}; it comes first")
