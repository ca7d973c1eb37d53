"""What labels, relationships and properties of the graph mean, for people who read it or ask it: `schema/neo4j.cypher`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap

from kb.store.neo4j.schema import statements

_WIDTH = 120
_HEAD = """\
The graph of the peer-learning knowledge base in Neo4j 5.26 or newer. The store makes these constraints and indexes itself, where \
they are missing; running this file does the same, and running it twice no more. Made by `make schema`; not to be edited."""
_LABELS = {
    "Party": "who shares, adopts and visits: each City, Region, Country and Institution",
    "Practice": "something done in one place that others can learn",
    "Programme": "the frame in which learning happened: a network, an internship, an agreement ...",
    "Topic": "a word of the list of what practices are about",
    "Source": "a publication that facts are cited from",
    "FactVersion": "a version of a fact that is not accepted: its status; where superseded, since superseded_in, and what it was before",
    "KnowledgeBase": "one node: revision, changed_at, counts, format, shape, whether keys changed (rekeyed), load_... while one runs",
    "Note": "something kept beside the graph, on a shelf under a key: a proposal, the hash of a token ...",
    "Change": "a line of the change log: what has the id `changed` changed at that revision, at that time",
}
_FACTS = {
    "(Practice)-[:SHARED_WITH]->(Party)": "it was shown to the party (to), by another (from)",
    "(Practice)-[:ADOPTED_BY]->(Party)": "the party (by) took a step with it (stage), and learned it from another (learned_from)",
    "(Party)-[:VISITED]->(Party)": "the visitor came to see the host",
}
_TIES = {
    "(Party)-[:PART_OF]->(Party), (Institution)-[:LOCATED_IN]->(Party)": "the place around it",
    "(Practice)-[:ORIGINATED_AT]->(Party)": "where it began",
    "(Practice)-[:DERIVED_FROM]->(Practice)": "what it grew out of",
    "(Practice)-[:ABOUT]->(Topic)": "what it is about",
    "(Party)-[:TAKES_PART_IN]->(Programme)": "with role and since; position is its place in the list of parties",
    "(Programme)-[:HELD_IN]->(Party), (Programme)-[:ORGANISED_BY]->(Party), (Programme)-[:PART_OF]->(Programme)": "its frame",
}
_DERIVED_TIES = {
    "(Party)-[:LEARNED_FROM]->(Party)": "who learned from whom, by a share or an adoption that counts; with fact, practice and date",
    "(Party)-[:WITHIN]->(Party)": "every larger place around it, however far up",
    "(Programme)-[:CARRIED]->(Practice)": "the programme's facts that are about the practice: how many (facts)",
    "(Source)-[:REPORTS]->(Party)": "a fact that cites the source, by the party that learned in it",
}
_PROPERTIES = {
    "name, title": "in English where it has one, else in a language of its own; name_en, name_ru, title_en ... one for each language",
    "date": "as it was written (EDTF), with the days it may mean, date_earliest and date_latest; likewise start, end, since, published",
    "occurrence, disputed, date_meaning": "of a fact: held or announced; true where sources contradict each other; frame where only its"
    " programme is dated",
    "location": "a point (WGS 84), for point.distance",
    "sources, locators": "the ids of the sources that are cited, and where each says so, place by place",
    "merged_into": "of a node that turned out to be another of its kind: that one's id; it is in no list, and little is tied to it",
    "number, revision, recorded_at, recorded_by, reason_en ...": "which version of the fact it is, and how it came about",
}
_DERIVED_PROPERTIES = {
    "counts": "of a fact: it was held, and by a party that is named (no collective)",
    "current": "of an adoption: it says at which stage the party is with the practice now",
    "taker_actor, giver_actor": "who learned and who gave, by the municipality that the party is in, or itself where it is in none",
    "actor": "of a party, that municipality; of ORIGINATED_AT, the origin's",
    "adopters": "of a practice: actors that ever used it; of a party: practices it ever used",
    "latest": "the earliest day of its latest fact, as a number (1 is 1 January of the year 1, 0 is unknown); likewise day",
    "shares, visits, current_adoptions, earlier_adoptions": "lengths of lists of facts, of a party with taken_ or given_ before",
    "within_city, origin_practice ...": "lengths of lists of nodes; all_city ... of all there are",
    "strand, circle": "what tells lists of facts, and unnamed collectives of one party, from each other",
    "hash, key": "what tells one content, and what one says, from another",
    "sort_name, sort_day ...": "keys that lists are walked along: owner, what is sorted by, id",
    "words, words_of_name": "what the full-text index finds a node by",
}
_SECTIONS: dict[str, Mapping[str, str]] = {
    "Labels": _LABELS,
    "Relationships that are facts; only accepted ones are": _FACTS,
    "Relationships that nodes name": _TIES,
    "Relationships that follow from the rest, and are kept in the same transaction": _DERIVED_TIES,
    "Properties": _PROPERTIES,
    "Properties that follow from the rest, and are kept in the same transaction": _DERIVED_PROPERTIES,
}


def script() -> str:
    """Return the constraints and indexes as a Cypher script, under a comment that explains the graph."""
    return "\n".join([*_legend(), "", *(f"{statement};" for statement in statements()), ""])


def _legend() -> Iterator[str]:
    yield from _comment(_HEAD, "")
    for title, entries in _SECTIONS.items():
        yield "//"
        yield f"// {title}:"
        for what, meaning in entries.items():
            yield from _comment(f"{what}: {meaning}", "  ")


def _comment(text: str, indent: str) -> Iterator[str]:
    start = f"// {indent}"
    yield from wrap(text, _WIDTH, initial_indent=start, subsequent_indent=f"{start}    " if indent else start, break_on_hyphens=False)
