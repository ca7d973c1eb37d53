"""Networks with what netdiffuseR says of them, read from its tables."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from kb.diffusion.adoption import adopter_classes
from kb.diffusion.exposure import Floats, exposure, thresholds
from kb.diffusion.influence import infectiousness, susceptibility

CLASSES = ["Early Adopters", "Early Majority", "Late Majority", "Laggards"]


@dataclass(frozen=True)
class Network:
    """A network and its nodes as netdiffuseR has them, with the table of what it says of them."""

    ties: csr_array
    times: list[int]
    table: list[dict[str, str]]

    @property
    def periods(self) -> Floats:
        """The period of adoption of each node, from 1."""
        return np.array(self.times, dtype=float) - min(self.times) + 1

    def said(self, column: str) -> Floats:
        """A column of the table."""
        return np.array([float(row[column]) for row in self.table])


def read(edges: Path, nodes: Path) -> Network:
    """Read a network from its two tables."""
    table, links = _rows(nodes), _rows(edges)
    numbers = {row["id"]: number for number, row in enumerate(table)}
    ends = [numbers[row["ego"]] for row in links], [numbers[row["alter"]] for row in links]
    ties = csr_array((np.array([float(row["value"]) for row in links]), ends), shape=(len(table), len(table)))
    return Network(ties, [int(row["toa"]) for row in table], table)


def differences(of: Network) -> dict[str, float]:
    """By how much our numbers differ at most from those of each column; classes: how many nodes are in another."""
    ties, periods = of.ties, of.periods
    ours = {
        "threshold": thresholds(exposure(ties, periods, int(periods.max())), periods),
        "infection": infectiousness(ties, periods),
        "susceptibility": susceptibility(ties, periods),
        "infection_raw": infectiousness(ties, periods, normalized=False),
        "susceptibility_raw": susceptibility(ties, periods, normalized=False),
        "infection_K5": infectiousness(ties, periods, reach=5),
        "susceptibility_K5": susceptibility(ties, periods, reach=5),
    }
    found = {column: float(np.abs(np.nan_to_num(values) - of.said(column)).max()) for column, values in ours.items()}
    classes = [CLASSES[number] for number in adopter_classes(of.times)]
    return {**found, "class": sum(one != row["class"] for one, row in zip(classes, of.table, strict=True))}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
