"""Whatever resolvers give or raise, at once or later: the answer is graphql-core's."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

import pytest
from graphql import (
    FragmentDefinitionNode,
    GraphQLResolveInfo,
    OperationDefinitionNode,
    build_schema,
    get_nullable_type,
    is_list_type,
    parse,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.api.execution import Fields, Loader, Need, Operation, execute
from tests.api.execution.comparing import assert_same, by_graphql_core
from tests.api.execution.questions import Question, questions

SCHEMA = build_schema("""
    interface Node { id: ID! }
    union Any = Thing | Other
    enum Kind { GOOD BAD }
    scalar Short
    type Thing implements Node {
      id: ID!  name: String  size: Int!  weight: Float  kind: Kind  good: Boolean!
      friend: Thing  best: Thing!  friends: [Thing!]  all: [Thing]!  near: [Thing!]!
      short: Short  tiny: Short!  words: [String!]!  grid: [[Int]!]  squares: [[Thing!]]  node: Node  any: Any!
    }
    type Other implements Node { id: ID!  score: Float!  thing: Thing  others: [Other!] }
    type Query { thing: Thing  must: Thing!  things: [Thing!]!  some: [Thing]  nodes: [Node]  anything: [Any!] }
""")
POOL = 4
KINDS = ("Thing", "Other")
WAYS = ["failed", "late", "failed late", "need", "chain", "failed need", "failed then", "null"]

LEAVES: dict[str, list[Any]] = {  # the first two are usual
    "Int": [0, 7, True, "3", 2**40, 1.5, "x"],
    "Float": [0.5, 3, "2.5", float("nan"), "x"],
    "String": ["a", "b", 5, True, []],
    "ID": ["i", "j", 4, 1.5],
    "Boolean": [True, False, 1, "x"],
    "Kind": ["GOOD", "BAD", "UGLY", []],
    "Short": ["a", "b", "long"],
}


class Failing(Exception):
    """What resolvers raise."""


class Echo(Loader[Any, Any]):
    """Loads what it is asked for."""

    async def many(self, keys: list[Any]) -> Sequence[Any]:
        await asyncio.sleep(0)
        return keys


class Thing(NamedTuple):
    """An object."""

    number: int


class Other(NamedTuple):
    """An object of another type."""

    number: int


ECHO = Echo()


class World:
    """Gives each field of each object a value by chance, the same each time it is asked for: one in `trouble` is unusual."""

    def __init__(self, seed: int, trouble: int) -> None:
        self._seed, self._trouble = seed, trouble

    def resolve(self, source: Any, info: GraphQLResolveInfo[Any]) -> Any:
        random = Random(f"{self._seed} {info.parent_type} {source} {info.field_name}")
        made = self._made(random, info.return_type)
        if isinstance(made, Failing) and random.random() < 0.5:
            raise made
        return made

    def _made(self, random: Random, type_: Any) -> Any:
        """Return a value of a type, now and then in an unusual way."""
        if random.randrange(self._trouble):
            return self._value(random, type_)
        match random.choice(WAYS):
            case "failed":
                return Failing("failed")
            case "late":
                return _later(self._value(random, type_))
            case "failed late":
                return _later(Failing("late"))
            case "need":
                return Need(ECHO, self._value(random, type_))
            case "chain":
                value = self._value(random, type_)
                return Need(ECHO, 0, lambda _: Need(ECHO, value))
            case "failed need":
                return Need(ECHO, Failing("not loaded"))
            case "failed then":
                return Need(ECHO, 0, _fail)
            case _:
                return None

    def _value(self, random: Random, type_: Any) -> Any:
        of = get_nullable_type(type_)
        odd = not random.randrange(self._trouble)
        if is_list_type(of):
            return 5 if odd else [self._made(random, of.of_type) for _ in range(random.randrange(4))]
        if str(of) in LEAVES:
            return random.choice(LEAVES[str(of)] if odd else LEAVES[str(of)][:2])
        name = str(of) if str(of) in KINDS and not odd else random.choice(KINDS)
        return {"Thing": Thing, "Other": Other}[name](random.randrange(POOL))


async def _later(value: Any) -> Any:
    await asyncio.sleep(0)
    if isinstance(value, Failing):
        raise value
    return value


def _fail(_: object) -> Any:
    raise Failing("nothing made")


_type: Any = SCHEMA.type_map["Short"]
_type.coerce_output_value = lambda value: None if value == "long" else value
for _name in ("Query", *KINDS):
    _type = SCHEMA.type_map[_name]
    for _field in _type.fields.values():
        _field.resolve = lambda source, info: info.context.resolve(source, info)
for _name in ("Node", "Any"):
    _type = SCHEMA.type_map[_name]
    _type.resolve_type = lambda value, info, type_: type(value).__name__
for _name in KINDS:
    _type = SCHEMA.type_map[_name]
    _type.is_type_of = lambda value, info, name=_name: type(value).__name__ == name
FIELDS = Fields(SCHEMA)


def operation(document: str) -> Operation:
    """The only operation of a document."""
    parts = parse(document).definitions
    fragments = {part.name.value: part for part in parts if isinstance(part, FragmentDefinitionNode)}
    (node,) = (part for part in parts if isinstance(part, OperationDefinitionNode))
    return Operation(FIELDS, node, fragments)


class Alien(NamedTuple):
    """An object of no type of the schema."""


class Strange:
    """A context in which every field is a list of what it holds."""

    def __init__(self, *held: object) -> None:
        self._held = list(held)

    def resolve(self, source: object, info: GraphQLResolveInfo[Any]) -> Any:
        return self._held


async def test_an_object_of_none_of_the_types_that_it_may_have_is_an_error() -> None:
    result = await execute(operation("{ nodes { __typename } }"), None, Strange(Alien(), Thing(1)))
    assert result.data == {"nodes": [None, {"__typename": "Thing"}]}
    assert [(error.message, error.path) for error in result.errors or ()] == [("Alien() is of none of the types of 'Node'", ["nodes", 0])]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # graphql-core leaves coroutines where one fails
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(asked=questions(SCHEMA), seeds=st.lists(st.integers(0, 999), min_size=1, max_size=2), trouble=st.sampled_from([4, 12, 40]))
def test_an_answer_is_that_of_graphql_core(asked: Question, seeds: list[int], trouble: int) -> None:
    document, variables = asked

    async def compare() -> None:
        planned = operation(document)  # the second time it is worked out already
        for seed in seeds:
            world = World(seed, trouble)
            theirs = await by_graphql_core(SCHEMA, document, variables, world)
            every = await by_graphql_core(SCHEMA, document, variables, world, keeping=True)
            assert_same(await execute(planned, variables, world), theirs, every)

    asyncio.run(compare())
