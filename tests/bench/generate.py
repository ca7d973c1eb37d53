"""Writes CSV tables of any size for measuring: `python tests/bench/generate.py --facts 1000000 OUT`.

Popularity of practices and parties follows a power law; practices spread from party to party over 20 years, so
that whoever is learned from took the practice up before; dates are days, months, seasons and years mixed.
The same size and seed give the same tables.
"""

from __future__ import annotations

import argparse
import csv
from bisect import bisect, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from math import sqrt
from pathlib import Path
from random import Random

_FIRST_DAY = date(2004, 1, 1)
_DAYS = 20 * 365
_AT_120_000_FACTS = {"cities": 2000, "institutions": 4000, "practices": 5000, "regions": 100, "programmes": 240}
_COUNTRIES = ["ru", "by", "kz", "ua", "pl", "de", "fr", "it", "es", "ie", "gb", "fi", "se", "nl", "be", "pt", "gr", "hu", "cz", "us"]
_TOPICS = [
    "robotics",
    "reading",
    "mentoring",
    "museums",
    "safe-routes",
    "health",
    "music",
    "languages",
    "ecology",
    "sport",
    "theatre",
    "coding",
]
_KINDS = ["school", "school", "school", "kindergarten", "college", "university", "teacher-training", "extra-curricular", "museum"]
_FORMATS = ["visit", "internship", "course", "videoconference", "forum", "network", "publication", "other"]
_THINGS = ["club", "studio", "week", "garden", "museum", "laboratory", "library", "workshop", "festival", "council", "camp", "route"]
_MANNERS = ["open", "mobile", "shared", "evening", "family", "rural", "digital", "summer", "joint", "outdoor", "green", "young"]
_SEASON = {3: 21, 4: 21, 5: 21, 6: 22, 7: 22, 8: 22, 9: 23, 10: 23, 11: 23, 12: 24}

Rows = Iterable[Sequence[object]]


@dataclass(frozen=True)
class Shape:
    """What a base is made of, and how unequal practices are."""

    adoptions: float = 0.55  # of all facts
    shares: float = 0.35
    visits: float = 0.10
    exponent: float = 0.8  # of the popularity of practices
    institutions: bool = True  # whether they adopt, share and visit too


MIXED = Shape()
CITIES = Shape(institutions=False)
HUBS = Shape(adoptions=1, shares=0, visits=0, exponent=1, institutions=False)  # as unequal as words are: Zipf's law
SHAPES = {"mixed": MIXED, "cities": CITIES, "hubs": HUBS}


def generate(out: Path, facts: int, seed: int = 1, shape: Shape = MIXED) -> None:
    """Write the tables of a base with that many facts into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    world = World(facts, Random(seed), shape)
    for name, (header, rows) in world.tables().items():
        with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(header.split(","))
            writer.writerows(rows)


class PowerLaw:
    """Draws numbers below `count`, the n-th in proportion to 1 / n ** exponent, in a shuffled order."""

    def __init__(self, random: Random, count: int, exponent: float) -> None:
        self._weights = list(accumulate(1 / rank**exponent for rank in range(1, count + 1)))
        self._random, self._names = random, random.sample(range(count), count)

    def draw(self) -> int:
        """Return the next number."""
        return self._names[bisect(self._weights, self._random.random() * self._weights[-1])]


def fuzzy(random: Random, day: int) -> str:
    """Write a day as publications do: exactly, by month, season or year, as an interval, doubtfully, or not at all."""
    when = _FIRST_DAY + timedelta(days=day)
    way = random.random()
    if way < 0.35:
        return when.isoformat()
    if way < 0.60:
        return f"{when.year}-{when.month:02}"
    if way < 0.70 and when.month > 2:
        return f"{when.year}-{_SEASON[when.month]}"
    if way < 0.90:
        return str(when.year)
    if way < 0.92:
        return f"{when.year}/{when.year + 1}"
    return "" if way < 0.96 else f"{when.year}{random.choice('?~')}"


@dataclass
class World:
    """Everything that is drawn: sizes from the number of facts, and who took up what so far."""

    facts: int
    random: Random
    shape: Shape = MIXED
    adopters: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # by practice: day and party, in time
    keys: set[int] = field(default_factory=set)  # hashes of the natural keys of facts

    def __post_init__(self) -> None:
        scale = sqrt(self.facts / 120_000)
        self.size = {name: max(20, round(size * scale)) for name, size in _AT_120_000_FACTS.items()}
        self.size["sources"] = max(2, self.facts // 20)
        self.cities = [f"town-{number}" for number in range(self.size["cities"])]
        houses = [f"house-{number}" for number in range(self.size["institutions"])] if self.shape.institutions else []
        self.parties = self.cities + houses
        self.party_law = PowerLaw(self.random, len(self.parties), 0.7)
        self.practice_law = PowerLaw(self.random, self.size["practices"], self.shape.exponent)

    def tables(self) -> dict[str, tuple[str, Rows]]:
        """Return the header and the rows of each table. Shares and visits follow adoptions, so the order matters."""
        count = {name: round(self.facts * getattr(self.shape, name)) for name in ("adoptions", "shares", "visits")}
        return {
            "topics": ("id,name_en,name_ru", [(topic, topic.title(), topic) for topic in _TOPICS]),
            "places": ("id,kind,name_en,name_ru,part_of,country,lat,lon", self._places()),
            "institutions": ("id,kind,name_en,name_ru,place", self._institutions()),
            "sources": ("id,url,title,publisher,published,language", self._sources()),
            "programmes": ("id,kind,name_en,name_ru,start,place,source", self._programmes()),
            "practices": ("id,title_en,title_ru,topics,summary_en,origin,source", self._practices()),
            "adoptions": ("practice,by,learned_from,date,stage,outcome_en,source,locator", self._adoptions(count["adoptions"])),
            "shares": ("practice,from,to,date,programme,format,participants,source,locator", self._shares(count["shares"])),
            "visits": ("visitor,host,date,programme,purpose_en,source", self._visits(count["visits"])),
        }

    def _places(self) -> Iterator[Sequence[object]]:
        yield from ((code, "country", "", "", "", code.upper(), "", "") for code in _COUNTRIES)
        for number in range(self.size["regions"]):
            code = _COUNTRIES[number % len(_COUNTRIES)]
            yield f"area-{number}", "region", f"Area {number}", f"Область {number}", code, code.upper(), "", ""
        for number, city in enumerate(self.cities):
            region = number % self.size["regions"]
            point = round(self.random.uniform(40, 65), 2), round(self.random.uniform(-5, 75), 2)
            code = _COUNTRIES[region % len(_COUNTRIES)].upper()
            yield city, "city", f"Town {number}", f"Город {number}", f"area-{region}", code, *point

    def _institutions(self) -> Iterator[Sequence[object]]:
        for number in range(self.size["institutions"]):
            kind = self.random.choice(_KINDS)
            place = self.cities[number % len(self.cities)]
            yield f"house-{number}", kind, f"{kind.title()} {number}", f"Учреждение {number}", place

    def _sources(self) -> Iterator[Sequence[object]]:
        for number in range(self.size["sources"]):
            day = _FIRST_DAY + timedelta(days=self.random.randrange(_DAYS))
            yield (
                f"paper-{number}",
                f"https://example.org/{number}",
                f"Report {number}",
                "Gazette",
                day,
                self.random.choice(("en", "ru", "kk")),
            )

    def _programmes(self) -> Iterator[Sequence[object]]:
        for number in range(self.size["programmes"]):
            start, place = 2004 + number % 20, self.random.choice(self.cities)
            yield f"frame-{number}", "network", f"Network {number}", f"Сеть {number}", start, place, self._source()

    def _practices(self) -> Iterator[Sequence[object]]:
        for number in range(self.size["practices"]):
            title = f"{self.random.choice(_MANNERS).title()} {self.random.choice(_THINGS)} {number}"
            topics = ";".join(self.random.sample(_TOPICS, 2))
            origin = self.party_law.draw()
            self.adopters[number] = [(self.random.randrange(_DAYS // 2), origin)]
            yield f"way-{number}", title, f"Практика {number}", topics, f"A {title.lower()}.", self.parties[origin], self._source()

    def _adoptions(self, count: int) -> Iterator[Sequence[object]]:
        written = 0
        while written < count:
            new = [row for row in self._steps(self.practice_law.draw()) if self._is_new(row[:5])]
            yield from new[: count - written]
            written += len(new)

    def _is_new(self, key: Sequence[object]) -> bool:
        """Tell whether no fact before had that natural key."""
        before = len(self.keys)
        self.keys.add(hash(tuple(key)))
        return len(self.keys) > before

    def _steps(self, practice: int) -> list[Sequence[object]]:
        """Let one more party take the practice up; now and then with a trial before or an end after."""
        known = self.adopters[practice]
        day, party = known[-1][0] + self.random.randrange(1, 12), self.party_law.draw()
        if day >= _DAYS or any(party == other for _, other in known[-50:]):
            day, party = self._late(practice), self.random.randrange(len(self.parties))
        learned = self._teacher(known, day, party)
        insort(known, (day, party))
        stages = [(day, "adopted" if self.random.random() < 0.8 else "adapted")]
        if self.random.random() < 0.1:
            stages = [(max(0, day - 200), "piloting"), *stages] if self.random.random() < 0.7 else [*stages, (day + 700, "abandoned")]
        return [self._step(practice, party, learned, *stage) for stage in stages]

    def _teacher(self, known: list[tuple[int, int]], day: int, party: int) -> str:
        """Choose a party that had the practice before that day, rather a late one; or none."""
        earlier = bisect(known, (day, -1))
        if not earlier or self.random.random() < 0.5:
            return ""
        teacher = known[max(0, earlier - 1 - int(self.random.random() ** 2 * 30))][1]
        return self.parties[teacher] if teacher != party else ""

    def _late(self, practice: int) -> int:
        return self.random.randrange(self.adopters[practice][0][0] + 1, _DAYS + 1)

    def _step(self, practice: int, party: int, learned: str, day: int, stage: str) -> Sequence[object]:
        outcome = f"{self.random.randrange(2, 400)} pupils take part" if self.random.random() < 0.3 else ""
        return f"way-{practice}", self.parties[party], learned, fuzzy(self.random, day), stage, outcome, self._source(), self._locator()

    def _shares(self, count: int) -> Iterator[Sequence[object]]:
        written = 0
        while written < count:
            practice = self.practice_law.draw()
            day, party = self.random.choice(self.adopters[practice])
            to = self._other(party)
            day = min(day + self.random.randrange(400), _DAYS)
            when = fuzzy(self.random, day)
            key = f"way-{practice}", self.parties[party], self.parties[to], when, self._frame(day)
            if self._is_new(key):
                people = self.random.randrange(5, 300) if written % 4 == 0 else ""
                yield *key, self.random.choice(_FORMATS), people, self._source(), self._locator()
                written += 1

    def _visits(self, count: int) -> Iterator[Sequence[object]]:
        written = 0
        while written < count:
            host = self.party_law.draw()
            day = self.random.randrange(_DAYS)
            when = fuzzy(self.random, day)
            key = self.parties[self._other(host)], self.parties[host], when, self._frame(day)
            if self._is_new(key):
                yield *key, "To see how it works", self._source()
                written += 1

    def _frame(self, day: int) -> str:
        """Choose a programme that had begun by that day: each twentieth begins in the same year."""
        return f"frame-{self.random.randrange(day // 366 + 1) + 20 * self.random.randrange(self.size['programmes'] // 20)}"

    def _other(self, party: int) -> int:
        found = self.party_law.draw()
        return found if found != party else (party + 1) % len(self.parties)

    def _source(self) -> str:
        return f"paper-{self.random.randrange(self.size['sources'])}"

    def _locator(self) -> str:
        return f"p. {self.random.randrange(1, 40)}" if self.random.random() < 0.5 else ""


def main() -> None:
    """Read the command line and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("--facts", type=int, default=120_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shape", choices=SHAPES, default="mixed", help="cities: they alone take part; hubs: and adoptions are all")
    arguments = parser.parse_args()
    generate(arguments.out, arguments.facts, arguments.seed, SHAPES[arguments.shape])


if __name__ == "__main__":
    main()
