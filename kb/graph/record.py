"""The graph of record, kept so that it can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kb.graph.build import add_facts, build, ends
from kb.graph.difference import Difference
from kb.model import AnyFact, AnyNode, FactId


class Record:
    """A graph of record, with its facts by id. One thread at a time may change it.

    Args:
        nodes: everything the facts name.
        facts: accepted facts by id; the record keeps this very dictionary.
    Raises:
        NotFound: a fact names a node that is not among `nodes`.
    """

    def __init__(self, nodes: Iterable[AnyNode], facts: dict[FactId, AnyFact]) -> None:
        self.graph = build(nodes, facts.values())
        self._facts = facts

    def __len__(self) -> int:
        """Return the number of facts."""
        return len(self._facts)

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a node with that id."""
        return key in self.graph

    def change(self, nodes: Iterable[AnyNode], facts: Mapping[FactId, AnyFact | None]) -> Difference:
        """Put nodes and facts as they are now (None: it is accepted no longer), and return what was not so before.

        Raises:
            NotFound: a fact names a node that is not there.
        """
        known = self.graph.nodes
        other = tuple(node for node in nodes if node.id not in known or known[node.id]["node"] != node)
        changed = [key for key, fact in facts.items() if fact != self._facts.get(key)]
        come = tuple(fact for key in changed if (fact := facts[key]) is not None)
        self.graph.add_nodes_from((node.id, {"node": node}) for node in other)
        gone = tuple(self._take_away(key) for key in changed if key in self._facts)
        add_facts(self.graph, come)
        self._facts |= {fact.id: fact for fact in come}
        return Difference(nodes=other, gone=gone, come=come)

    def _take_away(self, key: FactId) -> AnyFact:
        fact = self._facts.pop(key)
        self.graph.remove_edge(*ends(fact), key)
        return fact
