"""A store whose calls are seen: timed, traced, and counted where they fail."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from inspect import iscoroutinefunction
from typing import Any, Protocol, cast

from kb.errors import StoreError
from kb.store.base import Store

_PASSED_ON = frozenset(["close", "scan"])  # one is no call for data; the other is read bit by bit


class CallObserver(Protocol):
    """Somebody who is told of the store's calls."""

    def around_call(self, call: str) -> AbstractContextManager[object]:
        """Be around a call."""

    def call_failed(self, error: StoreError) -> None:
        """Be told that it failed; still inside `around_call`."""


class _Observed:
    """A store as it is, but for who looks on."""

    def __init__(self, store: Store, observers: Sequence[CallObserver]) -> None:
        self._store = store
        self._observers = observers

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)
        seen = self._seen(name, method) if iscoroutinefunction(method) and name not in _PASSED_ON else method
        setattr(self, name, seen)  # found at once from now on
        return seen

    def _seen(self, name: str, method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def called(*args: Any, **kwargs: Any) -> Any:
            with ExitStack() as stack:
                for observer in self._observers:
                    stack.enter_context(observer.around_call(name))
                try:
                    return await method(*args, **kwargs)
                except StoreError as error:
                    for observer in self._observers:
                        observer.call_failed(error)
                    raise

        return called


def observed(store: Store, observers: Sequence[CallObserver]) -> Store:
    """Return a store whose calls some observers see; without observers, the store itself."""
    return cast(Store, _Observed(store, observers)) if observers else store
