"""What is noted of a request or a WebSocket while it goes on: kinds, names and numbers, never what was asked with which values."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from os import urandom

from graphql import OperationDefinitionNode
from starlette.types import Scope

from kb.api.limits.cost import Cost
from kb.api.pages import VIEWS

REQUEST_ID = "X-Request-Id"
_HEADER = REQUEST_ID.lower().encode()
_KEY = "kb.request"
_CONNECTION_KEY = "kb.connection"
_SANE = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_SURFACES = frozenset(["graphql", "reconcile", "export.csv", "export.jsonl", "web", "healthz", "readyz", "metrics"])
_PAGES = frozenset(["", *VIEWS])
_METHODS = frozenset(["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
_BYTES = 16  # of an id made here
CLOSED = 499  # the status where the client went before there was an answer
CUT = 1006  # the code of a WebSocket that nobody closed
_LONGEST = 100  # characters of an operation's name

CURRENT: ContextVar[str] = ContextVar("request", default="")  # the id of the request that is answered


@dataclass(slots=True)
class Record:
    """One request, and what becomes of it."""

    id: str
    method: str  # OTHER where it is none of HTTP's own
    surface: str  # the first part of the path where that is known
    operation: str = ""  # of GraphQL: query or mutation
    name: str = ""  # of the operation, as far as `asks` keeps it
    caller: str = ""  # an opaque handle
    cost: int | None = None
    asks_graph: bool = False
    has_errors: bool = False  # in its answer, whatever the status
    status: int = CLOSED
    seconds: float = 0.0

    @property
    def kind(self) -> str:
        """What was done, in one of a few words: the operation, else the surface."""
        return self.operation or self.surface

    def asks(self, node: OperationDefinitionNode) -> None:
        """Note which operation of GraphQL is asked for."""
        self.operation, self.name = node.operation.value, node.name.value[:_LONGEST] if node.name else ""

    def costs(self, cost: Cost) -> None:
        """Note what that costs, and whether the graph has to answer."""
        self.cost, self.asks_graph = cost.requested, cost.asks_graph


@dataclass(slots=True)
class Connection:
    """One WebSocket, and what becomes of it."""

    id: str
    surface: str
    caller: str = ""
    operations: int = 0
    code: int = CUT  # by which the first who did closed it
    seconds: float = 0.0
    listeners: list[Callable[[], None]] = field(default_factory=list)  # who is told of each operation when it begins

    def asks(self) -> None:
        """Note that an operation begins."""
        self.operations += 1
        for listener in self.listeners:
            listener()

    def closes(self, code: int) -> None:
        """Note by which code it is closed; what comes after that is an echo."""
        if self.code == CUT:
            self.code = code


def begin(scope: Scope) -> Record:
    """Return the record of a request that comes in, which `of` finds from now on."""
    method = scope.get("method", "")
    record = Record(_id(scope), method if method in _METHODS else "OTHER", _surface(scope["path"]))
    scope[_KEY] = record
    return record


def of(scope: Scope) -> Record | None:
    """Return the record of a request; None for one that nobody watches, of which nothing is noted."""
    found: Record | None = scope.get(_KEY)
    return found


def connect(scope: Scope) -> Connection:
    """Return the record of a WebSocket that comes in, which `connection_of` finds from now on."""
    connection = Connection(_id(scope), _surface(scope["path"]))
    scope[_CONNECTION_KEY] = connection
    return connection


def connection_of(scope: Scope) -> Connection | None:
    """Return the record of a WebSocket; None for one that nobody watches."""
    found: Connection | None = scope.get(_CONNECTION_KEY)
    return found


def _id(scope: Scope) -> str:
    for name, value in scope.get("headers", ()):
        if name == _HEADER and _SANE.fullmatch(value):
            return str(value, "ascii")
    return urandom(_BYTES).hex()


def _surface(path: str) -> str:
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    if first in _SURFACES:
        return first
    return "page" if first in _PAGES else "other"
