"""How a practice travelled: from where, to whom, when, and from whom they learned it. Only what is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from kb.dates import FuzzyDate, before
from kb.graph.adopters import Adopter, adopters, first_use, origin_of
from kb.graph.atlas import level_of
from kb.graph.cascade import Cascade, cascade
from kb.graph.curve import categories, curve
from kb.graph.decay import middle_year
from kb.graph.holdings import earliest
from kb.graph.landscape import Landscape
from kb.graph.rows import CountryReach, RecordedLink, Spread, SpreadAdopter
from kb.model import Adoption, PartyId, PlaceId, PracticeId

Family = tuple[PracticeId, ...]


def spread(landscape: Landscape, practice: PracticeId, *, include_derived: bool = False) -> Spread:
    """Return how a practice travelled, by the actors that ever used it; its origin is not among them.

    Institutions, the origin's too, count by their municipality. Population: all actors in the graph of the levels that
    the adopters are of (municipalities, regions, countries, institutions that act for themselves), the origin aside.
    Unrecorded is not the same as not adopted.

    With variants, the adopters and links of every practice that grew out of this one join, and so does the step from
    the origin of each to the origin of what grew out of it. That step is no fact: it counts in depth, breadth and
    virality, and is not among the links.

    Args:
        landscape: what is known on the day.
        practice: what travelled.
        include_derived: whether its variants, and theirs, are followed too.
    Raises:
        NotFound, WrongKind: `practice` is no practice of the graph.
    """
    landscape.practice(practice)
    family = landscape.family(practice) if include_derived else (practice,)
    origin = origin_of(landscape, practice)
    found = adopters(landscape, family, origin)
    links = recorded_links(landscape, family, found)
    tree = cascade_of(landscape, family, links, origin)
    years = [adopter.year for adopter in found if adopter.year is not None]
    population = population_of(landscape, found, origin)
    taken = lags(landscape, family, links)
    return Spread(
        origin=origin,
        as_of=landscape.as_of,
        size=len(found),
        depth=tree.depth,
        breadth=tree.breadth,
        structural_virality=tree.structural_virality(),
        median_lag_years=median(taken) if taken else None,
        population=population,
        undated=len(found) - len(years),
        curve=curve(years, population),
        reach=_reach(landscape, found),
        adopters=_rows(found, years, tree),
        recorded_links=links,
    )


def cascade_of(landscape: Landscape, family: Family, links: Sequence[RecordedLink], origin: PartyId | None) -> Cascade:
    """Return the trees that recorded links and the origins of variants make."""
    return cascade([*((link.source, link.target) for link in links), *variant_links(landscape, family)], origin)


def recorded_links(landscape: Landscape, family: Family, found: Sequence[Adopter]) -> tuple[RecordedLink, ...]:
    """Return from whom each adopter is recorded to have learned one of a family of practices; the earliest first."""
    steps = [step for practice in family for adopter in found for step in _steps(landscape, practice, adopter.party) if step.learned_from]
    actor = landscape.atlas.actor
    links = [
        RecordedLink(source=actor(step.learned_from or ""), target=actor(step.by), fact=step.id) for step in sorted(steps, key=_by_day)
    ]
    return tuple(link for link in links if link.source != link.target)


def variant_links(landscape: Landscape, family: Family) -> list[tuple[PartyId, PartyId]]:
    """Return the origin of each practice that a variant grew out of, and the variant's own, where both are recorded."""
    links = []
    for variant in family[1:]:
        parent = landscape.practices[variant].derived_from
        source, target = origin_of(landscape, parent or ""), origin_of(landscape, variant)
        if source and target and source != target:
            links.append((source, target))
    return links


def population_of(landscape: Landscape, found: Sequence[Adopter], origin: PartyId | None) -> int:
    """Return how many actors there are of the adopters' levels, the origin aside."""
    levels = {level_of(adopter.party) for adopter in found}
    return sum(level_of(actor) in levels for actor in landscape.atlas.actors() if actor != origin)


def lags(landscape: Landscape, family: Family, links: Sequence[RecordedLink]) -> list[float]:
    """Return the years from the first use at a source to the first use at who learned from it, one for each dated pair.

    Between the middles of both dates, at least 0; a pair counts once, and not when the learner was certainly first.
    """
    pairs = dict.fromkeys((link.source, link.target) for link in links)
    dates = [(first_use(landscape, family, source), first_use(landscape, family, target)) for source, target in pairs]
    return [_lag(source, target) for source, target in dates if source and target and not before(target, source)]


def _lag(source: FuzzyDate, target: FuzzyDate) -> float:
    return max(0.0, middle_year(target) - middle_year(source))


def _steps(landscape: Landscape, practice: PracticeId, actor: PartyId) -> Sequence[Adoption]:
    cell = landscape.cells(practice).get(actor)
    return cell.steps if cell else ()


def _by_day(step: Adoption) -> tuple[bool, int, str]:
    day = step.date.sort_day if step.date else 0
    return not day, day, step.id


def _reach(landscape: Landscape, found: Sequence[Adopter]) -> tuple[CountryReach, ...]:
    by_country: dict[PlaceId, list[Adopter]] = {}
    for adopter in found:
        country = landscape.atlas.country(adopter.party)
        if country:
            by_country.setdefault(country, []).append(adopter)
    rows = [
        CountryReach(country=country, adopters=len(own), first=earliest(adopter.date for adopter in own))
        for country, own in by_country.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.adopters, row.country)))


def _rows(found: Sequence[Adopter], years: Sequence[int], tree: Cascade) -> tuple[SpreadAdopter, ...]:
    classes = [*categories(years), *[None] * (len(found) - len(years))]  # dated adopters come first
    return tuple(
        SpreadAdopter(party=adopter.party, date=adopter.date, stage=adopter.stage, category=category, depth=tree.depths.get(adopter.party))
        for adopter, category in zip(found, classes, strict=True)
    )
