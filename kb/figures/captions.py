"""What is said around a picture: above it, in its legend, at its foot, and to those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kb.figures.paper import EDGE, Sign
from kb.figures.scene import Basis, Scene
from kb.figures.style import MARKS, SMALL, kind_of_mark, wrapped
from kb.figures.words import words_in
from kb.model import PartyId

Entries = list[tuple[Sign, str]]


def counted(scene: Scene, lang: str) -> str:
    """Say how many adopters there are, in how many countries, and where it began."""
    words = words_in(lang)
    origin = next((actor for actor in scene.actors if actor.origin), None)
    began = words["began"].format(origin=origin.name) if origin else words["origin unknown"]
    return f"{words['adopters'].format(size=scene.size, countries=scene.countries)} {began}"


def foot(scene: Scene, basis: Basis, lang: str) -> list[str]:
    """Say on what the picture rests: revision and its date, the day that counts, the population."""
    words = words_in(lang)
    source = words["source"].format(revision=basis.revision, day=basis.day.isoformat() if basis.day else "-")
    counts = words["as of"].format(as_of=scene.as_of.isoformat()) if scene.as_of else words["everything"]
    return [f"{source} {counts}", words["population"].format(population=scene.population)]


def legend(scene: Scene, drawn: Iterable[PartyId], words: Mapping[str, str], *, links: bool) -> Entries:
    """Return what explains the marks of the actors drawn, and the lines."""
    used = {kind_of_mark(scene.by_key[key]) for key in drawn}
    entries: Entries = [(mark, words[kind]) for kind, mark in MARKS.items() if kind in used]
    kinds = {link.recorded for link in scene.links} if links else set()
    if True in kinds:
        entries.append(("-", words["recorded"]))
    if False in kinds:
        entries.append(("--", words["variant"]))
    return entries


def broken(texts: Sequence[str], wide: float) -> list[str]:
    """Break small print into lines that fit between the edges of a sheet."""
    return [line for text in texts for line in wrapped(text, wide - 2 * EDGE, SMALL)]
