"""How hits are ranked and shown. The stores only match tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from kb.model import AnyNode, NodeKind, Texts, kind_of
from kb.search.tokens import NodeTokens, body_of, fold, tokens, tokens_of

_FORM_WEIGHTS = (1.0, 0.6)  # the whole word, its beginning
_BODY_WEIGHT = 0.4
_SOURCE_WEIGHT = 0.5  # a publication's title mentions what others are
_SHORT_NAME = 0.25  # how much more a name of nothing but the words weighs
_AROUND = 60  # characters of a snippet on each side of the word found
_WORD = re.compile(r"[^\W_]+")

Words = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that was found, how well it fits (0 to 1.25), and the text it was found in."""

    node: AnyNode
    score: float
    snippet: str | None


def rank(nodes: Iterable[AnyNode], words: Words, lang: str) -> list[Hit]:
    """Order what was found, best first, ties by id: whole words before beginnings, names before other texts, short names first."""
    hits = [Hit(node, _score(node, words), snippet(node, words, lang)) for node in nodes]
    return sorted(hits, key=lambda hit: (-hit.score, hit.node.id))


def _score(node: AnyNode, words: Words) -> float:
    indexed = _tokens(node)
    fits = fsum(_fit(word, indexed) for word in words) / len(words)
    shortness = min(1.0, len(words) / max(1, min(len(text.split()) for text in node.name.values())))
    weight = _SOURCE_WEIGHT if kind_of(node.id) == NodeKind.SOURCE else 1.0
    return round(weight * fits * (1 + _SHORT_NAME * shortness), 6)


@lru_cache(maxsize=4096)
def _tokens(node: AnyNode) -> NodeTokens:
    return tokens_of(node)


def _fit(word: Sequence[str], indexed: NodeTokens) -> float:
    return max(_found(word, indexed.name), _BODY_WEIGHT * _found(word, indexed.body))


def _found(forms: Sequence[str], indexed: Sequence[str]) -> float:
    return max((_weight(form, place) for place, form in enumerate(forms) if _among(form, indexed)), default=0.0)


def _weight(form: str, place: int) -> float:
    return _FORM_WEIGHTS[form.endswith("*")] * 0.95**place


def _among(form: str, indexed: Sequence[str]) -> bool:
    if form.endswith("*"):
        return any(token.startswith(form[:-1]) for token in indexed)
    return form in indexed


def snippet(node: AnyNode, words: Words, lang: str) -> str | None:
    """Return the part of the node's texts in which a word was found, the reader's language first."""
    for texts in (*body_of(node), node.name):
        for tag in _languages(texts, lang):
            where = _place(texts[tag], tag, words)
            if where is not None:
                return _cut(texts[tag], where)
    return None


def _languages(texts: Texts, lang: str) -> list[str]:
    return sorted(texts, key=lambda tag: (tag != lang, tag != "en"))


def _place(text: str, lang: str, words: Words) -> int | None:
    for match in _WORD.finditer(text):
        indexed = tuple(tokens(fold(match.group()), lang))
        if any(_found(word, indexed) for word in words):
            return match.start()
    return None


def _cut(text: str, place: int) -> str:
    start, end = max(0, place - _AROUND), min(len(text), place + _AROUND)
    start = text.find(" ", start, place) + 1 if start else 0
    end = end if end == len(text) else max(text.rfind(" ", place, end), place + 1)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
