"""Apollo's own client registers documents by their hash, and asks by the hash from then on."""

from __future__ import annotations

import json

from tests.clients.conftest import HERE, Served, run


async def test_apollos_client_sends_each_document_once(node: str, served: Served) -> None:
    assert json.loads(await run(node, str(HERE / "apollo.mjs"), served.graphql)) == {
        "answers": [6, 6, 3, 3],
        "requests": ["POST hash 200", "POST document 200", "POST hash 200", "GET hash 200", "POST document 200", "GET hash 200"],
    }
