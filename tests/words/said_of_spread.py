"""What is said of how practices spread, and of how likely that is."""

from __future__ import annotations

from tests.words.names import ORAL, Said

OF_SPREAD: Said = [
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
]
