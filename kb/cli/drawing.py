"""`kb spread --figure`: how a practice travelled, as a picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kb.cli.common import practice_named, run
from kb.cli.show import progress
from kb.service import KnowledgeBase

FigureOption = Annotated[
    Path | None,
    typer.Option("--figure", metavar="OUT", help="Draw it over time, with its adoption curve, to a .svg, .png or .pdf instead."),
]
MapOption = Annotated[bool, typer.Option("--map", help="With --figure: draw it on a map.")]


def draw(practice: str, out: Path | None, *, on_map: bool, include_derived: bool, as_of: date | None, lang: str, store: str | None) -> None:
    """Draw the spread of a practice to a file, and say that it is written. Raises BadParameter for a map without a file."""
    from kb.figures import check_ready, check_writable
    from kb.service.picturing import picture

    if out is None:
        raise typer.BadParameter("--map needs a file to draw to: --figure OUT --map")
    check_writable(out)
    check_ready(on_map=on_map)

    async def work(base: KnowledgeBase) -> None:
        key = await practice_named(base, practice, lang)
        with progress("Drawing"):
            drawn = await picture(base, key, on_map=on_map, as_of=as_of, lang=lang, include_derived=include_derived)
            drawn.save(out)

    run(store, work)
    typer.echo(f"written: {out}")
