"""`kb load`, `kb check`, `kb copy`, `kb export`: facts in, facts out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.cli.common import JsonOption, StoreOption, run, store_of, with_store
from kb.cli.show import Cells, progress, show
from kb.config import read_settings
from kb.errors import KbError, Problem
from kb.service import KnowledgeBase

if TYPE_CHECKING:
    from kb.service.loading import Loaded
    from kb.store.base import Statistics

PathsArgument = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH]...", help="YAML files or folders, folders of CSV tables, .jsonl files."),
]
IfEmptyOption = Annotated[bool, typer.Option("--if-empty", help="Load only where nothing was ever recorded.")]
RECORDED_BY = "kb load"


class ExportFormat(StrEnum):
    """What `kb export` writes."""

    JSONL = "jsonl"
    CSV = "csv"
    GRAPHML = "graphml"
    GEXF = "gexf"
    DOT = "dot"


def load(paths: PathsArgument = None, store: StoreOption = None, if_empty: IfEmptyOption = False) -> None:
    """Load facts: all of them, or, where one is wrong, none, with every problem listed; without PATH, the packaged seed."""
    from kb.seeds import packaged_seed, read
    from kb.service.loading import load as load_into
    from kb.service.loading import nodes_of

    async def work(base: KnowledgeBase) -> None:
        if if_empty and (held := _held(await base.statistics())):
            typer.echo(f"{held}: nothing was loaded")
            return
        with progress("Loading") as step:
            step("reading")
            reading = read(paths or [packaged_seed()], known=await nodes_of(base.store))
            done = await load_into(base.store, reading, recorded_by=RECORDED_BY, progress=step)
        for line in done.left_out:
            typer.echo(line, err=True)
        typer.echo(f"{done.nodes} nodes and {done.facts} facts read; {_came_of(done)}")

    run(store, work, create=True)


def _held(found: Statistics) -> str | None:
    """Say why a store is not empty; None for one that is. What broke off before its end may be somebody's copy, and is not to be mixed."""
    if found.revision:
        return f"the store is at revision {found.revision}"
    return "the store holds a load or a copy that is not at its end" if found.unfinished else None


def _came_of(done: Loaded) -> str:
    return (
        f"the store is now at revision {done.revision}" if done.changed else f"nothing is new: the store stays at revision {done.revision}"
    )


def check(paths: PathsArgument = None, store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Print what is wrong with files, without loading them; without PATH, what is doubtful in the store."""
    from kb.seeds import read
    from kb.service import loading

    async def of_files(base: KnowledgeBase) -> tuple[list[Problem], int]:
        reading = read(paths or [], known=await loading.nodes_of(base.store))
        return await loading.check(base.store, reading), await base.store.revision()

    async def of_store(base: KnowledgeBase) -> tuple[list[Problem], int]:
        return await loading.doubts(base.store), await base.store.revision()

    with progress("Checking"):
        problems, revision = run(store, of_files if paths else of_store, create=bool(paths))
    rows: list[Cells] = [{"where": each.where, "what": each.message, "code": each.code} for each in problems]
    show("What is wrong" if paths else "What is doubtful", rows, as_json=as_json, revision=revision)
    if paths and problems:
        raise KbError(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}")


def copy(
    from_url: Annotated[str, typer.Argument(metavar="FROM_URL", help="The store to copy.")],
    to_url: Annotated[str, typer.Argument(metavar="TO_URL", help="The store to copy it into.")],
) -> None:
    """Copy every node, fact, version and change from one store into another."""
    from kb.service.copying import copy as copy_into

    async def work(base: KnowledgeBase) -> int:
        target = store_of(with_store(read_settings(), to_url))
        try:
            with progress("Copying") as step:
                return await copy_into(base.store, target, lambda rows: step(f"{rows:,} rows"))
        finally:
            await target.close()

    typer.echo(f"{run(from_url, work)} rows copied")


def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write; for csv, the folder.")],
    to: Annotated[ExportFormat, typer.Option("--format", help="jsonl is lossless and can be loaded again.")],
    store: StoreOption = None,
) -> None:
    """Write the whole base to a file."""
    from kb.export import write

    async def work(base: KnowledgeBase) -> None:
        with progress("Exporting"):
            await write(to.value, out, base.scan())

    run(store, work)
    typer.echo(f"written: {out}")
