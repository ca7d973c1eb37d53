"""What a query asks for: each of its words, in any of the forms under which it may be indexed."""

from __future__ import annotations

from kb.search.tokens import lemma, words

_SHORTEST_BEGINNING = 3
_SHORTEST_STEM = 6  # a Slavic derivation changes the last two letters: наставник, наставничество


def words_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Return, for each word of a query, its forms: itself, its lemma, and (with a final *) their beginnings.

    A query is in any language: Cyrillic words are read as Russian too, Latin ones as English too.
    """
    return tuple(_forms(word) for word in dict.fromkeys(words(text)))


def _forms(word: str) -> tuple[str, ...]:
    exact = list(dict.fromkeys([word, lemma(word, "en" if word.isascii() else "ru")]))
    beginnings = [f"{form}*" for form in exact if len(form) >= _SHORTEST_BEGINNING]
    stems = [f"{form[:-2]}*" for form in exact if not form.isascii() and len(form) >= _SHORTEST_STEM]
    return tuple(dict.fromkeys([*exact, *beginnings, *stems]))
