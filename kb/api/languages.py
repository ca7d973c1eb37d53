"""Which languages a reader wants: the `lang` argument first, then the Accept-Language header, else English."""

from __future__ import annotations

import re
from functools import lru_cache

from kb.errors import InvalidLanguage
from kb.model import check_language

Languages = tuple[str, ...]  # BCP 47 tags, the one wanted most first
ENGLISH: Languages = ("en",)
_RANGE = re.compile(r"([A-Za-z0-9-]{1,60})[ \t]*(?:;[ \t]*[qQ]=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?\Z")
_MOST = 20  # language ranges that are read


@lru_cache(maxsize=1024)
def accepted(header: str) -> Languages:
    """Read an Accept-Language header (RFC 9110, section 12.5.4), best first. What is malformed in it is ignored.

    The tags are tried one after the other, each with its ever wider forms (RFC 4647, section 3.4).
    """
    ranges = (_RANGE.match(part.strip(" \t")) for part in header.split(",")[:_MOST])
    weighed = [(float(match[2] or 1), match[1]) for match in ranges if match and _is_tag(match[1])]
    wanted = sorted((pair for pair in weighed if pair[0] > 0), key=lambda pair: -pair[0])
    return tuple(check_language(tag) for _, tag in wanted) or ENGLISH


def _is_tag(text: str) -> bool:
    try:
        check_language(text)
    except InvalidLanguage:
        return False
    return True
