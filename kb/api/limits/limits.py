"""All limits of one application together, as the settings have them."""

from __future__ import annotations

from starlette.types import Scope

from kb.api.errors import Refusal
from kb.api.limits.addresses import Addresses, networks
from kb.api.limits.cost import Cost
from kb.api.limits.rate import Buckets
from kb.api.limits.turns import Turns
from kb.config import Settings

_REQUESTS = 20  # that a request of the highest cost counts as


class Limits:
    """What one request, and one caller, may ask for.

    Args:
        settings: its limits.
        store_seconds: how long one question may wait for a shared store; None: each read has a limit of its own alone.
    """

    def __init__(self, settings: Settings, store_seconds: float | None = None) -> None:
        self.body_bytes = settings.body_bytes
        self.request_seconds = settings.request_seconds
        self.store_seconds = store_seconds
        self.turns = Turns(settings.graph_answers, settings.graph_waiting)
        self._addresses = Addresses(networks(settings.trusted_proxies or ""))
        self._per_minute = settings.rate_per_minute
        self._buckets = Buckets(self._per_minute) if self._per_minute else None

    def count(self, scope: Scope, handle: str) -> None:
        """Count a request of the caller with that handle; without one, of its address. Raises Refusal where that was too often."""
        if self._buckets is not None:
            _refuse(self._buckets.wait_seconds(self._caller(scope, handle)))

    def count_batch(self, scope: Scope, handle: str, queries: int) -> None:
        """Count a request that was counted as one by its queries. Raises Refusal where that is too much for now, or for ever."""
        if self._buckets is None or queries <= 1:
            return
        if queries > self._per_minute:
            many = f"each query of a batch counts as a request, of which {self._per_minute} a minute are answered"
            raise Refusal(413, "BATCH_TOO_LARGE", f"{many}; this batch has {queries}: send at most {self._per_minute} at once")
        _refuse(self._buckets.wait_seconds(self._caller(scope, handle), queries, taken=1))

    def charge(self, scope: Scope, handle: str, cost: Cost) -> None:
        """Count a costly request as several."""
        more = cost.requested * _REQUESTS // max(1, cost.most)
        if more and self._buckets is not None:
            self._buckets.charge(self._caller(scope, handle), more)

    def _caller(self, scope: Scope, handle: str) -> str:
        return f"bearer {handle}" if handle else self._addresses.of(scope)


def _refuse(wait_seconds: int) -> None:
    if wait_seconds:
        raise Refusal(429, "RATE_LIMITED", f"too many questions for now; ask again in {wait_seconds} s", wait_seconds)
