"""Answers of the service, as its specification has them (Reconciliation Service API 0.2, Final Community Group Report, 2023)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from kb.api.languages import Languages
from kb.api.reconcile.asking import Extension
from kb.api.reconcile.matching import Found
from kb.api.reconcile.types import COUNTRY, PART_OF, PROPERTIES, TYPES, type_of
from kb.model import AnyNode, Country, NodeId, kind_of

PREVIEW_WIDTH, PREVIEW_HEIGHT = 400, 200
_USUAL_TYPES = 4  # offered without being asked for
Around = Mapping[NodeId, Sequence[AnyNode]]


def manifest(base: str) -> dict[str, Any]:
    """Describe the service, which stands at an address that ends in a slash."""
    service = f"{base}reconcile"
    suggest = {what: {"service_url": service, "service_path": f"/suggest/{what}"} for what in ("entity", "property", "type")}
    return {
        "versions": ["0.2"],
        "name": "Peer-learning knowledge base",
        "identifierSpace": f"{service}/view?id=",
        "schemaSpace": f"{base}graphql",
        "defaultTypes": [type_of(each) for each in list(TYPES)[:_USUAL_TYPES]],
        "view": {"url": f"{service}/view?id={{{{id}}}}"},
        "preview": {"url": f"{service}/view?id={{{{id}}}}", "width": PREVIEW_WIDTH, "height": PREVIEW_HEIGHT},
        "suggest": suggest,
        "extend": {"propose_properties": {"service_url": service, "service_path": "/properties"}, "property_settings": []},
    }


def candidates(found: Sequence[Found], around: Around, langs: Languages) -> dict[str, Any]:
    """Return the result of one query."""
    rows = [
        {
            "id": each.node.id,
            "name": each.node.name.best(*langs),
            "description": described(each.node, around, langs),
            "score": each.score,
            "match": each.is_certain,
            "type": [type_of(kind_of(each.node.id))],
        }
        for each in found
    ]
    return {"result": rows}


def suggested(nodes: Sequence[AnyNode], around: Around, langs: Languages) -> list[dict[str, Any]]:
    """Return suggestions of entities."""
    return [
        {
            "id": node.id,
            "name": node.name.best(*langs),
            "description": described(node, around, langs),
            "notable": [type_of(kind_of(node.id))],
        }
        for node in nodes
    ]


def described(node: AnyNode, around: Around, langs: Languages) -> str:
    """Say what a node is and where, to tell it from its namesakes."""
    places = [place.name.best(*langs) for place in around.get(node.id, ()) if place.id != node.id]
    return ", ".join([str(getattr(node, "kind", kind_of(node.id))).replace("_", " ").lower(), *places])


def preview(node: AnyNode, around: Around, langs: Languages) -> str:
    """Return a page about a node that stands in a frame of somebody else's page: text alone."""
    name, others = node.name.best(*langs), " · ".join(dict.fromkeys(node.name.values()))
    summary = getattr(node, "summary", None)
    paragraphs = [described(node, around, langs), others, (summary and summary.maybe(*langs)) or "", node.id]
    told = "".join(f"<p>{escape(each)}</p>" for each in paragraphs if each)
    head = f'<meta charset="utf-8"><title>{escape(name)}</title>'
    return f"<!doctype html><html><head>{head}</head><body><h1>{escape(name)}</h1>{told}</body></html>"


def extended(asked: Extension, nodes: Mapping[NodeId, AnyNode], around: Around, langs: Languages) -> dict[str, Any]:
    """Return the properties of some nodes; of an unknown one there are none."""
    meta: list[dict[str, Any]] = [{"id": each, "name": PROPERTIES[each].name} for each in asked.properties]
    for each in meta:
        if each["id"] == COUNTRY:
            each["type"] = type_of("country")
    return {
        "meta": meta,
        "rows": {
            key: {each: _values(each, nodes[key], around, langs) if key in nodes else [] for each in asked.properties} for key in asked.ids
        },
    }


def _values(name: str, node: AnyNode, around: Around, langs: Languages) -> list[dict[str, Any]]:
    places = [place for place in around.get(node.id, ()) if (isinstance(place, Country) if name == COUNTRY else place.id != node.id)]
    if name in (COUNTRY, PART_OF):
        return [{"id": place.id, "name": place.name.best(*langs)} for place in places[:1]]
    if name == "name":
        return [{"str": node.name.best(*langs)}]
    if name.startswith("name_"):
        text = node.name.get(name.removeprefix("name_"))
        return [{"str": text}] if text else []
    if name == "website":
        website = getattr(node, "website", None)
        return [{"str": website}] if website else []
    location = getattr(node, "location", None)
    return [{"float": getattr(location, name)}] if location else []
