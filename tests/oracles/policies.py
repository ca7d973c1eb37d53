"""17,835 adoptions of 728 policies by 50 states: State Policy Innovation and Diffusion 1.0 (doi:10.7910/DVN/CVYSR7)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from kb.diffusion.cascades import cascades
from kb.diffusion.innovation import adoption_rates, innovation_scores
from kb.diffusion.netinf import netinf as infer

RATE = 0.5
GAINS = [  # the first links that the R package NetworkInference 1.2.5 chooses, with what each gains
    ("California", "Oregon", 3834.875342),
    ("California", "Colorado", 3442.388564),
    ("California", "Maryland", 3441.053971),
    ("California", "Washington", 3382.390452),
    ("California", "New Mexico", 3376.382897),
    ("California", "Illinois", 3372.555860),
    ("California", "North Carolina", 3356.388564),
    ("California", "Maine", 3342.223156),
    ("California", "Nevada", 3307.555860),
    ("California", "Florida", 3286.886675),
]
POSSIBLE = 2450
OF_CALIFORNIA = 43  # among the first 100
WITHIN = 863, 864  # links until the test stops them, where its penalty does not add up from link to link
SCORES = {"California": 0.3789, "Connecticut": 0.3454, "Minnesota": 0.3418, "Oregon": 0.3367, "Colorado": 0.3330, "Alaska": 0.1648}
RATES = {"California": 0.0413, "Minnesota": 0.0376, "Illinois": 0.0376, "Alaska": 0.0164}


class Policies:
    """The adoptions, by number."""

    def __init__(self, events: Path) -> None:
        with events.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.states = sorted({row["place"] for row in rows})
        numbers = {state: number for number, state in enumerate(self.states)}
        known = {name: number for number, name in enumerate(sorted({row["practice"] for row in rows}))}
        self.places = [numbers[row["place"]] for row in rows]
        self.practices = [known[row["practice"]] for row in rows]
        self.years = [int(row["year"]) for row in rows]


def netinf(events: Path) -> bool:
    """Print the first links of NetInf; tell whether they are those of NetworkInference."""
    read = Policies(events)
    begin = perf_counter()
    of = cascades(read.places, read.practices, read.years, count=len(read.states))
    links = infer(of, RATE)
    seconds = perf_counter() - begin
    ours = [(read.states[link.source], read.states[link.learner], link.gain) for link in links]
    for source, learner, gain in ours[: len(GAINS)]:
        print(f"  {source} -> {learner}: {gain:.6f}")
    california = sum(source == "California" for source, _, _ in ours[:100])
    print(
        f"{len(of.pairs.sources)} possible links, {len(links)} inferred in {seconds:.2f} s; California sends {california} of the first 100"
    )
    same = [_is_same(one, other) for one, other in zip(ours, GAINS, strict=False)]
    return all(same) and (len(of.pairs.sources), california) == (POSSIBLE, OF_CALIFORNIA) and len(links) in WITHIN


def _is_same(one: tuple[str, str, float], other: tuple[str, str, float]) -> bool:
    return one[:2] == other[:2] and abs(one[2] - other[2]) <= 5e-7  # the gains are printed to six places


def walker(events: Path) -> bool:
    """Print innovation scores and adoption rates; tell whether they are those computed independently, to four places."""
    read = Policies(events)
    count = len(read.states)
    scores = innovation_scores(read.places, read.practices, read.years, count)
    rates = adoption_rates(read.places, read.practices, read.years, count)
    same = [
        _compare("innovation score", read.states, scores.tolist(), SCORES),
        _compare("adoption rate", read.states, rates.tolist(), RATES),
    ]
    return all(same)


def _compare(name: str, states: Sequence[str], values: Sequence[float], expected: dict[str, float]) -> bool:
    found = dict(zip(states, values, strict=True))
    for state, value in expected.items():
        print(f"  {name} of {state}: {found[state]:.4f} ({value:.4f})")
    return all(round(found[state], 4) == value for state, value in expected.items())
