"""The questions that are put to both sides: in our words and in those of @neo4j/graphql, and what both must answer.

Both list every ADOPTED_BY relationship of a city or a practice, the latest day first, ties by id from the highest down,
undated ones last. Ours is asked for all steps (`current: false`), because relationships are what @neo4j/graphql lists,
and over a base in which cities alone take part: ours would count an institution's steps as its city's too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Json = Any
Variables = dict[str, Any]
_LATEST = "sort: [{ edge: { day: DESC } }, { edge: { id: DESC } }]"


@dataclass(frozen=True)
class Question:
    """A question, how each side puts it, and how each side's data read as plain rows."""

    name: str
    ours: str
    peers: str
    rows_of_ours: Callable[[Json], Json]
    rows_of_peers: Callable[[Json], Json]


@dataclass(frozen=True)
class Asked:
    """A question with the values that make it one: in our variables, and in those of the other side."""

    question: Question
    ours: Variables
    peers: Variables


def _our_cities(data: Json) -> Json:
    return [_our_city(edge["node"]) for edge in data["cities"]["edges"]]


def _our_city(city: Json) -> Json:
    listed = city["adoptedPractices"]
    return [city["name"], listed["totalCount"], [_our_practice(edge) for edge in listed["edges"]]]


def _our_practice(edge: Json) -> Json:
    adopters = edge["node"].get("adoptedBy", {"totalCount": None, "edges": []})
    named = [[each["node"]["name"], _our_date(each)] for each in adopters["edges"]]
    return [edge["node"]["title"], _our_date(edge), adopters["totalCount"], named]


def _our_date(edge: Json) -> Json:
    return edge["fact"]["date"] and edge["fact"]["date"]["edtf"]


def _peer_city(city: Json) -> Json:
    listed = city["adoptedConnection"]
    return [city["name_en"], listed["totalCount"], [_peer_practice(edge) for edge in listed["edges"]]]


def _peer_practice(edge: Json) -> Json:
    adopters = edge["node"].get("adoptersConnection", {"totalCount": None, "edges": []})
    named = [[each["node"]["name_en"], each["properties"]["date"]] for each in adopters["edges"]]
    return [edge["node"]["title_en"], edge["properties"]["date"], adopters["totalCount"], named]


FLAT = Question(
    "flat: a city, its 20 latest adopted practices, how many in all",
    """query ($city: ID!) { city(id: $city) { name adoptedPractices(first: 20, current: false) {
        totalCount edges { node { title } fact { date { edtf } } } } } }""",
    f"""query ($city: ID!) {{ cities(where: {{ id: {{ eq: $city }} }}) {{ name_en adoptedConnection(first: 20, {_LATEST}) {{
        totalCount edges {{ node {{ title_en }} properties {{ date }} }} }} }} }}""",
    lambda data: [_our_city(data["city"])],
    lambda data: [_peer_city(city) for city in data["cities"]],
)
NESTED = Question(
    "nested: 20 cities, 5 latest practices each, 5 latest adopters each, how many in all on both levels",
    """query ($after: String) { cities(first: 20, after: $after) { edges { node { name adoptedPractices(first: 5, current: false) {
        totalCount edges { fact { date { edtf } } node { title adoptedBy(first: 5, current: false) {
        totalCount edges { node { name } fact { date { edtf } } } } } } } } } } }""",
    f"""query ($offset: Int!) {{ cities(limit: 20, offset: $offset, sort: [{{ name_en: ASC }}]) {{ name_en
        adoptedConnection(first: 5, {_LATEST}) {{ totalCount edges {{ properties {{ date }} node {{ title_en
        adoptersConnection(first: 5, {_LATEST}) {{ totalCount edges {{ node {{ name_en }} properties {{ date }} }} }} }} }} }} }} }}""",
    _our_cities,
    lambda data: [_peer_city(city) for city in data["cities"]],
)
EVERY_CITY = """query ($after: String) { cities(first: 100, after: $after) {
    edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }"""
PAGE_OF_CITIES = 20


def flat(city: str) -> Asked:
    """Ask about a city."""
    return Asked(FLAT, {"city": city}, {"city": city})


def nested(after: str | None, offset: int) -> Asked:
    """Ask about the cities after a cursor of ours, which is after that many of them."""
    return Asked(NESTED, {"after": after}, {"offset": offset})
