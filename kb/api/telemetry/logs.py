"""Log lines for people (`text`) and for programs (`json`: one object a line), each with the id of the request it belongs to."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any

import orjson
from starlette.types import Scope

from kb.api.telemetry.record import CURRENT, Connection, Record

_TEXT = "%(levelname)s %(name)s: %(message)s"
_log = logging.getLogger("kb.requests")


class JsonLines(logging.Formatter):
    """Writes a log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if CURRENT.get():
            line["request_id"] = CURRENT.get()
        line |= getattr(record, "request", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


class TextLines(logging.Formatter):
    """Writes a log record for people: what belongs to a request ends with its id."""

    def __init__(self) -> None:
        super().__init__(_TEXT)

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the line without what went wrong."""
        told, request = getattr(record, "request", {}), CURRENT.get()
        parts = [super().formatMessage(record), *(f"{name}={value}" for name, value in told.items())]
        return " ".join([*parts, f"[{request}]"] if request else parts)


def set_up(level: str, form: str | None) -> None:
    """Write log lines of a level to standard error, in one of `kb.config.LOG_FORMATS`; None: for people."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=level.upper(), handlers=[handler])


class Lines:
    """Writes one line for each request, and one for each WebSocket."""

    def around(self, scope: Scope, record: Record) -> AbstractContextManager[object]:
        """Write at the end only."""
        return nullcontext()

    def answered(self, record: Record) -> None:
        """Write the line of a request."""
        if _log.isEnabledFor(logging.INFO):
            _log.info("answered", extra={"request": _told(record)})

    @contextmanager
    def around_connection(self, scope: Scope, connection: Connection) -> Iterator[None]:
        """Write the line of a WebSocket when it has ended."""
        try:
            yield
        finally:
            _log.info("closed", extra={"request": _told_of(connection)})


def _told(record: Record) -> dict[str, Any]:
    return _said(
        method=record.method,
        surface=record.surface,
        operation=record.operation,
        name=record.name,
        caller=record.caller,
        cost=record.cost,
        status=record.status,
        errors=record.has_errors or None,
        milliseconds=_milliseconds(record.seconds),
    )


def _told_of(connection: Connection) -> dict[str, Any]:
    return _said(
        method="WEBSOCKET",
        surface=connection.surface,
        caller=connection.caller,
        operations=connection.operations,
        code=connection.code,
        milliseconds=_milliseconds(connection.seconds),
    )


def _said(**told: Any) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in (None, "")}


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
