"""Numbers for Prometheus, with labels of a few values each. The extra `metrics` has its client."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Scope

from kb.api.errors import Refusal
from kb.api.reading import Readers, refusal_of, refused
from kb.api.telemetry.record import Connection, Record
from kb.errors import StoreError
from kb.extras import needed
from kb.store.base import Store

EXTRA = "metrics"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_NOBODY = 'Bearer realm="peer-learning-kb"'


class Metrics:
    """Counts and times requests, WebSockets and the store's calls. Raises InvalidInput where the extra is not installed."""

    def __init__(self) -> None:
        client: Any = needed("prometheus_client", EXTRA)
        self._registry = client.CollectorRegistry()
        client.ProcessCollector(registry=self._registry)
        into = {"registry": self._registry}
        self._requests = client.Counter("kb_requests", "Requests by what they did and by status.", ["operation", "status"], **into)
        self._errors = client.Counter("kb_answers_with_errors", "Answers that tell of errors, whatever their status.", **into)
        self._seconds = client.Histogram("kb_request_seconds", "How long requests took.", ["operation"], buckets=_SECONDS, **into)
        self._graph = client.Counter("kb_graph_requests", "Requests that the graph had to answer.", **into)
        self._store = client.Histogram("kb_store_seconds", "How long calls of the store took.", ["call"], buckets=_SECONDS, **into)
        self._failures = client.Counter("kb_store_errors", "Calls of the store that failed, by code.", ["code"], **into)
        self._sockets = client.Gauge("kb_websockets", "WebSockets that are open.", **into)
        self._operations = client.Counter("kb_websocket_operations", "Operations that were begun over WebSockets.", **into)
        self._revision = client.Gauge("kb_revision", "The revision of the store.", **into)
        self._written, self._type = client.generate_latest, client.CONTENT_TYPE_LATEST

    def around(self, scope: Scope, record: Record) -> AbstractContextManager[object]:
        """Count at the end only."""
        return nullcontext()

    def answered(self, record: Record) -> None:
        """Count a request."""
        self._requests.labels(record.kind, str(record.status)).inc()
        self._seconds.labels(record.kind).observe(record.seconds)
        if record.asks_graph:
            self._graph.inc()
        if record.has_errors:
            self._errors.inc()

    @contextmanager
    def around_connection(self, scope: Scope, connection: Connection) -> Iterator[None]:
        """Count a WebSocket while it is open, and its operations as they begin."""
        connection.listeners.append(self._operations.inc)
        with self._sockets.track_inprogress():
            yield

    def around_call(self, call: str) -> AbstractContextManager[object]:
        """Be around a call of the store."""
        timed: AbstractContextManager[object] = self._store.labels(call).time()
        return timed

    def call_failed(self, error: StoreError) -> None:
        """Count a call that failed."""
        self._failures.labels(error.code).inc()

    def routes(self, store: Store, readers: Readers) -> list[Route]:
        """Return where they are read: by whoever sends a token, so that numbers are not open to the internet."""

        async def metrics(request: Request) -> Response:
            try:
                caller = await readers.admitted(request.scope)
                if not caller.handle:
                    raise Refusal(401, "UNAUTHENTICATED", "metrics take a token", headers={"WWW-Authenticate": _NOBODY})
            except Refusal as refusal:
                return refused(refusal)
            except StoreError as error:
                return refused(refusal_of(error))
            with suppress(StoreError):  # counted where it failed; the last revision known stays
                self._revision.set(await store.revision())
            return Response(self._written(self._registry), headers={"Cache-Control": "no-store", "Content-Type": self._type})

        return [Route("/metrics", metrics)]
