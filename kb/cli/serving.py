"""`kb serve` and `kb schema`: the API."""

from __future__ import annotations

import asyncio
import os
import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from kb.cli.common import StoreOption, store_of, with_store
from kb.cli.show import progress
from kb.config import Settings, default_store, read_settings
from kb.errors import KbError
from kb.service import KnowledgeBase
from kb.store import shown

if TYPE_CHECKING:
    from kb.store.base import Store

_PATIENCE_SECONDS = 5  # that requests get to end when the server is stopped
HostOption = Annotated[str | None, typer.Option("--host", help="The address to listen on.", show_default=False)]
PortOption = Annotated[int | None, typer.Option("--port", min=0, max=65535, help="The port to listen on.", show_default=False)]


def serve(host: HostOption = None, port: PortOption = None, store: StoreOption = None) -> None:
    """Serve the API, the page and GraphiQL; load the packaged seed first where the default store is empty."""
    import uvicorn

    from kb.api.app import create_app
    from kb.api.telemetry.logs import set_up
    from kb.api.telemetry.seen import Seen

    settings = _settings(host, port, store)
    set_up(settings.log_level, settings.log_format)
    seen = Seen.by(settings)
    with _listen(settings) as listening:
        asyncio.run(_made_ready(settings))
        where = f"http://{settings.host}:{listening.getsockname()[1]}"
        typer.echo(f"Serving {shown(settings.store)} at {where} (GraphQL: {where}/graphql); stop with Ctrl-C", err=True)
        config = uvicorn.Config(
            create_app(KnowledgeBase(seen.store(store_of(settings))), settings, seen),
            log_config=None,  # its lines are written as ours are
            log_level=settings.log_level,
            access_log=False,
            ws_max_size=settings.body_bytes,
            proxy_headers=False,  # whom to believe is said by KB_TRUSTED_PROXIES
            timeout_graceful_shutdown=_PATIENCE_SECONDS,
        )
        uvicorn.Server(config).run(sockets=[listening])


def schema() -> None:
    """Print the GraphQL schema."""
    from kb.api.schema import sdl

    typer.echo(sdl(), nl=False)


def _settings(host: str | None, port: int | None, store: str | None) -> Settings:
    settings = with_store(read_settings(), store)
    return replace(settings, host=host or settings.host, port=settings.port if port is None else port)


def _listen(settings: Settings) -> socket.socket:
    """Take the port before anything slow is done, so that a taken one is told at once."""
    try:
        return socket.create_server((settings.host, settings.port), reuse_port=False)
    except OSError as error:
        raise KbError(f"cannot listen on {settings.host}:{settings.port}: {_reason(error)}; choose another with --port") from None


def _reason(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else str(error)


async def _made_ready(settings: Settings) -> None:
    """Open the store before anybody asks: a broken one is told now, not by every request. Each event loop needs a store of its own."""
    store = store_of(settings)
    try:
        if await store.revision() == 0 and settings.store == default_store():
            await _load_seed(store)
    finally:
        await store.close()


async def _load_seed(store: Store) -> None:
    from kb.cli.moving import RECORDED_BY
    from kb.seeds import packaged_seed, read
    from kb.service.loading import load

    with progress("Loading the packaged seed") as step:
        await load(store, read([packaged_seed()], known={}), recorded_by=RECORDED_BY, progress=step)
