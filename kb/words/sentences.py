"""Messages into sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from kb.dates import FuzzyDate
from kb.graph.rows import Message, Value
from kb.model import NodeId, NodeKind, kind_of
from kb.words.catalogue import Catalogue, catalogue
from kb.words.dates import say_date

NameOf = Callable[[NodeId], str]
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_QUOTED = (NodeKind.PRACTICE.value, NodeKind.PROGRAMME.value)
_QUOTE_MARKS = '«»„“”"'


def say(message: Message, lang: str, name_of: NameOf) -> str:
    """Put a message into a sentence, without a full stop.

    Args:
        message: a code of the catalogue, and what fills it. A tuple of ids shorter than `count` goes on "and n more".
        lang: a BCP 47 language; one without a catalogue gets English.
        name_of: the name of a node in the reader's language.
    Raises:
        KeyError: the catalogue lacks the code, or the message a value that the sentence cannot do without.
    """
    words, values = catalogue(lang), message.values

    def fill(slot: re.Match[str]) -> str:
        name, forms = slot.groups()
        return _said(values, name, forms, words, lang, name_of)

    return _SLOT.sub(fill, _OPTIONAL.sub(lambda part: _kept(part.group(1), values), words.sentences[message.code]))


def _kept(part: str, values: Mapping[str, object]) -> str:
    return part if all(name in values for name, _ in _SLOT.findall(part)) else ""


def _said(
    values: Mapping[str, Value | tuple[NodeId, ...]], name: str, forms: str | None, words: Catalogue, lang: str, name_of: NameOf
) -> str:
    value = values[name]
    if isinstance(value, tuple):
        return _listed([_named(key, words, name_of) for key in value], values.get("count"), words)
    if isinstance(value, FuzzyDate | date):
        return say_date(value, lang)
    if isinstance(value, str):
        return _named(value, words, name_of)
    if forms is not None:
        return words.form(value, forms.split("|"))
    return str(value) if name == "year" else words.number(value)


def _listed(names: list[str], count: object, words: Catalogue) -> str:
    more = count - len(names) if isinstance(count, int) else 0
    if more > 0:
        return words.and_more.format(names=", ".join(names), more=words.number(more))
    return words.listed(names)


def _named(key: NodeId, words: Catalogue, name_of: NameOf) -> str:
    name = name_of(key)
    before, after = words.quotes
    return f"{before}{name}{after}" if kind_of(key) in _QUOTED and not set(name) & set(_QUOTE_MARKS) else name
