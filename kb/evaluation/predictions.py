"""What a method would have told every place at a cutoff, as a table."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import networkx as nx

from kb.errors import InvalidInput
from kb.evaluation.split import check_years, places_of, year_end
from kb.graph.everyone import everyone
from kb.graph.scores import method_named
from kb.graph.survey import survey

HEADER = ("place", "rank", "practice", "score")


def write_predictions(out: Path, graph: nx.MultiDiGraph[str], cutoff: int, method: str | None, names: Mapping[str, str]) -> int:
    """Write the whole ranking for every place that has a fact by the end of a year, from facts up to it alone.

    Args:
        out: the file, which is replaced.
        graph: of record; what in it is later than the cutoff changes nothing.
        cutoff: the last year that is visible.
        method: as of `kb.graph.scores`; None: the default.
        names: of places and practices by id; an id without one is written itself.
    Returns:
        How many places were ranked for.
    Raises:
        InvalidInput: an unknown method, a cutoff outside the data, a file that cannot be written.
    """
    used = method_named(method)
    check_years(graph, [cutoff])
    day = year_end(cutoff)
    seen = survey(graph, day, day)
    places = places_of(seen)
    rankings = list(everyone(seen, places, used))  # before the file is touched: this may fail
    try:
        with out.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(HEADER)
            for ranked in rankings:
                rows = enumerate(zip(ranked.order, ranked.scores, strict=True), 1)
                writer.writerows((names.get(ranked.actor, ranked.actor), rank, names.get(key, key), score) for rank, (key, score) in rows)
    except OSError as error:
        raise InvalidInput(f"{out} cannot be written: {(error.strerror or str(error)).lower()}") from None
    return len(places)
