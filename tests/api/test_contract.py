"""The SDL contains the contract that other tools rely on, describes everything, and is what the repository holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import build_schema, find_breaking_changes, parse, print_ast

from kb.api.schema import sdl

COMMITTED = Path(__file__).parents[2] / "schema" / "schema.graphql"
PARTIES = ("City", "Region", "Country", "Institution")  # the contract writes out what they have beyond Party


def definitions(text: str) -> dict[str, Any]:
    return by_name(parse(text).definitions)


def by_name(nodes: Any) -> dict[str, Any]:
    return {node.name.value: node for node in nodes or ()}


PROMISED = definitions(Path(__file__).with_name("contract.graphql").read_text())
OFFERED = definitions(sdl())


def promised_fields(name: str) -> dict[str, Any]:
    inherited = by_name(PROMISED["Party"].fields) if name in PARTIES else {}
    return inherited | by_name(getattr(PROMISED[name], "fields", ()))


def typed(node: Any) -> str:
    default = getattr(node, "default_value", None)
    return print_ast(node.type) + (f" = {print_ast(default)}" if default else "")


def breaches() -> Iterator[str]:
    """Say what the contract promises and the schema does not keep."""
    for name, promised in PROMISED.items():
        offered = OFFERED.get(name)
        if type(offered) is not type(promised):
            yield f"{name} is {offered}"
            continue
        yield from breaches_of_fields(name, by_name(getattr(offered, "fields", ())))
        interfaces = {*by_name(getattr(promised, "interfaces", ())), *(["Party"] if name in PARTIES else [])}
        yield from (f"{name} is no {each}" for each in interfaces - {*by_name(getattr(offered, "interfaces", ()))})
        if [*by_name(getattr(promised, "values", ()))] != [*by_name(getattr(offered, "values", ()))]:
            yield f"{name} has other values"


def breaches_of_fields(name: str, offered: dict[str, Any]) -> Iterator[str]:
    for field, promised in promised_fields(name).items():
        if field not in offered:
            yield f"{name}.{field} is missing"
            continue
        if typed(offered[field]) != typed(promised):
            yield f"{name}.{field} is {typed(offered[field])}, not {typed(promised)}"
        arguments = by_name(getattr(offered[field], "arguments", ()))
        for argument, wanted in by_name(getattr(promised, "arguments", ())).items():
            given = arguments.pop(argument, None)
            if given is None or typed(given) != typed(wanted):
                yield f"{name}.{field}({argument}:) is {given and typed(given)}, not {typed(wanted)}"
        yield from (f"{name}.{field}({each}:) is compulsory" for each in arguments if typed(arguments[each]).endswith("!"))


OF_GRAPHQL = {"oneOf"}  # described by the specification


def undescribed() -> Iterator[str]:
    for name, node in OFFERED.items():
        if name in OF_GRAPHQL:
            continue
        members = [*(getattr(node, "fields", None) or ()), *(getattr(node, "values", None) or ())]
        described = [(name, node), *((f"{name}.{each.name.value}", each) for each in members)]
        for each in members:
            described += [(f"{name}.{each.name.value}({given.name.value}:)", given) for given in getattr(each, "arguments", None) or ()]
        yield from (where for where, each in described if not (each.description and each.description.value.strip()))


def test_the_schema_keeps_what_the_contract_promises() -> None:
    assert list(breaches()) == []


def test_the_contract_is_read_whole() -> None:
    assert len(PROMISED) == 88
    assert sum(len(promised_fields(name)) for name in PROMISED) > 400


def test_every_type_field_argument_and_value_has_a_description() -> None:
    assert list(undescribed()) == []


@pytest.mark.drift
def test_the_committed_schema_is_the_one_that_is_served() -> None:
    assert COMMITTED.read_text() == sdl(), "run `make schema`"


def test_the_schema_in_its_own_language_is_the_schema_itself() -> None:
    assert find_breaking_changes(build_schema(sdl()), build_schema(COMMITTED.read_text())) == []
