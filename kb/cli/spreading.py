"""`kb spread`: how a practice travelled, as recorded, in numbers, or as inferred."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from kb.cli.common import AsOfOption, JsonOption, LangOption, StoreOption, practice_named, run
from kb.cli.drawing import FigureOption, MapOption, draw
from kb.cli.show import Cells, show
from kb.service import KnowledgeBase

if TYPE_CHECKING:
    from kb.graph.rows import LikelySource, Spread, SpreadAdopter
    from kb.graph.spread_rows import AdopterStatistics, ExposureOdds, InferredLink, LeadTime, SpreadStatistics

PracticeArgument = Annotated[str, typer.Argument(metavar="PRACTICE", help="A practice: its id, or its title in any language.")]
DerivedOption = Annotated[bool, typer.Option("--include-derived", help="Follow its variants too.")]
NumbersOption = Annotated[
    bool, typer.Option("--numbers", help="Each adopter in numbers: reach, threshold among its partners, who followed whom.")
]
InferOption = Annotated[bool, typer.Option("--infer", help="From whom each adopter may have learned it: inferred, not recorded.")]
_METHODS = {
    "lag": "Likely sources are weighed by how long before they had it, alone: the base has few dated adoptions.",
    "cascades": "Likely sources are weighed by who adopted after whom in all practices, and how long after.",
}


def spread(
    practice: PracticeArgument,
    numbers: NumbersOption = False,
    infer: InferOption = False,
    include_derived: DerivedOption = False,
    figure: FigureOption = None,
    on_map: MapOption = False,
    as_of: AsOfOption = None,
    lang: LangOption = "en",
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print how PRACTICE travelled: its adopters in order, and from whom each is recorded to have learned it; or draw it."""
    if numbers and infer:
        raise typer.BadParameter("--numbers and --infer print different tables: give one of them")
    if figure or on_map:
        if numbers or infer or as_json:
            raise typer.BadParameter("--figure draws what is recorded and prints no rows: leave --numbers, --infer and --json out")
        draw(practice, figure, on_map=on_map, include_derived=include_derived, as_of=as_of, lang=lang, store=store)
        return

    async def work(base: KnowledgeBase) -> None:
        key = await practice_named(base, practice, lang)
        answer = await base.spread(key, as_of=as_of, include_derived=include_derived)
        asked = _Asked(base, key, answer.value, as_of, include_derived, lang)
        rows, notes = await (asked.inferred() if infer else asked.in_numbers() if numbers else asked.recorded())
        title = f"How {base.name(key, lang)} {'may have spread' if infer else 'spread'}"
        show(title, rows, as_json=as_json, notes=notes, revision=answer.revision)

    run(store, work)


class _Asked:
    """One question: rows and notes of each of its answers."""

    def __init__(self, base: KnowledgeBase, key: str, found: Spread, as_of: date | None, derived: bool, lang: str) -> None:
        self._base, self._key, self._found, self._as_of, self._derived, self._lang = base, key, found, as_of, derived, lang

    async def recorded(self) -> tuple[list[Cells], list[str]]:
        """What sources say."""
        return [self._adopter(adopter) for adopter in self._found.adopters], self._notes()

    async def in_numbers(self) -> tuple[list[Cells], list[str]]:
        """How fast, and how each adopter stands among its partners."""
        answer = await self._base.spread_statistics(self._key, as_of=self._as_of, include_derived=self._derived)
        cautions = [self._base.say(caution, self._lang) for caution in answer.value.cautions]
        return [self._in_numbers(row) for row in answer.value.parties], [*_figures(answer.value), *cautions]

    async def inferred(self) -> tuple[list[Cells], list[str]]:
        """What dates suggest."""
        network = (await self._base.inferred_network(self._key, as_of=self._as_of, include_derived=self._derived)).value
        links = {link.target: link for link in network.links}
        likely = [await self._likely(adopter.party) for adopter in self._found.adopters]
        rows = [self._inferred(adopter, of, links) for adopter, of in zip(self._found.adopters, likely, strict=True)]
        methods = {source.method.value: None for of in likely for source in of}
        return rows, [*(_METHODS[method] for method in methods), self._base.say(network.basis, self._lang)]

    async def _likely(self, party: str) -> tuple[LikelySource, ...]:
        return (await self._base.likely_sources(self._key, party, as_of=self._as_of, include_derived=self._derived)).value

    def _adopter(self, adopter: SpreadAdopter) -> Cells:
        sources = [link.source for link in self._found.recorded_links if link.target == adopter.party]
        return {
            "date": adopter.date.edtf if adopter.date else None,
            "adopter": self._name(adopter.party),
            "stage": adopter.stage.value,
            "learned from": [self._name(source) for source in dict.fromkeys(sources)],
            "step": adopter.depth,
            "category": adopter.category.value if adopter.category else None,
            "id": adopter.party,
        }

    def _in_numbers(self, row: AdopterStatistics) -> Cells:
        return {
            "party": self._name(row.party),
            "years after the first": row.years_after_first,
            "category": row.category.value if row.category else None,
            "reach": row.reach,
            "partners": row.partners,
            "threshold": row.threshold,
            "infectiousness": row.infectiousness,
            "susceptibility": row.susceptibility,
            "id": row.party,
        }

    def _inferred(self, adopter: SpreadAdopter, likely: tuple[LikelySource, ...], links: dict[str, InferredLink]) -> Cells:
        link = links.get(adopter.party)
        return {
            "date": adopter.date.edtf if adopter.date else None,
            "adopter": self._name(adopter.party),
            "may have learned from": [f"{self._name(source.party)} ({source.probability:.0%})" for source in likely],
            "inferred link from": self._name(link.source) if link else None,
            "id": adopter.party,
        }

    def _notes(self) -> list[str]:
        found = self._found
        origin = self._name(found.origin) if found.origin else "unknown"
        lag = "unknown" if found.median_lag_years is None else f"{found.median_lag_years:.1f} years"
        return [
            f"Origin: {origin}. {found.size} adopters beside it, {found.undated} of them without a date, in {len(found.reach)} countries.",
            f"Recorded cascade: {found.depth} steps deep, at most {found.breadth} adopters at one step; median lag {lag}.",
            f"At risk: {found.population} parties of the adopters' levels. What nobody recorded may still have happened.",
        ]

    def _name(self, key: str) -> str:
        return self._base.name(key, self._lang)


def _figures(found: SpreadStatistics) -> list[str]:
    hazard = "unknown" if found.mean_hazard is None else f"{found.mean_hazard:.2%} a year"
    return [
        f"Hazard: {hazard} of those still without it took it up, among {found.population} parties of the adopters' levels.",
        f"Lead time from teacher to learner: {_lead(found.lead_time)}.",
        f"Odds of taking it up where all partners had it a year before, to those where none had: {_odds(found.exposure_odds)}.",
        "Partners: those it visited or hosted, learned from or was shown something by. Threshold: their share with it by the year of"
        " adoption. Infectiousness, susceptibility: the share of those it reached later, or that had it before, in the next year.",
    ]


def _odds(found: ExposureOdds | None) -> str:
    if found is None:
        return "unknown, as too little is recorded"
    return f"{found.ratio:.2f} (95 % interval {found.low:.2f} to {found.high:.2f}; {found.adoptions} adoptions)"


def _lead(found: LeadTime) -> str:
    if found.median_years is None:
        return "unknown, as no recorded link has two dates"
    return f"median {found.median_years:.1f} years, from {found.shortest_years:.1f} to {found.longest_years:.1f}, over {found.links} links"
