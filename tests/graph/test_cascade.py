"""The recorded cascade: depth, breadth, structural virality."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.graph.cascade import cascade


def chain(nodes: int) -> list[tuple[str, str]]:
    return [(f"n{number}", f"n{number + 1}") for number in range(nodes - 1)]


def test_a_star_of_ten_has_virality_1_8() -> None:
    tree = cascade([("n0", f"n{number}") for number in range(1, 10)], "n0")
    assert (tree.depth, tree.breadth) == (1, 9)
    assert tree.structural_virality() == pytest.approx(2 * 9 / 10)


def test_a_chain_of_ten_has_virality_11_thirds() -> None:
    tree = cascade(chain(10), "n0")
    assert (tree.depth, tree.breadth) == (9, 1)
    assert tree.structural_virality() == pytest.approx(11 / 3)


def test_a_binary_tree_of_depth_three_has_its_known_virality() -> None:
    tree = cascade([(f"n{number}", f"n{child}") for number in range(7) for child in (2 * number + 1, 2 * number + 2)], "n0")
    assert (tree.depth, tree.breadth) == (3, 8)
    assert tree.structural_virality() == pytest.approx(3.504762, abs=1e-6)


def test_without_links_there_is_a_root_and_nothing_else() -> None:
    tree = cascade([], "n0")
    assert (tree.depth, tree.breadth, tree.structural_virality(), dict(tree.depths)) == (0, 0, None, {"n0": 0})


def test_without_links_and_origin_there_is_nothing() -> None:
    tree = cascade([], None)
    assert (tree.depth, tree.breadth, tree.structural_virality()) == (0, 0, None)


def test_what_is_not_joined_to_the_origin_has_no_depth() -> None:
    tree = cascade([("n0", "n1"), ("far", "farther")], "n0")
    assert dict(tree.depths) == {"n0": 0, "n1": 1}


def test_without_origin_every_source_that_learned_from_nobody_is_a_root() -> None:
    tree = cascade([("a", "b"), ("b", "c"), ("x", "y")], None)
    assert dict(tree.depths) == {"a": 0, "b": 1, "c": 2, "x": 0, "y": 1}
    assert tree.structural_virality() == pytest.approx(4 / 3)  # of the largest tree, a chain of three


def test_who_learned_from_two_hangs_on_the_nearer_to_the_root() -> None:
    tree = cascade([("n0", "n1"), ("n1", "n2"), ("n0", "n2")], "n0")
    assert (tree.parents["n2"], tree.depths["n2"]) == ("n0", 1)


def test_of_two_equally_near_the_earlier_link_counts() -> None:
    tree = cascade([("n0", "n1"), ("n0", "n2"), ("n2", "n3"), ("n1", "n3")], "n0")
    assert tree.depths["n3"] == 2


def test_links_in_a_circle_end() -> None:
    assert dict(cascade([("n0", "n1"), ("n1", "n2"), ("n2", "n1")], "n0").depths) == {"n0": 0, "n1": 1, "n2": 2}


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_virality_is_the_mean_distance_that_networkx_measures(draws: list[int]) -> None:
    links = [(f"n{draw % (number + 1)}", f"n{number + 1}") for number, draw in enumerate(draws)]
    lengths = dict(nx.all_pairs_shortest_path_length(nx.Graph(links)))
    pairs = [lengths[one][other] for one, other in combinations(lengths, 2)]
    assert cascade(links, "n0").structural_virality() == pytest.approx(sum(pairs) / len(pairs))


def test_reach_counts_what_stands_below_at_any_distance() -> None:
    tree = cascade([("a", "b"), ("b", "c"), ("b", "d"), ("x", "y")], None)
    assert tree.reach() == {"a": 3, "b": 2, "c": 0, "d": 0, "x": 1, "y": 0}
