"""The executable schema, and its SDL."""

from __future__ import annotations

from functools import cache

import strawberry
from graphql import GraphQLError, GraphQLSchema, Undefined, is_input_object_type, is_interface_type, is_object_type
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from kb.api.changes.asking import Subscription
from kb.api.mutation import Mutation
from kb.api.query import Query
from kb.api.scalars import SCALARS
from kb.api.types.facts import AdoptionType, ShareType, VisitType
from kb.api.types.institutions import InstitutionType
from kb.api.types.places import CityType, CountryType, RegionType
from kb.api.types.practices import PracticeType, TopicType
from kb.api.types.programmes import ProgrammeType
from kb.api.types.sources import SourceType

_TYPES = [
    CityType, RegionType, CountryType, InstitutionType, PracticeType, TopicType, ProgrammeType, SourceType,
    ShareType, AdoptionType, VisitType,
]  # fmt: skip


class Schema(strawberry.Schema):
    """The schema. What goes wrong is logged where it is shown, not here."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Leave errors to `kb.api.errors`."""


@cache
def schema() -> Schema:
    """Return the executable schema; it is built once."""
    made = Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=_TYPES,
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    _forget_null_defaults(made._schema)
    return made


def sdl() -> str:
    """Return the schema in GraphQL's schema language."""
    return schema().as_str() + "\n"


def _forget_null_defaults(built: GraphQLSchema) -> None:
    """Let an argument whose default is null have none: it says the same in fewer words."""
    for type_ in built.type_map.values():
        if is_input_object_type(type_):
            inputs = [type_.fields]
        elif is_object_type(type_) or is_interface_type(type_):
            inputs = [field.args for field in type_.fields.values()]
        else:
            continue
        for each in inputs:
            for given in each.values():
                if given.default_value is None:
                    given.default_value = Undefined
