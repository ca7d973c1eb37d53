"""Reasons, read for tests."""

from __future__ import annotations

from kb.graph.rows import Reason


def by_code(found: tuple[Reason, ...]) -> dict[str, Reason]:
    """Return reasons by the code of what they say."""
    return {reason.message.code: reason for reason in found}


def said(reason: Reason) -> dict[str, object]:
    """Return the values that a reason says, dates as they are written."""
    return {name: getattr(value, "edtf", value) for name, value in reason.message.values.items()}
