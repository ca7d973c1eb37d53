"""The network of medical innovation: every number is that of netdiffuseR."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kb.diffusion.adoption import adoption_curve
from kb.diffusion.exposure import exposure
from tests.diffusion.reference import Network, differences, read

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def physicians() -> Network:
    return read(DATA / "med_innovations_edges.csv", DATA / "med_innovations_nodes.csv")


def test_every_node_has_the_numbers_that_netdiffuser_gives_it(physicians: Network) -> None:
    assert (len(physicians.table), physicians.ties.nnz) == (125, 294)
    found = differences(physicians)
    assert set(found) == set(physicians.table[0]) - {"id", "toa"}
    assert max(found.values()) < 1e-12


def test_the_whole_network_has_the_published_means(physicians: Network) -> None:
    seen = np.nan_to_num(exposure(physicians.ties, physicians.periods, 18))
    assert seen.mean(axis=0)[:2] == pytest.approx([0.067866667, 0.149066667], abs=1e-9)


def test_the_curve_and_its_hazard_are_those_of_netdiffuser(physicians: Network) -> None:
    points = adoption_curve(physicians.times, 125)
    assert [point.cumulative for point in points] == [
        *(11, 20, 29, 40, 51, 62, 75, 82, 86, 87, 92, 95, 98, 102, 106, 108, 109, 125),
    ]
    assert [point.hazard for point in points][1:5] == pytest.approx([0.0789474, 0.0857143, 0.1145833, 0.1294118], abs=5e-8)
