"""The nodes of a store, read as they come."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import cast

from kb.model import AnyNode, Version
from kb.store.base import Change, Row, Store


async def node_batches(store: Store) -> AsyncGenerator[list[AnyNode], None]:
    """Yield every node of a store, in batches; reading ends with them. A node that comes twice was written anew meanwhile."""
    async with aclosing(cast(AsyncGenerator[list[Row], None], store.scan())) as batches:
        async for batch in batches:
            nodes = [row for row in batch if not isinstance(row, Version | Change)]
            if nodes:
                yield nodes
            if len(nodes) < len(batch):
                break
