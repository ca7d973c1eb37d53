"""Which document a request means: one that it brings, one that is trusted, or one that was registered by its hash."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from kb.api.asked import Asked
from kb.api.errors import Refusal
from kb.api.trusted.manifests import hash_of

_KEPT = 1000  # registered documents
_KEPT_CHARACTERS = 4_000_000  # of all of them
_PREFIX = "sha256:"


class Registry:
    """Trusted documents, and those that clients registered (Apollo's automatic persisted queries), of which the latest are kept.

    Args:
        trusted: documents by every id that clients may know them by, their hash among these.
        only: whether no other document is answered.
    """

    def __init__(self, trusted: Mapping[str, str] | None = None, *, only: bool = False) -> None:
        self._trusted = trusted or {}
        self._only = only
        self._registered: OrderedDict[str, str] = OrderedDict()
        self._characters = 0

    def text(self, asked: Asked) -> str:
        """Return the document that a request means. Raises Refusal: it is not known, not trusted, or not that of its hash."""
        if asked.document_id is not None:
            return self._of_id(asked.document_id)
        if asked.query is None:
            return self._of_hash(asked.hash or "")
        hashed = hash_of(asked.query) if asked.hash or self._only else None
        if asked.hash not in (None, hashed):
            raise Refusal(400, "PERSISTED_QUERY_HASH_MISMATCH", "provided sha does not match query")
        if self._only and hashed not in self._trusted:
            raise Refusal(403, "DOCUMENT_NOT_TRUSTED", "only trusted documents are answered here; ask for one by its documentId")
        return asked.query

    def register(self, asked: Asked) -> None:
        """Keep a document under the hash that came with it. It is valid, and `text` returned it."""
        if asked.query is None or asked.hash is None or asked.hash in self._trusted:
            return
        if asked.hash not in self._registered:
            self._characters += len(asked.query)
        self._registered[asked.hash] = asked.query
        self._registered.move_to_end(asked.hash)
        while len(self._registered) > _KEPT or self._characters > _KEPT_CHARACTERS:
            self._characters -= len(self._registered.popitem(last=False)[1])

    def _of_id(self, key: str) -> str:
        text = self._trusted.get(key) or self._trusted.get(key.removeprefix(_PREFIX).lower())
        if text is None:
            raise Refusal(404, "DOCUMENT_NOT_FOUND", "no trusted document has that id")
        return text

    def _of_hash(self, hashed: str) -> str:
        text = self._trusted.get(hashed) or self._registered.get(hashed)
        if text is None:
            raise Refusal(200, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")  # the client sends it whole then, as agreed
        if hashed in self._registered:
            self._registered.move_to_end(hashed)
        return text
