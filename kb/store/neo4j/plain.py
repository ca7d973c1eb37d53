"""Nodes and facts as plain properties, and back: texts by language, dates as written and as days, points, lists of ids.

`name: {en, ru}` becomes `name_en` and `name_ru`, beside the `name` that a node is shown by; `date` keeps its EDTF text
beside `date_earliest` and `date_latest`; citations become `sources` and `locators`, place by place ("" where there is no locator).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from enum import Enum
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple, get_type_hints

import orjson
from neo4j.spatial import WGS84Point

from kb.dates import FuzzyDate, parse
from kb.model import AnyFact, AnyNode, Citation, Country, Participation, Practice, Source, Texts, kind_of
from kb.wire import MODEL_TYPES, adapter, encode

Properties = dict[str, Any]
_DIGEST_BYTES = 10
_RENAMED = {
    "collective_size": "group_size",  # or the size would be taken for the text in the language `size`
    "from_": "from",
}
_CARD = "feasibility"
_OWN_FORM = frozenset({"id", "location", _CARD, "citations", "parties"})
_SHOWN_LANGUAGES = ("en", "ru")  # of a country's names, which follow from its code


class _Form(Enum):
    PLAIN = "plain"
    TEXTS = "texts"
    DATE = "date"


class _Field(NamedTuple):
    """A field of the model: its name there, in JSON and among the properties, and what form it takes here."""

    name: str
    json: str
    key: str
    form: _Form


def digest(thing: AnyNode | AnyFact, *beside: object) -> str:
    """Return what tells one content, and what is given beside it, from another: equal things have equal digests."""
    told = encode(thing) + repr(beside).encode() if beside else encode(thing)
    return blake2b(told, digest_size=_DIGEST_BYTES).hexdigest()


def properties_of(thing: AnyNode | AnyFact) -> Properties:
    """Write a node or a fact as properties; what is as by default is left out, and so are a programme's parties."""
    body: dict[str, Any] = orjson.loads(encode(thing))
    found: Properties = {"id": thing.id, **_plain(thing, kind_of(thing.id), body)}
    if isinstance(thing, Practice):
        found |= _plain(thing.feasibility, _CARD, body.get(_CARD, {})) | _cited("feasibility_", thing.feasibility.citations)
    if "location" in body:
        found["location"] = WGS84Point((body["location"]["longitude"], body["location"]["latitude"]))
    if isinstance(thing, AnyNode):
        found["title" if isinstance(thing, Practice | Source) else "name"] = thing.name.best("en")
    if isinstance(thing, Country):
        found |= texts_as("name", {lang: text for lang, text in thing.name.items() if lang in _SHOWN_LANGUAGES})
    return found | _cited("", getattr(thing, "citations", ()))


def thing_of(found: Mapping[str, Any], parties: Collection[Mapping[str, Any]] = ()) -> Any:
    """Read a node or a fact back; `parties` are a programme's, each with the properties that `participation_as` gives it."""
    kind = kind_of(found["id"])
    body = {"id": found["id"], **dict(_read(found, kind))}
    if kind == "practice":
        body[_CARD] = {**dict(_read(found, _CARD)), "citations": _citations(found, "feasibility_")}
    if found.get("location") is not None:
        longitude, latitude = found["location"]
        body["location"] = {"latitude": latitude, "longitude": longitude}
    if "sources" in found:
        body["citations"] = _citations(found, "")
    if parties:
        body["parties"] = [_participation(each) for each in sorted(parties, key=lambda each: int(each["position"]))]
    return adapter(kind).validate_python(body)


def participation_as(party: Participation, position: int) -> Properties:
    """Write a party's part in a programme as the properties of TAKES_PART_IN; `position` is its place in the list."""
    return {"position": position, **texts_as("role", party.role), **date_as("since", party.since)}


def date_as(name: str, when: FuzzyDate | None) -> Properties:
    """Write a date as it was written, with the days it may mean."""
    if when is None:
        return {}
    days = {f"{name}_earliest": when.earliest, f"{name}_latest": when.latest}
    return {name: when.edtf, **{key: value for key, value in days.items() if value is not None}}


def texts_as(name: str, texts: Mapping[str, str]) -> Properties:
    """Write each text under the name and its language."""
    return {f"{name}_{lang.replace('-', '_')}": text for lang, text in texts.items()}


def texts_of(found: Mapping[str, Any], name: str) -> dict[str, str]:
    """Read texts back, by language."""
    start = f"{name}_"
    return {key[len(start) :].replace("_", "-"): value for key, value in found.items() if key.startswith(start) and value is not None}


def _plain(thing: object, kind: str, body: Mapping[str, Any]) -> Properties:
    found: Properties = {}
    for field in _fields(kind):
        if field.json not in body:
            continue
        if field.form is _Form.DATE:
            found |= date_as(field.key, getattr(thing, field.name))
        elif field.form is _Form.TEXTS:
            found |= texts_as(field.key, body[field.json])
        else:
            found[field.key] = body[field.json]
    return found


def _read(found: Mapping[str, Any], kind: str) -> Iterator[tuple[str, Any]]:
    for field in _fields(kind):
        value = texts_of(found, field.key) if field.form is _Form.TEXTS else found.get(field.key)
        if value is not None and value != {}:
            yield field.json, value


def _cited(start: str, citations: Iterable[Citation]) -> Properties:
    cited = list(citations)
    if not cited:
        return {}
    found = {f"{start}sources": [each.source for each in cited]}
    if any(each.locator for each in cited):
        found[f"{start}locators"] = [each.locator or "" for each in cited]
    return found


def _citations(found: Mapping[str, Any], start: str) -> list[dict[str, str | None]]:
    sources = found.get(f"{start}sources") or ()
    locators = found.get(f"{start}locators") or [""] * len(sources)
    return [{"source": source, "locator": locator or None} for source, locator in zip(sources, locators, strict=True)]


def _participation(found: Mapping[str, Any]) -> Participation:
    since = found.get("since")
    return Participation(party=found["party"], role=Texts(texts_of(found, "role")), since=parse(since) if since else None)


@lru_cache
def _fields(kind: str) -> tuple[_Field, ...]:
    of = get_type_hints(Practice)[_CARD] if kind == _CARD else MODEL_TYPES[kind]
    hints = get_type_hints(of)
    kept = [field.name for field in fields(of) if field.name not in _OWN_FORM]
    return tuple(_Field(name, name.rstrip("_"), _RENAMED.get(name, name), _form(hints[name])) for name in kept)


def _form(hint: object) -> _Form:
    if hint is Texts:
        return _Form.TEXTS
    return _Form.DATE if hint == FuzzyDate | None else _Form.PLAIN
