"""GraphQL documents: read within limits, and kept parsed, validated and planned for the next time they are asked."""

from __future__ import annotations

from collections import OrderedDict

import strawberry
from graphql import DocumentNode, FragmentDefinitionNode, GraphQLError, OperationDefinitionNode, parse, specified_rules
from strawberry.schema.schema import validate_document

from kb.api.execution import Fields, Operation

_KEPT = 256  # documents
_KEPT_LENGTH = 8192  # characters; a longer document is read anew each time


class Read:
    """A parsed document, what is wrong with it, and its operations."""

    def __init__(self, document: DocumentNode, errors: list[GraphQLError], fields: Fields) -> None:
        self.errors = errors
        parts = document.definitions
        fragments = {part.name.value: part for part in parts if isinstance(part, FragmentDefinitionNode)}
        self._operations = [Operation(fields, part, fragments) for part in parts if isinstance(part, OperationDefinitionNode)]

    def operation(self, name: str | None) -> Operation | None:
        """Return the operation of that name, without a name the first one; None where there is none."""
        named = (each for each in self._operations if name is None or (each.node.name and each.node.name.value == name))
        return next(named, None)


class Documents:
    """Reads documents of at most `tokens` tokens for one schema, and keeps the latest."""

    def __init__(self, schema: strawberry.Schema, tokens: int) -> None:
        self._schema = schema._schema
        self._fields = Fields(self._schema)
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
        return Read(document, validate_document(self._schema, document, tuple(specified_rules)), self._fields)
