"""On which shelves of a store recording keeps its notes."""

from __future__ import annotations

REQUESTS = "request"  # by handle and key: what a request came to
PROPOSALS = "proposal"  # by its id: each proposal, whatever became of it
DECISIONS = "decision"  # by the id of a proposal: who decided on it
PENDING = "pending"  # by the id of a proposal that waits: its author
PROPOSED_BY = "proposed-by"  # by author and id of a proposal
ACCEPTED = "acceptance"  # by fact and number of a version: who accepted it
FORMER = "former"  # by node and number: what it was before, who recorded it and who accepted that
MERGES = "merge"  # by the node that was merged: into which, by whom, and what was moved for it
MERGE_COUNT = "merge-count"  # COUNT: how many merges there were and were undone, and by number: each of them
COUNT = "all"
COPIED = (  # what goes with a copy of a store
    PROPOSALS,
    DECISIONS,
    PENDING,
    PROPOSED_BY,
    ACCEPTED,
    FORMER,
    MERGES,
    MERGE_COUNT,
)
