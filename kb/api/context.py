"""What every resolver of one request can reach."""

from __future__ import annotations

from functools import cached_property

import strawberry

from kb.access.callers import ANONYMOUS, Caller
from kb.api.languages import Languages, accepted
from kb.api.limits.turns import Turns, rationed
from kb.api.loaders import Loaders
from kb.graph.rows import Message
from kb.model import check_language
from kb.model.texts import widening
from kb.service import KnowledgeBase
from kb.words import LANGUAGES


class Context:
    """One request: the knowledge base, its loaders, and the languages that the reader wants."""

    def __init__(self, kb: KnowledgeBase, accept_language: str, turns: Turns | None = None, caller: Caller = ANONYMOUS) -> None:
        self.kb = kb
        self.caller = caller
        self._accept_language = accept_language
        self._turns = turns

    @cached_property
    def answering(self) -> KnowledgeBase:
        """The knowledge base, for answers from its graph: each waits for its turn."""
        return self.kb if self._turns is None else rationed(self.kb, self._turns)

    @cached_property
    def load(self) -> Loaders:
        """The loaders of this request."""
        return Loaders(self.kb)

    def read_anew(self) -> None:
        """Forget what was loaded: something was written, and those who follow see it at once."""
        self.__dict__.pop("load", None)
        self.kb.feed.wake()

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
