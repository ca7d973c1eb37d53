"""Traces for OpenTelemetry: a span for each request, each call of the store and each WebSocket.

The extra `telemetry` has what it takes. Where they go is said by OpenTelemetry's own variables:
`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_TRACES_EXPORTER=console` ...
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from starlette.types import Scope

from kb import __version__
from kb.api.telemetry.record import Connection, Record
from kb.errors import StoreError
from kb.extras import needed

EXTRA = "telemetry"
_NAME = "peer-learning-kb"
_FROM = frozenset([b"traceparent", b"tracestate"])  # whose trace a request is part of
_SERVER_ERROR = 500


class Traces:
    """Makes spans.

    Args:
        provider: of tracers; None: one that exports as the environment says.

    Raises:
        InvalidInput: the extra is not installed.
    """

    def __init__(self, provider: Any = None) -> None:
        self._trace: Any = needed("opentelemetry.trace", EXTRA)
        self._propagate: Any = needed("opentelemetry.propagate", EXTRA)
        self._provider = provider or _exporting()
        self._tracer = self._provider.get_tracer(_NAME, __version__)

    @contextmanager
    def around(self, scope: Scope, record: Record) -> Iterator[None]:
        """Have a span around a request."""
        with self._tracer.start_as_current_span(record.surface, self._whose(scope), self._trace.SpanKind.SERVER, **_WITHOUT_WORDS) as span:
            span.set_attributes({"http.request.method": record.method, "kb.request_id": record.id})
            yield

    def answered(self, record: Record) -> None:
        """Write into the span of a request what came of it."""
        span = self._trace.get_current_span()
        span.update_name(f"{record.surface} {record.operation}".strip())
        told = {
            "http.response.status_code": record.status,
            "graphql.operation.type": record.operation,
            "graphql.operation.name": record.name,
            "kb.cost": record.cost,
        }
        span.set_attributes({name: value for name, value in told.items() if value not in (None, "")})
        if record.status >= _SERVER_ERROR:
            span.set_status(self._trace.StatusCode.ERROR)

    @contextmanager
    def around_connection(self, scope: Scope, connection: Connection) -> Iterator[None]:
        """Have a span beside a WebSocket, not around it: what it leads to for days would be one trace without end."""
        span = self._tracer.start_span(f"{connection.surface} websocket", self._whose(scope), self._trace.SpanKind.SERVER)
        try:
            yield
        finally:
            told = {"kb.request_id": connection.id, "kb.websocket.operations": connection.operations, "kb.websocket.code": connection.code}
            span.set_attributes(told)
            span.end()

    def _whose(self, scope: Scope) -> Any:
        return self._propagate.extract({name.decode(): value.decode("latin-1") for name, value in scope["headers"] if name in _FROM})

    def around_call(self, call: str) -> AbstractContextManager[object]:
        """Have a span around a call of the store that a request leads to; what goes on beside requests has none."""
        if not self._trace.get_current_span().get_span_context().is_valid:
            return nullcontext()
        span: AbstractContextManager[object] = self._tracer.start_as_current_span(f"store {call}", **_WITHOUT_WORDS)
        return span

    def call_failed(self, error: StoreError) -> None:
        """Write into its span that a call failed; its words may name what nobody should read."""
        span = self._trace.get_current_span()  # of no meaning where there is none
        span.set_attribute("error.type", error.code)
        span.set_status(self._trace.StatusCode.ERROR)

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()


_WITHOUT_WORDS = {"record_exception": False, "set_status_on_exception": False}  # of errors: they may hold what was asked


def _exporting() -> Any:
    sdk: Any = needed("opentelemetry.sdk.trace", EXTRA)
    export: Any = needed("opentelemetry.sdk.trace.export", EXTRA)
    resources: Any = needed("opentelemetry.sdk.resources", EXTRA)
    named = {"service.name": os.environ.get("OTEL_SERVICE_NAME") or _NAME, "service.version": __version__}
    provider = sdk.TracerProvider(resource=resources.Resource.create(named))
    if os.environ.get("OTEL_TRACES_EXPORTER") == "console":
        exporter = export.ConsoleSpanExporter()
    else:
        exporter = needed("opentelemetry.exporter.otlp.proto.http.trace_exporter", EXTRA).OTLPSpanExporter()
    provider.add_span_processor(export.BatchSpanProcessor(exporter))
    return provider
