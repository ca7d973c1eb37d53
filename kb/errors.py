"""Every error a caller may be shown.

KbError                     INTERNAL
├── InvalidInput            INVALID_INPUT      something given is malformed or out of range
│   ├── InvalidDate         INVALID_DATE       not an EDTF date, or not a day
│   ├── InvalidLanguage     INVALID_LANGUAGE   not a BCP 47 language tag
│   ├── BadCursor           BAD_CURSOR         not a cursor of that list
│   └── WrongKind           WRONG_KIND         an id of another kind than asked for
├── TooComplex              TOO_COMPLEX        one request asks for more than it may
├── NotFound                NOT_FOUND          nothing has that id
├── Unauthenticated         UNAUTHENTICATED    who asks is not known, and must be
├── Forbidden               FORBIDDEN          who asks may not do that
├── NoKeys                  NO_KEYS            the keys of who vouches for callers are not to be had
├── Refused                 REFUSED            a load or a write broke a rule; carries every problem
├── Conflict                CONFLICT           somebody else wrote the same first
└── StoreError              STORE_ERROR        the store failed
    ├── StoreUnavailable    STORE_UNAVAILABLE  it does not answer, or is locked for too long
    ├── StoreReadOnly       STORE_READ_ONLY    it cannot be written
    └── StoreCorrupt        STORE_CORRUPT      what is there is not a store of ours

The message is for people and says what would be right; the code is for programs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


class KbError(Exception):
    """Root of every error a caller may be shown."""

    code = "INTERNAL"

    @property
    def extensions(self) -> dict[str, object]:
        """What GraphQL puts beside the message."""
        return {"code": self.code}


class InvalidInput(KbError, ValueError):
    """Something given is malformed, out of range, or contradicts itself."""

    code = "INVALID_INPUT"


class InvalidDate(InvalidInput):
    """A text is no EDTF date, or no day where a day is asked for."""

    code = "INVALID_DATE"


class InvalidLanguage(InvalidInput):
    """A text is no well-formed BCP 47 language tag."""

    code = "INVALID_LANGUAGE"


class BadCursor(InvalidInput):
    """A cursor was not made by the list it is given to."""

    code = "BAD_CURSOR"


class WrongKind(InvalidInput):
    """An id is of another kind than the one asked for."""

    code = "WRONG_KIND"

    def __init__(self, key: str, wanted: str, found: str) -> None:
        super().__init__(f"{key!r} is {article(found)}, {article(wanted)} was asked for")


class TooComplex(KbError):
    """One request asks for more than it may."""

    code = "TOO_COMPLEX"


class NotFound(KbError):
    """Nothing of that kind has that id."""

    code = "NOT_FOUND"

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"no {kind} has the id {key!r}")


class Unauthenticated(KbError):
    """Who asks is not known, and must be."""

    code = "UNAUTHENTICATED"


class Forbidden(KbError):
    """Who asks may not do that."""

    code = "FORBIDDEN"


class NoKeys(KbError):
    """The keys of who vouches for callers are not to be had for now."""

    code = "NO_KEYS"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with what is loaded or recorded, and where it stands. Sorts by file, then by line."""

    where: str  # "seed/practices/x.yaml:12", or the id of what is wrong
    message: str
    code: str = "INVALID_INPUT"

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message

    def __lt__(self, other: Problem) -> bool:
        return self._rank < other._rank

    @property
    def _rank(self) -> tuple[str, int, str, str]:
        file, _, line = self.where.rpartition(":")
        return (file, int(line), self.message, self.code) if line.isdecimal() else (self.where, 0, self.message, self.code)


class Refused(KbError):
    """A load or a write broke rules; nothing was written."""

    code = "REFUSED"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        super().__init__(f"nothing was written: {count} problem{'s' if count != 1 else ''}; the first: {self.problems[0]}")

    @property
    def extensions(self) -> dict[str, object]:
        """The code and every problem."""
        return {"code": self.code, "problems": [str(problem) for problem in self.problems]}


class Conflict(KbError):
    """What was to be new is there already; nothing was written."""

    code = "CONFLICT"

    def __init__(self, shelf: str, key: str) -> None:
        super().__init__(f"the {shelf} {key!r} is there already")


class StoreError(KbError):
    """The store failed; `remedy` says what to do."""

    code = "STORE_ERROR"

    def __init__(self, what: str, remedy: str = "") -> None:
        self.remedy = remedy
        super().__init__(f"{what}: {remedy}" if remedy else what)


class StoreUnavailable(StoreError):
    """The store does not answer in time."""

    code = "STORE_UNAVAILABLE"


class StoreReadOnly(StoreError):
    """The store cannot be written."""

    code = "STORE_READ_ONLY"


class StoreCorrupt(StoreError):
    """What is at that address is damaged, or is not a store of ours."""

    code = "STORE_CORRUPT"


def article(word: str) -> str:
    """Put `a` or `an` before an English word."""
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return "; did you mean 'x'?" for the nearest known word, else an empty text."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


_FEW = 5000  # among so many, each word may be compared to all


class Nearest:
    """`did_you_mean` among many ids. Each look takes a while, so a few answers must do for a long list of mistakes."""

    def __init__(self, known: Collection[str], looks: int = 20) -> None:
        self._known, self._looks = known, looks
        self._said: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """Return "; did you mean 'x'?" for the nearest id of the same kind; for a new word an empty text once every look is taken."""
        if word not in self._said and len(self._said) < self._looks:
            self._said[word] = self._look(word)
        return self._said.get(word, "")

    def _look(self, word: str) -> str:
        kind, colon, name = word.rpartition(":")
        start = f"{kind}{colon}" if len(self._known) <= _FEW else f"{kind}{colon}{name[:1]}"
        names = [each.removeprefix(f"{kind}{colon}") for each in self._known if each.startswith(start)]
        near = get_close_matches(name, names, n=1, cutoff=0.6)
        elsewhere = [each for each in self._known if colon and each.endswith(f":{name}")]
        found = [f"{kind}{colon}{each}" for each in near] or elsewhere
        return f"; did you mean {found[0]!r}?" if found else ""
