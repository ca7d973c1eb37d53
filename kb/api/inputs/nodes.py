"""What is given of a node."""

from __future__ import annotations

from types import GenericAlias

import strawberry

from kb.api.enums import CityKind, InstitutionKind, ProgrammeKind
from kb.api.inputs.handing import Given, every, given_of, input_of, value_of, values_of
from kb.api.inputs.parts import CITATIONS, LOCATION, texts
from kb.api.scalars import EDTF

_CHANGES = "What changes of it. What is left out stays; null takes it away. Its history is kept."


def _id(example: str) -> Given:
    return Given(strawberry.ID, f"Its id, as in `{example}`; without it one is made of the name.")


_NAME = texts("Its name.", needed=True)
_PART_OF = Given(strawberry.ID, "The next larger place.")
_CITY = {
    "id": _id("city:oral"),
    "name": _NAME,
    "kind": Given(CityKind, "What sort of place it is. CITY unless told.", plain=value_of),
    "part_of": _PART_OF,
    "location": LOCATION,
}
_REGION = {"id": _id("region:mogilev"), "name": _NAME, "part_of": _PART_OF, "location": LOCATION}
_COUNTRY = {"id": _id("country:by"), "code": Given(str, "Its ISO 3166-1 code, two letters.", needed=True)}
_INSTITUTION = {
    "id": _id("institution:school-5-mstislavl"),
    "name": _NAME,
    "kind": Given(InstitutionKind, "What it does.", needed=True, plain=value_of),
    "place": Given(strawberry.ID, "The place where it is.", needed=True),
    "location": LOCATION,
    "website": Given(str, "Its website, over http or https."),
    "receives_visits": Given(bool, "Whether it receives visitors; left out where that is not known."),
}
_TOPIC = {"id": _id("topic:heritage"), "name": _NAME}
_FEASIBILITY = {
    "cost": Given(int, "1 (very low) to 5 (very high)."),
    "effort": Given(int, "1 (very low) to 5 (very high)."),
    "months_to_start": Given(float, "Months until it runs."),
    "prerequisites": texts("What has to be there first."),
    "evidence": Given(int, "0 (none) to 5 (several independent studies)."),
    "citations": CITATIONS,
}
FeasibilityInput = input_of(
    "FeasibilityInput", "What a practice asks of those who take it up. What is left out is unknown.", _FEASIBILITY, whole=False
)
_PRACTICE = {
    "id": _id("practice:school-museum"),
    "title": texts("Its title.", needed=True),
    "summary": texts("What is done."),
    "problem": texts("The problem it answers."),
    "audience": texts("Whom it is for."),
    "topics": Given(list[strawberry.ID], "What it is about."),
    "origin": Given(strawberry.ID, "The party where it began."),
    "derived_from": Given(strawberry.ID, "The practice it grew out of."),
    "feasibility": Given(FeasibilityInput, "What it asks of those who take it up.", plain=given_of),
    "citations": CITATIONS,
    "note": texts("What is doubtful or worth knowing about it."),
}
_PARTICIPATION = {
    "party": Given(strawberry.ID, "Who takes part.", needed=True),
    "role": texts("As what."),
    "since": Given(EDTF, "Since when."),
}
ParticipationInput = input_of("ParticipationInput", "A party takes part in a programme.", _PARTICIPATION)
_PROGRAMME = {
    "id": _id("programme:playful-paradigm"),
    "name": _NAME,
    "kind": Given(ProgrammeKind, "What sort of frame it is.", needed=True, plain=value_of),
    "organiser": Given(strawberry.ID, "The party that runs it."),
    "organiser_name": Given(str, "Who runs it, where that is no party of the graph."),
    "start": Given(EDTF, "When it began."),
    "end": Given(EDTF, "When it ended."),
    "place": Given(strawberry.ID, "The place where it was."),
    "participants": Given(int, "Heads."),
    "part_of": Given(strawberry.ID, "The larger programme."),
    "parties": Given(GenericAlias(list, ParticipationInput), "Who takes part: all of them.", plain=every(given_of)),
    "citations": CITATIONS,
    "note": texts("What is doubtful or worth knowing about it."),
}
_CITY_INPUT = input_of("CityInput", "A municipality, or a part of one.", _CITY)
_REGION_INPUT = input_of("RegionInput", "A part of a country above its municipalities.", _REGION)
_COUNTRY_INPUT = input_of("CountryInput", "A country by its code; its names are known.", _COUNTRY)
_INSTITUTION_INPUT = input_of("InstitutionInput", "A school, an authority, a museum ... that shares, adopts or visits.", _INSTITUTION)
PARTIES = {
    "city": Given(_CITY_INPUT, "A municipality, or a part of one.", plain=values_of),
    "region": Given(_REGION_INPUT, "A part of a country above its municipalities.", plain=values_of),
    "country": Given(_COUNTRY_INPUT, "A country.", plain=values_of),
    "institution": Given(_INSTITUTION_INPUT, "An institution.", plain=values_of),
}
_CHANGED_PARTIES = {
    "city": Given(input_of("CityCorrection", _CHANGES, _CITY, whole=False), "Of a city.", plain=values_of),
    "region": Given(input_of("RegionCorrection", _CHANGES, _REGION, whole=False), "Of a region.", plain=values_of),
    "institution": Given(input_of("InstitutionCorrection", _CHANGES, _INSTITUTION, whole=False), "Of an institution.", plain=values_of),
}
PartyInput = input_of("PartyInput", "A party: exactly one of these.", PARTIES, one_of=True)
PartyCorrection = input_of("PartyCorrection", "What changes of a party: exactly one of these, of its kind.", _CHANGED_PARTIES, one_of=True)
PracticeInput = input_of("PracticeInput", "Something done in one place that others can learn.", _PRACTICE)
PracticeCorrection = input_of("PracticeCorrection", _CHANGES, _PRACTICE, whole=False)
ProgrammeInput = input_of("ProgrammeInput", "The frame in which learning happened.", _PROGRAMME)
ProgrammeCorrection = input_of("ProgrammeCorrection", _CHANGES, _PROGRAMME, whole=False)
TopicInput = input_of("TopicInput", "A word of the list of what practices are about.", _TOPIC)
TopicCorrection = input_of("TopicCorrection", _CHANGES, _TOPIC, whole=False)
