"""What a resolver returns instead of a value that has to be loaded: a need, met together with all others of the time."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Generator, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

Key = TypeVar("Key")
Found = TypeVar("Found")
Value = TypeVar("Value")


class Loader(ABC, Generic[Key, Found]):
    """Loads what many need at once."""

    @abstractmethod
    async def many(self, keys: list[Key]) -> Sequence[Found | Exception]:
        """Return what each key stands for, in the order of the keys; for one that fails, an exception."""


class Need(Generic[Value]):
    """A value that a loader has for a key. Whoever awaits it by itself loads it by itself.

    Args:
        loader: who loads it.
        key: by what the loader knows it.
        then: what is made of what was loaded: a value, or one more need.
    """

    __slots__ = ("key", "loader", "then")

    def __init__(self, loader: Loader[Any, Any], key: Any, then: Callable[[Any], Later[Value]] | None = None) -> None:
        self.loader = loader
        self.key = key
        self.then = then

    def met(self, found: Any) -> Later[Value]:
        """Return what is made of what was loaded. Raises what it was that went wrong."""
        if isinstance(found, Exception):
            raise found
        made: Later[Value] = found if self.then is None else self.then(found)
        return made

    def __await__(self) -> Generator[Any, None, Value]:
        (found,) = yield from self.loader.many([self.key]).__await__()
        made = self.met(found)
        if isinstance(made, Need):
            return (yield from made.__await__())
        return made


Later: TypeAlias = Value | Need[Value]  # a value that is there, or the need of one


def after(value: Later[Any], make: Callable[[Any], Later[Value]]) -> Later[Value]:
    """Make something of a value: at once where it is there, else when it was loaded."""
    if not isinstance(value, Need):
        return make(value)
    if value.then is None:
        return Need(value.loader, value.key, make)
    first = value.then
    return Need(value.loader, value.key, lambda found: after(first(found), make))


async def together(calls: Sequence[Awaitable[Any]]) -> list[Any]:
    """Await all at once, and return what each came to, or the exception it raised."""
    if len(calls) == 1:  # needs no task of its own
        try:
            return [await calls[0]]
        except Exception as error:
            return [error]
    came = await asyncio.gather(*calls, return_exceptions=True)
    for each in came:
        if isinstance(each, BaseException) and not isinstance(each, Exception):
            raise each
    return came
