"""The catalogues, by language."""

from __future__ import annotations

from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING

from kb.words import en, ru

if TYPE_CHECKING:
    from babel import Locale


class Catalogue:
    """The sentences of one language, and how it writes numbers, lists and plurals."""

    def __init__(self, module: ModuleType) -> None:
        self.sentences: dict[str, str] = module.SENTENCES
        self.seasons: tuple[str, ...] = module.SEASONS
        self.quotes: tuple[str, str] = module.QUOTES
        self.about: str = module.ABOUT
        self.unsure: str = module.UNSURE
        self.from_to: str = module.FROM_TO
        self.until: str = module.UNTIL
        self.since: str = module.SINCE
        self.and_more: str = module.AND_MORE
        self._plurals: tuple[str, ...] = module.PLURALS
        self._locale: str = module.LOCALE

    @cached_property
    def locale(self) -> Locale:
        """The conventions of CLDR."""
        from babel import Locale

        return Locale.parse(self._locale)

    def number(self, value: float) -> str:
        """Write a number with the separators of the language."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.locale)

    def form(self, value: float, forms: list[str]) -> str:
        """Choose the form that goes with a number, and put the number in the place of #."""
        plural = self.locale.plural_form(value)
        place = self._plurals.index(plural) if plural in self._plurals else len(self._plurals) - 1
        return forms[place].replace("#", self.number(value))

    def listed(self, names: list[str]) -> str:
        """Write names as a list: A, B and C."""
        from babel.lists import format_list

        return format_list(names, locale=self.locale)


CATALOGUES = {"en": Catalogue(en), "ru": Catalogue(ru)}
LANGUAGES = tuple(CATALOGUES)


def catalogue(lang: str) -> Catalogue:
    """Return the catalogue of a BCP 47 language; English where there is none."""
    return CATALOGUES.get(lang.partition("-")[0].lower(), CATALOGUES["en"])
