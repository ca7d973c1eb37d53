"""Random operations: queries and mutations, mostly valid, with wrong values, wrong variables, broken syntax and any Unicode."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLSchema, get_nullable_type, is_enum_type, is_input_object_type, is_list_type, is_required_input_field
from hypothesis import strategies as st

from kb.access.callers import Role
from tests.api.execution.questions import Asking
from tests.api.world import FACTS, NODES

NO_TOKEN = "none"
IDS = [*(node.id for node in NODES), *(fact.id for fact in FACTS), "city:none", "practice:", "nonsense"]
NASTY = ["", " ", "\0", "a\0b", "\ud800", "\udfff tail", "\u202e", "\uffff", "\U0010ffff", "é" * 300, "'; DROP TABLE node; --", "* OR ("]
DATES = ["2024-03", "2019/2021", "2020?", "../2021-06", "2024-13", "2022-23", "9999-12-31", "0000", "-0001", "2024-02-30", "٢٠٢٤"]
NUMBERS = [0, 1, 2, 5, 100, 101, -1, 2**31 - 1, -(2**31), 2**31, 2**63, 10**30, 1.5, -1.0, 1e308]
PLAIN: dict[str, list[Any]] = {
    "Boolean": [True, False],
    "Int": NUMBERS[:9],
    "Float": NUMBERS,
    "EDTF": DATES,
    "Date": ["2022-12-31", "2020-06-01", *DATES],
    "DateTime": ["2022-10-05T14:30:00+00:00", "0001-01-01T00:00:00+14:00", *DATES],
}
TEXTS = {
    "lang": ["en", "en", "ru", "ru", "zh-Hant-TW", "no language", "x" * 90],
    "url": ["https://oral.example/7", "http://[", "javascript:alert(1)", "https://\0"],
    "after": ["nonsense", "WyJ4IiwxLCJ5Il0", "WyJ4IiwxZTk5OSwieSJd"],
    "key": ["one", "two", "x" * 201],
    "country": ["KZ", "kz", "XX"],
}
PRACTICES = [key for key in IDS if key.startswith("practice:")]
PLACES = [key for key in IDS if key.startswith(("city:", "region:", "country:"))]
PARTIES = [key for key in IDS if key.startswith(("city:", "institution:"))]
FITTING = {
    **dict.fromkeys(("by", "to", "from", "learnedFrom", "visitor", "host", "origin"), PARTIES),
    **dict.fromkeys(("derivedFrom", "practices"), PRACTICES),
    **dict.fromkeys(("place", "partOf", "municipality"), PLACES),
    "topics": [key for key in IDS if key.startswith("topic:")],
}
CITED = [{"source": "source:book", "locator": "p. 9"}, {"newSource": {"title": "News of Oral"}}, {"source": "source:none"}]
JUNK: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.sampled_from(NUMBERS), st.sampled_from(NASTY), st.lists(st.integers(), max_size=2), st.just({"id": []})
)
BREAKING = [*"{}()[]:!$@#\"'\\&|=", "...", "\ufeff", "\0", "\ud800", '"""', " fragment F on", " mutation {", "\\u{110000}", "0x", "-", "1e"]


@dataclass(frozen=True)
class Operation:
    """An operation as it is sent, and by whom."""

    body: bytes
    role: str


@st.composite
def values(draw: st.DrawFn, type_: Any, name: str) -> Any:
    """A value for an argument or a field of an input, as JSON: mostly a good one."""
    of = get_nullable_type(type_)
    if draw(st.integers(0, 150)) == 150:
        return draw(JUNK)
    if of is type_ and draw(st.integers(0, 3)) == 3:
        return None
    if name == "citations":
        return [draw(st.sampled_from(CITED))]
    if is_list_type(of):
        return draw(st.lists(values(of.of_type, name), min_size=0, max_size=2))
    if is_input_object_type(of):
        return draw(_objects(of))
    if is_enum_type(of):
        return draw(st.sampled_from(sorted(of.values)))
    field, _, argument = name.rpartition(".")
    return draw(_scalars(of.name, argument if argument != "id" or not field else field.removeprefix("correct").lower()))


@st.composite
def _objects(draw: st.DrawFn, of: Any) -> dict[str, Any]:
    names = sorted(of.fields)
    if of.is_one_of:
        chosen = [draw(st.sampled_from(names))]
    else:
        needed = [name for name in names if is_required_input_field(of.fields[name])]
        chosen = sorted({*needed, *draw(st.lists(st.sampled_from(names), max_size=4))})
    return {name: draw(values(of.fields[name].type, name)) for name in chosen}


def _scalars(of: str, name: str) -> st.SearchStrategy[Any]:
    if of == "ID":
        fitting = FITTING.get(name) or [key for key in IDS if key.startswith(f"{name}:")]
        return st.sampled_from(fitting) if fitting else st.sampled_from(IDS)
    if of in PLAIN:
        return st.sampled_from(PLAIN[of])
    kept = st.text(max_size=12)  # without lone surrogates, which no body of JSON gets past the door with
    if name in TEXTS:
        return st.sampled_from(TEXTS[name])
    return st.one_of(st.sampled_from(["Play", "Школа"]), kept)


class Operating(Asking):
    """One operation while it is drawn."""

    def operation(self, depth: int) -> tuple[str, dict[str, Any]]:
        """Return a query, or a mutation of some fields, with the values of its variables."""
        kind = self._draw(st.sampled_from(["query", "mutation"]))
        root = self._schema.mutation_type if kind == "mutation" else self._schema.query_type
        asked = self._selected(root, depth)
        declared = f"({', '.join(self._declared)})" if self._declared else ""
        return f"{kind} Q{declared} {asked} {' '.join(self._fragments)}", self._given

    def _selected(self, type_: Any, depth: int) -> str:
        asked = super()._selected(type_, depth)
        return f"{{ status userErrors {{ code }} {asked[1:]}" if type_.name.endswith("Recorded") else asked


@st.composite
def operations(draw: st.DrawFn, schema: GraphQLSchema) -> Operation:
    """Anything that may be sent: half of it as it should be, the rest spoilt in one way."""
    document, given = Operating(draw, schema, values).operation(depth=draw(st.sampled_from([1, 1, 2, 2, 2, 3])))
    spoilt = draw(st.sampled_from(["", "", "", "", "", "syntax", "syntax", "variables", "variables", "unicode"]))
    if spoilt == "syntax":
        document = _broken(draw, document)
    elif spoilt == "variables":
        given = {**given, draw(st.sampled_from(sorted(given) or ["v1"])): draw(JUNK)}
    elif spoilt == "unicode" and given:
        given = {**given, draw(st.sampled_from(sorted(given))): draw(st.one_of(st.sampled_from(NASTY), st.text(st.characters())))}
    sent = json.dumps({"query": document, "variables": given}).encode()  # characters beyond ASCII, and halves of them, as escapes
    return Operation(sent, draw(st.sampled_from([NO_TOKEN, *Role, *(Role.CURATOR,) * 10])))


def _broken(draw: st.DrawFn, document: str) -> str:
    at, length = draw(st.integers(0, len(document))), draw(st.integers(0, 6))
    strange: str = draw(st.sampled_from(BREAKING))
    return document[:at] + strange + document[at + length :]
