"""Finding nodes and facts: by id, by words, and where a party belongs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from kb.errors import InvalidInput
from kb.model import AnyNode, FactKind, NodeId, NodeKind, PartyId, PlaceId, Version, check_id, kind_of
from kb.paging import Page, Position, Slice
from kb.recording.moving import standing
from kb.search import Hit, rank, words_of
from kb.service import filtering
from kb.store.base import EVERYTHING, NodeList, SearchQuery, Store

MOST_MATCHES = 1000  # candidates that are ranked; beyond them a search is too vague for a better order
_FACT_KINDS = frozenset(kind.value for kind in FactKind)
_ALL_KINDS = (*(kind.value for kind in NodeKind), *_FACT_KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a party belongs; None where there is no such place above it."""

    municipality: PlaceId | None = None
    region: PlaceId | None = None
    country: PlaceId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of hits, and how many there are in all (at most MOST_MATCHES)."""

    slice: Slice[Hit]
    total: int


async def find(store: Store, key: str, kind: NodeKind) -> AnyNode | None:
    """Return the node with that id, or the one it is merged into; None if there is none. Raises WrongKind for an id of another kind."""
    check_id(key, kind.value)
    return (await standing(store, [key])).get(key)


async def things(store: Store, keys: Collection[str]) -> dict[str, AnyNode | Version]:
    """Return nodes and accepted facts by id, a merged node as the one it is merged into; unknown ids are absent.

    Raises:
        InvalidInput: something is no id.
    """
    for key in keys:
        check_id(key, *_ALL_KINDS)
    facts = {key for key in keys if kind_of(key) in _FACT_KINDS}
    found: dict[str, AnyNode | Version] = {}
    if nodes := [key for key in keys if key not in facts]:
        found |= await standing(store, nodes)
    if facts:
        found |= await store.facts(facts)
    return found


async def places(store: Store, keys: Collection[PartyId]) -> dict[PartyId, Whereabouts]:
    """Return where each party belongs; unknown parties are absent."""
    return {key: _whereabouts(chain) for key, chain in (await store.upwards(keys)).items()}


def _whereabouts(chain: Iterable[NodeId]) -> Whereabouts:
    upwards = list(chain)
    cities = [key for key in upwards if kind_of(key) == NodeKind.CITY]
    regions = [key for key in upwards if kind_of(key) == NodeKind.REGION]
    countries = [key for key in upwards if kind_of(key) == NodeKind.COUNTRY]
    return Whereabouts(
        municipality=cities[-1] if cities else None,
        region=regions[0] if regions else None,
        country=countries[0] if countries else None,
    )


async def with_text(store: Store, what: NodeList, text: str | None) -> NodeList:
    """Narrow a list of nodes to those that a text finds."""
    if text is None:
        return what
    found = await _matches(store, text, [what.kind])
    return replace(what, filter=replace(what.filter, ids=frozenset(node.id for node in found)))


async def node_page(store: Store, what: NodeList, page: Page) -> Slice[AnyNode]:
    """Return a page of a list of all nodes."""
    return (await filtering.node_pages(store, what, [EVERYTHING], page))[EVERYTHING]


async def node_count(store: Store, what: NodeList) -> int:
    """Return how long a list of all nodes is."""
    return (await filtering.node_counts(store, what, [EVERYTHING]))[EVERYTHING]


async def search(store: Store, text: str, kinds: Collection[NodeKind], page: Page, lang: str) -> Found:
    """Return the nodes that a text finds, best first: all words, or, where no node has all, any of them."""
    hits = rank(await _matches(store, text, kinds), words_of(text), lang)
    placed = [(Position(-hit.score, hit.node.id), hit) for hit in hits]
    return Found(slice=_cut(placed, page), total=len(hits))


async def _matches(store: Store, text: str, kinds: Collection[NodeKind]) -> Collection[AnyNode]:
    words = words_of(text)
    if not words:
        raise InvalidInput("the text to search for has no word in it")
    wanted = frozenset(kinds)
    found = await store.match(SearchQuery(words=words, kinds=wanted, most=MOST_MATCHES))
    if found or len(words) == 1:
        return found
    any_word: Mapping[NodeId, AnyNode] = {
        node.id: node for word in words for node in await store.match(SearchQuery(words=(word,), kinds=wanted, most=MOST_MATCHES))
    }
    return any_word.values()


def _cut(placed: list[tuple[Position, Hit]], page: Page) -> Slice[Hit]:
    after = page.after
    rest = [item for item in placed if after is None or (item[0].key, item[0].id) > (after.key, after.id)]
    return Slice(tuple(rest[: page.first]), len(rest) > page.first)
