"""`kb token`: who may read and write over the API."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from kb.access.callers import Role
from kb.cli.common import JsonOption, StoreOption, run, with_store
from kb.cli.show import Cells, show
from kb.config import read_settings
from kb.dates import day
from kb.errors import InvalidDate
from kb.service import KnowledgeBase
from kb.service.opening import check_there

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from kb.access.issued import Token
    from kb.access.tokens import Tokens
    from kb.cli.common import Value

_YEAR = timedelta(days=365)
_NEVER = "never"

group = typer.Typer(
    name="token",
    help="Issue, list and revoke the tokens that callers of the API send. Only who can open the store itself can do so.",
    no_args_is_help=True,
)
RoleOption = Annotated[Role, typer.Option("--role", help="What its bearer may do; each role may do what those before it may.")]
LabelOption = Annotated[str, typer.Option("--label", metavar="TEXT", help="Whose it is, or what for; shown by `kb token list` alone.")]
ExpiresOption = Annotated[
    str | None,
    typer.Option("--expires", metavar="DATE|never", help="The last day it is good on, in UTC; without it, in a year.", show_default=False),
]


@group.command()
def create(role: RoleOption, label: LabelOption = "", expires: ExpiresOption = None, store: StoreOption = None) -> None:
    """Issue a token and print it. It is kept as a hash, so it is printed this once; whoever has it can use it."""
    last = _last_day(expires)
    typer.echo(_on(store, lambda tokens: tokens.create(role, label=label, expires=last)))


@group.command("list")
def list_tokens(as_json: JsonOption = False, store: StoreOption = None) -> None:
    """Print every token that was issued: its id, role and label, when it expires, and when it was last used."""
    show("Tokens", [_row(token) for token in _on(store, lambda tokens: tokens.listing())], as_json=as_json)


@group.command()
def revoke(
    key: Annotated[str, typer.Argument(metavar="ID", help="The token's id, as `kb token list` has it.")], store: StoreOption = None
) -> None:
    """See that a token is good no more: servers that run know it within seconds."""
    _on(store, lambda tokens: tokens.revoke(key))
    typer.echo(f"token {key} is revoked")


def _on(url: str | None, work: Callable[[Tokens], Awaitable[Value]]) -> Value:
    """Work with the tokens of a store, which may hold nothing else yet."""
    from kb.access.tokens import Tokens

    async def with_tokens(base: KnowledgeBase) -> Value:
        return await work(Tokens(base.store))

    check_there(with_store(read_settings(), url).store)
    return run(url, with_tokens, create=True)


def _last_day(text: str | None) -> date | None:
    if text is None:
        return datetime.now(UTC).date() + _YEAR
    if text == _NEVER:
        return None
    try:
        return day(text)
    except InvalidDate as error:
        raise typer.BadParameter(f"{error}, or `{_NEVER}`") from None


def _row(token: Token) -> Cells:
    return {
        "id": token.id,
        "role": token.role.value,
        "label": token.label,
        "handle": token.handle,
        "created": _minute(token.created),
        "expires": token.expires.isoformat() if token.expires else _NEVER,
        "revoked": _minute(token.revoked),
        "last used": _minute(token.last_used),
    }


def _minute(moment: datetime | None) -> str | None:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else None
