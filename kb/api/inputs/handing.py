"""How inputs are written: a table of fields gives the input for something new and the one for a correction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

import strawberry
from strawberry.utils.str_converters import to_camel_case

from kb.errors import InvalidInput


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Given:
    """A field of an input: its type, what it means, and how its value is written in a seed file."""

    of: Any
    meaning: str
    needed: bool = False
    plain: Callable[[Any], Any] = _as_it_is


class Handed:
    """An input, which can be written as a seed file has it."""

    table: ClassVar[Mapping[str, Given]] = {}

    def values(self) -> dict[str, Any]:
        """Return its fields by the keys of seed files; those that were not given are absent. Raises InvalidInput where they contradict."""
        given = {name: getattr(self, name) for name in self.table}
        return {
            name.rstrip("_"): None if value is None else _written(_in_schema(name), self.table[name].plain, value)
            for name, value in given.items()
            if value is not strawberry.UNSET
        }


def input_of(name: str, meaning: str, table: Mapping[str, Given], *, whole: bool = True, one_of: bool = False) -> Any:
    """Make an input.

    Args:
        name: in the schema.
        meaning: its description.
        table: its fields by name; a final underscore is left out of the schema.
        whole: what is needed has to be given; otherwise every field may be left out, and there is no id to be given.
        one_of: exactly one of the fields is to be given.
    """
    table = table if whole else {field: given for field, given in table.items() if field != "id"}
    needed = {field for field, given in table.items() if whole and given.needed}
    made: dict[str, Any] = {"__annotations__": {}, "table": table}
    for field, given in sorted(table.items(), key=lambda item: item[0] not in needed):
        made["__annotations__"][field] = given.of if field in needed else given.of | None
        default = {} if field in needed else {"default": strawberry.UNSET}
        made[field] = strawberry.field(name=_in_schema(field), description=given.meaning, **default)
    return strawberry.input(type(name, (Handed,), made), name=name, description=meaning, one_of=one_of)


def _in_schema(name: str) -> str:
    return to_camel_case(name.rstrip("_"))


def _written(where: str, plain: Callable[[Any], Any], value: Any) -> Any:
    try:
        return plain(value)
    except InvalidInput as error:
        raise InvalidInput(f"{where}: {error}") from None


def every(one: Callable[[Any], Any]) -> Callable[[list[Any]], list[Any]]:
    """Write each item of a list."""
    return lambda items: [_written(str(place), one, item) for place, item in enumerate(items)]


def value_of(member: StrEnum) -> str:
    """Write a member of an enum."""
    return member.value


def values_of(handed: Handed) -> dict[str, Any]:
    """Write an input within an input; a null within it takes a field away."""
    return handed.values()


def given_of(handed: Handed) -> dict[str, Any]:
    """Write an input within an input, which stands for the whole of it: a null within it is as if it were left out."""
    return {name: value for name, value in handed.values().items() if value is not None}
