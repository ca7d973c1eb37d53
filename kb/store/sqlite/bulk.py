"""Many new facts at once: entered without indexes, which are then built again, with all that is derived, in one go each.

SQLite builds an index over a million rows in about a second; to keep it up to date over as many inserts takes several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from kb.errors import Problem
from kb.model import FactStatus, Version
from kb.store.base import Recording
from kb.store.derive import dangling
from kb.store.sqlite.ledger import INSERT_FACT, INSERT_SOURCE
from kb.store.sqlite.lines import FactLine, Numbers, VersionLine, chunks, fact_row, sources_of
from kb.store.sqlite.natural_keys import former_keys, is_plain
from kb.store.sqlite.pool import Row, Session
from kb.store.sqlite.rebuilding import drop_indexes, rebuild
from kb.store.sqlite.versions import INSERT_VERSION, LAST_VERSION

Item = TypeVar("Item", bound=Recording | Version)
WORTH_IT = 10  # the indexes over so many facts are built while one is entered by itself
_STRAND, _DAY = FactLine._fields.index("strand"), FactLine._fields.index("day")
_IDS = "SELECT id FROM version"


class Bulk:
    """Enters those facts of one write that are new and plain."""

    def __init__(self, session: Session, numbers: Numbers) -> None:
        self.problems: list[Problem] = []
        self._session = session
        self._numbers = numbers
        self._seen = {key for (key,) in session.each(_IDS)}

    def pays(self, items: Iterable[Recording | Version]) -> bool:
        """Tell whether so many facts are new that it takes less time than to enter them one by one."""
        return WORTH_IT * sum(item.fact.id not in self._seen for item in items) >= len(self._seen)

    def enter(self, items: Iterable[Item], line: Callable[[Item], VersionLine]) -> list[Item]:
        """Enter what is new and plain, and return the rest: that is to be entered afterwards, one by one."""
        rest: list[Item] = []
        self._numbers.learn_all()
        drop_indexes(self._session)
        plain = self._plain(items, rest)
        for part in chunks(plain):
            self._enter(part, line)
        if not self.problems:
            rebuild(self._session)
        return rest

    def _plain(self, items: Iterable[Item], rest: list[Item]) -> Iterable[Item]:
        """Yield the accepted facts that are new, and have the id and a key that no other fact can have."""
        formerly = former_keys(self._session)
        for item in items:
            fact = item.fact
            is_new = item.status is FactStatus.ACCEPTED and fact.id not in self._seen
            if is_new and is_plain(fact) and not (formerly and fact.natural_key in formerly):
                yield item
            else:
                rest.append(item)
            self._seen.add(fact.id)

    def _enter(self, items: list[Item], line: Callable[[Item], VersionLine]) -> None:
        first: int = self._session.value(LAST_VERSION) + 1
        versions: list[Row] = []
        facts: list[Row] = []
        cited: list[Row] = []
        for no, item in enumerate(items, first):
            fact = item.fact
            try:
                row = fact_row(no, fact, self._numbers)
                sources = sources_of(fact, self._numbers)
            except KeyError:
                self.problems += dangling([fact], self._numbers.of)
                continue
            versions.append((no, *line(item)))
            facts.append(row)
            for source in sources:
                cited.append((no, source, row[_STRAND], row[_DAY], fact.id))
        if not self.problems:
            self._session.many(INSERT_VERSION, versions)
            self._session.many(INSERT_FACT, facts)
            self._session.many(INSERT_SOURCE, cited)
