"""Colours and marks that everybody can tell apart, and the widths of texts. Lengths are inches, sizes of type points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path

from kb.figures.scene import Actor
from kb.figures.words import ORIGIN, TAUGHT
from kb.model import AdoptionStage

# Okabe and Ito (2008), Color Universal Design: told apart by people who see red and green alike
BLACK, ORANGE, SKY, GREEN, BLUE, VERMILION = "#000000", "#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00"
INK, PALE, BAND, PAPER = "#222222", "#5F5F5F", "#F0F0F0", "#FFFFFF"
SEA, LAND, SHORE, GRID = "#E4EEF3", "#F7F4EA", "#A8A48F", "#DDDDDD"

BAR: Any = {"linewidth": 2.2, "alpha": 0.45, "zorder": 2.2}

FONT = "DejaVu Sans"
LABEL, SMALL, TITLE = 8.0, 7.5, 13.0
LINE = {LABEL: 0.16, SMALL: 0.15, TITLE: 0.26}  # from one line to the next
_LONGEST = 36  # letters of a name on a picture
_SPARE = 1.04  # what is drawn on a grid of pixels may be a little wider

RC: Any = {
    "font.family": [FONT, "sans-serif"],
    "font.sans-serif": [FONT],
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "kb",  # the same picture has the same ids
    "pdf.fonttype": 42,
    "text.usetex": False,
    "text.parse_math": False,  # a $ is a $
    "axes.unicode_minus": True,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """How an actor is drawn: by shape, fill and colour, each of which tells stages apart alone."""

    shape: str
    colour: str
    filled: bool = True
    size: float = 6.0


MARKS = {
    ORIGIN: Mark("*", ORANGE, size=11.0),
    AdoptionStage.PILOTING.value: Mark("o", BLUE, filled=False),
    AdoptionStage.ADOPTED.value: Mark("o", BLUE),
    AdoptionStage.ADAPTED.value: Mark("D", GREEN, size=5.0),
    AdoptionStage.ABANDONED.value: Mark("X", VERMILION, size=7.0),
    TAUGHT: Mark("s", PALE, filled=False, size=5.0),
}


def kind_of_mark(actor: Actor) -> str:
    """Return under which key an actor's mark and its words stand."""
    if actor.origin:
        return ORIGIN
    return actor.stage.value if actor.stage else TAUGHT


@lru_cache(maxsize=4096)
def width(text: str, size: float = LABEL, *, bold: bool = False) -> float:
    """Return how wide a line of text is."""
    wide, _, _ = text_to_path.get_text_width_height_descent(text, _font(size, bold), ismath=False)
    return float(wide) / 72 * _SPARE


def written(name: str, key: str, longest: int = _LONGEST) -> str:
    """Return a name as it can be drawn: without letters that the font lacks, or, where most would go, from the id; cut where too long."""
    letters = [letter if letter.strip() else " " for letter in name]
    known = "".join(letter for letter in letters if ord(letter) in _letters() or letter == " ")
    text = " ".join(known.split())
    if len(text) < len("".join(letters).split()[0]) / 2:
        text = key.partition(":")[2].replace("-", " ").title()
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip(' –-,.(«')}…"


def wrapped(text: str, wide: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines of at most that width; a single longer word stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size, bold=bold) <= wide:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=16)
def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    return frozenset(FT2Font(findfont(FontProperties(family=FONT))).get_charmap())
