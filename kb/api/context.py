"""What every resolver of one request can reach."""

from __future__ import annotations

from functools import cached_property

import strawberry

from kb.api.languages import Languages, accepted
from kb.api.loaders import Loaders
from kb.errors import TooComplex
from kb.graph.rows import Message
from kb.model import check_language
from kb.model.texts import widening
from kb.service import KnowledgeBase
from kb.words import LANGUAGES

MOST_ANSWERS = 50  # from the graph, in one request: each costs as much as a thousand look-ups


class Context:
    """One request: the knowledge base, its loaders, and the languages that the reader wants."""

    def __init__(self, kb: KnowledgeBase, accept_language: str) -> None:
        self.kb = kb
        self._accept_language = accept_language
        self._answers = 0

    @property
    def answering(self) -> KnowledgeBase:
        """The knowledge base, for one more answer from its graph. Raises TooComplex beyond MOST_ANSWERS in one request."""
        self._answers += 1
        if self._answers > MOST_ANSWERS:
            raise TooComplex(f"one request takes at most {MOST_ANSWERS} rankings, plans and traces; ask for the rest in another")
        return self.kb

    @cached_property
    def load(self) -> Loaders:
        """The loaders of this request."""
        return Loaders(self.kb)

    @cached_property
    def _accepted(self) -> Languages:
        return accepted(self._accept_language)

    def langs(self, lang: str | None) -> Languages:
        """Return the languages to try, best first. Raises InvalidLanguage for a malformed `lang`."""
        return self._accepted if lang is None else (check_language(lang),)

    def say(self, message: Message, lang: str | None) -> str:
        """Put a message of an answer into words, in the first language that has a catalogue."""
        wanted = self.langs(lang)
        spoken = (tag for tag in wanted if any(wider in LANGUAGES for wider in widening(tag)))
        return self.kb.say(message, next(spoken, wanted[0]))


Info = strawberry.Info[Context, None]
