"""`kb evaluate`: how good a ranking would have been, told as rows."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.cli.common import JsonOption, StoreOption, run
from kb.cli.show import Cells, progress, show
from kb.service import KnowledgeBase

if TYPE_CHECKING:
    import networkx as nx

    from kb.evaluation.intervals import Estimate
    from kb.evaluation.run import Evaluation

EventsArgument = Annotated[
    Path | None, typer.Argument(metavar="[EVENTS.csv]", help="Columns place, practice, date or year; without it, the store's own facts.")
]
CutoffOption = Annotated[list[int], typer.Option("--cutoff", metavar="YEAR", help="The last year that is visible; may be repeated.")]
HorizonOption = Annotated[int, typer.Option("--horizon", metavar="YEARS", help="Years after it in which taking a practice up counts.")]
MethodOption = Annotated[str | None, typer.Option("--method", metavar="NAME", help="How to rank; without it, the default of the answers.")]
TopOption = Annotated[int, typer.Option("--top", metavar="N", help="How many ranks count for recall and nDCG.")]
PredictionsOption = Annotated[
    Path | None, typer.Option("--predictions", metavar="OUT.csv", help="Write place,rank,practice,score as of the cutoff.")
]
Names = Mapping[str, str]


def evaluate(
    cutoff: CutoffOption,
    events: EventsArgument = None,
    horizon: HorizonOption = 5,
    method: MethodOption = None,
    top: TopOption = 10,
    predictions: PredictionsOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Judge how the practices to study are ranked: what was visible at a cutoff against what places took up afterwards."""
    if events and store:
        raise typer.BadParameter("EVENTS.csv or --store, not both: one of them says what happened")
    if predictions and len(cutoff) != 1:
        raise typer.BadParameter("--predictions takes one --cutoff")
    graph, names, notes = _graph(events, store)
    if predictions and not _predicted(predictions, graph, names, cutoff[0], horizon, method):
        return
    from kb.evaluation.run import evaluate as judge

    with progress("Evaluating") as step:
        found = judge(graph, cutoff, horizon=horizon, method=method, top=top, progress=step)
    _tell(found, [*_notes(found, cutoff, horizon), *notes], top, as_json=as_json)


def _graph(events: Path | None, store: str | None) -> tuple[nx.MultiDiGraph[str], Names, list[str]]:
    """Return what is judged, the names in it, and what is to be said of it."""
    from kb.graph.build import build

    if events is None:
        return run(store, _own_facts), {}, []
    from kb.evaluation.events import read_events

    read = read_events(events)
    repeated = [f"Rows that say again what another row says, counted once: {read.repeated}."] if read.repeated else []
    return build(read.nodes, read.facts), read.names, repeated


async def _own_facts(base: KnowledgeBase) -> nx.MultiDiGraph[str]:
    from kb.graph.build import build
    from kb.service.gathering import everything

    found = await everything(base.store)
    return build(found.nodes.values(), (fact for fact in found.facts.values() if fact))


def _predicted(out: Path, graph: nx.MultiDiGraph[str], names: Names, cutoff: int, horizon: int, method: str | None) -> bool:
    """Write the rankings; tell whether what happened afterwards is known, so that they can be judged."""
    from kb.evaluation.predictions import write_predictions
    from kb.evaluation.split import check_years

    places = write_predictions(out, graph, cutoff, method, names)
    last = check_years(graph, [cutoff])[1]
    judged = cutoff + horizon <= last
    why = "" if judged else f"; they are not judged, because the data end in {last}"
    typer.echo(f"{out}: rankings for {places} places as of the end of {cutoff}{why}", err=True)
    return judged


def _tell(found: Evaluation, notes: Sequence[str], top: int, *, as_json: bool) -> None:
    title = f"How good {found.method} is"
    if as_json:
        print(json.dumps({"title": title, "notes": list(notes), **_figures(found)}, ensure_ascii=False, indent=2))
        return
    show(title, list(_rows(found, top)), as_json=False, notes=notes)
    if not sys.stdout.isatty():
        typer.echo("\n".join(notes), err=True)


def _figures(found: Evaluation) -> dict[str, object]:
    def plain(methods: Mapping[str, Mapping[str, Estimate]]) -> dict[str, dict[str, object]]:
        return {name: {metric: asdict(value) for metric, value in metrics.items()} for name, metrics in methods.items()}

    return {
        "method": found.method,
        "too_little": found.is_little,
        "counts": asdict(found.counts),
        "methods": plain(found.methods),
        "differences": plain(found.differences),
    }


def _rows(found: Evaluation, top: int) -> Iterator[Cells]:
    for name, metrics in found.methods.items():
        yield {"method": name, **_cells(metrics, top)}
    for name, metrics in found.differences.items():
        yield {"method": f"{found.method} - {name}", **_cells(metrics, top)}


def _cells(metrics: Mapping[str, Estimate], top: int) -> dict[str, str]:
    heads = {"recall": f"recall@{top}", "ndcg": f"nDCG@{top}", "mrr": "MRR"}
    return {head: _cell(metrics[metric]) for metric, head in heads.items()}


def _cell(value: Estimate) -> str:
    places, practices = (f"[{low:.3f}, {high:.3f}]" for low, high in (value.by_place, value.by_practice))
    return f"{value.mean:.3f} {places} {practices}"


def _notes(found: Evaluation, cutoffs: Sequence[int], horizon: int) -> Iterator[str]:
    counts = found.counts
    if found.is_little:
        yield f"Too little to conclude anything: {counts.places} places took up {counts.relevant} practices that could be foreseen."
    years = ", ".join(map(str, sorted(set(cutoffs))))
    yield f"Means over {counts.places} places, of each the mean over its cutoffs ({years}; {horizon} years ahead)."
    yield "In brackets 95 % intervals: places drawn anew, halves of the practices drawn. The last rows are paired differences."
    yield (
        f"Judged: {counts.cases} rankings, {counts.relevant} practices taken up. Left out: {counts.left_out} rankings for places "
        "that took up nothing."
    )
    both = f"events on both sides of a cutoff or horizon ({counts.straddling})"
    yield f"Neither visible nor relevant: {both}, undated ones ({counts.undated})."
