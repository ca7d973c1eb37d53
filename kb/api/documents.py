"""GraphQL documents: read within limits, and valid ones kept parsed and planned for the next time they are asked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import strawberry
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from kb.api.execution import Fields, Operation
from kb.api.limits.cost import Cost, Costs
from kb.api.limits.guard import guard
from kb.api.limits.prices import Prices
from kb.config import Settings
from kb.errors import KbError, TooComplex

_KEPT = 256  # documents
_KEPT_CHARACTERS = 400_000  # of all of them: each takes some 100 bytes, parsed
_KEPT_LENGTH = 8192  # characters; a longer document is read anew each time
_LONGEST = 65_536  # characters: comments and texts are of no token's length
_FIELDS = 0.75  # for each token that a document may have: of those it spells out, and those its fragments come to
_MOST_ERRORS = 10  # each may cost a look for what was meant
_RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


class Read:
    """A parsed document, what is wrong with it, and its operations with what they cost."""

    def __init__(self, document: DocumentNode, errors: list[GraphQLError], fields: Fields, prices: Prices, most_cost: int) -> None:
        self.errors = errors
        parts = document.definitions
        fragments = {part.name.value: part for part in parts if isinstance(part, FragmentDefinitionNode)}
        self._operations = [Operation(fields, part, fragments) for part in parts if isinstance(part, OperationDefinitionNode)]
        self._costs = {each: Costs(prices, each.node, fragments, most_cost) for each in self._operations}

    @property
    def names(self) -> list[str]:
        """The names of its operations."""
        return [each.node.name.value for each in self._operations if each.node.name]

    def operation(self, name: str | None) -> Operation | None:
        """Return the operation of that name, without a name the only one; None where there is none, or no telling which."""
        if name is None:
            return self._operations[0] if len(self._operations) == 1 else None
        return next((each for each in self._operations if each.node.name and each.node.name.value == name), None)

    def cost(self, operation: Operation, variables: Mapping[str, Any]) -> Cost:
        """Return what one of its operations costs, where nothing is wrong with it. Raises TooComplex where that is too much."""
        return self._costs[operation].of(variables)


class Documents:
    """Reads documents for one schema, and keeps the latest.

    Args:
        schema: what they ask.
        tokens: how many a document may have.
        depth: how many fields may be nested in each other.
        cost: what one request may cost.
        introspection: whether they may ask for the schema.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        tokens: int,
        *,
        depth: int = Settings.query_depth,
        cost: int = Settings.query_cost,
        introspection: bool = True,
    ) -> None:
        self._schema = schema._schema
        self._fields = Fields(self._schema)
        self._prices = Prices(self._schema)
        self._tokens, self._depth, self._cost = tokens, depth, cost
        self._rules = _RULES if introspection else (*_RULES, NoSchemaIntrospectionCustomRule)
        self._kept: OrderedDict[str, Read] = OrderedDict()
        self._characters = 0

    def read(self, text: str) -> Read:
        """Parse and validate a document.

        Raises:
            GraphQLSyntaxError: it is malformed, or has too many tokens.
            TooComplex: it is too long, too deep, or takes too long to validate.
            InvalidInput: a fragment in it spreads itself.
        """
        if text in self._kept:
            self._kept.move_to_end(text)
            return self._kept[text]
        read = self._read(text)
        if len(text) <= _KEPT_LENGTH and not read.errors:
            self._kept[text] = read
            self._characters += len(text)
            while len(self._kept) > _KEPT or self._characters > _KEPT_CHARACTERS:
                self._characters -= len(self._kept.popitem(last=False)[0])
        return read

    def forget(self, text: str) -> None:
        """Keep a document no longer: it cannot be answered."""
        if self._kept.pop(text, None):
            self._characters -= len(text)

    def _read(self, text: str) -> Read:
        if len(text) > _LONGEST:
            raise TooComplex(f"the document has {len(text)} characters; at most {_LONGEST} are read")
        document = parse(text, max_tokens=self._tokens)
        guard(document, self._depth, int(self._tokens * _FIELDS))
        errors = validate(self._schema, document, self._rules, max_errors=_MOST_ERRORS)
        return Read(document, [_of_document(error) for error in errors], self._fields, self._prices, self._cost)


def _of_document(error: GraphQLError) -> GraphQLError:
    """Return an error of validation; what Python says of a number with thousands of digits is put in words of our own."""
    if not isinstance(error.original_error, ValueError) or isinstance(error.original_error, KbError):
        return error
    return GraphQLError("a value in the document cannot be read; is it a number of very many digits?", error.nodes)
