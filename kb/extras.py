"""Packages that only some commands need, and that come with an extra of this one."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from kb.errors import InvalidInput

ANALYSIS = "analysis"


def needed(package: str, extra: str = ANALYSIS) -> ModuleType:
    """Return a module of an extra. Raises InvalidInput, which names the extra, where it is not installed."""
    try:
        return import_module(package)
    except ModuleNotFoundError as error:
        if not package.startswith(error.name or " "):
            raise  # it is there, and lacks something itself
        raise InvalidInput(f"{package.partition('.')[0]} is not installed: pip install 'peer-learning-kb[{extra}]'") from None
