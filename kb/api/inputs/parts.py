"""Parts of inputs that several things have: texts, points, citations and the sources that they name."""

from __future__ import annotations

from typing import Any

import strawberry

from kb.api.building import input_type
from kb.api.inputs.handing import Given, Handed, every, given_of, input_of
from kb.api.scalars import EDTF
from kb.errors import InvalidInput


@input_type("TextInput")
class TextInput:
    """A text in one language."""

    lang: str = strawberry.field(description="The BCP 47 tag of its language; `und` for a local name of unknown language.")
    text: str = strawberry.field(description="The text.")


def by_language(texts: list[TextInput]) -> dict[str, str] | None:
    """Write a text in several languages. Raises InvalidInput where there are two in one."""
    tags = [each.lang.lower() for each in texts]
    if twice := [each.lang for place, each in enumerate(texts) if tags[place] in tags[:place]]:
        raise InvalidInput(f"there are two texts in the language {twice[0]!r}; give one in each")
    return {each.lang: each.text for each in texts} or None


def texts(meaning: str, *, needed: bool = False) -> Given:
    """Return a field that is a text in one or more languages."""
    return Given(list[TextInput], f"{meaning} In one or more languages.", needed, by_language)


SOURCE = {
    "id": Given(strawberry.ID, "Its id, as in `source:fapran-2022`; without it one is made of the title."),
    "title": Given(str, "Its title, in its own language.", needed=True),
    "url": Given(str, "Where it is on the web, over http or https."),
    "publisher": Given(str, "Who published it."),
    "published": Given(EDTF, "When it was published."),
    "language": Given(str, "The BCP 47 tag of its language."),
}
SourceInput = input_of("SourceInput", "A publication. One that is known by its address is found again.", SOURCE)
SourceCorrection = input_of(
    "SourceCorrection", "What changes of a publication. What is left out stays; null takes it away.", SOURCE, whole=False
)


@input_type("CitationInput")
class CitationInput:
    """Where a publication says it: one that is there by `source`, one that is not by `newSource`."""

    source: strawberry.ID | None = strawberry.field(default=None, description="The id of the publication.")
    new_source: Any = strawberry.field(
        default=None, graphql_type=SourceInput | None, description="The publication itself, where it is not there yet."
    )
    locator: str | None = strawberry.field(default=None, description="The place within it: a paragraph, a page, a minute.")

    def values(self) -> dict[str, Any]:
        """Write it as a seed file has it. Raises InvalidInput unless it names one publication."""
        new: Handed | None = self.new_source
        if (new is None) == (self.source is None):
            raise InvalidInput("give either `source`, the id of a publication that is there, or `newSource`")
        source = given_of(new) if new else self.source
        return {"source": source, **({"locator": self.locator} if self.locator is not None else {})}


CITATIONS = Given(list[CitationInput], "Where publications say it: at least one.", True, every(CitationInput.values))
POINT = {
    "latitude": Given(float, "Degrees north of the equator, -90 to 90.", needed=True),
    "longitude": Given(float, "Degrees east of Greenwich, -180 to 180.", needed=True),
}
CoordinatesInput = input_of("CoordinatesInput", "A point on the earth, WGS 84.", POINT)
LOCATION = Given(CoordinatesInput, "Where it is.", plain=given_of)
