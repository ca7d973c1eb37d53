"""How much a dated event still weighs: half as much with every half-life that has passed."""

from __future__ import annotations

from datetime import date

from kb.dates import FuzzyDate

HALF_LIFE_YEARS = 2.0  # of a sign that a practice is alive somewhere, and of a lag between source and learner
PULSE_YEARS = 1.4  # half-life of a place's turning to a practice: best for neighbours on a quarter of a century of dated adoptions
DAYS_A_YEAR = 365.25


def is_dated(when: FuzzyDate | None) -> bool:
    """Tell whether both ends of a date are known; only then does it enter scores, curves and lags."""
    return when is not None and when.earliest is not None and when.latest is not None


def weight(when: FuzzyDate | None, today: date, half_life_years: float = HALF_LIFE_YEARS) -> float:
    """Return what an event weighs on a day: 2 ** -(years since / half-life), the mean over the days that it may mean.

    Days after `today` have not come: they are left out of the mean, and an event that lies wholly there weighs 0.
    So does one of which an end is unknown.

    Returns:
        0 to 1, dimensionless.
    """
    if when is None or when.earliest is None or when.latest is None or when.earliest > today:
        return 0.0
    youngest = max(0, (today - when.latest).days)
    days = (today - when.earliest).days - youngest + 1
    fading = 2.0 ** (-1 / (half_life_years * DAYS_A_YEAR))  # from one day to the next
    return float(fading**youngest * (1 - fading**days) / ((1 - fading) * days))


def middle_year(when: FuzzyDate) -> float:
    """Return the middle of a date in years. Raises ValueError unless both its ends are known."""
    if when.earliest is None or when.latest is None:
        raise ValueError(f"{when} has an unknown end")
    return (when.earliest.toordinal() + when.latest.toordinal()) / 2 / DAYS_A_YEAR


def years_back(today: date, years: int) -> date:
    """Return the same day that many years earlier (28 February for 29 February)."""
    try:
        return today.replace(year=max(1, today.year - years))
    except ValueError:
        return today.replace(year=today.year - years, day=28)
