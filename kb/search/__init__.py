"""Finding by words in any language: what is indexed, what a query asks for, how hits are ranked and shown."""

from kb.search.query import words_of
from kb.search.ranking import Hit, rank
from kb.search.tokens import NodeTokens, tokens_of

__all__ = ["Hit", "NodeTokens", "rank", "tokens_of", "words_of"]
