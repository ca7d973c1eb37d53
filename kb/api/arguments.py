"""Arguments that many fields share, and what their absence means."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Annotated

import strawberry

from kb.api.enums import AdoptionStage, FactOrder, NodeOrder
from kb.errors import InvalidInput
from kb.paging import MOST

PAGE = 20  # items of a page unless told otherwise
RANKED = 10  # rows of a ranking unless told otherwise
STOPS = 3
MOST_STOPS = 10

First = Annotated[int | None, strawberry.argument(description=f"How many at most, 1 to {MOST}.")]
Stops = Annotated[int | None, strawberry.argument(description=f"How many stops at most, 1 to {MOST_STOPS}.")]
After = Annotated[str | None, strawberry.argument(description="A cursor of the same list: the page starts after it.")]
Lang = Annotated[
    str | None,
    strawberry.argument(
        description="A BCP 47 language tag. Without it the Accept-Language header decides, else English. "
        "Where there is no text in it, the English one is given, else the local one."
    ),
]
Stages = Annotated[list[AdoptionStage] | None, strawberry.argument(description="Only steps at one of these stages; none asks nothing.")]
Current = Annotated[
    bool | None,
    strawberry.argument(description="Only the current step of each party with each practice; otherwise every step."),
]
OrderFacts = Annotated[
    FactOrder | None, strawberry.argument(description="By the earliest day of the date; undated facts come last in both orders.")
]
OrderNodes = Annotated[NodeOrder | None, strawberry.argument(description="The order of the list.")]
AsOf = Annotated[
    date | None,
    strawberry.argument(
        description="The last day that counts: a fact is seen when its latest possible day is not after it; undated facts are not seen. "
        "Without it every accepted fact counts, and decay runs to today."
    ),
]
IncludeDerived = Annotated[
    bool | None, strawberry.argument(description="Whether to follow the practices that grew out of it, and theirs, as well.")
]
Topics = Annotated[list[strawberry.ID] | None, strawberry.argument(description="Only practices about one of these topics.")]
Countries = Annotated[list[strawberry.ID] | None, strawberry.argument(description="Only cities in one of these countries.")]
MaxDistance = Annotated[
    float | None,
    strawberry.argument(description="Only cities at most so many great-circle kilometres away; those of unknown place are left out."),
]
Method = Annotated[
    str | None,
    strawberry.argument(description="How to rank; the answer names the method it used. Without it the default method."),
]


def size(first: int | None, default: int = PAGE, name: str = "first", most: int = MOST) -> int:
    """Return how many are asked for. Raises InvalidInput when it is out of range."""
    count = default if first is None else first
    if not 1 <= count <= most:
        raise InvalidInput(f"{name} is {count}; it goes from 1 to {most}")
    return count


def distance(kilometres: float | None) -> float | None:
    """Return a distance. Raises InvalidInput when it is negative."""
    if kilometres is not None and kilometres < 0:
        raise InvalidInput(f"maxDistanceKm is {kilometres:g}; a distance is 0 or more")
    return kilometres


def ids(keys: Collection[strawberry.ID] | None) -> tuple[str, ...]:
    """Return ids as the model has them; none for an absent list."""
    return tuple(str(key) for key in keys or ())
