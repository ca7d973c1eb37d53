"""`make bench`: everything that is measured, as ratios of things measured side by side in one run, in tables of Markdown."""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import cold, etag, first_view, growth, guarded, hits, loads, ranking, side_by_side, spreading
from tests.bench.generate import CITIES, HUBS
from tests.bench.growth import Measured
from tests.bench.side_by_side import PEER, Pace, Rates
from tests.neo4j.jars import Missing

SIZES = [1_000, 10_000, 100_000, 1_000_000]
QUICK_PACE = Pace(rounds=2, seconds=2, warm_up_seconds=3)


def main() -> None:
    """Measure what is asked for, and print it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), help="what to measure; all of it takes an hour")
    options.add_argument("--quick", action="store_true", help="small bases and short rounds: to see that it works, not for its figures")
    options.add_argument("--sizes", type=int, nargs="+", help="facts of the bases by which growth is measured")
    options.add_argument("--folder", type=Path, help="where to keep what is generated; else it is thrown away")
    options.add_argument("--events", type=Path, metavar="CSV", help="dated adoptions to infer from: place,practice,year")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        given.folder = given.folder or Path(scratch)
        given.folder.mkdir(parents=True, exist_ok=True)
        for part in given.parts:
            try:
                PARTS[part](given)
            except Missing as reason:
                print(f"\n{part}: left out, as {reason}")


def _cold(given: argparse.Namespace) -> None:
    answer, bare = cold.measure(cold.seeded(given.folder))
    print("\n| cold start | seconds | ratio |\n|---|---|---|")
    print(f"| `import fastapi, strawberry` | {bare:.2f} | 1 |\n| `kb serve` to its first answer | {answer:.2f} | {answer / bare:.2f} |")


def _etag(given: argparse.Namespace) -> None:
    found = etag.measure(3000 if given.quick else 120_000, given.folder, rounds=2 if given.quick else 6, seconds=2 if given.quick else 5)
    print(f"\n| requests/s by GET, {found.facts:,} facts | requests/s | ratio |\n|---|---|---|")
    print(f"| the flat question, answered in full | {found.full:,.0f} | 1 |")
    print(f"| the same with its tag: nothing changed | {found.tagged:,.0f} | {found.tagged / found.full:.1f} |")


def _growth(given: argparse.Namespace) -> None:
    sizes = given.sizes or (SIZES[:2] if given.quick else SIZES)
    _grown([growth.measure(size, given.folder) for size in sizes])


def _grown(measured: list[Measured]) -> None:
    print("\n| `kb load` of CSV tables | facts/s | peak MB |\n|---|---|---|")
    for base in measured:
        print(f"| {base.facts:,} facts | {base.facts / base.load.seconds:,.0f} | {base.load.peak_mb:,.0f} |")
    print(f"\n| milliseconds at | {' | '.join(f'{base.facts:,} facts' for base in measured)} | last / first |")
    print("|---" * (len(measured) + 2) + "|")
    for name in growth.FLAT:
        _row(name, [base.flat[name] for base in measured])
    for name in growth.GRAPH:
        _row(name, [base.graph[name] for base in measured])
    _row("building the graph, once per revision", [base.building_s * 1000 for base in measured])


def _row(name: str, times: list[float]) -> None:
    print(f"| {name} | {' | '.join(f'{taken:,.1f}' for taken in times)} | {times[-1] / times[0]:.1f} |")


def _page(given: argparse.Namespace) -> None:
    found = first_view.measure(given.folder, rounds=5 if given.quick else 20)
    print("\n| the page in a browser, on the seed | ms | ratio |\n|---|---|---|")
    print(f"| a bare page with one GraphQL request, drawn | {found.bare:.0f} | 1 |")
    print(f"| the first view, its map drawn | {found.first:.0f} | {found.first / found.bare:.2f} |")
    print(f"| script of a frame while the slider moves: mean, longest | {found.frame:.1f}, {found.longest:.1f} | |")


def _guarded(given: argparse.Namespace) -> None:
    facts = 3000 if given.quick else 120_000
    found = guarded.measure(facts, given.folder, rounds=4 if given.quick else 12, seconds=1 if given.quick else 4)
    print(f"\n| ms for a request, {facts:,} facts | {guarded.BARE} | {guarded.WHOLE} | ratio |\n|---|---|---|---|")
    for name, of in found.items():
        bare, whole = (statistics.median(of[each]) for each in (guarded.BARE, guarded.WHOLE))
        print(f"| {name} | {bare:.2f} | {whole:.2f} | {guarded.ratio(of):.2f} |")


def _hits(given: argparse.Namespace) -> None:
    sizes, adopters = ([3000], 3000) if given.quick else ([12_000, 120_000], 100_000)
    found = hits.measure(sizes, adopters, given.folder)
    print(f"\n| database hits on Neo4j, in a base of | {' | '.join(found)} |\n{'|---' * (len(found) + 1)}|")
    for name in next(iter(found.values())):
        print(f"| {name} | {' | '.join(f'{measured[name]:,}' for measured in found.values())} |")


def _loads(given: argparse.Namespace) -> None:
    done = loads.measure(3000 if given.quick else 100_000, given.folder, rounds=1 if given.quick else 3)
    print(f"\n| loading {done.facts:,} facts into Neo4j | seconds | ratio |\n|---|---|---|")
    print(f"| a loop over the driver, the same rows | {done.bare_s:.1f} | 1 |")
    print(f"| `kb load` of CSV tables ({done.ours_mb:,.0f} MB at most) | {done.ours_s:.1f} | {done.ours_s / done.bare_s:.2f} |")


def _peer(given: argparse.Namespace) -> None:
    facts, pace = (3000, QUICK_PACE) if given.quick else (120_000, Pace())
    shapes = {"popularity by Zipf's law, adoptions alone": HUBS, "popularity less unequal, shares and visits too": CITIES}
    for name, shape in shapes.items():
        folder = given.folder / f"peer-{shape.exponent}"
        folder.mkdir(exist_ok=True)
        _rates(f"{facts:,} facts, {name}", side_by_side.measure(shape, facts, folder, pace))


def _rates(base: str, rates: Rates) -> None:
    print(f"\n| requests/s, 8 connections: {base} | requests/s | to {PEER} |\n|---|---|---|")
    for question, of in rates.of.items():
        print(f"| {question} | | |")
        for name, rate in of.items():
            print(f"| - {name} | {rate:,.1f} | {f'{rate / of[PEER]:.2f}' if PEER in of else ''} |")
    if rates.left_out:
        print(f"\n{PEER} is left out: {rates.left_out}")


def _spreading(given: argparse.Namespace) -> None:
    if given.events is None:
        raise Missing("--events names no table of adoptions to infer from")
    found = spreading.measure(given.events, rounds=1 if given.quick else 3)
    print(f"\n| inferred from {found.adoptions:,} adoptions | seconds |\n|---|---|")
    print(f"| a network of {found.links:,} links (NetInf) | {found.netinf_s:.2f} |")
    print(f"| likely sources of each (EM) | {found.sources_s:.2f} |")


def _ranking(given: argparse.Namespace) -> None:
    for adoptions in [10_000] if given.quick else [100_000, 1_000_000]:
        found = ranking.measure(adoptions, given.folder)
        one, after = found.busiest, found.new_fact + found.next_answer
        print(f"\n| {found.adoptions:,} adoptions by {found.cities:,} cities | ms | ratio |\n|---|---|---|")
        print(f"| one personalised `networkx.pagerank` | {found.pagerank:,.1f} | |")
        print(f"| practices to study, the busiest city, with reasons | {one:,.1f} | {found.pagerank / one:.1f} times as fast |")
        print(f"| the same for a middling city | {found.middling:,.1f} | {found.pagerank / found.middling:.1f} times as fast |")
        print(f"| the first practices for every city at once | {found.everybody:,.1f} | {found.everybody / one:.1f} times one city |")
        print(f"| one new fact, and the next answer | {after:,.1f} | {after / one:.2f} times an undisturbed one |")


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "cold": _cold,
    "etag": _etag,
    "growth": _growth,
    "guarded": _guarded,
    "hits": _hits,
    "loads": _loads,
    "page": _page,
    "peer": _peer,
    "ranking": _ranking,
    "spreading": _spreading,
}


if __name__ == "__main__":
    main()
