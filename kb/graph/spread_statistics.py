"""A practice's spread in numbers: how fast, how soon after each other, and through whom it may have been seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean, median

from kb.diffusion.adoption import adopter_classes, adoption_curve, mean_hazard
from kb.graph.adopters import Adopter, adopters, first_use, origin_of
from kb.graph.because import message
from kb.graph.contacts import Contact, contacts
from kb.graph.curve import can_be_told_apart
from kb.graph.landscape import Landscape
from kb.graph.odds import exposure_odds
from kb.graph.rows import Message
from kb.graph.spread import Family, cascade_of, lags, population_of, recorded_links
from kb.graph.spread_rows import AdopterStatistics, LeadTime, RogersCategory, SpreadStatistics
from kb.model import PartyId, PracticeId

_CATEGORIES = tuple(RogersCategory)  # the earliest first


def spread_statistics(landscape: Landscape, practice: PracticeId, *, include_derived: bool = False) -> SpreadStatistics:
    """Return a practice's spread in numbers, by the actors that ever used it.

    Years are those by which adopters certainly used it. A threshold, infectiousness and susceptibility rest on recorded
    partners of any practice and time: see `kb.graph.contacts`. They do not prove that partners passed it on.

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
    years = [adopter.year for adopter in found if adopter.year is not None]
    population = population_of(landscape, found, origin)
    since = _since(landscape, family, found, origin)
    met = contacts(landscape, since, origin)
    reach = cascade_of(landscape, family, links, origin).reach()
    thresholds = [contact.threshold for contact in met.values() if contact.threshold is not None]
    return SpreadStatistics(
        population=population,
        dated=len(years),
        penetration=len(found) / population if population else None,
        mean_hazard=mean_hazard(adoption_curve(years, population), population),
        lead_time=_lead_time(lags(landscape, family, links)),
        mean_threshold=fmean(thresholds) if thresholds else None,
        exposure_odds=exposure_odds(landscape, since, origin),
        parties=_parties(since, _categories(found), met, reach),
        cautions=_cautions(found, years, met),
    )


def _since(landscape: Landscape, family: Family, found: Sequence[Adopter], origin: PartyId | None) -> dict[PartyId, int | None]:
    """Return since which year the origin and each adopter used it; None: not known."""
    years = {adopter.party: adopter.year for adopter in found}
    if origin is None:
        return years
    first = first_use(landscape, family, origin)
    return {origin: first.latest.year if first and first.latest else None, **years}


def _lead_time(years: Sequence[float]) -> LeadTime:
    return LeadTime(
        links=len(years),
        shortest_years=min(years, default=None),
        median_years=median(years) if years else None,
        longest_years=max(years, default=None),
    )


def _parties(
    since: Mapping[PartyId, int | None],
    categories: Mapping[PartyId, RogersCategory],
    met: Mapping[PartyId, Contact],
    reach: Mapping[PartyId, int],
) -> tuple[AdopterStatistics, ...]:
    first = min((year for year in since.values() if year is not None), default=None)
    return tuple(
        AdopterStatistics(
            party=party,
            years_after_first=year - first if year is not None and first is not None else None,
            category=categories.get(party),
            reach=reach.get(party, 0),
            partners=met[party].partners,
            threshold=met[party].threshold,
            infectiousness=met[party].infectiousness,
            susceptibility=met[party].susceptibility,
        )
        for party, year in since.items()
    )


def _categories(found: Sequence[Adopter]) -> dict[PartyId, RogersCategory]:
    dated = [(adopter.party, adopter.year) for adopter in found if adopter.year is not None]
    years = [year for _, year in dated]
    if not can_be_told_apart(years):
        return {}
    return {party: _CATEGORIES[number] for (party, _), number in zip(dated, adopter_classes(years, rogers=True), strict=True)}


def _cautions(found: Sequence[Adopter], years: Sequence[int], met: Mapping[PartyId, Contact]) -> tuple[Message, ...]:
    if not found:
        return (message("NOBODY_ADOPTED"),)
    said = []
    if not years:
        said.append(message("NO_ADOPTER_IS_DATED", count=len(found)))
    elif len(years) > 1 and len(set(years)) == 1:
        said.append(message("ALL_IN_ONE_YEAR", count=len(years), year=years[0]))
    if any(contact.partners for contact in met.values()):
        said.append(message("EXPOSURE_IS_NO_PROOF"))
    else:
        said.append(message("NO_PARTNERS"))
    return tuple(said)
