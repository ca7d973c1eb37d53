"""How alike names are: by the words they have in common, whatever their order.

That is RapidFuzz's token sort ratio, an indel similarity of 0 to 100: https://rapidfuzz.github.io/RapidFuzz/Usage/fuzz.html
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from kb.search.tokens import words

SAME_NAME = 86.0  # `Robotics club for girls` and `Robotics clubs for girls` are more alike, `School museum` and `School orchestra` less
_BEGINNING = 4  # letters of a word that names which are alike have in common
_WORDS = 6  # of a name that are looked for


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 100; 0 where one has no words."""
    words_of_one, words_of_other = _sorted(one), _sorted(other)
    return fuzz.ratio(words_of_one, words_of_other) if words_of_one and words_of_other else 0.0


def likely_words(*names: str) -> list[tuple[tuple[str, ...], ...]]:
    """Return what to search for, one after another, to find the names that are like some: the beginnings of their longest words."""
    longest = (word for name in names for word in _longest(words(name)))
    return [((beginning, f"{beginning}*"),) for beginning in dict.fromkeys(word[:_BEGINNING] for word in longest)]


def _longest(found: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(found), key=len, reverse=True)[:_WORDS]


@lru_cache(maxsize=16_384)
def _sorted(name: str) -> str:
    return " ".join(sorted(words(name)))
