"""Who looks on, as the settings have it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.routing import Route
from starlette.types import ASGIApp

from kb.api.reading import Readers
from kb.api.telemetry.calls import observed
from kb.api.telemetry.logs import Lines
from kb.api.telemetry.metrics import Metrics
from kb.api.telemetry.traces import Traces
from kb.api.telemetry.watching import Watching
from kb.config import Settings
from kb.store.base import Store


@dataclass(frozen=True, slots=True)
class Seen:
    """What is told of requests and of the store's calls; nothing costs nothing."""

    metrics: Metrics | None = None
    traces: Traces | None = None
    lines: Lines | None = None

    @classmethod
    def by(cls, settings: Settings) -> Seen:
        """Return what looks on. Raises InvalidInput where its extra is not installed."""
        return cls(
            Metrics() if settings.metrics else None,
            Traces() if settings.traces else None,
            Lines() if settings.log_format else None,
        )

    def store(self, store: Store) -> Store:
        """Return a store whose calls are seen."""
        return observed(store, [each for each in (self.traces, self.metrics) if each is not None])

    def app(self, app: ASGIApp) -> ASGIApp:
        """Return an application whose requests are seen: the span of one is around all else."""
        observers = [each for each in (self.traces, self.metrics, self.lines) if each is not None]
        return Watching(app, observers) if observers else app

    def routes(self, store: Store, readers: Readers) -> list[Route]:
        """Return the addresses where something can be read."""
        return self.metrics.routes(store, readers) if self.metrics else []

    def close(self) -> None:
        """Send what is left."""
        if self.traces:
            self.traces.close()
