"""The attacks."""

from __future__ import annotations

import json

from tests.attacks.sending import Attack, query

COMPLEX, PARSE, VALIDATION, INPUT, BAD = (
    "TOO_COMPLEX", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "INVALID_INPUT", "BAD_REQUEST",
)  # fmt: skip
STATISTICS = "{ statistics { %s } }"
CITY = '{ city(id: "city:oral") { %s } }'
TOPICS = "{ practices(filter: {topics: %s}) { totalCount } }"
BY_TOPICS = "query($topics: [ID!]) " + TOPICS % "$topics"
BY_ID = "query($id: ID!) { city(id: $id) { id } }"
BY_FIRST = "query($first: Int) { cities(first: $first) { totalCount } }"
ADOPTERS = "adoptedPractices(first: %s) { edges { node { adoptedBy(first: %s) { edges { cursor } } } } }"
PAGES = "{ cities(first: %s) { edges { node { " + ADOPTERS + " } } } }"
FULL = "fragment f on City { " + ADOPTERS % (100, 20) + " }"
UNKNOWN = (
    b'{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0000000000000000000000000000000000000000000000000000000000000000"}}}'
)
LARGE = b'{"query": "", "operationName": "' + b"x" * 10_000_000 + b'"}'
HASH = "0" * 64


def numbered(text: str, count: int) -> str:
    """Return a text so many times, each with its number in place of `#`."""
    return " ".join(text.replace("#", str(number)) for number in range(count))


def fragments(inner: str, count: int) -> str:
    """Return a document of fragments, each of which spreads the next one, `#`, as `inner` says."""
    chain = [f"fragment f{number} on Party {{ {inner.replace('#', str(number + 1))} }}" for number in range(count)]
    return " ".join([CITY % "...f0", *chain, f"fragment f{count} on Party {{ name }}"])


def tree(depth: int) -> str:
    """Return fields that fall together, twice as many at each depth."""
    return f"partOf {{ {tree(depth - 1)} {tree(depth - 1)} }}" if depth else "name"


def nested(depth: int) -> object:
    """Return lists in lists."""
    inner: object = "topic:play"
    for _ in range(depth):
        inner = [inner]
    return inner


def body(name: str, text: bytes, code: str = BAD, status: int = 400) -> Attack:
    """Return an attack by what is sent, whatever it is."""
    return Attack(name=name, code=code, status=status, body=text)


def persisted(name: str, value: object, code: str, status: int) -> Attack:
    """Return an attack by the hash of a document."""
    return body(name, json.dumps({"query": STATISTICS % "cities", "extensions": {"persistedQuery": value}}).encode(), code, status)


ANSWERS = [
    query("60 rankings by alias", CITY % numbered("a#: practicesToStudy { method }", 60), COMPLEX),
    query("a ranking of each of 100 cities", "{ cities(first: 100) { edges { node { practicesToStudy { method } } } } }", COMPLEX),
    query("pages in pages in pages", PAGES % (100, 100, 100), COMPLEX),
    query("pages by the default of a variable", "query($n: Int = 100) " + PAGES % ("$n", "$n", "$n"), COMPLEX),
    query("pages by a variable", "query($n: Int) " + PAGES % ("$n", "$n", "$n"), COMPLEX, {"n": 100}),
    query("a page in a fragment spread by 40 aliases", " ".join([CITY % numbered("a#: municipality { ...f }", 40), FULL]), COMPLEX),
]
DOCUMENTS = [
    query("10,000 aliases", STATISTICS % numbered("a#: cities", 10_000), COMPLEX),
    query("a field 1,900 times", STATISTICS % ("cities " * 1900), COMPLEX),
    query("a list 480 times", "{ " + "statistics { cities } " * 480 + "}", COMPLEX),
    query("fields that fall together", CITY % tree(8), COMPLEX),
    query("fields nested 60 deep", CITY % ("municipality { " * 60 + "name" + " }" * 60), COMPLEX),
    query("fields nested 500 deep", CITY % ("municipality { " * 500 + "name" + " }" * 500), PARSE),
    query("inline fragments nested 100 deep", CITY % ("... { " * 100 + "name" + " }" * 100), COMPLEX),
    query("2,500 aliases", STATISTICS % numbered("a#: cities", 2500), PARSE),
    query("a brace 10,000 times", "{" * 10_000, PARSE),
    query("fragments, each spread twice", fragments("...f# ...f#", 80), COMPLEX),
    query("fragments, each nested twice", fragments("a: partOf { ...f# } b: partOf { ...f# }", 60), COMPLEX),
    query("a chain of 200 fragments", fragments("...f#", 200), COMPLEX),
    query("160 fragments at one place", " ".join([CITY % numbered("...f#", 160), numbered("fragment f# on City { name }", 160)]), COMPLEX),
    query("a circle of one fragment", CITY % "...f" + " fragment f on City { municipality { ...f } }", INPUT),
    query("a circle of 150 fragments", fragments("...f#", 150).replace("{ name }", "{ ...f0 }"), INPUT),
    query(
        "28 fragments that spread each other",
        " ".join([CITY % "...f0", numbered(f"fragment f# on City {{ {numbered('...f#', 28)} }}", 28)]),
        INPUT,
    ),
    query("280 directives on one field", STATISTICS % ("cities" + " @skip(if: 1)" * 280), COMPLEX),
    query("900 unknown directives", STATISTICS % ("cities" + " @a" * 900), COMPLEX),
    query("600 fields with unknown directives", STATISTICS % ("cities @a " * 600), COMPLEX),
    query("1,400 misspelt fields", CITY % numbered("sharedPractice#", 1400), VALIDATION),
    query("a name of 60,000 letters", "{ " + "a" * 60_000 + " }", VALIDATION),
    query("250 operations", numbered("query q# { statistics { cities } }", 250), COMPLEX),
    query("400 variables of one name", "query(" + "$a: ID " * 400 + ") " + STATISTICS % "cities", VALIDATION),
    query("a text of 64,000 letters", '{ city(id: "' + "x" * 64_000 + '") { id } }', INPUT),
    query("a text of 32,000 escapes", '{ city(id: "' + "\\n" * 32_000 + '") { id } }', INPUT),
    query("a block of 30,000 lines", '{ city(id: """' + "x\n" * 30_000 + '""") { id } }', INPUT),
    query("a comment of 900,000 letters", STATISTICS % "cities" + " #" + "x" * 900_000, COMPLEX),
    query("30,000 comments", STATISTICS % "none" + "#\n" * 30_000, PARSE),
    query("900,000 spaces", STATISTICS % "cities" + " " * 900_000, COMPLEX),
    query("introspection in introspection", "{ __schema { types { " + "fields { type { " * 8 + "name" + " } }" * 8 + " } } }", VALIDATION),
    query("the schema 60 times", "{ " + numbered("a#: __schema { types { fields { name args { name } } } }", 60) + " }", COMPLEX),
]
VALUES = [
    query("lists nested 150 deep, written", TOPICS % ("[" * 150 + "]" * 150), VALIDATION),
    query("lists nested 900 deep, written", TOPICS % ("[" * 900 + "]" * 900), PARSE),
    query(
        "objects nested 150 deep, written", "{ practices(filter: " + "{topics: " * 150 + "1" + "}" * 150 + ") { totalCount } }", VALIDATION
    ),
    query("1,900 wrong values, written", TOPICS % ("[" + "1.5 " * 1900 + "]"), VALIDATION),
    query("lists nested 900 deep", BY_TOPICS, COMPLEX, {"topics": nested(900)}),
    body(
        "lists nested 200,000 deep",
        b'{"query": "{x}", "variables": {"a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}}",
        "BODY_TOO_LARGE",
        413,
    ),
    body("300,000 empty objects", b'{"query": "{x}", "variables": {"a": [' + b"{}," * 300_000 + b"{}]}}", "BODY_TOO_LARGE", 413),
    query("100,000 ids", BY_TOPICS, COMPLEX, {"topics": ["a:b"] * 100_000}),
    query("4,000 wrong values", BY_TOPICS, VALIDATION, {"topics": [{}] * 4000}),
    query("an integer of 60,000 digits, written", "{ cities(first: " + "9" * 60_000 + ") { totalCount } }", VALIDATION),
    body("an integer of 900,000 digits", b'{"query": "%s", "variables": {"first": %s}}' % (BY_FIRST.encode(), b"9" * 900_000)),
    query("an integer just too large", BY_FIRST, VALIDATION, {"first": 2**31}),
    query("a page of -2147483648", BY_FIRST, INPUT, {"first": -(2**31)}),
    query("a page of 2147483647", BY_FIRST, INPUT, {"first": 2**31 - 1}),
    query("NUL in an id", BY_ID, INPUT, {"id": "city:\0"}),
    query("NUL in a document", STATISTICS % "cities \0", PARSE),
    query("half a character in a document", '{ city(id: "\\ud800") { id } }', PARSE),
    body("half a character in a variable", b'{"query": "%s", "variables": {"id": "\\ud800"}}' % BY_ID.encode()),
    body("half a character in a query", b'{"query": "{ \\udfff }"}'),
    Attack(name="half a character in an address", code=PARSE, address=b"query=%7B%20%ED%A0%80%20%7D"),
    query("a distance of 1e999", CITY % "citiesToVisit(maxDistanceKm: -1e999) { method }", INPUT),
    query("an id of 900,000 letters", BY_ID, COMPLEX, {"id": "city:" + "x" * 900_000}),
]
REQUESTS = [
    body("a body of 10 MB", LARGE, "BODY_TOO_LARGE", 413),
    Attack(name="a body of 10 MB that does not tell its length", code="BODY_TOO_LARGE", status=413, body=LARGE, tells_length=False),
    Attack(
        name="a body that lies about its length",
        code="BODY_TOO_LARGE",
        status=413,
        headers={"content-length": "9" * 19},
        tells_length=False,
    ),
    body("a batch of 1,000", json.dumps([{"query": STATISTICS % "cities"}] * 1000).encode()),
    body("no JSON", b"\xff" * 900_000),
    body("a request that is a number", b"1"),
    body("a query that is a list", b'{"query": [' + b'"x",' * 9000 + b'"x"]}'),
    body("a query that is nothing", b'{"query": null}'),
    body("an operation that is not there", b'{"query": "query A { topics { id } }", "operationName": "B"}', "OPERATION_RESOLUTION_FAILURE"),
    Attack(
        name="a form with files", code="UNSUPPORTED_MEDIA_TYPE", status=415, headers={"content-type": "multipart/form-data; boundary=x"}
    ),
    Attack(name="a form of another site", code="UNSUPPORTED_MEDIA_TYPE", status=415, headers={"content-type": "text/plain"}, body=b"{}"),
    Attack(name="a mutation in an address", code="METHOD_NOT_ALLOWED", status=405, address=b"query=mutation%7Bx%7D"),
    Attack(name="a batch in an address", code=BAD, status=400, address=b"query=%7Bx%7D&variables=%5B%5D"),
    persisted("a hash of another document", {"version": 1, "sha256Hash": HASH}, "PERSISTED_QUERY_HASH_MISMATCH", 400),
    persisted("a hash that is none", {"version": 1, "sha256Hash": "../" * 20}, BAD, 400),
    persisted("a hash of another kind", {"version": 2, "sha256Hash": HASH}, BAD, 400),
    body("a hash that nobody registered", UNKNOWN, "PERSISTED_QUERY_NOT_FOUND", 200),
    body("a document by a path", b'{"documentId": "../../etc/passwd"}', "DOCUMENT_NOT_FOUND", 404),
]
ATTACKS = [*ANSWERS, *DOCUMENTS, *VALUES, *REQUESTS]
