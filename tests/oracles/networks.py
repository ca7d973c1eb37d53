"""Networks bundled with netdiffuseR."""

from __future__ import annotations

from pathlib import Path

from tests.diffusion.reference import differences, read

MOST = 1e-9


def netdiffuser(edges: Path, nodes: Path) -> bool:
    """Print by how much each number differs at most; tell whether all are the same."""
    network = read(edges, nodes)
    found = differences(network)
    print(f"{len(network.table)} nodes, {network.ties.nnz} ties; the largest difference to netdiffuseR:")
    for name, difference in found.items():
        print(f"  {name}: {difference:.1e}")
    return max(found.values()) <= MOST
