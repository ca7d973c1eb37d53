"""Where a picture may be written: looked at before anything is worked out."""

from __future__ import annotations

from pathlib import Path

from kb.errors import InvalidInput, did_you_mean

KINDS = ("svg", "png", "pdf")


def kind_of_file(out: Path) -> str:
    """Return what kind of picture a file is to be, by its ending. Raises InvalidInput for any other."""
    kind = out.suffix[1:].lower()
    if kind not in KINDS:
        raise InvalidInput(f"{out} ends in none of .svg, .png and .pdf{did_you_mean(kind, KINDS) if kind else ''}")
    return kind


def check_writable(out: Path) -> None:
    """Raise InvalidInput unless a picture can be written there."""
    kind_of_file(out)
    if out.is_dir():
        raise InvalidInput(f"{out} is a folder; name a file")
    if not out.parent.is_dir():
        raise InvalidInput(f"{out} cannot be written: there is no folder {out.parent}")
