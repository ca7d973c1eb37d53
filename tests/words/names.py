"""Names for the parties of sentences, and when something happened."""

from __future__ import annotations

from typing import Any

from kb.dates import parse

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
Said = list[tuple[str, Values, str, str]]  # code, values, in English, in Russian
