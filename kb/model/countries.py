"""Countries by ISO 3166-1 code; their names come from Unicode's CLDR, by way of Babel."""

from __future__ import annotations

from functools import lru_cache

from kb.errors import InvalidInput
from kb.model.texts import Texts, widening

_ALWAYS = ("en", "ru", "be", "kk")
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})  # CLDR's territories that are none


@lru_cache(maxsize=1)
def _territories() -> frozenset[str]:
    from babel import Locale

    known = {str(code) for code in Locale("en").territories}
    return frozenset(code for code in known if len(code) == 2 and code.isalpha()) - _NO_COUNTRIES


@lru_cache(maxsize=512)
def check_country(code: str) -> None:
    """Raise InvalidInput unless `code` is an ISO 3166-1 alpha-2 code that CLDR names."""
    if code not in _territories():
        raise InvalidInput(f"{code!r} is no country code; write it as ISO 3166-1 has it: KZ, BY, IE")


@lru_cache(maxsize=512)
def country_names(code: str) -> Texts:
    """Return a country's names in English, Russian, Belarusian, Kazakh and its official languages."""
    from babel import Locale, UnknownLocaleError
    from babel.languages import get_official_languages

    names: dict[str, str] = {}
    for tag in (*_ALWAYS, *get_official_languages(code)):
        try:
            name = Locale.parse(tag, sep="_").territories.get(code)
        except (UnknownLocaleError, ValueError):
            continue
        if name:
            names.setdefault(tag.replace("_", "-"), name)
    return Texts(names)


@lru_cache(maxsize=4096)
def country_name(code: str, lang: str) -> str | None:
    """Return a country's name in any language of CLDR (`de-AT`, else `de`), None where CLDR has none."""
    from babel import Locale, UnknownLocaleError

    for tag in widening(lang):
        try:
            name = Locale.parse(tag, sep="-").territories.get(code)
        except (UnknownLocaleError, ValueError):
            continue
        if name:
            return str(name)
    return None
