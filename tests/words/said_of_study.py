"""What is said of practices to study."""

from __future__ import annotations

from datetime import date

from kb.dates import parse
from tests.words.names import CORK, DATE, LARNACA, MUSEUM, ORAL, SCHOOL, YEAR, Said

OF_STUDY: Said = [
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
        "Уральск: здесь нет 186 практик, которые можно увидеть в 1\N{NO-BREAK SPACE}328 других городах; учтено, "
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
]
