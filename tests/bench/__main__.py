"""`make bench`: cold start, the load, and how each question grows, as ratios measured side by side in one run."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.bench import cold, growth
from tests.bench.growth import Measured

SIZES = (10_000, 100_000, 1_000_000)


def main() -> None:
    """Measure and print one table per theme, in Markdown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="facts of the generated bases")
    options.add_argument("--folder", type=Path, help="where to keep what is generated; else it is thrown away")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        _cold(folder)
        _grown([growth.measure(size, folder) for size in given.sizes])


def _cold(folder: Path) -> None:
    answer, bare = cold.measure(cold.seeded(folder))
    print("\n| cold start | seconds | ratio |\n|---|---|---|")
    print(f"| `import fastapi, strawberry` | {bare:.2f} | 1 |\n| `kb serve` to its first answer | {answer:.2f} | {answer / bare:.2f} |")


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
    _row("building the graph, once per process", [base.building_s * 1000 for base in measured])


def _row(name: str, times: list[float]) -> None:
    print(f"| {name} | {' | '.join(f'{taken:,.1f}' for taken in times)} | {times[-1] / times[0]:.1f} |")


if __name__ == "__main__":
    main()
