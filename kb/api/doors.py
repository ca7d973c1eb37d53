"""Who may come in at all: by which name the server is asked, and from pages of which origins."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import ip_address

from starlette.middleware.cors import CORSMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kb.config import Settings
from kb.errors import InvalidInput

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_EVERYWHERE = ("0.0.0.0", "::", "")  # a server that listens there has no address of its own
_ANY = "*"
_NAME = re.compile(r"(\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\*")
_ORIGIN = re.compile(r"\*|[a-z][a-z0-9+.-]*://[^/\s*@?#]+")
_ASKED = ["Authorization", "Content-Type", "If-None-Match"]
_TOLD = ["ETag", "Retry-After", "WWW-Authenticate", "X-Request-Id"]
_VARIED = (b"vary", b"Origin")  # for caches
_KNOWN_HOSTS = 256
_POLICY_VIOLATION = 1008


class Doors:
    """Lets in what asks for a name of this server, and tells browsers which other pages may ask.

    A page elsewhere can have its own name lead to this machine, and then reads what the machine's owner may read; so
    names are known beforehand. An address cannot be made to lead elsewhere: one that listens everywhere takes any.

    Args:
        app: what is behind the doors.
        settings: the names and the origins.

    Raises:
        InvalidInput: what is no name, or no origin.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._hosts = frozenset(_hosts(settings))
        self._addresses = settings.host in _EVERYWHERE
        self._origins = frozenset(_origins(settings))
        self._app = _shared(app, self._origins) if self._origins else app
        self._knows = lru_cache(_KNOWN_HOSTS)(self._allows)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or not self._knows(hosts[0]):
            return await _refuse(scope, receive, send, f"{_shown(hosts)}; KB_ALLOWED_HOSTS names the hosts it answers for\n")
        if scope["type"] == "websocket" and not self._from_here(scope, hosts[0]):
            return await _refuse(scope, receive, send, "")
        return await self._app(scope, receive, send)

    def _allows(self, host: bytes) -> bool:
        name = _name(host.decode("latin-1"))
        if name in self._hosts or _ANY in self._hosts or (self._addresses and _is_address(name)):
            return True
        return any(f"*.{name[at + 1 :]}" in self._hosts for at, letter in enumerate(name) if letter == ".")

    def _from_here(self, scope: Scope, host: bytes) -> bool:
        """Tell whether a page may open a WebSocket: browsers ask nobody else."""
        origins = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"origin"]
        own = host.decode("latin-1").lower()
        return all(origin in self._origins or _ANY in self._origins or origin.partition("://")[2] == own for origin in origins)


def _hosts(settings: Settings) -> Iterator[str]:
    yield from _LOOPBACK
    yield socket.gethostname().lower() if settings.host in _EVERYWHERE else settings.host.lower()
    for each in _listed(settings.allowed_hosts):
        if not _NAME.fullmatch(each.lower()) and not _is_address(each):
            raise InvalidInput(f"KB_ALLOWED_HOSTS has {each!r}; it takes names without port, as in kb.example.org, *.example.org or *")
        yield each.lower()


def _origins(settings: Settings) -> Iterator[str]:
    for each in _listed(settings.cors_origins):
        if not _ORIGIN.fullmatch(each.lower()):
            raise InvalidInput(f"KB_CORS_ORIGINS has {each!r}; it takes origins without path, as in https://map.example.org, or *")
        yield each.lower()


def _listed(text: str | None) -> Iterator[str]:
    return (each.strip() for each in (text or "").split(",") if each.strip())


def _shared(app: ASGIApp, origins: frozenset[str]) -> ASGIApp:
    """Let pages of other origins read answers. They bring no cookies: a token is sent by whoever has it."""
    told = CORSMiddleware(app, allow_origins=sorted(origins), allow_methods=["GET", "POST"], allow_headers=_ASKED, expose_headers=_TOLD)

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a page by what it may read, and anybody else at once, with the word that pages are told more."""

        async def send_varied(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), _VARIED]
            await send(message)

        if scope["type"] != "http" or any(name == b"origin" for name, _ in scope["headers"]):
            await told(scope, receive, send)
        else:
            await app(scope, receive, send_varied)

    return answered


def _name(host: str) -> str:
    """Return a host's name without its port, as it is compared."""
    inner, bracket, _ = host.removeprefix("[").partition("]")
    return inner.lower() if bracket else host.partition(":")[0].lower().removesuffix(".")


def _is_address(name: str) -> bool:
    try:
        return bool(ip_address(name))
    except ValueError:
        return False


def _shown(hosts: list[bytes]) -> str:
    if len(hosts) != 1:
        return "a request names one host"
    return f"this server does not answer for the host {hosts[0].decode('latin-1')[:100]!r}"


async def _refuse(scope: Scope, receive: Receive, send: Send, why: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
    else:
        await PlainTextResponse(why, 400)(scope, receive, send)
