"""To which nodes a node or a fact refers."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from kb.model.facts import Adoption, AnyFact, Share, Visit
from kb.model.ids import NodeId
from kb.model.nodes import AnyNode, City, Institution, Practice, Programme, Region

_SINGLE: dict[type[Any], attrgetter[Any]] = {  # two names each at least, so that what they get is a tuple
    City: attrgetter("part_of", "part_of"),
    Region: attrgetter("part_of", "part_of"),
    Institution: attrgetter("place", "place"),
    Practice: attrgetter("origin", "derived_from"),
    Programme: attrgetter("organiser", "place", "part_of"),
    Share: attrgetter("practice", "to", "from_", "programme"),
    Adoption: attrgetter("practice", "by", "learned_from", "programme"),
    Visit: attrgetter("visitor", "host", "programme"),
}


def ends(fact: AnyFact) -> tuple[NodeId | None, ...]:
    """Return the practice, the parties and the programme of a fact, always in one order; None where it has none."""
    found: tuple[NodeId | None, ...] = _SINGLE[type(fact)](fact)
    return found


def references(thing: AnyNode | AnyFact) -> list[NodeId]:
    """Return the id of each node that a node or a fact refers to, each once."""
    single = _SINGLE.get(type(thing))
    if single is None:
        return []
    found = {key: None for key in single(thing) if key is not None}
    if isinstance(thing, Practice):
        found |= dict.fromkeys((*thing.topics, *(cited.source for cited in thing.feasibility.citations)))
    elif isinstance(thing, Programme):
        found |= dict.fromkeys(each.party for each in thing.parties)
    for cited in getattr(thing, "citations", ()):
        found[cited.source] = None
    return list(found)
