"""Events of a CSV table as model facts: place, practice, date; country and topic where they are given."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.dates import FuzzyDate, parse
from kb.errors import InvalidDate, InvalidInput, did_you_mean
from kb.model import Adoption, AdoptionStage, AnyNode, Citation, City, Country, Practice, Texts, Topic
from kb.model.countries import check_country

CITED = (Citation(source="source:events"),)
_KNOWN = ("place", "practice", "date", "year", "country", "topic")


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One row: a place took a practice up. Sorts by what it says, so that the order of rows is moot."""

    place: str
    practice: str
    date: str  # EDTF; empty: unknown
    country: str = ""
    topic: str = ""  # one or more, between semicolons


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """What a table says: nodes, facts, the names of places and practices by id, and how many rows only repeat others."""

    nodes: tuple[AnyNode, ...]
    facts: tuple[Adoption, ...]
    names: Mapping[str, str]
    repeated: int


def read_events(file: Path) -> Events:
    """Read a table. Raises InvalidInput for whatever is wrong with it, naming the first line that is."""
    return events_of(_rows(file), file.name)


def events_of(rows: Sequence[tuple[int, Event]], name: str) -> Events:
    """Make facts of rows with their line numbers. A row that says what another says is counted, and left out."""
    dates = _dates(rows, name)
    events = sorted({event for _, event in rows})
    places, practices = ({key: number for number, key in enumerate(sorted(set(keys)))} for keys in _columns(events))
    taken = sorted({(places[event.place], practices[event.practice], event.date) for event in events})
    facts = tuple(
        Adoption(practice=_id("practice", what), by=_id("city", who), stage=AdoptionStage.ADOPTED, date=dates[when], citations=CITED)
        for who, what, when in taken
    )
    if not any(fact.date for fact in facts):
        raise InvalidInput(f"{name}: no event has a date, so nothing can be ranked or judged")
    names = {_id("city", at): key for key, at in places.items()} | {_id("practice", at): key for key, at in practices.items()}
    return Events(nodes=tuple(_nodes(events, names, name)), facts=facts, names=names, repeated=len(rows) - len(facts))


def _rows(file: Path) -> list[tuple[int, Event]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            columns = _header(next(reader, []), file.name)
            found = [(reader.line_num, _event(row, columns, file.name, reader.line_num)) for row in reader if any(map(str.strip, row))]
    except OSError as error:
        raise InvalidInput(f"{file} cannot be read: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError:
        raise InvalidInput(f"{file.name} is not UTF-8; save it as UTF-8") from None
    except csv.Error as error:
        raise InvalidInput(f"{file.name}:{reader.line_num}: {error}") from None
    if not found:
        raise InvalidInput(f"{file.name} has no rows; it needs place,practice,date")
    return found


def _header(row: Sequence[str], name: str) -> dict[str, int]:
    columns = {cell.strip().lower(): place for place, cell in enumerate(row)}
    if not columns:
        raise InvalidInput(f"{name} is empty; it needs place,practice,date")
    wanted = ["place", "practice", *(["date"] if "year" not in columns else [])]
    for missing in (column for column in wanted if column not in columns):
        near = did_you_mean(missing, list(columns))
        what = "'date' or 'year'" if missing == "date" else repr(missing)
        raise InvalidInput(f"{name} has no column {what}; it has {', '.join(columns)}{near}")
    if "date" in columns and "year" in columns:
        raise InvalidInput(f"{name} has a column 'date' and a column 'year'; one of them says when")
    return {column: columns[column] for column in _KNOWN if column in columns}


def _event(row: Sequence[str], columns: Mapping[str, int], name: str, line: int) -> Event:
    cells = {column: row[place].strip() if place < len(row) else "" for column, place in columns.items()}
    for column in ("place", "practice"):
        if not cells[column]:
            raise InvalidInput(f"{name}:{line}: the {column} is empty")
    when = cells.pop("year", None) or cells.get("date", "")
    return Event(**{**cells, "date": when})


def _dates(rows: Sequence[tuple[int, Event]], name: str) -> dict[str, FuzzyDate | None]:
    found: dict[str, FuzzyDate | None] = {"": None}
    wrong = []
    for line, event in rows:
        try:
            found[event.date] = parse(event.date) if event.date else None
        except InvalidDate as error:
            wrong.append(f"{name}:{line}: {error}")
    if wrong:
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise InvalidInput(wrong[0] + more)
    return found


def _columns(events: Sequence[Event]) -> tuple[list[str], list[str]]:
    return [event.place for event in events], [event.practice for event in events]


def _nodes(events: Sequence[Event], names: Mapping[str, str], name: str) -> Iterator[AnyNode]:
    countries, topics = _countries(events, name), _topics(events)
    known = sorted({topic for own in topics.values() for topic in own})
    ids = {topic: _id("topic", number) for number, topic in enumerate(known)}
    yield from (Country(id=f"country:{code.lower()}", code=code) for code in sorted(set(countries.values())))
    yield from (Topic(id=ids[topic], name=Texts(en=topic)) for topic in known)
    for key, text in names.items():
        if key.startswith("city:"):
            yield City(id=key, name=Texts(en=text), part_of=f"country:{countries[text].lower()}" if text in countries else None)
        else:
            yield Practice(id=key, title=Texts(en=text), topics=tuple(ids[topic] for topic in sorted(topics[text])))


def _countries(events: Sequence[Event], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for event in events:
        code = event.country.upper()
        if code and found.setdefault(event.place, code) != code:
            raise InvalidInput(f"{name}: {event.place!r} lies in {found[event.place]} and in {code}")
    for code in found.values():
        check_country(code)
    return found


def _topics(events: Sequence[Event]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for event in events:
        found.setdefault(event.practice, set()).update(filter(None, map(str.strip, event.topic.split(";"))))
    return found


def _id(kind: str, number: int) -> str:
    """Make an id whose order is that of the names."""
    return f"{kind}:{number:09}"
