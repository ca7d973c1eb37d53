"""Reasons from what a practice did elsewhere: who took it up, who is near, what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from kb.graph.asking import Asking
from kb.graph.atlas import level_of
from kb.graph.because import MOST_NAMES, Filling, because, common_level, names, takings
from kb.graph.holdings import Holding, latest
from kb.graph.offers import Offer
from kb.graph.rows import Level, Reason
from kb.model import GIVEN_UP, PartyId, PracticeId


def similar_took_it_up(asking: Asking, practice: PracticeId) -> Reason | None:
    """Places most like this one took it up lately; else: have it."""
    uptake, alike = asking.landscape.uptake(practice), asking.neighbours
    lately = [cell for cell in uptake.since(asking.lately) if cell.actor in alike]
    having = lately or [cell for cell in (*uptake.dated, *uptake.undated) if cell.actor in alike]
    if not having:
        return None
    if len(alike) == 1:
        return _only_alike(asking, having)
    cities = level_of(asking.actor) is Level.MUNICIPALITY
    if lately:
        code = "SIMILAR_CITIES_TOOK_IT_UP" if cities else "SIMILAR_PLACES_TOOK_IT_UP"
        return _taken(code, lately, len(alike), asking.actor)
    code = "SIMILAR_CITIES_HAVE_IT" if cities else "SIMILAR_PLACES_HAVE_IT"
    values: dict[str, Filling] = {"count": len(having), "of": len(alike), "party": asking.actor, "places": names(having)}
    return because(code, takings(having), common_level(having), **values)


def taken_up(asking: Asking, practice: PracticeId) -> Reason | None:
    """Places anywhere took it up lately, not only those most like this one; else: when the last did."""
    uptake = asking.landscape.uptake(practice)
    lately = uptake.since(asking.lately)
    if lately:
        only_alike = all(cell.actor in asking.neighbours for cell in lately)
        return None if only_alike else _taken("TAKEN_UP_LATELY", lately)
    having = uptake.dated or uptake.undated
    values: dict[str, Filling]
    if not having:
        return None
    if uptake.dated:
        code, values = "TAKEN_UP_BEFORE", {"latest": having[0].actor, "date": having[0].since}
    else:
        code, values = "IN_USE_UNDATED", {"places": names(having)}
    return because(code, takings(having), common_level(having), count=len(having), **values)


def only_shown(asking: Asking, practice: PracticeId) -> Reason | None:
    """It was shown to others, but nobody is recorded to use what they were shown."""
    uptake = asking.landscape.uptake(practice)
    if uptake.dated or uptake.undated:
        return None
    shares = [share for cell in uptake.shown for share in cell.shares]
    if not shares:
        return because("NOT_SPREAD", origin=asking.landscape.practices[practice].origin)
    last = latest(share.event_date for share in shares)
    return because("ONLY_SHOWN", (share.id for share in shares), count=sum(bool(cell.shares) for cell in uptake.shown), date=last)


def near_by(asking: Asking, practice: PracticeId) -> Reason | None:
    """It is in use, or began, in the same region or country; else: in the country as a whole."""
    atlas, home = asking.landscape.atlas, asking.actor
    country, region = atlas.country(home), atlas.region(home)
    having = asking.landscape.uptake(practice).by_country.get(country or "", ())
    others = [actor for actor in having if actor not in (home, country, region)]
    close = [actor for actor in others if region and atlas.region(actor) == region]
    found, where = (close, region) if close else (others, country)
    cells = [asking.landscape.cells(practice)[actor] for actor in found or having]
    if found:
        return because("NEAR_BY", takings(cells), where=where, count=len(found), places=tuple(found[:MOST_NAMES]))
    return because("NEAR_BY_AS_A_WHOLE", takings(cells), places=having) if having else None


def outcomes(asking: Asking, practice: PracticeId) -> Reason | None:
    """Sources say what came of it somewhere."""
    steps = [step for step in asking.landscape.uptake(practice).outcomes if asking.landscape.atlas.actor(step.by) != asking.actor]
    places = {asking.landscape.atlas.actor(step.by) for step in steps}
    return because("OUTCOMES_RECORDED", (step.id for step in steps), count=len(places)) if steps else None


def given_up(asking: Asking, practice: PracticeId) -> Reason | None:
    """A warning: some gave it up, or declined it; those like this place are named first."""
    alike = list(asking.neighbours)
    cells = sorted(
        asking.landscape.uptake(practice).given_up,
        key=lambda cell: (alike.index(cell.actor) if cell.actor in alike else len(alike), cell.actor),
    )
    steps = [step.id for cell in cells for step in cell.steps if step.stage in GIVEN_UP]
    return because("GIVEN_UP", steps, common_level(cells), count=len(cells), places=names(cells)) if cells else None


def institutions_only(offers: Sequence[Offer]) -> list[Reason]:
    """Say of each place to see a practice where only institutions have it: one school in Moscow is not Moscow."""
    found = [(offer.actor, offer.cell) for offer in offers if offer.cell and offer.cell.institutions_only]
    return [
        because(
            "ONLY_INSTITUTIONS",
            takings([cell]),
            Level.INSTITUTION,
            place=place,
            count=len(cell.users),
            institutions=cell.users[:MOST_NAMES],
        )
        for place, cell in found
    ]


def _only_alike(asking: Asking, having: Sequence[Holding]) -> Reason:
    place, since = having[0].actor, having[0].since
    return because("MOST_ALIKE_HAS_IT", takings(having), common_level(having), place=place, date=since, party=asking.actor)


def _taken(code: str, cells: Sequence[Holding], of: int | None = None, party: PartyId | None = None) -> Reason:
    year = min(cell.since.earliest.year for cell in cells if cell.since and cell.since.earliest)
    values: dict[str, Filling] = {
        "count": len(cells),
        "year": year,
        "latest": cells[0].actor,
        "date": cells[0].since,
        "of": of,
        "party": party,
    }
    return because(code, takings(cells), common_level(cells), **values)
