"""What is given of a fact."""

from __future__ import annotations

import strawberry

from kb.api.enums import AdoptionStage, DateMeaning, Occurrence, ShareFormat
from kb.api.inputs.handing import Given, input_of, value_of
from kb.api.inputs.parts import CITATIONS, texts
from kb.api.scalars import EDTF

_CHANGES = "What changes of it. What is left out stays; null takes it away. Its history is kept."
_PROGRAMME = Given(strawberry.ID, "The programme in which it happened.")
_HEADS = Given(int, "Heads at the whole event.")
_COMMON = {
    "date": Given(EDTF, "When; left out where the source does not say."),
    "date_meaning": Given(
        DateMeaning, "Whether the date is that of the event, or only of the programme around it. EVENT unless told.", plain=value_of
    ),
    "occurrence": Given(Occurrence, "Whether it happened, or was only announced. HELD unless told.", plain=value_of),
    "programme": _PROGRAMME,
    "collective": texts("The group that the party stands for, where the source names no members."),
    "collective_size": Given(int, "How many that group has."),
    "disputed": Given(bool, "Whether another source contradicts it; what that one says is a fact of its own."),
    "note": texts("What is doubtful or worth knowing about it."),
    "citations": CITATIONS,
}
_SHARE = {
    "practice": Given(strawberry.ID, "What was shown.", needed=True),
    "to": Given(strawberry.ID, "Whom it was shown to.", needed=True),
    "from_": Given(strawberry.ID, "Who showed it."),
    "format": Given(ShareFormat, "How it was shown.", plain=value_of),
    "event_participants": _HEADS,
    **_COMMON,
}
_ADOPTION = {
    "practice": Given(strawberry.ID, "The practice.", needed=True),
    "by": Given(strawberry.ID, "Who took the step.", needed=True),
    "stage": Given(AdoptionStage, "How far it went with this step.", needed=True, plain=value_of),
    "learned_from": Given(strawberry.ID, "From whom it learned the practice, where a source says so."),
    "change": texts("What it does otherwise than where it learned it."),
    "outcome": texts("What came of it, failures included."),
    **_COMMON,
}
_VISIT = {
    "visitor": Given(strawberry.ID, "Who came.", needed=True),
    "host": Given(strawberry.ID, "Who was visited.", needed=True),
    "purpose": texts("What the visit was for."),
    "event_participants": _HEADS,
    **_COMMON,
}
ShareInput = input_of("ShareInput", "A practice was shown to a party.", _SHARE)
ShareCorrection = input_of("ShareCorrection", _CHANGES, _SHARE, whole=False)
AdoptionInput = input_of("AdoptionInput", "A party took one step with a practice.", _ADOPTION)
AdoptionCorrection = input_of("AdoptionCorrection", _CHANGES, _ADOPTION, whole=False)
VisitInput = input_of("VisitInput", "A party came to see another.", _VISIT)
VisitCorrection = input_of("VisitCorrection", _CHANGES, _VISIT, whole=False)
