"""Every message of the graph as the sentence that people read."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kb.graph
from kb.dates import parse
from kb.graph.rows import Message
from kb.words import say
from kb.words.catalogue import CATALOGUES

NAMES = {
    "city:oral": ("Oral", "Уральск"),
    "city:cork": ("Cork", "Корк"),
    "city:larnaca": ("Larnaca", "Ларнака"),
    "country:kz": ("Kazakhstan", "Казахстан"),
    "institution:school-1": ("School 1", "Школа № 1"),
    "institution:school-2": ("School 2", "Школа № 2"),
    "practice:museum": ("School museum", "Школьный музей"),
    "practice:play": ("The “Play” paradigm", "Парадигма «Игра»"),
    "topic:play": ("Play", "Игра"),
    "topic:food": ("Food", "Питание"),
}
ORAL, CORK, LARNACA, SCHOOL = "city:oral", "city:cork", "city:larnaca", "institution:school-1"
MUSEUM, DATE, YEAR = "practice:museum", parse("2023-05"), parse("2023")
Values = dict[str, Any]

SAID: list[tuple[str, Values, str, str]] = [
    (
        "SIMILAR_CITIES_TOOK_IT_UP",
        {"count": 3, "of": 20, "party": ORAL, "year": 2022, "latest": CORK, "date": DATE},
        "3 of the 20 cities most like Oral took it up since 2022, the latest Cork (May 2023)",
        "Уральск: с 2022 года это начали применять 3 из 20 самых похожих городов, последний – Корк (май 2023 г.)",
    ),
    (
        "SIMILAR_PLACES_TOOK_IT_UP",
        {"count": 1, "of": 2, "party": ORAL, "year": 2022, "latest": CORK, "date": YEAR},
        "1 of the 2 places most like Oral took it up since 2022, the latest Cork (2023)",
        "Уральск: с 2022 года это начало применять 1 из 2 самых похожих мест, последнее – Корк (2023)",
    ),
    (
        "SIMILAR_CITIES_HAVE_IT",
        {"count": 2, "of": 5, "party": ORAL, "places": (CORK, LARNACA)},
        "2 of the 5 cities most like Oral use it: Cork and Larnaca",
        "Уральск: это применяют 2 из 5 самых похожих городов (Корк и Ларнака)",
    ),
    (
        "SIMILAR_PLACES_HAVE_IT",
        {"count": 1, "of": 5, "party": ORAL, "places": (CORK,)},
        "1 of the 5 places most like Oral uses it: Cork",
        "Уральск: это применяет 1 из 5 самых похожих мест (Корк)",
    ),
    (
        "MOST_ALIKE_HAS_IT",
        {"place": CORK, "party": ORAL, "date": YEAR},
        "Cork, the only place known to share practices with Oral, uses it (2023)",
        "Уральск: это применяет единственное место с общими практиками – Корк (2023)",
    ),
    (
        "TAKEN_UP_LATELY",
        {"count": 5, "year": 2021, "latest": CORK, "date": YEAR},
        "5 places took it up since 2021, the latest Cork (2023)",
        "С 2021 года это начали применять 5 мест, последнее – Корк (2023)",
    ),
    (
        "TAKEN_UP_BEFORE",
        {"count": 21, "latest": CORK, "date": parse("2010")},
        "21 places took it up, but none in the last five years; the latest Cork (2010)",
        "Это начало применять 21 место, но за последние пять лет – ни одно; последнее – Корк (2010)",
    ),
    (
        "IN_USE_UNDATED",
        {"count": 9, "places": (CORK, LARNACA)},
        "In use, nobody says since when: Cork, Larnaca and 7 more",
        "Применяют, с какого времени – не сказано: Корк, Ларнака и ещё 7",
    ),
    (
        "NOT_SPREAD",
        {"origin": SCHOOL},
        "Nobody is recorded to have taken it up from others; it began here: School 1",
        "Неизвестно, чтобы кто-то перенял эту практику; начало: Школа № 1",
    ),
    (
        "ONLY_SHOWN",
        {"count": 2, "date": YEAR},
        "Shown to 2 places (the latest: 2023), but nobody is recorded to use it after that",
        "2 места видели эту практику (последний раз: 2023), но неизвестно, чтобы кто-то её применил",
    ),
    (
        "SHOWN_HERE",
        {"party": ORAL, "by": (CORK,), "date": YEAR},
        "It was shown to Oral by Cork (2023)",
        "Уральск: практику здесь уже видели; кто показал: Корк (2023)",
    ),
    ("PLANNED_HERE", {"party": ORAL, "date": YEAR}, "Oral already plans it (2023)", "Уральск: это уже планируют (2023)"),
    ("INTEREST_HERE", {"party": ORAL}, "Oral is already interested in it", "Уральск: этим уже интересуются"),
    (
        "VISITED_WHERE_IT_IS",
        {"party": ORAL, "host": CORK, "date": YEAR},
        "Oral visited Cork (2023), where it can be seen",
        "Уральск: делегация была там, где это можно увидеть (Корк), 2023",
    ),
    (
        "NEAR_BY",
        {"where": "country:kz", "count": 1, "places": (LARNACA,)},
        "Present in Kazakhstan: Larnaca",
        "Есть рядом (Казахстан): Ларнака",
    ),
    (
        "NEAR_BY_AS_A_WHOLE",
        {"places": ("country:kz",)},
        "Present in Kazakhstan as a whole",
        "Есть здесь на более высоком уровне: Казахстан",
    ),
    (
        "OUTCOMES_RECORDED",
        {"count": 1},
        "What came of it is recorded for 1 place",
        "Известно, что из этого вышло: 1 место",
    ),
    (
        "GIVEN_UP",
        {"count": 2, "places": (CORK, LARNACA)},
        "A warning: given up or declined by Cork and Larnaca",
        "Внимание, отказались: Корк и Ларнака",
    ),
    (
        "GREW_FROM_YOURS",
        {"party": ORAL, "practice": MUSEUM},
        "It grew out of “School museum”, which Oral has",
        "Уральск: здесь есть «Школьный музей», из этого она и выросла",
    ),
    (
        "YOURS_GREW_FROM_IT",
        {"party": ORAL, "practice": "practice:play"},
        "The “Play” paradigm, which Oral has, grew out of it",
        "Уральск: здесь есть Парадигма «Игра», она выросла из этой практики",
    ),
    (
        "TOPIC_ASKED",
        {"topics": ("topic:play", "topic:food")},
        "On the topics asked for: Play and Food",
        "По выбранным темам: Игра и Питание",
    ),
    (
        "TOPIC_OF_YOURS",
        {"party": ORAL, "topics": ("topic:play",)},
        "On topics that Oral already works on: Play",
        "Уральск: здесь уже работают над этими темами (Игра)",
    ),
    (
        "ONLY_INSTITUTIONS",
        {"place": CORK, "count": 1, "institutions": (SCHOOL,)},
        "In Cork only one institution has it: School 1",
        "Корк: есть только в одном учреждении (Школа № 1)",
    ),
    (
        "NO_DATED_EVIDENCE",
        {},
        "No dated fact speaks of its use: it stands below all that have one",
        "О применении нет ни одного факта с датой, поэтому практика стоит ниже всех, о которых он есть",
    ),
    (
        "BASIS_NEIGHBOURS",
        {"party": ORAL, "practices": 6, "dated": 3, "of": 20, "topics": ("topic:play",)},
        "Rests on 6 practices that Oral used, plans or was shown (3 dated facts), and on what the 20 places most like it took up lately;"
        " only on the topics Play",
        "Уральск: учтено 6 практик, которые здесь применяли, планируют или видели (3 факта с датой), и то, что недавно начали применять"
        " самые похожие места (их 20); только по темам: Игра",
    ),
    (
        "BASIS_NO_HISTORY",
        {"party": ORAL, "country": "country:kz"},
        "Oral has no history here: this rests on what other places took up lately, first of all in Kazakhstan",
        "Уральск: истории здесь нет, поэтому учтено то, что недавно начали применять другие; прежде всего: Казахстан",
    ),
    (
        "BASIS_NO_NEIGHBOURS",
        {"party": ORAL, "practices": 1, "dated": 0},
        "No place like Oral shares any of its 1 practice (0 dated facts): this rests on what other places took up lately",
        "Уральск: похожих мест с теми же практиками нет (своих практик: 1, фактов с датой: 0), поэтому учтено то, что недавно начали"
        " применять другие",
    ),
    (
        "BASIS_HAZARD",
        {"party": ORAL, "country": "country:kz"},
        "Rests on how fast places still without a practice took it up lately, first of all in Kazakhstan",
        "Уральск: учтено, как быстро практику начинают применять там, где её ещё нет; прежде всего: Казахстан",
    ),
    (
        "BASIS_POPULARITY",
        {"date": date(2024, 12, 31)},
        "Rests only on how many places took a practice up in the year up to 31 December 2024; it is much the same for every city",
        "Учтено только то, сколько мест начали применять практику за год (по 31 декабря 2024 г.); для всех городов почти одно и то же",
    ),
    (
        "BASIS_VISITS",
        {"party": ORAL, "practices": 186, "cities": 1328},
        "Rests on 186 practices that Oral lacks and 1,328 cities show: how much each is worth studying, how rare it is, how lately it gave"
        " a"
        " sign there, whether its outcome is recorded, whether visitors were received before and how alike the cities are; "
        "what a city above shows too counts half",
        "Уральск: здесь нет 186 практик, которые можно увидеть в других городах (их 1\N{NO-BREAK SPACE}328); учтено, "
        "насколько практику стоит изучить, давно ли о ней там слышно, известно ли, что из неё вышло, во многих ли местах "
        "это есть, принимал ли город "
        "гостей и похожи ли города; то, что есть и в городе выше, считается вполовину",
    ),
    (
        "NOTHING_TO_STUDY",
        {"party": ORAL, "topics": ("topic:food",)},
        "Nothing that Oral lacks is recorded elsewhere on the topics Food",
        "Уральск: в других местах не записано ничего, чего здесь ещё нет (темы: Питание)",
    ),
    (
        "NOTHING_DATED",
        {"date": date(1990, 1, 1)},
        "No dated fact is known by 1 January 1990: the order rests on no dates",
        "Нет ни одного факта с датой (на 1 января 1990 г.): порядок не опирается на даты",
    ),
    (
        "STALE",
        {"date": YEAR},
        "The latest dated fact here is of 2023: what happened since is not recorded",
        "Самый поздний факт с датой: 2023; что было потом, не записано",
    ),
    (
        "FEW_DATED_ADOPTIONS",
        {"count": 466},
        "Only 466 dated steps are recorded in all: take the order as a hint; and what nobody recorded may be there all the same",
        "Всего записано 466 шагов с датой: порядок – лишь подсказка; то, чего никто не записал, может уже существовать",
    ),
    (
        "FEW_OWN_FACTS",
        {"party": ORAL, "count": 1},
        "Little is recorded of Oral: 1 dated fact",
        "Уральск: записано мало (1 факт с датой)",
    ),
    (
        "LEFT_OUT",
        {"party": ORAL, "practices": (MUSEUM,)},
        "Left out, because Oral gave it up or declined it: “School museum”",
        "Уральск: не предлагается то, от чего здесь отказались («Школьный музей»)",
    ),
    (
        "HOME_NOT_LOCATED",
        {"party": ORAL},
        "The location of Oral is not recorded, so no city is known to be near enough",
        "Уральск: координаты не записаны, поэтому неизвестно, какие города достаточно близко",
    ),
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
        "EXPOSURE_IS_NO_PROOF",
        {},
        "That partners have a practice does not prove that they passed it on: alike places take up alike practices, and one event "
        "may move many at once",
        "То, что практика есть у партнёров, не доказывает, что её переняли у них: похожие места перенимают похожее, а одно событие "
        "может затронуть многих сразу",
    ),
    (
        "NO_PARTNERS",
        {},
        "No adopter has a recorded partner: who was exposed to it, who followed and who was followed is unknown",
        "Ни у кого из тех, кто применил практику, не записаны партнёры: кто её у кого видел и кто за кем последовал, неизвестно",
    ),
    ("NOBODY_ADOPTED", {}, "Nobody is recorded to have taken it up", "Неизвестно, чтобы кто-то её применил"),
    (
        "NO_ADOPTER_IS_DATED",
        {"count": 3},
        "None of its 3 adopters has a date: nothing can be said of how fast it spread",
        "Её применили 3 места, но ни одной даты нет: о скорости распространения ничего сказать нельзя",
    ),
    (
        "ALL_IN_ONE_YEAR",
        {"count": 4, "year": 2020},
        "All 4 dated adopters took it up in 2020: who came before whom is unknown",
        "Все, у кого есть дата (их 4), начали применять её в 2020 году: кто был раньше, неизвестно",
    ),
    (
        "INFERRED_FROM_DATES",
        {"dated": 1200, "practices": 21},
        "Inferred from 1,200 dated adoptions in 21 practices that went from place to place: a hint, nothing that a source says",
        "Выведено из дат применения (их 1\xa0200); от места к месту перешла 21 практика; это подсказка, ни один источник этого не "
        "утверждает",
    ),
    (
        "TOO_LITTLE_TO_INFER",
        {"dated": 40, "places": 21, "practices": 1, "adoptions": 300, "each": 5, "of": 10},
        "Too little to infer a network from: 40 dated adoptions by 21 places, 1 practice that went from place to place; it takes 300, "
        "5 for each place, and 10",
        "Данных для вывода сети мало: дат применения – 40, мест – 21, практик, перешедших от места к месту, – 1; нужно не меньше 300 "
        "дат, по 5 на место, и 10 практик",
    ),
    ("CHANCE", {"percent": 23}, "By the model, a chance of 23 % within a year", "По модели, вероятность за год – 23 %"),
    (
        "RAISED_LATELY",
        {"count": 12},
        "What raises it most: 12 places turned to it in the last two years",
        "Больше всего «за»: за два года это начали применять 12 мест",
    ),
    (
        "RAISED_SPREAD",
        {"count": 4, "of": 50},
        "What raises it most is how far it has come: 4 of 50 places have it",
        "Больше всего «за» – как далеко практика разошлась: мест, где она есть, 4 из 50",
    ),
    (
        "RAISED_ALIKE",
        {"count": 4, "of": 20, "party": ORAL},
        "What raises it most: 4 of the 20 places most like Oral have it",
        "Уральск: больше всего «за» – похожие места, практика есть в 4 из 20",
    ),
    (
        "RAISED_OWN",
        {"party": ORAL},
        "What raises it most is how early and how often Oral takes things up",
        "Уральск: больше всего «за» – как рано и часто здесь берутся за новое",
    ),
    (
        "RAISED_COMPANY",
        {"party": ORAL},
        "What raises it most: it goes with what Oral has",
        "Уральск: больше всего «за» – практика сочетается с тем, что здесь уже есть",
    ),
    (
        "RAISED_COUNTRY",
        {"country": "country:kz"},
        "What raises it most: places near by turn to it (Kazakhstan)",
        "Больше всего «за» – её начинают применять рядом (Казахстан)",
    ),
    (
        "RAISED_SHOWN",
        {"party": ORAL},
        "What raises it most: it was shown to Oral, or seen on a visit",
        "Уральск: больше всего «за» – практику здесь уже видели",
    ),
    (
        "LOWERED_LATELY",
        {"count": 1},
        "What lowers it most: in the last two years 1 place turned to it",
        "Больше всего «против»: за два года это начало применять 1 место",
    ),
    (
        "LOWERED_SPREAD",
        {"count": 48, "of": 50},
        "What lowers it most is how far it has come: 48 of 50 places have it",
        "Больше всего «против» – как далеко практика разошлась: мест, где она есть, 48 из 50",
    ),
    (
        "LOWERED_ALIKE",
        {"count": 1, "of": 20, "party": ORAL},
        "What lowers it most: of the 20 places most like Oral 1 has it",
        "Уральск: больше всего «против» – похожие места, практика есть в 1 из 20",
    ),
    (
        "LOWERED_OWN",
        {"party": ORAL},
        "What lowers it most is how early and how often Oral takes things up",
        "Уральск: больше всего «против» – как рано и часто здесь берутся за новое",
    ),
    (
        "LOWERED_COMPANY",
        {"party": ORAL},
        "What lowers it most: it hardly goes with what Oral has",
        "Уральск: больше всего «против» – практика мало сочетается с тем, что здесь уже есть",
    ),
    (
        "LOWERED_COUNTRY",
        {},
        "What lowers it most: places near by hardly turn to it",
        "Больше всего «против» – её мало начинают применять рядом",
    ),
    (
        "LOWERED_SHOWN",
        {"party": ORAL},
        "What lowers it most: it was not shown to Oral, nor seen on a visit",
        "Уральск: больше всего «против» – практику здесь не видели",
    ),
    (
        "BASIS_LEARNED",
        {"party": ORAL, "dated": 1234, "topics": ("topic:play",)},
        "Rests on a model that learned from 1,234 dated steps how soon places turn to a practice; only on the topics Play",
        (
            "Уральск: учтено то, чему модель научилась на 1\xa0234 шагах с датой – как скоро места начинают применять практику; "
            "только по темам: Игра"
        ),
    ),
    (
        "BASIS_PLAN",
        {"party": ORAL, "practices": 2, "cities": 3, "topics": ("topic:play",)},
        "Chosen from 3 cities that show 2 practices that Oral lacks, so that together the stops show the most; each stop is "
        "listed with what it adds; only on the topics Play",
        "Уральск: здесь нет 2 практик, которые можно увидеть в других городах (их 3); остановки выбраны так, чтобы вместе "
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


def sentence(code: str, values: Values, lang: str) -> str:
    column = lang.startswith("ru")
    return say(Message(code=code, values=values), lang, lambda key: NAMES[key][column])


@pytest.mark.parametrize(("code", "values", "english", "russian"), SAID, ids=[code for code, *_ in SAID])
def test_a_message_is_a_sentence_in_english_and_in_russian(code: str, values: Values, english: str, russian: str) -> None:
    assert (sentence(code, values, "en"), sentence(code, values, "ru")) == (english, russian)


def test_every_code_of_the_graph_is_in_every_catalogue_and_none_besides() -> None:
    files = Path(next(iter(kb.graph.__path__))).glob("*.py")
    found = {node.value for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Constant)}
    codes = {value for value in found if isinstance(value, str) and re.fullmatch(r"[A-Z]+(_[A-Z]+)*", value) and len(value) > 3}
    assert codes == {code for code, *_ in SAID}
    assert all(set(catalogue.sentences) == codes for catalogue in CATALOGUES.values())


@pytest.mark.parametrize(
    ("count", "russian"),
    [(1, "1 место"), (2, "2 места"), (5, "5 мест"), (11, "11 мест"), (21, "21 место"), (22, "22 места"), (112, "112 мест")],
)
def test_russian_numbers_take_their_forms(count: int, russian: str) -> None:
    assert sentence("OUTCOMES_RECORDED", {"count": count}, "ru") == f"Известно, что из этого вышло: {russian}"


def test_one_place_and_one_time_are_said_in_the_singular() -> None:
    values = {"party": ORAL, "practices": 1, "dated": 1, "of": 1}
    assert sentence("BASIS_NEIGHBOURS", values, "en") == (
        "Rests on 1 practice that Oral used, plans or was shown (1 dated fact), and on what the place most like it took up lately"
    )
    assert sentence("SHOWED_TO_OTHERS", {"place": CORK, "count": 1}, "en") == "Cork taught or showed it to others: once"
    assert sentence("ONLY_INSTITUTIONS", {"place": CORK, "count": 2, "institutions": (SCHOOL, "institution:school-2")}, "en") == (
        "In Cork only institutions have it: School 1 and School 2"
    )


@pytest.mark.parametrize(
    ("code", "count", "english", "russian"),
    [
        ("NOTHING_TO_ADD", 1, "One stop shows the only practice", "1 остановка показывает"),
        ("NOTHING_TO_ADD", 5, "5 stops show all 5 practices", "5 остановок показывают"),
        ("TOO_FAR", 1, "1 city with something to see lies", "1 город, где есть что увидеть, лежит"),
        ("TOO_FAR", 5, "5 cities with something to see lie", "5 городов, где есть что увидеть, лежат"),
        ("OUTSIDE_COUNTRIES", 1, "1 city with something to see is", "Не учтён 1 город"),
        ("NOWHERE_TO_SEE", 1, "No city is recorded where the one practice", "Уральск: здесь нет 1 практики, которая"),
        ("OFF_TOPIC", 1, "1 practice to study left out", "Не учтена 1 практика"),
    ],
)
def test_what_is_left_out_agrees_with_its_number(code: str, count: int, english: str, russian: str) -> None:
    values = next(values for known, values, *_ in SAID if known == code)
    counted = {**values, **dict.fromkeys({"count", "practices", "cities"} & values.keys(), count)}
    assert sentence(code, counted, "en").startswith(english)
    assert sentence(code, counted, "ru").startswith(russian)


def test_what_is_unknown_leaves_its_part_of_the_sentence_out() -> None:
    assert sentence("SHOWN_HERE", {"party": ORAL}, "en") == "It was shown to Oral"
    assert sentence("SHOWN_HERE", {"party": ORAL, "date": YEAR}, "ru") == "Уральск: практику здесь уже видели (2023)"


@pytest.mark.parametrize("lang", ["kk", "zh-Hant-TW", "en-US", "und"])
def test_a_language_without_a_catalogue_gets_english(lang: str) -> None:
    assert sentence("VISITED_BEFORE", {"party": ORAL}, lang) == "Oral was there before"


def test_a_regional_variety_gets_its_language() -> None:
    assert sentence("VISITED_BEFORE", {"party": ORAL}, "ru-KZ") == "Уральск: делегация здесь уже была"


def test_names_never_become_parts_of_the_catalogues_language() -> None:
    said = say(Message(code="VISITED_BEFORE", values={"party": ORAL}), "en", lambda key: "[{date}] {party:a|b}")
    assert said == "[{date}] {party:a|b} was there before"
