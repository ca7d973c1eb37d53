"""The least that Python can do for the flat question: one hand-written Cypher, orjson, bare Starlette.

It answers with the very JSON of the knowledge base. `python -m tests.bench.least URL` prints its address when it is
ready, and ends when its standard input does.
"""

from __future__ import annotations

import sys
from typing import Any

import orjson
from neo4j import READ_ACCESS, AsyncDriver, AsyncGraphDatabase
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kb.store.neo4j import read_address
from tests.bench.processes import serve

_STRAND = """
    MATCH (p:Practice)-[f:ADOPTED_BY]->() USING INDEX SEEK f:ADOPTED_BY(sort_taker)
    WHERE f.sort_taker > $city + '|{strand}|' AND f.sort_taker < $city + '|{strand}|}}'
    RETURN p, f, substring(f.sort_taker, size($city) + 3) AS at ORDER BY f.sort_taker DESC LIMIT 20
"""
_FLAT = f"""
    MATCH (c:City {{id: $city}})
    CALL () {{
        CALL () {{ {_STRAND.format(strand="c")} UNION ALL {_STRAND.format(strand="e")} }}
        WITH p, f ORDER BY at DESC LIMIT 20 RETURN collect([p.title_en, f.date]) AS rows
    }}
    RETURN c.name_en, coalesce(c.taken_current_adoptions, 0) + coalesce(c.taken_earlier_adoptions, 0), rows
"""


def create_app(driver: AsyncDriver, database: str) -> Starlette:
    """Return an application that answers the flat question, and nothing else."""

    async def answer(request: Request) -> Response:
        asked = orjson.loads(await request.body())
        async with driver.session(database=database, default_access_mode=READ_ACCESS, fetch_size=-1) as session:
            rows = await (await session.run(_FLAT, city=asked["variables"]["city"])).values()
        return Response(orjson.dumps({"data": {"city": _city(*rows[0])}}), media_type="application/json")

    return Starlette(routes=[Route("/graphql", answer, methods=["POST"])])


def _city(name: str, total: int, rows: list[list[Any]]) -> dict[str, Any]:
    edges = [{"node": {"title": title}, "fact": {"date": date and {"edtf": date}}} for title, date in rows]
    return {"name": name, "adoptedPractices": {"totalCount": total, "edges": edges}}


def main() -> None:
    """Serve until the standard input ends."""
    address = read_address(sys.argv[1])
    serve(create_app(AsyncGraphDatabase.driver(address.uri, auth=address.auth), address.database))


if __name__ == "__main__":
    main()
