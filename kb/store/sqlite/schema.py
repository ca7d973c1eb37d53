"""The tables of an embedded store, and how a file is recognised as one.

`node` and `version` hold what was written; `fact` is the narrow line of each accepted version, by which lists are
walked. `actor`, `member`, the tallies, `strand`, `adopters` and `latest` are derived and kept in the same transaction.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from kb.model import FactKind

APPLICATION_ID = 0x6B62_706C  # "kbpl", in the header of the file
SCHEMA_VERSION = 4


class Strand(IntEnum):
    """What an accepted fact is to lists: its kind, and of an adoption whether it is the party's current step."""

    SHARE = 1
    VISIT = 2
    CURRENT = 3
    EARLIER = 4


STRANDS: dict[FactKind, tuple[Strand, ...]] = {
    FactKind.SHARE: (Strand.SHARE,),
    FactKind.VISIT: (Strand.VISIT,),
    FactKind.ADOPTION: (Strand.CURRENT, Strand.EARLIER),
}


def strands_of(kind: FactKind | None, current: bool) -> tuple[Strand, ...]:
    """Return the strands that a list of facts is made of."""
    every = STRANDS[kind] if kind else tuple(Strand)
    return tuple(strand for strand in every if not (current and strand is Strand.EARLIER))


class Roll(StrEnum):
    """A list of nodes that has owners, as `member` and `node_tally` name it."""

    ALL = "all"
    WITHIN = "within"
    ORIGIN = "origin"
    DERIVED_FROM = "derived_from"
    PROGRAMME = "programme"


_UNFINISHED = "CREATE TABLE unfinished (id INTEGER PRIMARY KEY CHECK (id = 1), started_at INTEGER NOT NULL, written INTEGER NOT NULL)"
_NOTE = "CREATE TABLE note (shelf TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (shelf, key)) WITHOUT ROWID"
_PARTICIPATION = """CREATE TABLE participation (
    programme INTEGER NOT NULL REFERENCES node, party INTEGER NOT NULL REFERENCES node,
    PRIMARY KEY (programme, party)
) WITHOUT ROWID"""
_BY_PARTY = "CREATE INDEX participation_party ON participation (party, programme)"
_BY_TOPIC = "CREATE INDEX practice_topic_topic ON practice_topic (topic, practice)"
_PARTICIPATED = """
    INSERT INTO participation (programme, party)
    SELECT frame.no, party.no FROM node AS frame, json_each(CAST(frame.body AS TEXT), '$.parties') AS part
    JOIN node AS party ON party.id = json_extract(part.value, '$.party') WHERE frame.kind = 'programme'
    UNION
    SELECT frame.no, party.no FROM node AS frame JOIN node AS party ON party.id = json_extract(CAST(frame.body AS TEXT), '$.organiser')
    WHERE frame.kind = 'programme'
"""
UPGRADES = {  # what makes a store of a version one of the next
    1: (_UNFINISHED,),
    2: (_NOTE,),
    3: (_PARTICIPATION, _PARTICIPATED, _BY_PARTY, _BY_TOPIC),
}
TABLES = f"""
{_UNFINISHED};
{_NOTE};
CREATE TABLE revision (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, bulk_after INTEGER, bulk_to INTEGER);
CREATE TABLE change (
    revision INTEGER NOT NULL REFERENCES revision, id TEXT NOT NULL, status TEXT,
    PRIMARY KEY (revision, id)
) WITHOUT ROWID;

CREATE TABLE node (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, body BLOB NOT NULL,
    name_key TEXT NOT NULL, form TEXT, cost INTEGER, effort INTEGER, evidence INTEGER,
    larger INTEGER REFERENCES node DEFERRABLE INITIALLY DEFERRED,
    origin INTEGER REFERENCES node DEFERRABLE INITIALLY DEFERRED,
    actor INTEGER REFERENCES node DEFERRABLE INITIALLY DEFERRED,
    rank INTEGER NOT NULL, depth INTEGER NOT NULL DEFAULT 0,
    adopters INTEGER NOT NULL DEFAULT 0, latest INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX node_by_name ON node (kind, name_key, id);
CREATE INDEX node_by_adopters ON node (kind, adopters, id);
CREATE INDEX node_by_latest ON node (kind, latest, id);
CREATE INDEX node_by_depth ON node (rank, depth, no);
CREATE INDEX node_larger ON node (larger) WHERE larger IS NOT NULL;
CREATE INDEX node_origin ON node (origin) WHERE origin IS NOT NULL;
CREATE TABLE practice_topic (
    practice INTEGER NOT NULL REFERENCES node, topic INTEGER NOT NULL REFERENCES node,
    PRIMARY KEY (practice, topic)
) WITHOUT ROWID;
{_BY_TOPIC};
{_PARTICIPATION};
{_BY_PARTY};
CREATE TABLE member (
    roll TEXT NOT NULL, owner INTEGER NOT NULL REFERENCES node, kind TEXT NOT NULL, name_key TEXT NOT NULL, id TEXT NOT NULL,
    node INTEGER NOT NULL REFERENCES node, times INTEGER NOT NULL,
    PRIMARY KEY (roll, owner, kind, name_key, id)
) WITHOUT ROWID;
CREATE INDEX member_node ON member (node, roll, owner) WHERE roll <> 'programme';
CREATE TABLE node_tally (
    owner INTEGER NOT NULL, roll TEXT NOT NULL, kind TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (owner, roll, kind)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
    name, body, tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'"
);

CREATE TABLE version (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL, number INTEGER NOT NULL, status TEXT NOT NULL,
    recorded_at INTEGER NOT NULL, recorded_by TEXT NOT NULL, revision INTEGER NOT NULL, reason TEXT, body BLOB NOT NULL
);
CREATE TABLE former_key (
    key TEXT NOT NULL, fact TEXT NOT NULL, present INTEGER NOT NULL,
    PRIMARY KEY (key, fact)
) WITHOUT ROWID;
CREATE INDEX former_key_fact ON former_key (fact);
CREATE TABLE fact (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL, strand INTEGER NOT NULL,
    practice INTEGER REFERENCES node, taker INTEGER NOT NULL REFERENCES node, giver INTEGER REFERENCES node,
    taker_actor INTEGER NOT NULL, giver_actor INTEGER, programme INTEGER REFERENCES node,
    day INTEGER NOT NULL, last_day INTEGER NOT NULL, stage TEXT, circle TEXT,
    held INTEGER NOT NULL, disputed INTEGER NOT NULL, in_use INTEGER NOT NULL
);
CREATE TABLE fact_source (
    fact INTEGER NOT NULL, source INTEGER NOT NULL REFERENCES node,
    strand INTEGER NOT NULL, day INTEGER NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (fact, source)
) WITHOUT ROWID;
CREATE TABLE fact_tally (
    owner INTEGER NOT NULL, side TEXT NOT NULL, strand INTEGER NOT NULL, n INTEGER NOT NULL, latest INTEGER NOT NULL,
    PRIMARY KEY (owner, side, strand)
) WITHOUT ROWID;
"""

STEP_INDEX = {"fact_step": "CREATE INDEX fact_step ON fact (practice, taker_actor, taker, in_use) WHERE stage IS NOT NULL"}
VERSION_INDEX = {"version_id": "CREATE UNIQUE INDEX version_id ON version (id, number)"}
LIST_INDEXES = {
    "fact_all": "CREATE INDEX fact_all ON fact (strand, day, id)",
    "fact_taker": "CREATE INDEX fact_taker ON fact (taker_actor, strand, day, id)",
    "fact_own_taker": "CREATE INDEX fact_own_taker ON fact (taker, strand, day, id) WHERE taker <> taker_actor",
    "fact_giver": "CREATE INDEX fact_giver ON fact (giver_actor, strand, day, id) WHERE giver_actor IS NOT NULL",
    "fact_own_giver": "CREATE INDEX fact_own_giver ON fact (giver, strand, day, id) WHERE giver <> giver_actor",
    "fact_practice": "CREATE INDEX fact_practice ON fact (practice, strand, day, id) WHERE practice IS NOT NULL",
    "fact_programme": "CREATE INDEX fact_programme ON fact (programme, strand, day, id) WHERE programme IS NOT NULL",
    "fact_of_source": "CREATE INDEX fact_of_source ON fact_source (source, strand, day, id)",
}
INDEXES = {**VERSION_INDEX, **STEP_INDEX, **LIST_INDEXES}
