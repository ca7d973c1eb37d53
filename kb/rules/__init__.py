"""The rules over a whole graph: what a load may not break, and what loads but is doubtful."""

from kb.rules.doubts import doubts
from kb.rules.structure import check

__all__ = ["check", "doubts"]
