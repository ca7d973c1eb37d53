"""The cascade over time: who had the practice when, and from whom they are recorded to have learned it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.figures.captions import broken, counted, foot, legend
from kb.figures.curve import draw_curve, write_years, years_on
from kb.figures.paper import EDGE, Bar, Paper
from kb.figures.rows import ROW, Rows, Spot, arrange
from kb.figures.scene import Basis, Link, Scene
from kb.figures.style import BAND, BAR, BLACK, GRID, MARKS, PALE, SMALL, TITLE, kind_of_mark, width, wrapped
from kb.figures.words import words_in

WIDE = 10.0
_CAPTION = 0.27
_YEARS = 0.24  # high
_NEAR = 0.12  # a learner so little to the right of its teacher is reached from the left


def draw_timeline(scene: Scene, basis: Basis, lang: str) -> Paper:
    """Draw the cascade over time, and the adoption curve under it.

    Args:
        scene: what is shown.
        basis: on what it rests.
        lang: the language of what is written beside names.
    """
    words = words_in(lang)
    sheet = _Sheet(scene, arrange(scene, EDGE, WIDE - EDGE, width(words["undated"], SMALL)), words)
    title = wrapped(f"{scene.title}. {words['over time']}", WIDE - 2 * EDGE, TITLE, bold=True)
    hidden = [words["hidden"].format(hidden=sheet.rows.hidden)] if sheet.rows.hidden else []
    paper = Paper(WIDE)
    y = paper.head(title, broken([counted(scene, lang), *hidden], WIDE)) + 0.08
    y = paper.legend(y, [*legend(scene, sheet.rows.spots, words, links=True), *sheet.intervals]) + 0.1
    y = sheet.draw(paper, y)
    if scene.curve and sheet.rows.scale:
        undated = [words["curve undated"].format(undated=scene.undated)] if scene.undated else []
        paper.write(sheet.rows.scale.left, y + 0.25, " ".join([words["curve"], *undated]), SMALL, color=PALE)
        y = draw_curve(paper, scene.curve, sheet.rows.scale, y + 0.45)
    else:
        y = paper.lines(y + 0.1, [words["no curve"]])
    paper.end(paper.lines(y + 0.15, broken(foot(scene, basis, lang), WIDE)))
    return paper


@dataclass(slots=True)
class _Sheet:
    """The rows of a time line, on paper."""

    scene: Scene
    rows: Rows
    words: Mapping[str, str]
    top: float = 0.0

    @property
    def captions(self) -> dict[int, str]:
        """What stands above which row."""
        taught = {self.rows.linked: self.words["unlinked"]} if self.rows.count > self.rows.linked else {}
        return {**({0: self.words["linked"]} if self.scene.links else {}), **taught}

    @property
    def intervals(self) -> list[tuple[Bar, str]]:
        """What explains a date that is no moment."""
        return [(Bar(), self.words["interval"])] if any(spot.until > spot.since for spot in self.rows.spots.values()) else []

    @property
    def high(self) -> float:
        return self.rows.count * ROW + len(self.captions) * _CAPTION + _YEARS

    def y(self, row: int) -> float:
        above = sum(1 for first in self.captions if first <= row)
        return self.top + _YEARS + row * ROW + above * _CAPTION + ROW / 2

    def draw(self, paper: Paper, top: float) -> float:
        self.top = top
        bottom = top + self.high
        self._ground(paper, bottom)
        for row, text in self.captions.items():
            paper.write(EDGE + 0.05, self.y(row) - ROW / 2 - _CAPTION / 2, text, SMALL, color=PALE, fontstyle="italic", zorder=2.5)
        for link in self.scene.links:
            ends = self.rows.spots.get(link.source), self.rows.spots.get(link.target)
            if ends[0] and ends[1]:
                self._link(paper, link, ends[0], ends[1], first=self.scene.parents.get(link.target) == link.source)
        for spot in self.rows.spots.values():
            self._spot(paper, spot)
        return bottom

    def _ground(self, paper: Paper, bottom: float) -> None:
        """Draw the margin of those without a date, and the years."""
        if self.rows.margin:
            left, right = self.rows.margin
            paper.block(left, self.top, right - 0.1, bottom, facecolor=BAND)
            paper.write(left + 0.05, self.top + _YEARS / 2, self.words["undated"], SMALL, color=PALE)
        scale = self.rows.scale
        if scale:
            for year in [*years_on(scale), scale.last]:
                paper.line([(scale.x(year), self.top + _YEARS), (scale.x(year), bottom)], color=GRID, linewidth=0.6, zorder=0.8)
            write_years(paper, scale, self.top + _YEARS / 2)

    def _spot(self, paper: Paper, spot: Spot) -> None:
        y = self.y(spot.row)
        mark = MARKS[kind_of_mark(spot.actor)]
        if spot.until > spot.since:
            paper.line([(spot.since, y), (spot.until, y)], color=mark.colour, **BAR)
        paper.mark(spot.x, y, mark)
        ground = BAND if spot.actor.date is None else "#FFFFFF"
        paper.label(spot.label_x, y, spot.text, ground=ground)

    def _link(self, paper: Paper, link: Link, source: Spot, target: Spot, *, first: bool) -> None:
        """Draw a line from who taught down to the row of who learned, and along it."""
        near = target.x - source.x < _NEAR
        trunk = min(source.x, target.x) - _NEAR if near else source.x
        begin, end = self.y(source.row), self.y(target.row)
        style = {"linestyle": "-" if link.recorded else "--", "color": BLACK if first else PALE, "linewidth": 1.0 if first else 0.7}
        paper.line([(source.x, begin), (trunk, begin), (trunk, end), (target.x - 0.06, end)], **style)
        paper.axes.plot([target.x - 0.075], [end], ">", color=style["color"], markersize=3.6, markeredgewidth=0, zorder=1.2)
