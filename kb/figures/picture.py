"""A picture as a file: SVG with its text as text, PNG or PDF, the same bytes for the same spread."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib
from matplotlib.figure import Figure
from matplotlib.text import Text

from kb.errors import InvalidInput
from kb.figures.style import RC

_DOTS = 150  # an inch
_CREATOR = "peer-learning-kb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure of matplotlib, its title, and what it shows in words. A notebook shows it by itself."""

    figure: Figure = field(repr=False)
    title: str
    description: str = field(repr=False)
    labels: tuple[Text, ...] = field(repr=False)  # the names of parties on it

    def save(self, out: Path | str) -> None:
        """Write it to a file whose ending says how: .svg, .png or .pdf. Raises InvalidInput where that cannot be."""
        from kb.figures.files import kind_of_file

        path = Path(out)
        data = self.data(kind_of_file(path))
        try:
            path.write_bytes(data)
        except OSError as error:
            raise InvalidInput(f"{path} cannot be written: {error.strerror or error}") from error

    def data(self, kind: str) -> bytes:
        """Return it as svg, png or pdf."""
        file = BytesIO()
        with matplotlib.rc_context(RC):
            self.figure.savefig(file, format=kind, dpi=_DOTS, metadata=self._metadata(kind))
        return self._explained(file.getvalue()) if kind == "svg" else file.getvalue()

    def _metadata(self, kind: str) -> dict[str, str | None]:
        """Return what a file says of itself; no time, so that it stays the same."""
        said: dict[str, str | None] = {"Title": self.title}
        if kind == "svg":
            return {"Creator": _CREATOR, "Date": None}
        if kind == "pdf":
            return {**said, "Creator": _CREATOR, "Producer": _CREATOR, "CreationDate": None}
        return {**said, "Description": self.description, "Software": _CREATOR}

    def _explained(self, svg: bytes) -> bytes:
        """Give an SVG a title and a description for those who hear it read."""
        start, tag, rest = svg.decode("utf-8").partition("<svg ")
        head, _, body = rest.partition(">")
        named = f'role="img" aria-labelledby="title desc" {head}'
        told = f'<title id="title">{escape(self.title)}</title>\n <desc id="desc">{escape(self.description)}</desc>'
        return f"{start}{tag}{named}>\n {told}{body}".encode()

    def _repr_svg_(self) -> str:
        return self.data("svg").decode("utf-8")
