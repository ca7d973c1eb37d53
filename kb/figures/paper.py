"""A sheet on which everything is placed in inches, from the top left corner down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.text import Text

from kb.figures import style
from kb.figures.style import BAR, BLACK, BLUE, INK, LABEL, LINE, PALE, PAPER, SMALL, TITLE, Mark

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EDGE = 0.3  # of the sheet, left blank
_BENEATH, _LINES, _MARKS, _WORDS = 0.5, 1.0, 3.0, 2.0  # marks stay whole, words stand on a blank ground over lines


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of a date that is no moment, in a legend."""


Sign = Mark | Bar | str  # a text is a style of lines


class Paper:
    """A figure of a given width whose one coordinate system is inches, y running down from 0 to where it is ended."""

    def __init__(self, wide: float) -> None:
        self.wide = wide
        self.figure = Figure(facecolor=PAPER)
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.labels: list[Text] = []  # names of parties, which must not overlap
        self.end(wide)

    def end(self, y: float) -> None:
        """Cut the sheet off under that height."""
        self.figure.set_size_inches(self.wide, y + EDGE)
        self.axes.set_xlim(0, self.wide)
        self.axes.set_ylim(y + EDGE, 0)

    def write(self, x: float, y: float, text: str, size: float = LABEL, **how: Any) -> Text:
        """Write a line of text whose middle is at that height."""
        how = {"color": INK, "va": "center_baseline", "ha": "left", "zorder": _WORDS, **how}
        return self.axes.text(x, y, text, fontsize=size, parse_math=False, **how)

    def label(self, x: float, y: float, text: str, **how: Any) -> None:
        """Write a party's name, on a blank ground so that lines do not run through it."""
        ground = {"facecolor": how.pop("ground", PAPER), "edgecolor": "none", "alpha": 0.85, "pad": 0.6}
        self.labels.append(self.write(x, y, text, bbox=ground, **how))

    def mark(self, x: float, y: float, how: Mark) -> None:
        """Draw the mark of a party."""
        face = how.colour if how.filled else PAPER
        edge = INK if how.shape == "*" else how.colour if not how.filled else PAPER
        wide = 1.4 if not how.filled else 0.6
        self.axes.plot([x], [y], how.shape, color=face, markeredgecolor=edge, markeredgewidth=wide, markersize=how.size, zorder=_MARKS)

    def line(self, points: Sequence[tuple[float, float]], **how: Any) -> None:
        """Draw a line from point to point."""
        how = {"color": PALE, "linewidth": 1.0, "zorder": _LINES, "solid_joinstyle": "round", **how}
        self.axes.plot([x for x, _ in points], [y for _, y in points], **how)

    def block(self, left: float, top: float, right: float, bottom: float, **how: Any) -> None:
        """Fill a rectangle."""
        from matplotlib.patches import Rectangle

        how = {"linewidth": 0, "zorder": _BENEATH, **how}
        self.axes.add_patch(Rectangle((left, top), right - left, bottom - top, **how))

    def head(self, title: Sequence[str], lines: Iterable[str]) -> float:
        """Write the title and what is said under it, and return how far down that reaches."""
        y = EDGE
        for text in title:
            self.write(EDGE, y + LINE[TITLE] / 2, text, TITLE, fontweight="bold")
            y += LINE[TITLE]
        return self.lines(y + 0.05, lines)

    def lines(self, y: float, lines: Iterable[str], size: float = SMALL) -> float:
        """Write lines of small print from a height down, and return how far down they reach."""
        for text in lines:
            self.write(EDGE, y + LINE[size] / 2, text, size, color=PALE)
            y += LINE[size]
        return y

    def legend(self, y: float, entries: Sequence[tuple[Sign, str]]) -> float:
        """Explain marks, and lines by their styles, in rows; return how far down they reach."""
        x = EDGE
        for how, text in entries:
            wide = 0.42 + style.width(text)
            if x > EDGE and x + wide > self.wide - EDGE:
                x, y = EDGE, y + 0.2
            if isinstance(how, Mark):
                self.mark(x + 0.14, y + 0.1, how)
            elif isinstance(how, Bar):
                self.line([(x, y + 0.1), (x + 0.28, y + 0.1)], color=BLUE, **BAR)
            else:
                self.line([(x, y + 0.1), (x + 0.28, y + 0.1)], color=BLACK, linestyle=how)
            self.write(x + 0.34, y + 0.1, text)
            x += wide + 0.12
        return y + 0.2
