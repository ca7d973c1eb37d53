"""The command group: its commands, and what becomes of errors."""

from __future__ import annotations

import sys

import typer

from kb.cli import answering, evaluating, moving, serving, spreading, tokens
from kb.errors import KbError, Refused

_STOPPED = 130  # what a shell says of a program that was interrupted; Typer returns it

app = typer.Typer(
    name="kb",
    help="Which practices cities showed each other, who took them up, and what to study next.",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(serving.serve)
app.command()(moving.load)
app.command()(moving.check)
app.command()(moving.copy)
app.command()(moving.export)
app.command()(answering.recommend)
app.command()(answering.visit)
app.command()(spreading.spread)
app.command()(evaluating.evaluate)
app.command()(serving.schema)
app.add_typer(tokens.group)


def main(arguments: list[str] | None = None) -> int:
    """Run a command. Returns 0, 2 for wrong usage and 1 for anything else, with one clear line on stderr."""
    try:
        code = app((sys.argv[1:] if arguments is None else arguments) or ["--help"], standalone_mode=False)
    except typer.TyperException as error:
        return _fail(f"kb: {' '.join(error.format_message().split())}", 2)
    except Refused as error:
        return _fail("\n".join(map(str, error.problems)) + f"\nkb: nothing was written: {_count(error)}", 1)
    except KbError as error:
        return _fail(f"kb: {error}", 1)
    except typer.Abort:
        return _fail("kb: stopped", _STOPPED)
    return _fail("kb: stopped", _STOPPED) if code == _STOPPED else int(code or 0)


def _count(error: Refused) -> str:
    number = len(error.problems)
    return f"{number} problem{'' if number == 1 else 's'}"


def _fail(words: str, code: int) -> int:
    print(words, file=sys.stderr)
    return code
