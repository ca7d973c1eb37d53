"""Small values without an id: dates, points, texts, and where a page ends."""

from __future__ import annotations

from datetime import date

import strawberry

from kb.api.building import object_type
from kb.api.scalars import EDTF
from kb.model import Texts


@object_type("LocalizedText")
class LocalizedText:
    """A text in one language."""

    lang: str = strawberry.field(description="The BCP 47 tag of its language; `und` for a local name of unknown language.")
    text: str = strawberry.field(description="The text.")


def all_texts(texts: Texts) -> list[LocalizedText]:
    """Return a text in every language it has."""
    return [LocalizedText(lang=lang, text=text) for lang, text in texts.items()]


@object_type("FuzzyDate")
class FuzzyDateType:
    """A date as precise as its source, with the first and the last day it may mean."""

    edtf: EDTF = strawberry.field(description="The date as written, in EDTF.")
    earliest: date | None = strawberry.field(description="The first day it may mean; null where that is open.")
    latest: date | None = strawberry.field(description="The last day it may mean; null where that is open.")
    uncertain: bool = strawberry.field(description="Whether the source is unsure of it (`?`). It widens nothing.")
    approximate: bool = strawberry.field(description="Whether it is only about right (`~`). It widens nothing.")


@object_type("Coordinates")
class CoordinatesType:
    """A point on the earth, WGS 84."""

    latitude: float = strawberry.field(description="Degrees north of the equator, -90 to 90.")
    longitude: float = strawberry.field(description="Degrees east of Greenwich, -180 to 180.")


@object_type("PageInfo")
class PageInfo:
    """Where a page begins and ends."""

    has_next_page: bool = strawberry.field(description="Whether more follow.")
    has_previous_page: bool = strawberry.field(description="Whether the page started after a cursor.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first item; null on an empty page.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last item, to be given as `after`; null on an empty page.")
