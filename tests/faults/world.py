"""What is loaded and copied while something breaks: tables of some seventy facts, and everything a store makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

from kb.model import Citation, FactKind, NodeKind, Version
from kb.paging import Page, Slice
from kb.seeds import Reading, read
from kb.store.base import EVERYTHING, Change, FactList, FactSide, NodeList, NodeOrder, Recording, Store, Write
from tests.neo4j.endpoint import Endpoint

THEN = datetime(2024, 5, 1, 12, tzinfo=UTC)
CITIES = ["oral", "astana", "almaty", "gomel", "brest", "pinsk"]
PRACTICES = ["museum", "robots", "choir", "garden", "library"]
STAGES = ["planned", "adopted"]
ALL = Page(1000, counted=True)
_TIMES = {"recorded_at", "at", "changed_at", "hash"}  # when something was written, which no two runs have in common, and what covers it
_NODES = "MATCH (n) RETURN labels(n), properties(n)"
_RELATIONSHIPS = "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)"


def tables(folder: Path) -> Path:
    """Write the tables of the world into a folder."""
    folder.mkdir(exist_ok=True)
    steps = product(enumerate(CITIES), enumerate(PRACTICES), enumerate(STAGES))
    texts = {
        "places": ["id,kind,name_en,part_of,country", "kz,country,,,KZ", "by,country,,,BY"]
        + [f"{city},city,{city.title()},{'kz' if city in CITIES[:3] else 'by'}," for city in CITIES],
        "institutions": ["id,name_en,kind,place", *(f"school-{city},School of {city},school,{city}" for city in CITIES[:3])],
        "topics": ["id,name_en", "play,Play", "arts,Arts"],
        "sources": ["id,title,language", "paper,A paper,en", "radio,The radio,en"],
        "practices": ["id,title_en,topics,origin,derived_from,source", "museum,Museum,arts,oral,,paper"]
        + [f"{practice},{practice.title()},play,,museum,paper" for practice in PRACTICES[1:]],
        "programmes": ["id,name_en,kind,source", "exchange,Exchange,agreement,paper"],
        "adoptions": ["practice,by,learned_from,date,stage,programme,source"]
        + [
            f"{practice},{city},{CITIES[number - 1] if number else ''},{2000 + 3 * number + place + later},{stage},exchange,paper"
            for (number, city), (place, practice), (later, stage) in steps
        ],
        "visits": ["visitor,host,date,source", *(f"school-{city},brest,2020,radio" for city in CITIES[:3])],
    }
    for name, lines in texts.items():
        (folder / f"{name}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return folder


def earlier(reading: Reading) -> Write:
    """What a store may hold before the tables are loaded: their nodes, and every other fact of theirs, told by somebody else."""
    told = [replace(fact, citations=(Citation(source="source:radio"),)) for fact in reading.facts[:60:2]]
    return Write(nodes=[*reading.nodes.values()], facts=[Recording(fact=fact) for fact in told], recorded_by="hand", recorded_at=THEN)


def world(folder: Path) -> Reading:
    """The tables as they are read."""
    return read([tables(folder)])


def graph_in(endpoint: Endpoint) -> list[str]:
    """Every node and relationship of a database with all its properties, times of writing aside."""
    with endpoint.driver.session(database=endpoint.database) as session:
        found = [*session.run(_NODES).values(), *session.run(_RELATIONSHIPS).values()]
    return sorted(repr([*row[:-1], sorted((key, value) for key, value in row[-1].items() if key not in _TIMES)]) for row in found)


async def everything_in(store: Store) -> list[Any]:
    """Every row of a store as it is, its statistics and its lists."""
    rows = [row async for batch in store.scan(versions=True) for row in batch]
    owners = [EVERYTHING, *(row.id for row in rows if not isinstance(row, Version | Change))]
    facts = [await store.fact_pages(FactList(kind=kind, side=side), owners, ALL) for kind, side in product(FactKind, FactSide)]
    nodes = [await store.node_pages(NodeList(kind=kind, order=order), [EVERYTHING], ALL) for kind, order in product(NodeKind, NodeOrder)]
    return [await store.statistics(), sorted(rows, key=repr), *map(_listed, facts), *map(_listed, nodes)]


def _listed(pages: Mapping[str, Slice[Any]]) -> list[Any]:
    return [(owner, page.total, [place for place, _ in page.items]) for owner, page in sorted(pages.items())]
