"""Ids carry their kind: `city:oral`, `practice:school-museum`. One namespace serves all nodes and facts."""

from __future__ import annotations

import re
from collections.abc import Collection
from hashlib import blake2b

from kb.errors import InvalidInput, WrongKind, did_you_mean
from kb.model.enums import PARTY_KINDS, PLACE_KINDS, FactKind, NodeKind

NodeId = str  # of any node
PartyId = str  # of a city, region, country or institution
PlaceId = str  # of a city, region or country
PracticeId = str
ProgrammeId = str
TopicId = str
SourceId = str
FactId = str  # of a share, an adoption or a visit

_SLUG = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*\Z")
_KINDS = [kind.value for kind in (*NodeKind, *FactKind)]
_NODE_KINDS = [kind.value for kind in NodeKind]
_REMEMBERED = 1 << 18
_sound: dict[str, str] = {}  # ids of nodes that were found well-formed of late, with their kinds
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"  # RFC 4648, in lower case
_PAIRS = [one + other for one in _BASE32 for other in _BASE32]  # of each ten bits


def kind_of(key: str) -> str:
    """Return the part of an id before its colon, whatever it is."""
    return key.partition(":")[0]


def check_id(key: str, *kinds: str) -> None:
    """Raise InvalidInput unless `key` is a well-formed id, WrongKind unless it is of one of `kinds`."""
    check_kind(key, kinds)


def check_kind(key: str, kinds: Collection[str]) -> None:
    """Do what `check_id` does, for kinds that are at hand together."""
    kind = _sound.get(key) or _sound_kind(key)
    if kind not in kinds:
        raise WrongKind(key, " or ".join(_wanted(kinds)), kind)


def _sound_kind(key: str) -> str:
    kind, colon, slug = key.partition(":")
    if not colon or kind not in _KINDS or not _SLUG.match(slug):
        raise InvalidInput(f"{key!r} is no id; write kind:name, as in city:oral{_hint(kind)}")
    if kind in _NODE_KINDS:  # the id of a fact hardly ever comes twice
        if len(_sound) >= _REMEMBERED:
            _sound.clear()
        _sound[key] = kind
    return kind


def _hint(kind: str) -> str:
    return "" if kind in _KINDS else did_you_mean(kind, _KINDS)


def _wanted(kinds: Collection[str]) -> list[str]:
    if set(kinds) == PARTY_KINDS:
        return ["party (city, region, country or institution)"]
    return ["place (city, region or country)"] if set(kinds) == PLACE_KINDS else sorted(kinds)


def check_party(key: str | None) -> None:
    """Raise unless `key` is None or the id of a city, region, country or institution."""
    if key is not None:
        check_kind(key, PARTY_KINDS)


def check_place(key: str | None) -> None:
    """Raise unless `key` is None or the id of a city, region or country."""
    if key is not None:
        check_kind(key, PLACE_KINDS)


def check_optional(key: str | None, kind: str) -> None:
    """Raise unless `key` is None or an id of that kind."""
    if key is not None:
        check_kind(key, (kind,))


def mint(kind: FactKind, natural_key: str) -> FactId:
    """Make the id of a fact from its natural key: the same fact gets the same id in every store."""
    bits = int.from_bytes(blake2b(natural_key.encode(), digest_size=10).digest(), "big")
    pairs = _PAIRS
    return (
        f"{kind}:{pairs[bits >> 70]}{pairs[bits >> 60 & 1023]}{pairs[bits >> 50 & 1023]}{pairs[bits >> 40 & 1023]}"
        f"{pairs[bits >> 30 & 1023]}{pairs[bits >> 20 & 1023]}{pairs[bits >> 10 & 1023]}{pairs[bits & 1023]}"
    )
