"""What a field costs: 1, unless it is here. About 1 for each look-up in the store, so that an answer of the graph weighs many."""

from __future__ import annotations

from collections.abc import Mapping

ANSWERS: Mapping[str, int] = {  # fields that ask the graph
    "Party.practicesToStudy": 2000,
    "Party.citiesToVisit": 2000,
    "Party.visitPlan": 2000,
    "Party.followUp": 500,
    "Party.exposure": 500,
    "Party.innovation": 500,
    "City.similarCities": 1000,
    "Practice.spread": 1000,
    "Query.flows": 1000,
    "Spread.statistics": 2000,
    "Spread.inferredNetwork": 4000,
    "Spread.likelySources": 2000,
}
WEIGHTS: Mapping[str, int] = {**ANSWERS, "Query.search": 200, "Query.changes": 20, "Query.latest": 50}
MUTATION = 500  # each field of a mutation
LENGTHS: Mapping[str, int] = {  # of lists that nobody can ask a part of
    "Query.topics": 100,
    "Query.countries": 100,
    "Spread.curve": 50,
    "Spread.reach": 50,
    "__Schema.types": 100,
    "__Schema.directives": 8,
    "__Type.fields": 4,
    "__Field.args": 1,
    "__Type.inputFields": 1,
    "__Type.interfaces": 1,
    "__Type.possibleTypes": 1,
    "__Type.enumValues": 1,
}
LENGTH = 5  # of any other such list
SIZES = ("first", "stops", "ids")  # arguments that say how long a list is
