"""Publications that are handed in with what they are cited for: known ones are found again, new ones get an id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb.model import NodeKind, Source
from kb.recording.alike import named_alike
from kb.recording.naming import free_id, own_id
from kb.recording.submissions import NewSource, Values
from kb.store.base import Store


async def settle_sources(store: Store, values: Values) -> tuple[dict[str, Any], list[NewSource]]:
    """Put the id of each source in the place of its fields; return the values then, and the sources that are new."""
    new: list[NewSource] = []
    settled = dict(values)
    if values.get("citations"):
        settled["citations"] = [
            await _cited(store, cited, ("citations", str(place)), new) for place, cited in enumerate(values["citations"])
        ]
    card = values.get("feasibility")
    if isinstance(card, Mapping) and card.get("citations"):
        citations = [
            await _cited(store, cited, ("feasibility", "citations", str(place)), new) for place, cited in enumerate(card["citations"])
        ]
        settled["feasibility"] = {**card, "citations": citations}
    return settled, new


async def _cited(store: Store, cited: Any, where: tuple[str, ...], new: list[NewSource]) -> Any:
    source = cited.get("source") if isinstance(cited, Mapping) else None
    return {**cited, "source": await _id_of(store, source, (*where, "source"), new)} if isinstance(source, Mapping) else cited


async def _id_of(store: Store, source: Values, where: tuple[str, ...], new: list[NewSource]) -> str:
    known = next((other.id for other in new if _is(other, source)), None) or await _same_address(store, source)
    if known:
        return known
    own, taken = source.get("id"), [other.id for other in new]
    if own is None:
        key = await free_id(store, NodeKind.SOURCE, str(source.get("title") or ""), taken)
    else:
        key = await own_id(store, NodeKind.SOURCE, str(own), taken, where)
    new.append(NewSource(where=where, values={**source, "id": key}))
    return key


def _is(other: NewSource, source: Values) -> bool:
    """Tell whether a new source is handed in a second time; then it needs no id."""
    return source.get("id") in (None, other.id) and {**other.values, "id": None} == {**source, "id": None}


async def _same_address(store: Store, source: Values) -> str | None:
    url, title = source.get("url"), source.get("title")
    if not url or not title:
        return None
    found = await named_alike(store, NodeKind.SOURCE, str(title))
    return next((each.id for each in found if isinstance(each, Source) and each.url == url), None)
