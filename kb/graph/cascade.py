"""The recorded cascade: the tree of who learned a practice from whom, as far as sources say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.model import PartyId


@dataclass(frozen=True, slots=True)
class Cascade:
    """A forest: each node that is joined to a root, with its parent (None: a root) and its distance from the root."""

    parents: Mapping[PartyId, PartyId | None]
    depths: Mapping[PartyId, int]

    @property
    def depth(self) -> int:
        """The largest distance from a root; 0 without links."""
        return max(self.depths.values(), default=0)

    @property
    def breadth(self) -> int:
        """The most nodes at one distance from the roots, these not among them; 0 without links."""
        levels = Counter(depth for depth in self.depths.values() if depth)
        return max(levels.values(), default=0)

    def reach(self) -> dict[PartyId, int]:
        """Return how many nodes stand below each: who learned from it, at first or further hand."""
        return {node: size - 1 for node, size in self._below().items()}

    def structural_virality(self) -> float | None:
        """Return the mean distance between two nodes of the largest tree, in links; None for fewer than two nodes.

        sum of d(i, j) over i != j / (n (n - 1)): 2 (n - 1) / n for a star of n nodes, (n + 1) / 3 for a chain. The sum
        is taken link by link: one that parts m nodes from n - m lies on m (n - m) shortest paths.

        Source: Goel, Anderson, Hofman and Watts (2016), Management Science 62(1), 180-196, doi:10.1287/mnsc.2015.2158.
        """
        below = self._below()
        root = max((node for node, parent in self.parents.items() if parent is None), key=lambda node: (below[node], node), default=None)
        nodes = below[root] if root is not None else 0
        if nodes < 2:
            return None
        within = self._tree_of(root)
        paths = sum(below[node] * (nodes - below[node]) for node in within if node != root)
        return 2 * paths / (nodes * (nodes - 1))

    def _below(self) -> dict[PartyId, int]:
        sizes = dict.fromkeys(self.depths, 1)
        for node in sorted(self.depths, key=lambda node: -self.depths[node]):
            parent = self.parents[node]
            if parent is not None:
                sizes[parent] += sizes[node]
        return sizes

    def _tree_of(self, root: PartyId | None) -> list[PartyId]:
        roots: dict[PartyId, PartyId] = {}
        for node in sorted(self.depths, key=lambda node: self.depths[node]):
            parent = self.parents[node]
            roots[node] = node if parent is None else roots[parent]
        return [node for node, top in roots.items() if top == root]


def cascade(links: Iterable[tuple[PartyId, PartyId]], origin: PartyId | None) -> Cascade:
    """Grow the trees that links make, each node as near to its root as links allow.

    Args:
        links: (source, learner), the earliest first: of several that bring a learner equally near, the first counts.
        origin: the root. Where it is not recorded, every source that is no learner is a root.
    """
    learners: dict[PartyId, list[PartyId]] = {}
    for source, learner in links:
        learners.setdefault(source, []).append(learner)
    taught = {learner for found in learners.values() for learner in found}
    roots = [origin] if origin is not None else sorted(learners.keys() - taught)
    parents: dict[PartyId, PartyId | None] = dict.fromkeys(roots)
    depths = dict.fromkeys(roots, 0)
    queue = list(roots)
    for source in queue:  # breadth first
        for learner in learners.get(source, ()):
            if learner not in depths:
                parents[learner], depths[learner] = source, depths[source] + 1
                queue.append(learner)
    return Cascade(parents, depths)
