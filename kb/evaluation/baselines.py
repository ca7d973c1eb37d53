"""What every method is compared to: chance, and popularity in all time. Both rank what the answers themselves would."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import blake2b

from kb.evaluation.split import Split
from kb.model import PartyId, PracticeId

RANDOM, ALL_TIME = "random", "all-time-popularity"
Baseline = Callable[[Split, PartyId, Sequence[PracticeId]], list[PracticeId]]


def by_chance(split: Split, place: PartyId, candidates: Sequence[PracticeId]) -> list[PracticeId]:
    """Shuffle, always in the same way: by a hash of cutoff, place and practice."""
    start = blake2b(f"{split.cutoff} {place} ".encode())

    def draw(practice: PracticeId) -> bytes:
        drawn = start.copy()
        drawn.update(practice.encode())
        return drawn.digest()

    return sorted(candidates, key=draw)


def by_all_time(split: Split, place: PartyId, candidates: Sequence[PracticeId]) -> list[PracticeId]:
    """Rank by how many actors ever had a practice, then by id."""
    return sorted(candidates, key=lambda practice: (-split.seen.activity(practice).adopters.get(None, 0), practice))


BASELINES: dict[str, Baseline] = {RANDOM: by_chance, ALL_TIME: by_all_time}
