"""Who took each practice up, and from whom they are recorded to have learned it, as rows: what `spread` answers with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from kb.analysis.columns import WHEN, Cells, Name, frame, one_of, when
from kb.dates import FuzzyDate
from kb.graph.atlas import level_of
from kb.graph.landscape import Landscape
from kb.graph.rows import AdopterCategory, Level, RecordedLink, Spread
from kb.graph.spread import spread
from kb.model import Adoption, AdoptionStage, FactId, PracticeId

ADOPTERS: Mapping[str, Any] = {
    "practice": "string",
    "practice_name": "string",
    "party": "string",
    "party_name": "string",
    "level": one_of(Level),
    "country": "string",
    "latitude": "float64",
    "longitude": "float64",
    **WHEN,
    "year": "Int64",
    "stage": one_of(AdoptionStage),
    "category": one_of(AdopterCategory),
    "depth": "Int64",
}
LINKS: Mapping[str, Any] = {
    "practice": "string",
    "practice_name": "string",
    "source": "string",
    "source_name": "string",
    "target": "string",
    "target_name": "string",
    **WHEN,
    "stage": one_of(AdoptionStage),
    "fact": "string",
}


def adopters(landscape: Landscape, practice: PracticeId | None, name: Name) -> pd.DataFrame:
    """Return one row for each practice and actor that ever used it; the actor where it began is not among them.

    Rows stand by practice, then by date (`date` as written, `earliest` and `latest` the days that it may mean; undated
    ones last). `year` is that of the latest day: by then it certainly was in use. `category` is Valente's, for practices
    with ten dated adopters or more; `depth` the distance from the root of the recorded cascade, missing where nothing
    joins the adopter to it. Degrees are WGS 84.

    Args:
        landscape: what is known on the day.
        practice: one practice; None: all.
        name: names a node.
    Raises:
        NotFound, WrongKind: `practice` is no practice of the graph.
    """

    def rows() -> Iterator[Cells]:
        for key, found in _spreads(landscape, practice):
            for adopter in found.adopters:
                yield {
                    "practice": key,
                    "practice_name": name(key),
                    "party": adopter.party,
                    "party_name": name(adopter.party),
                    "level": level_of(adopter.party).value,
                    "country": landscape.atlas.country(adopter.party),
                    **_point(landscape, adopter.party),
                    **when(adopter.date),
                    "year": adopter.date.latest.year if adopter.date and adopter.date.latest else None,
                    "stage": adopter.stage.value,
                    "category": adopter.category.value if adopter.category else None,
                    "depth": adopter.depth,
                }

    return frame(rows(), ADOPTERS, landscape.as_of)


def links(landscape: Landscape, practice: PracticeId | None, name: Name) -> pd.DataFrame:
    """Return one row for each recorded step by which one actor learned a practice from another.

    Rows stand by practice, then by date. `source` and `target` are actors (an institution's municipality, where it has
    one); date and stage are those of the step: it has no date where only the programme around it is dated.

    Args:
        landscape: what is known on the day.
        practice: one practice; None: all.
        name: names a node.
    Raises:
        NotFound, WrongKind: `practice` is no practice of the graph.
    """

    def rows() -> Iterator[Cells]:
        for key, found in _spreads(landscape, practice):
            steps = steps_of(landscape, [key])
            for link in found.recorded_links:
                step = steps[link.fact]
                yield {"practice": key, "practice_name": name(key), **_link(link, step, name)}

    return frame(rows(), LINKS, landscape.as_of)


def steps_of(landscape: Landscape, practices: Iterable[PracticeId]) -> dict[FactId, Adoption]:
    """Return the steps with these practices by their ids."""
    cells = (cell for practice in practices for cell in landscape.cells(practice).values())
    return {step.id: step for cell in cells for step in cell.steps}


def _link(link: RecordedLink, step: Adoption, name: Name) -> Cells:
    ends = {"source": link.source, "source_name": name(link.source), "target": link.target, "target_name": name(link.target)}
    dated: FuzzyDate | None = step.event_date
    return {**ends, **when(dated), "stage": step.stage.value, "fact": link.fact}


def _spreads(landscape: Landscape, practice: PracticeId | None) -> Iterator[tuple[PracticeId, Spread]]:
    keys = landscape.practices if practice is None else [practice]
    return ((key, spread(landscape, key)) for key in keys)


def _point(landscape: Landscape, party: str) -> Cells:
    where = landscape.atlas.location(party)
    return {"latitude": where.latitude, "longitude": where.longitude} if where else {}
