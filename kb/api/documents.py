"""GraphQL documents: read within limits, and kept parsed and validated for the next time they are asked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

import strawberry
from graphql import DocumentNode, GraphQLError, parse, specified_rules
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

_KEPT = 256  # documents
_KEPT_LENGTH = 8192  # characters; a longer document is read anew each time


@dataclass(frozen=True, slots=True)
class Read:
    """A parsed document, and what is wrong with it."""

    document: DocumentNode
    errors: list[GraphQLError]


class Documents:
    """Reads documents of at most `tokens` tokens for one schema, and keeps the latest."""

    def __init__(self, schema: strawberry.Schema, tokens: int) -> None:
        self._schema = schema._schema
        self._tokens = tokens
        self._kept: OrderedDict[str, Read] = OrderedDict()

    def read(self, text: str) -> Read:
        """Parse and validate a document. Raises GraphQLSyntaxError: it is malformed, too long or too deep."""
        if text in self._kept:
            self._kept.move_to_end(text)
            return self._kept[text]
        read = self._read(text)
        if len(text) <= _KEPT_LENGTH:
            self._kept[text] = read
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return read

    def _read(self, text: str) -> Read:
        document = parse(text, max_tokens=self._tokens)
        return Read(document, validate_document(self._schema, document, tuple(specified_rules)))


class ReadDocument(SchemaExtension):
    """Has the request's document read by the `documents` of its context."""

    def on_parse(self) -> Iterator[None]:
        """Put the parsed document and its errors where the executor looks for them."""
        asked = self.execution_context
        read = asked.context.documents.read(asked.query or "")
        asked.graphql_document = read.document
        asked.pre_execution_errors = read.errors
        yield
