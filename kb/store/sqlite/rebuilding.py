"""Everything that is derived from accepted facts, reckoned in one go, with the indexes over them."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from kb.store.sqlite.ledger import STEP_COLUMNS, set_strands, strand_changes
from kb.store.sqlite.opening import USUAL_CACHE
from kb.store.sqlite.pool import Session
from kb.store.sqlite.schema import INDEXES, LIST_INDEXES, STEP_INDEX, VERSION_INDEX, Roll

_SEVERAL_STEPS = f"""
    SELECT f.practice, f.taker_actor, f.taker, {", ".join(f"f.{name}" for name in STEP_COLUMNS.split(", "))}
    FROM (
        SELECT practice, taker_actor, taker FROM fact INDEXED BY fact_step
        WHERE stage IS NOT NULL GROUP BY practice, taker_actor, taker HAVING count(*) > 1
    ) AS party
    CROSS JOIN fact AS f INDEXED BY fact_step
        ON f.practice = party.practice AND f.taker_actor = party.taker_actor AND f.taker = party.taker AND f.stage IS NOT NULL
"""
_SMALL_CACHE = "PRAGMA cache_size = -2048"  # KiB: SQLite sorts in runs of this size, a third faster while they fit into the processor's
_TALLY = "INSERT INTO fact_tally (owner, side, strand, n, latest) "
_TALLIES = (
    "SELECT 0, 'all', strand, count(*), max(day) FROM fact GROUP BY strand",
    "SELECT taker_actor, 'taker', strand, count(*), max(day) FROM fact GROUP BY taker_actor, strand",
    "SELECT taker, 'taker', strand, count(*), max(day) FROM fact WHERE taker <> taker_actor GROUP BY taker, strand",
    "SELECT giver_actor, 'giver', strand, count(*), max(day) FROM fact WHERE giver_actor IS NOT NULL GROUP BY giver_actor, strand",
    "SELECT giver, 'giver', strand, count(*), max(day) FROM fact WHERE giver <> giver_actor GROUP BY giver, strand",
    "SELECT practice, 'practice', strand, count(*), max(day) FROM fact WHERE practice IS NOT NULL GROUP BY practice, strand",
    "SELECT programme, 'programme', strand, count(*), max(day) FROM fact WHERE programme IS NOT NULL GROUP BY programme, strand",
    "SELECT source, 'source', strand, count(*), max(day) FROM fact_source GROUP BY source, strand",
)
_REST = (
    f"DELETE FROM member WHERE roll = '{Roll.PROGRAMME}'",
    f"""
    INSERT INTO member (roll, owner, kind, name_key, id, node, times)
    SELECT '{Roll.PROGRAMME}', about.programme, 'practice', node.name_key, node.id, node.no, about.times
    FROM (
        SELECT programme, practice, count(*) AS times FROM fact NOT INDEXED
        WHERE programme IS NOT NULL AND practice IS NOT NULL GROUP BY programme, practice
    ) AS about JOIN node ON node.no = about.practice
    """,
    f"DELETE FROM node_tally WHERE roll = '{Roll.PROGRAMME}'",
    f"""
    INSERT INTO node_tally (owner, roll, kind, n)
    SELECT owner, roll, kind, count(*) FROM member WHERE roll = '{Roll.PROGRAMME}' GROUP BY owner, kind
    """,
    "UPDATE node SET adopters = 0 WHERE adopters <> 0",
    """
    UPDATE node SET adopters = used.n
    FROM (
        SELECT practice, count(DISTINCT taker_actor) AS n FROM fact INDEXED BY fact_step
        WHERE stage IS NOT NULL AND in_use = 1 GROUP BY practice
    ) AS used WHERE node.no = used.practice
    """,
    """
    UPDATE node SET adopters = used.n
    FROM (
        SELECT taker_actor, count(DISTINCT practice) AS n FROM fact INDEXED BY fact_step
        WHERE stage IS NOT NULL AND in_use = 1 GROUP BY taker_actor
    ) AS used WHERE node.no = used.taker_actor
    """,
    "UPDATE node SET latest = coalesce((SELECT max(latest) FROM fact_tally WHERE owner = node.no), 0)",
)


def drop_indexes(session: Session) -> None:
    """Drop the indexes over versions and facts; `rebuild` makes them again."""
    for name in INDEXES:
        session.run(f"DROP INDEX {name}")


def rebuild(session: Session) -> None:
    """Make the indexes, tell current steps from earlier ones, and count everything."""
    session.run(_SMALL_CACHE)
    for statement in (*VERSION_INDEX.values(), *STEP_INDEX.values()):
        session.run(statement)
    _flag_steps(session)
    for statement in LIST_INDEXES.values():
        session.run(statement)
    session.run("DELETE FROM fact_tally")
    for statement in _TALLIES:
        session.run(_TALLY + statement)
    for statement in _REST:
        session.run(statement)
    session.run(USUAL_CACHE)


def _flag_steps(session: Session) -> None:
    changes: list[tuple[int, int]] = []
    for _, steps in groupby(session.each(_SEVERAL_STEPS), itemgetter(0, 1, 2)):
        changes += strand_changes([row[3:] for row in steps])
    set_strands(session, changes)
