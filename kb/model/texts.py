"""Texts in several languages, and the language tags they go by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from kb.errors import InvalidInput, InvalidLanguage

# RFC 5646, section 2.1, without the grandfathered tags: language, script, region, variants, extensions, private use.
_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?\Z",
    re.IGNORECASE,
)
UNDETERMINED = "und"


@lru_cache(maxsize=1024)
def check_language(tag: str) -> str:
    """Return a BCP 47 tag in its usual case (RFC 5646, section 2.1.1). Raises InvalidLanguage when it is not well-formed."""
    if not _TAG.match(tag):
        raise InvalidLanguage(f"{tag!r} is no language tag; write one as BCP 47 has it: en, ru, kk or zh-Hant")
    language, *rest = tag.lower().split("-")
    return "-".join([language, *(_usual_case(part) for part in rest)])


def _usual_case(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part


class Texts(Mapping[str, str]):
    """One text in one or more languages, by BCP 47 tag, in the order of tags; `und` is a local name of unknown language. Immutable."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None, /, **by_language: str) -> None:
        given = {check_language(tag): text for tag, text in {**(texts or {}), **by_language}.items()}
        self._texts = dict(sorted(given.items())) if len(given) > 1 else given
        for tag, text in self._texts.items():
            if not isinstance(text, str) or not text.strip():
                raise InvalidInput(f"the text for {tag!r} is empty")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Tell pydantic that texts are an object of language to text."""
        from pydantic_core import core_schema

        def read(value: Any) -> Texts:
            if isinstance(value, Texts):
                return value
            if not isinstance(value, dict):
                raise InvalidInput("texts go by language; write {en: ..., ru: ...}")
            return cls(value) if value else NO_TEXTS

        return core_schema.no_info_plain_validator_function(
            read,
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
            json_schema_input_schema=core_schema.dict_schema(core_schema.str_schema(), core_schema.str_schema(min_length=1)),
        )

    def __getitem__(self, tag: str) -> str:
        return self._texts[tag]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __eq__(self, other: object) -> bool:
        return self is other or Mapping.__eq__(self, other)  # most texts are the one NO_TEXTS

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        return f"Texts({self._texts!r})"

    def best(self, *langs: str) -> str:
        """Return the text in the first of these languages that has one, else in English, else the local one, else any.

        Raises:
            KeyError: there is no text at all.
        """
        for lang in (*langs, "en", UNDETERMINED):
            for tag in widening(lang):
                if tag in self._texts:
                    return self._texts[tag]
        for text in self._texts.values():
            return text
        raise KeyError("a text in any language")

    def maybe(self, *langs: str) -> str | None:
        """Return `best(*langs)`, or None when there is no text at all."""
        return self.best(*langs) if self._texts else None


@lru_cache(maxsize=1024)
def widening(tag: str) -> tuple[str, ...]:
    """`zh-Hant-TW` -> zh-Hant-TW, zh-Hant, zh (RFC 4647, section 3.4)."""
    parts = tag.split("-")
    return tuple("-".join(parts[:length]) for length in range(len(parts), 0, -1))


NO_TEXTS = Texts()
