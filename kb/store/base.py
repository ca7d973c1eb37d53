"""The port to a store: async, batch-shaped, without ranking or scoring.

Each clause below has a number; `tests/store/test_contract_*.py` have a test of that number, run on every adapter.

Words. A fact has a *taker* (to, by, visitor) and may have a *giver* (from, learned_from, host): who learns, and
from whom. A party's *actor* is its municipality, or itself where it has none. A list asked of an actor holds the
facts of all parties it acts for; asked of any other party, its own alone.

Of every list:
  L1  Items come in the list's order, ties by id in the same direction; what has no date comes last in both orders.
  L2  A page starts after its position, whether or not the item at that position still exists.
  L3  `more` tells whether items follow; every owner asked for is in the answer, an unknown one with nothing.
  L4  Only accepted versions are in lists, counts, searches and statistics.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from kb.model import AnyFact, AnyNode, FactId, FactStatus, NodeId, Texts, Version
from kb.model.texts import NO_TEXTS
from kb.paging import Page, Slice
from kb.store.asking import EVERYTHING, FactFilter, FactList, FactOrder, FactSide, NodeFilter, NodeList, NodeOrder, NodeSide, SearchQuery

__all__ = [
    "EVERYTHING", "Change", "FactFilter", "FactList", "FactOrder", "FactSide", "Known", "LogPosition", "NodeFilter",
    "NodeList", "NodeOrder", "NodeSide", "Note", "Recording", "Row", "SearchQuery", "Statistics", "Store",
    "Unfinished", "Write",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A fact to be written as its next version, with what became of it."""

    fact: AnyFact
    status: FactStatus = FactStatus.ACCEPTED
    reason: Texts = NO_TEXTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something kept beside the graph: a proposal, the hash of a token, what an earlier request came to.

    A note is of no revision, and in no list, count, search, scan or change.
    """

    shelf: str  # a plain word
    key: str
    body: str | None  # None: there is none, or no longer
    fresh: bool = False  # the key may not be taken yet; without a body, it stays free


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One change of the store: all of it, or nothing."""

    nodes: Sequence[AnyNode] = ()  # put: added, or replaced where they differ
    facts: Sequence[Recording] = ()
    notes: Sequence[Note] = ()  # put, or taken away
    at_revision: int | None = None  # only while the store is at this one; None: at any
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Which fact has, or once had, a natural key, and what became of it."""

    fact: FactId
    status: FactStatus  # accepted where a version of the fact is, else that of its latest version
    superseded: bool  # the fact has another natural key now


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line of the change log: at that revision, that node or fact changed."""

    revision: int
    id: str
    at: datetime
    status: FactStatus | None = None  # None: a node


class LogPosition(NamedTuple):
    """A place in the change log: after the change of that id at that revision."""

    revision: int
    id: str = "\U0010ffff"  # after every change of the revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A load or a copy that a store takes in several transactions, and that has not come to its end: it runs, or it broke off."""

    started_at: datetime
    written: int  # nodes and facts so far
    total: int | None  # None: nobody knows beforehand


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How much there is: accepted facts and nodes by kind."""

    revision: int
    last_change: datetime | None
    counts: Mapping[str, int] = field(default_factory=dict)  # by NodeKind and FactKind
    unfinished: Unfinished | None = None


Row = AnyNode | Version | Change


class Store(Protocol):
    """Where nodes, facts, their versions and the change log are kept. Every method raises StoreError."""

    async def revision(self) -> int:
        """1. The number of writes so far; an empty store has 0."""

    async def statistics(self) -> Statistics:
        """2. Counts by kind, without reading what is counted; 2a. the revision and the time of the last change."""

    async def changes(self, after: LogPosition, first: int) -> list[Change]:
        """3. Up to `first` changes after a position, by revision, then by id; 3a. a node or fact comes once in a revision."""

    async def nodes(self, ids: Collection[NodeId]) -> dict[NodeId, AnyNode]:
        """4. Nodes by id; unknown ids are absent; no ids give {}.

        4a. A node that is merged into another is found by its id and scanned, after what it refers to, but 4b. is in no
            list, count, statistics or search, and 4c. is part of nothing, acts for itself alone and began nowhere.
        4d. Merged and taken out again, it is as if it had never been. Who merges it moves what refers to it.
        """

    async def facts(self, ids: Collection[FactId]) -> dict[FactId, Version]:
        """5. The accepted version of each fact; facts without one are absent."""

    async def history(self, ids: Collection[FactId]) -> dict[FactId, list[Version]]:
        """6. Every version of each fact, the first one first; unknown ids are absent."""

    async def known(self, keys: Collection[str]) -> dict[str, Known]:
        """7. What has a natural key now, or 7a. had it before it was corrected, withdrawn or rejected."""

    async def upwards(self, ids: Collection[NodeId]) -> dict[NodeId, tuple[NodeId, ...]]:
        """7b. Of each party: itself and the larger places around it, nearest first; unknown ids are absent."""

    async def fact_pages(self, what: FactList, owners: Collection[str], page: Page) -> dict[str, Slice[Version]]:
        """8. A page of each owner's list, L1 to L4; positions are (sort day, fact id). 8a-8h: one clause per filter.

        8i. With `page.counted`, each slice has the length of its whole list.
        8j. With `page.joined`, a slice of shares or adoptions may bring the node at the other end of each: the practice
            where a taker is asked, the taker where a practice is.
        """

    async def fact_counts(self, what: FactList, owners: Collection[str]) -> dict[str, int]:
        """9. The length of each owner's list; 9a. without filters it is kept, not counted."""

    async def node_pages(self, what: NodeList, owners: Collection[str], page: Page) -> dict[str, Slice[AnyNode]]:
        """10. A page of each owner's list; positions are (name key, count or day; node id). 10a-10m: one clause per filter.

        10n. With `page.counted`, each slice has the length of its whole list.
        """

    async def node_counts(self, what: NodeList, owners: Collection[str]) -> dict[str, int]:
        """11. The length of each owner's list; 11a. without filters it is kept, not counted, but of a topic and a party's programmes."""

    async def match(self, query: SearchQuery) -> list[AnyNode]:
        """12. Up to `most` nodes that hold every word, 12a. those that hold them in their names first, then by id.

        12b. No words find nothing.
        """

    async def notes(self, shelf: str, keys: Collection[str]) -> dict[str, str]:
        """12c. The body of each note of a shelf by its key; unknown keys are absent."""

    async def note_page(self, shelf: str, after: str, first: int) -> list[tuple[str, str]]:
        """12d. Up to `first` notes of a shelf after a key, by key: each key with its body."""

    def scan(self, *, versions: bool = False) -> AsyncIterator[list[Row]]:
        """13. Everything of one revision, in batches: nodes (what they refer to first), then accepted facts.

        13a. With `versions`: every version of every fact instead, in no order, then the change log in its own.
        13b. A node that is written anew while the nodes are read may come twice; the later one counts.
        """

    async def write(self, write: Write) -> int:
        """14. Write all or nothing, and return the new revision.

        14a. What is as it was already changes nothing: no version, no change, no revision.
        14b. A fact with a known id becomes its next version, the one before is superseded; but an accepted one is
             superseded by what is accepted or withdrawn alone, and not by what is only proposed, or rejected.
        14c. Raises Refused with every dangling reference, and writes nothing.
        14d. Lists, counts and searches see it at once.
        14e. Raises Refused when two accepted facts would have the same natural key, and writes nothing.
        14f. Notes are written with it, but change no revision; 14g. raises Conflict when the key of a fresh one is
             taken, and writes nothing; 14h. and when the store is at another revision than `at_revision`.
        """

    async def restore(self, rows: Sequence[Row], *, more: bool = False) -> None:
        """15. Write rows of another store's `scan(versions=True)` as they are, with numbers, times and revisions.

        15a. Repeating it changes nothing. 15b. Raises Refused with every dangling reference, and writes nothing.
        15c. With `more`, statistics tell of an unfinished copy until a call without it.
        """

    async def close(self) -> None:
        """16. Give back what is held; calling it twice does no harm."""
