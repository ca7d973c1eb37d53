"""Two towns that are one, merged and taken apart."""

from __future__ import annotations

from kb.model import (
    AnyFact,
    AnyNode,
    City,
    NodeKind,
    Practice,
    Texts,
    Version,
)
from kb.recording import Merging, Outcome
from kb.store.base import Store
from tests.recording.conftest import CLARA
from tests.store.samples import (
    POCHINOK,
)

TWIN = "city:pochinok-2"
TWIN_NODE = City(id=TWIN, name=Texts(en="Pochinok"), part_of="country:ru")
CITY_KIND, CLUB_KIND = NodeKind.CITY, NodeKind.PRACTICE
CLUB = Practice(id="practice:club", title=Texts(en="Club"), origin=TWIN)


async def merged(merging: Merging, keep: str = POCHINOK, gone: str = TWIN) -> Outcome:
    """Merge, which must go well."""
    outcome = await merging.merge(CLARA, keep, gone, "one town")
    assert outcome.errors == (), outcome.errors
    return outcome


async def unmerged(merging: Merging, gone: str = TWIN) -> Outcome:
    outcome = await merging.unmerge(CLARA, gone, "two towns")
    assert outcome.errors == (), outcome.errors
    return outcome


async def only_fact(store: Store, key: str) -> AnyFact:
    return (await store.facts([key]))[key].fact


def key_of(outcome: Outcome) -> str:
    assert isinstance(outcome.thing, Version), outcome.errors
    return outcome.thing.fact.id


async def node(store: Store, key: str) -> AnyNode:
    return (await store.nodes([key]))[key]
