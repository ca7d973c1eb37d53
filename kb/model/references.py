"""To which nodes a node or a fact refers."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from kb.model.facts import Adoption, AnyFact, Share, Visit
from kb.model.ids import NodeId
from kb.model.nodes import AnyNode, City, Country, Institution, Practice, Programme, Region, Source, Topic

SINGLE: dict[type[Any], tuple[str, ...]] = {  # the fields that hold one id each
    City: ("part_of", "merged_into"),
    Region: ("part_of", "merged_into"),
    Country: ("merged_into",),
    Institution: ("place", "merged_into"),
    Practice: ("origin", "derived_from", "merged_into"),
    Programme: ("organiser", "place", "part_of", "merged_into"),
    Topic: ("merged_into",),
    Source: ("merged_into",),
    Share: ("practice", "to", "from_", "programme"),
    Adoption: ("practice", "by", "learned_from", "programme"),
    Visit: ("visitor", "host", "programme"),
}
_GET = {of: attrgetter(*names) if len(names) > 1 else attrgetter(*names, *names) for of, names in SINGLE.items()}  # a tuple each


def ends(fact: AnyFact) -> tuple[NodeId | None, ...]:
    """Return the practice, the parties and the programme of a fact, always in one order; None where it has none."""
    found: tuple[NodeId | None, ...] = _GET[type(fact)](fact)
    return found


def references(thing: AnyNode | AnyFact) -> list[NodeId]:
    """Return the id of each node that a node or a fact refers to, each once."""
    found = {key: None for key in _GET[type(thing)](thing) if key is not None}
    if isinstance(thing, Practice):
        found |= dict.fromkeys((*thing.topics, *(cited.source for cited in thing.feasibility.citations)))
    elif isinstance(thing, Programme):
        found |= dict.fromkeys(each.party for each in thing.parties)
    for cited in getattr(thing, "citations", ()):
        found[cited.source] = None
    return list(found)
