"""The spread of a practice as a picture."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kb.model import PracticeId
from kb.service.knowledge import KnowledgeBase

if TYPE_CHECKING:
    from kb.figures.picture import Picture


async def picture(
    base: KnowledgeBase,
    practice: PracticeId,
    *,
    on_map: bool = False,
    as_of: date | None = None,
    lang: str = "en",
    include_derived: bool = False,
) -> Picture:
    """Draw how a practice spread over time, with its adoption curve, or on a map.

    Raises:
        NotFound, WrongKind: `practice` is no practice of the graph.
        InvalidInput: matplotlib is not installed; nobody is recorded to have taken it up; for a map: nobody of them
            has known coordinates.
    """
    from kb.figures import check_ready, draw
    from kb.figures.scene import Basis, scene

    check_ready(on_map=on_map)
    answer = await base.ask(lambda seen: scene(seen, practice, lang, include_derived=include_derived), as_of=as_of)
    last = (await base.statistics()).last_change
    return draw(answer.value, Basis(revision=answer.revision, day=last.date() if last else None), lang, on_map=on_map)
