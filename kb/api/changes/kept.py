"""Answers that everybody is given alike, kept for as long as they hold: a page begins with such questions, one at each visit."""

from __future__ import annotations

from collections import OrderedDict

from starlette.responses import Response

from kb.api.asked import Asked
from kb.api.changes.tags import Headers, Tag
from kb.api.packing import takes_packed

_MOST = 64  # answers; the one that was asked for the longest ago goes first


class Kept:
    """Keeps answers to trusted documents that are asked without variables and without a token: a few questions, whoever asks.

    An answer is kept by its tag, which is another one as soon as the answer may be.
    """

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, bool], Response] = OrderedDict()

    def find(self, question: Asked, headers: Headers, tag: Tag | None) -> Response | None:
        """Return the answer to a question as it was sent before, if it is kept."""
        if tag is None or not _is_common(question, tag):
            return None
        key = tag.text, takes_packed(headers)
        if key in self._answers:
            self._answers.move_to_end(key)
        return self._answers.get(key)

    def keep(self, question: Asked, headers: Headers, tag: Tag | None, answer: Response) -> None:
        """Keep an answer without errors, if it is one of those that are kept."""
        if tag is None or not _is_common(question, tag):
            return
        self._answers[tag.text, takes_packed(headers)] = answer
        if len(self._answers) > _MOST:
            self._answers.popitem(last=False)


def _is_common(question: Asked, tag: Tag) -> bool:
    return question.document_id is not None and not question.variables and not tag.is_private
