"""The sort keys of nodes: what a list is sorted by and the node's id, in one text."""

from __future__ import annotations

from kb.model import NodeId, kind_of
from kb.store.derive import MERGED_RANK, SCAN_RANK

AFTER_NAME = "\x01"  # ends a name, and sorts before whatever a longer one goes on with
FIRST, LAST = "", "\U0010ffff"
_MOST = 10**9 - 1


def name_sort(name: str, key: NodeId, merged: bool = False) -> str:
    """Return where a node of that sort name stands; a merged one after LAST, which no list reaches."""
    return f"{LAST if merged else FIRST}{name}{AFTER_NAME}{key}"


def number_sort(number: int, key: NodeId) -> str:
    """Return where a node of so many adopters, or with that latest day, stands."""
    return f"{min(number, _MOST):09d}|{key}"


def scan_sort(key: NodeId, depth: int, merged: bool = False) -> str:
    """Return where a node stands among all of its key label: after everything that it is a part of, or merged into."""
    return f"{MERGED_RANK if merged else SCAN_RANK[kind_of(key)]}{depth:06d}|{key}"
