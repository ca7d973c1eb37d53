"""Search text, normalised once for every store: case, accents, ё and е, and lemmas where a dictionary has the language.

Words of Belarusian, Kazakh and other languages without a dictionary are kept as they are; their beginnings still find them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kb.model import PLACE_KINDS, AnyNode, Institution, NodeKind, Practice, Programme, Source, Texts, kind_of

_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ё": "е", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"})
LEMMA_LANGUAGES = frozenset(
    "bg ca cs cy da de el en es et fi fr ga hu is it lt lv nb nl nn pl pt ro ru sk sl sq sv tr uk".split()  # noqa: SIM905 - a list of words
)
# A dictionary knows no places, and some take 4 s and 400 MB to load: too much for the titles of a few publications.
_LEMMATISED: dict[str, frozenset[str]] = {
    **dict.fromkeys(PLACE_KINDS, frozenset[str]()),
    NodeKind.SOURCE: frozenset({"en", "ru"}),
}


@dataclass(frozen=True, slots=True)
class NodeTokens:
    """What a node is found by: the tokens of its names, and of its other texts."""

    name: tuple[str, ...]
    body: tuple[str, ...]


def fold(word: str) -> str:
    """Write a word without case, without the accents of Latin letters, and with е for ё."""
    folded = word.casefold().translate(_LETTERS)
    return folded if folded.isascii() else "".join(_plain(letter) for letter in folded)


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[0].casefold()  # letters of mathematics have no small ones of their own
    return base if base.isascii() and base.isalpha() else letter  # й and ў are letters, not и and у with an accent


def words(text: str) -> list[str]:
    """Split a text into folded words."""
    return [fold(word) for word in _WORD.findall(unicodedata.normalize("NFC", text))]


def lemma(word: str, lang: str) -> str:
    """Return the dictionary form of a folded word, or the word itself where no dictionary has it."""
    return _lemma(word, lang) if lang in LEMMA_LANGUAGES else word


@lru_cache(maxsize=65536)
def _lemma(word: str, lang: str) -> str:
    from simplemma import lemmatize  # its dictionaries take a second to load: not before the first word

    return fold(lemmatize(word, lang=lang))


def tokens(text: str, lang: str | None) -> Iterator[str]:
    """Yield each word of a text and, where it differs, its lemma; no lemmas without a language."""
    for word in words(text):
        yield word
        base = lemma(word, lang.partition("-")[0]) if lang else word
        if base != word:
            yield base


def tokens_of(node: AnyNode) -> NodeTokens:
    """Return what a node is found by, each token once, in the order of the texts."""
    languages = _LEMMATISED.get(kind_of(node.id), LEMMA_LANGUAGES)
    return NodeTokens(_all(node.name, languages), tuple(token for texts in body_of(node) for token in _all(texts, languages)))


def body_of(node: AnyNode) -> tuple[Texts, ...]:
    """Return the texts beside its name that a node is found by."""
    if isinstance(node, Practice):
        return node.summary, node.problem, node.audience
    if isinstance(node, Programme):
        return (Texts(und=node.organiser_name),) if node.organiser_name else ()
    if isinstance(node, Source):
        return (Texts(und=node.publisher),) if node.publisher else ()
    if isinstance(node, Institution):
        return (Texts(und=node.kind.value),)
    return ()


def _all(texts: Texts, languages: frozenset[str]) -> tuple[str, ...]:
    found = (token for lang, text in texts.items() for token in tokens(text, lang if lang.partition("-")[0] in languages else None))
    return tuple(dict.fromkeys(found))
