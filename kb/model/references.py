"""To which nodes a node or a fact refers."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from kb.model.enums import FactKind, NodeKind
from kb.model.facts import AnyFact
from kb.model.ids import NodeId, kind_of
from kb.model.nodes import AnyNode, Citation, Practice, Programme

_SINGLE: dict[str, attrgetter[Any]] = {  # two names each at least, so that what they get is a tuple
    NodeKind.CITY: attrgetter("part_of", "part_of"),
    NodeKind.REGION: attrgetter("part_of", "part_of"),
    NodeKind.INSTITUTION: attrgetter("place", "place"),
    NodeKind.PRACTICE: attrgetter("origin", "derived_from"),
    NodeKind.PROGRAMME: attrgetter("organiser", "place", "part_of"),
    FactKind.SHARE: attrgetter("practice", "to", "from_", "programme"),
    FactKind.ADOPTION: attrgetter("practice", "by", "learned_from", "programme"),
    FactKind.VISIT: attrgetter("visitor", "host", "programme"),
}


def references(thing: AnyNode | AnyFact) -> list[NodeId]:
    """Return the id of every node that a node or a fact refers to; one that it names twice may come twice."""
    kind = kind_of(thing.id)
    single = _SINGLE.get(kind)
    found = [key for key in single(thing) if key is not None] if single else []
    if isinstance(thing, Practice):
        found += [*thing.topics, *_sources(thing.feasibility.citations)]
    if isinstance(thing, Programme):
        found += [each.party for each in thing.parties]
    found += _sources(getattr(thing, "citations", ()))
    return found


def _sources(citations: Iterable[Citation]) -> list[NodeId]:
    return [cited.source for cited in citations]
