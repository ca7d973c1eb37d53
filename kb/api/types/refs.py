"""The types of the schema by name, resolved when the schema is built: they refer to each other in circles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from kb.api.types.base import NodeType
    from kb.api.types.facts import AdoptionType, FactType, ShareType, VisitType
    from kb.api.types.inferred import InferredLinkType
    from kb.api.types.institutions import InstitutionType
    from kb.api.types.parties import PartyType
    from kb.api.types.places import CityType, CountryType, RegionType
    from kb.api.types.practices import PracticeType, TopicType
    from kb.api.types.programmes import ProgrammeType
    from kb.api.types.sources import SourceType
    from kb.api.types.spread import RecordedLinkType, SpreadAdopterType, SpreadType
    from kb.api.types.spread_statistics import AdopterStatisticsType

_FACTS = strawberry.lazy("kb.api.types.facts")
_INSTITUTIONS = strawberry.lazy("kb.api.types.institutions")
_PLACES = strawberry.lazy("kb.api.types.places")
_PRACTICES = strawberry.lazy("kb.api.types.practices")
_SPREAD = strawberry.lazy("kb.api.types.spread")

NodeRef = Annotated["NodeType", strawberry.lazy("kb.api.types.base")]
PartyRef = Annotated["PartyType", strawberry.lazy("kb.api.types.parties")]
CityRef = Annotated["CityType", _PLACES]
RegionRef = Annotated["RegionType", _PLACES]
CountryRef = Annotated["CountryType", _PLACES]
InstitutionRef = Annotated["InstitutionType", _INSTITUTIONS]
PracticeRef = Annotated["PracticeType", _PRACTICES]
TopicRef = Annotated["TopicType", _PRACTICES]
ProgrammeRef = Annotated["ProgrammeType", strawberry.lazy("kb.api.types.programmes")]
SourceRef = Annotated["SourceType", strawberry.lazy("kb.api.types.sources")]
FactRef = Annotated["FactType", _FACTS]
ShareRef = Annotated["ShareType", _FACTS]
AdoptionRef = Annotated["AdoptionType", _FACTS]
VisitRef = Annotated["VisitType", _FACTS]
SpreadRef = Annotated["SpreadType", _SPREAD]
SpreadAdopterRef = Annotated["SpreadAdopterType", _SPREAD]
RecordedLinkRef = Annotated["RecordedLinkType", _SPREAD]
InferredLinkRef = Annotated["InferredLinkType", strawberry.lazy("kb.api.types.inferred")]
AdopterStatisticsRef = Annotated["AdopterStatisticsType", strawberry.lazy("kb.api.types.spread_statistics")]
