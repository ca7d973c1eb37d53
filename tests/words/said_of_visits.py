"""What is said of cities to visit and of journeys."""

from __future__ import annotations

from tests.words.names import CORK, DATE, MUSEUM, ORAL, SCHOOL, YEAR, Said

OF_VISITS: Said = [
    (
        "PRACTICES_TO_SEE",
        {"count": 4, "practices": (MUSEUM,)},
        "4 practices to see: “School museum” and 3 more",
        "Можно увидеть 4 практики: «Школьный музей» и ещё 3",
    ),
    (
        "LATEST_SIGN",
        {"practice": MUSEUM, "date": DATE},
        "The latest sign is of May 2023: “School museum”",
        "Самое свежее: «Школьный музей» (май 2023 г.)",
    ),
    (
        "RECEIVED_VISITORS",
        {"place": CORK, "count": 2, "date": YEAR},
        "Cork received 2 visits before (the latest: 2023)",
        "Корк: здесь уже принимали гостей (2 визита), последний раз: 2023",
    ),
    ("VISITED_BEFORE", {"party": ORAL}, "Oral was there before", "Уральск: делегация здесь уже была"),
    (
        "LEARNED_THERE_BEFORE",
        {"party": ORAL, "practices": (MUSEUM,)},
        "Oral learned there before: “School museum”",
        "Уральск: здесь уже учились («Школьный музей»)",
    ),
    (
        "AMONG_MOST_ALIKE",
        {"party": ORAL, "of": 20},
        "Among the 20 places most like Oral",
        "Уральск: одно из самых похожих мест (всего их 20)",
    ),
    ("BEGAN_THERE", {"place": SCHOOL}, "It began here: School 1", "Здесь это началось: Школа № 1"),
    (
        "IN_USE_THERE",
        {"place": CORK, "date": YEAR},
        "In use in Cork (first known: 2023)",
        "Корк: применяют, впервые известно: 2023",
    ),
    ("OUTCOME_THERE", {}, "What came of it there is recorded", "Известно, что из этого здесь вышло"),
    (
        "SHOWED_TO_OTHERS",
        {"place": CORK, "count": 5, "date": YEAR},
        "Cork taught or showed it to others: 5 times (the latest: 2023)",
        "Корк: этому учили других или показывали это (5 раз), последний раз: 2023",
    ),
    (
        "BASIS_PLAN",
        {"party": ORAL, "practices": 2, "cities": 3, "topics": ("topic:play",)},
        "Chosen from 3 cities that show 2 practices that Oral lacks, so that together the stops show the most; each stop is "
        "listed with what it adds; only on the topics Play",
        "Уральск: здесь нет 2 практик, которые можно увидеть в 3 других городах; остановки выбраны так, чтобы вместе "
        "увидеть больше всего, и у каждой названо то, что она добавляет; только по темам: Игра",
    ),
    (
        "NOWHERE_TO_SEE",
        {"party": ORAL, "practices": 2},
        "No city is recorded where any of the 2 practices that Oral lacks can be seen: only regions or countries have them, "
        "or those who do take no visitors",
        "Уральск: здесь нет 2 практик, которые есть у других, но ни один город, где это можно увидеть, не записан: практики "
        "известны только у регионов и стран или там, где гостей не принимают",
    ),
    (
        "NOTHING_TO_ADD",
        {"count": 2, "practices": 5},
        "2 stops show all 5 practices that can be seen within what was asked: another would add nothing",
        "2 остановки показывают всё, что можно увидеть при таких условиях (практик: 5): ещё одна ничего не добавит",
    ),
    (
        "OUTSIDE_COUNTRIES",
        {"cities": 2, "countries": ("country:kz",)},
        "2 cities with something to see are left out, because only Kazakhstan was asked for",
        "Не учтены 2 города, где есть что увидеть: задано только это – Казахстан",
    ),
    (
        "TOO_FAR",
        {"cities": 2, "nearest": CORK, "distance_km": 1234, "limit_km": 500.0},
        "2 cities with something to see lie farther away than 500 km; the nearest of them is Cork, 1,234 km",
        "2 города, где есть что увидеть, лежат дальше 500 км; ближайший из них – Корк, 1\N{NO-BREAK SPACE}234 км",
    ),
    (
        "CITIES_NOT_LOCATED",
        {"cities": 1},
        "1 city with something to see is left out: without a recorded location nobody knows how far that is",
        "Не учтён 1 город, где есть что увидеть: координаты не записаны, и неизвестно, достаточно ли это близко",
    ),
    (
        "OFF_TOPIC",
        {"practices": 2, "topics": ("topic:play", "topic:food")},
        "2 practices to study left out, because only the topics Play and Food were asked for",
        "Не учтены 2 практики на другие темы (задано: Игра и Питание)",
    ),
    (
        "NO_CITY_ALIKE",
        {"party": ORAL},
        "None of these cities is among the places most like Oral: another city would be answered much the same",
        "Уральск: ни один из этих городов не входит в число самых похожих мест, другому городу ответ был бы почти тем же",
    ),
    (
        "LENGTH_UNKNOWN",
        {"places": (ORAL, CORK)},
        "The length of the journey is unknown: no location is recorded of Oral and Cork",
        "Длина пути неизвестна: координаты не записаны (Уральск и Корк)",
    ),
    (
        "TAUGHT_NOT_USED",
        {"place": CORK},
        "Recorded as taught or shown by Cork, not as in use there",
        "Корк: известно, что этому учили или показывали это, но не что это там применяют",
    ),
    (
        "SEEN_IN_MANY_PLACES",
        {"count": 92},
        "It can be seen in 92 places",
        "Это можно увидеть в 92 местах",
    ),
    (
        "OUTCOMES_TO_SEE",
        {"count": 1, "of": 3},
        "What came of it there is recorded: 1 of 3",
        "Известно, что из этого там вышло: 1 из 3",
    ),
    (
        "QUIET_LATELY",
        {"count": 14, "of": 15},
        "No dated sign in the last five years: 14 of 15",
        "За последние пять лет нет фактов с датой: 14 из 15",
    ),
    (
        "AT_INSTITUTIONS_ONLY",
        {"count": 2, "of": 15},
        "Known from single institutions, not from the city as a whole: 2 of 15",
        "Известно только в отдельных учреждениях, а не в городе в целом: 2 из 15",
    ),
    (
        "ONLY_TAUGHT",
        {"count": 1, "of": 15},
        "Taught or shown, but not recorded as in use there: 1 of 15",
        "Этому учили или показывали это, но применение там не записано: 1 из 15",
    ),
    (
        "SEEN_ABOVE",
        {"count": 1, "of": 2},
        "Also to be seen in a city above, so it counts less here: 1 of 2",
        "Можно увидеть и в городе выше, поэтому здесь считается меньше: 1 из 2",
    ),
    (
        "NOTHING_IN_COMMON",
        {"party": ORAL, "place": CORK},
        "No practice is recorded that Oral and Cork have both dealt with",
        "Не записано ни одной практики, с которой имели дело оба места (Уральск, Корк)",
    ),
    (
        "NOBODY_TO_ASK",
        {"place": CORK},
        "No institution to ask for is recorded in Cork",
        "Корк: не записано ни одного учреждения, к которому можно обратиться",
    ),
    (
        "RECEIVES_VISITORS",
        {},
        "receives visitors",
        "принимает гостей",
    ),
    (
        "RECEIVES_NO_VISITORS",
        {},
        "takes no visitors",
        "не принимает гостей",
    ),
    (
        "RECEPTION_UNKNOWN",
        {},
        "whether it receives visitors is not recorded",
        "не записано, принимает ли гостей",
    ),
]
