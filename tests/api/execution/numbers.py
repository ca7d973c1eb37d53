"""A small schema of numbers, to work operations off on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, cast

import strawberry
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse
from strawberry.extensions import FieldExtension

from kb.api.execution import Fields, Loader, Need, Operation, after, execute


class Doubled(Loader[int, int]):
    """Doubles numbers, and keeps what was asked for together."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    async def many(self, keys: list[int]) -> Sequence[int | Exception]:
        self.asked.append(keys)
        if 13 in keys:
            raise LookupError("nothing is loaded")
        return [2 * key if key >= 0 else ValueError(f"{key} is below 0") for key in keys]


class World:
    """The context of the questions below."""

    def __init__(self) -> None:
        self.loader = Doubled()
        self.done: list[str] = []


class Loud(FieldExtension):
    """Raises its voice."""

    def resolve(self, next_: Any, source: Any, info: strawberry.Info[Any, Any], **given: Any) -> Any:
        return f"{next_(source, info, **given)}!"


@strawberry.type
class Number:
    value: int

    @strawberry.field
    def double(self, info: strawberry.Info[World, None]) -> int | None:
        return cast(int, Need(info.context.loader, self.value))

    @strawberry.field
    def fourfold(self, info: strawberry.Info[World, None]) -> int:
        return cast(int, after(Need(info.context.loader, self.value), lambda double: Need(info.context.loader, double)))

    @strawberry.field
    async def slowly(self, plus: int = 0) -> int:
        await asyncio.sleep(0)
        return self.value + plus

    @strawberry.field
    def positive(self) -> int:
        if self.value < 0:
            raise ValueError(f"{self.value} is below 0")
        return self.value

    @strawberry.field
    def next(self) -> Number:
        return Number(value=self.value + 1)

    @strawberry.field(extensions=[Loud()])  # type: ignore[untyped-decorator]  # strawberry leaves it so where there are extensions
    def named(self, info: strawberry.Info[World, None], prefix: str = "number") -> str:
        return f"{prefix} {self.value} at {info.path.as_list()} of {info.variable_values}"


@strawberry.type
class Query:
    @strawberry.field
    def numbers(self, upto: int, start: int = 0) -> list[Number]:
        return [Number(value=value) for value in range(start, upto)]

    @strawberry.field
    def some(self, upto: int, start: int = 0) -> list[Number] | None:
        return [Number(value=value) for value in range(start, upto)]

    @strawberry.field
    def same(self, value: int, times: int) -> list[Number]:
        return [Number(value=value)] * times

    @strawberry.field
    def nothing(self) -> Number:
        return cast(Number, None)

    @strawberry.field
    def root(root: None, plus: int = 1) -> int:
        return plus


@strawberry.type
class Mutation:
    @strawberry.field
    async def step(self, info: strawberry.Info[World, None], name: str) -> str:
        info.context.done.append(f"{name} begins")
        await asyncio.sleep(0)
        info.context.done.append(f"{name} ends")
        if name == "bad":
            raise ValueError(name)
        return name


BUILT = strawberry.Schema(Query, Mutation)._schema
FIELDS = Fields(BUILT)


def operation(document: str) -> Operation:
    parts = parse(document).definitions
    fragments = {part.name.value: part for part in parts if isinstance(part, FragmentDefinitionNode)}
    (node,) = (part for part in parts if isinstance(part, OperationDefinitionNode))
    return Operation(FIELDS, node, fragments)


async def ask(document: str, world: World | None = None, **variables: object) -> Any:
    result = await execute(operation(document), variables, world or World())
    assert not result.errors
    return result.data
