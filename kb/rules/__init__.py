"""The rules over a whole graph: what a load may not break, and what loads but is doubtful."""

from kb.rules.doubts import doubts, event_of, may_be_one
from kb.rules.structure import check

__all__ = ["check", "doubts", "event_of", "may_be_one"]
