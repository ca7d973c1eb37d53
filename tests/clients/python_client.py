"""Asks the API at the address that is given through the client that was generated from its schema, and prints the answers."""

import asyncio
import json
import sys

from peers import AdoptionStage, CitationInput, Client, FactFilter, GraphQLClientGraphQLMultiError, VisitInput


async def main(address: str, token: str) -> None:
    async with Client(address, headers={"Authorization": f"Bearer {token}"}) as client:
        studied = (await client.studied(party="city:oral", first=1, as_of="2024-06-30")).city
        assert studied is not None
        assert studied.practices_to_study is not None
        wanted = FactFilter(stages=[AdoptionStage.ADOPTED, AdoptionStage.ADAPTED])
        page = (await client.adoptions(wanted=wanted, after=None)).adoptions
        rest = (await client.adoptions(wanted=wanted, after=page.page_info.end_cursor)).adoptions
        nodes = (await client.nodes(ids=["city:cork", "visit:oral", "practice:play", "city:atlantis"])).nodes
        visit = VisitInput(visitor="city:cork", host="city:oral", citations=[CitationInput(source="source:book")], date="2023-05")
        recorded = [(await client.recorded(input=visit, key="python")).record_visit for _ in range(2)]
        wrong = VisitInput(visitor="city:cork", host="city:cork", citations=[CitationInput(source="source:book")])
        refused = (await client.recorded(input=wrong, key="python-wrong")).record_visit
        try:
            await client.nodes(ids=["city:cork"] * 1000)
        except GraphQLClientGraphQLMultiError as error:
            codes = [(each.extensions or {}).get("code") for each in error.errors]
        answers = {
            "city": [studied.name, studied.kind.value, studied.country and studied.country.name],
            "rows": len(studied.practices_to_study.rows),
            "adoptions": [edge.node.id for edge in (*page.edges, *rest.edges)],
            "first": [page.total_count, page.edges[0].node.date and page.edges[0].node.date.edtf],
            "nodes": [node and node.typename__ for node in nodes],
            "recorded": [each.status and each.status.value for each in recorded],
            "same": recorded[0].fact is not None and recorded[0].fact == recorded[1].fact,
            "refused": [refused.fact, len(refused.user_errors)],
            "codes": codes,
        }
    print(json.dumps(answers))


asyncio.run(main(*sys.argv[1:]))
