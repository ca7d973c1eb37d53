"""What is written on pictures, in English and Russian; names of places come in any language that they have."""

from __future__ import annotations

from collections.abc import Mapping

from kb.model import AdoptionStage

ORIGIN, TAUGHT = "origin", "taught"

_ENGLISH = {
    ORIGIN: "began here",
    AdoptionStage.PILOTING: "piloting",
    AdoptionStage.ADOPTED: "adopted",
    AdoptionStage.ADAPTED: "adapted",
    AdoptionStage.ABANDONED: "given up later",
    TAUGHT: "taught it only",
    "recorded": "learned from (a source says so)",
    "variant": "a variant began",
    "interval": "some time between",
    "adopters": "Adopters: {size}; countries: {countries}.",
    "began": "Began: {origin}.",
    "origin unknown": "Where it began is not recorded.",
    "undated": "no date recorded",
    "linked": "Learned from whom: recorded",
    "unlinked": "Learned from whom: not recorded",
    "hidden": "Too many to read: {hidden} more adopters are not drawn. `kb spread` lists all.",
    "unplaced": "Not on the map, because nobody recorded where they are: {unplaced}.",
    "unnamed": "Points without a name, for lack of room: {unnamed}. `kb spread` lists all.",
    "curve": "Adopters by the end of each year (line), new in the year (bars).",
    "curve undated": "Without a date, so not counted: {undated}.",
    "no curve": "No adopter has a date, so there is no adoption curve.",
    "source": "Source: peer-learning knowledge base, revision {revision} of {day}.",
    "everything": "All that is recorded counts.",
    "as of": "Only what had happened by {as_of} counts.",
    "population": "At risk: {population} parties of the adopters' levels. What nobody recorded may still have happened.",
    "land": "Land: GSHHG (LGPL).",
    "over time": "How it spread over time",
    "on a map": "Where it spread",
}
_RUSSIAN = {
    ORIGIN: "началось здесь",
    AdoptionStage.PILOTING: "пробуют",
    AdoptionStage.ADOPTED: "переняли",
    AdoptionStage.ADAPTED: "переделали под себя",
    AdoptionStage.ABANDONED: "позже оставили",
    TAUGHT: "только показывали",
    "recorded": "научились у (так говорит источник)",
    "variant": "начался вариант",
    "interval": "когда-то в это время",
    "adopters": "Переняли: {size}; стран: {countries}.",
    "began": "Началось: {origin}.",
    "origin unknown": "Где началось, не записано.",
    "undated": "дата не записана",
    "linked": "У кого научились: записано",
    "unlinked": "У кого научились: не записано",
    "hidden": "Всех не прочесть, не показано ещё: {hidden}. Все — в `kb spread`.",
    "unplaced": "Нет на карте, потому что не записано, где они: {unplaced}.",
    "unnamed": "Точек без имени, потому что нет места: {unnamed}. Все — в `kb spread`.",
    "curve": "Переняли к концу года (линия) и за год (столбцы).",
    "curve undated": "Без даты, не посчитаны: {undated}.",
    "no curve": "Дат нет ни у кого, поэтому нет и кривой.",
    "source": "Источник: база знаний о взаимном обучении, ревизия {revision} от {day}.",
    "everything": "Учтено всё записанное.",
    "as of": "Учтено только то, что было к {as_of}.",
    "population": "Могли бы перенять: {population} (столько всего участников тех же уровней). Не записано — не значит, что не было.",
    "land": "Суша: GSHHG (LGPL).",
    "over time": "Как распространялось",
    "on a map": "Где распространилось",
}


def words_in(lang: str) -> Mapping[str, str]:
    """Return what is written on pictures in a BCP 47 language; one without words gets English."""
    return _RUSSIAN if lang.partition("-")[0] == "ru" else _ENGLISH
