"""What analysts take from an open knowledge base: pandas frames, NetworkX graphs and pictures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from kb.dates import day, visible
from kb.extras import needed
from kb.model import NodeId, PracticeId
from kb.service.answers import Answer
from kb.service.gathering import Gathered, everything
from kb.service.waiting import Value, Waiting

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from kb.figures.picture import Picture
    from kb.graph.landscape import Landscape

Day = date | str | None  # a text as 2022-10-05


def day_of(given: Day) -> date | None:
    """Return the day that was given as one or as a text. Raises InvalidDate."""
    return day(given) if isinstance(given, str) else given


class Analysing(Waiting):
    """Frames, graphs and pictures. Each is a copy of its own: the caller may change it, and it does not follow the store.

    The `attrs` of a frame tell the `revision` of the store that it rests on, and the day `as_of`, None where all counts.
    """

    def events(self, *, as_of: Day = None, lang: str = "en") -> pd.DataFrame:
        """Return every accepted fact as a row of a pandas frame, by date; what its columns say: `kb.analysis.events`.

        Columns: id, kind (share, adoption, visit), practice, practice_name, party, party_name, actor, country, source,
        source_name, date (EDTF as written), earliest, latest (datetime64), date_meaning, stage, format, occurrence,
        counts, disputed, collective, collective_size, event_participants, programme, change, outcome, purpose, sources.
        """
        needed("pandas")
        from kb.analysis.events import events

        read, last = self.wait(everything(self.base.store)), day_of(as_of)
        facts = (fact for fact in read.facts.values() if fact)
        found = events(read.nodes, facts, _names(read, lang), lang, as_of=last)
        found.attrs["revision"] = read.until.revision
        return found

    def adopters(self, practice: PracticeId | None = None, *, as_of: Day = None, lang: str = "en") -> pd.DataFrame:
        """Return who ever used a practice, or each of all practices, as rows of a pandas frame, by practice and date.

        Columns: practice, practice_name, party, party_name, level, country, latitude, longitude, date (EDTF as written),
        earliest, latest (datetime64), year, stage, category, depth: see `kb.analysis.spreading.adopters`.

        Raises:
            NotFound, WrongKind: `practice` is no practice of the graph.
        """
        needed("pandas")
        from kb.analysis.spreading import adopters

        return self._framed(lambda seen: adopters(seen, practice, namer(seen, lang)), as_of)

    def links(self, practice: PracticeId | None = None, *, as_of: Day = None, lang: str = "en") -> pd.DataFrame:
        """Return who is recorded to have learned a practice, or any, from whom, as rows of a pandas frame.

        Columns: practice, practice_name, source, source_name, target, target_name, date (EDTF as written), earliest,
        latest (datetime64), stage, fact: see `kb.analysis.spreading.links`.

        Raises:
            NotFound, WrongKind: `practice` is no practice of the graph.
        """
        needed("pandas")
        from kb.analysis.spreading import links

        return self._framed(lambda seen: links(seen, practice, namer(seen, lang)), as_of)

    def graph(self, *, as_of: Day = None) -> nx.MultiDiGraph[str]:
        """Return the graph of record: every node and accepted fact, as objects of `kb.model`.

        A node's attribute `node` is the node; an edge's key is its fact's id, its attribute `fact` the fact. It goes from
        the practice to who was shown it or took the step, or from the visitor to the host.
        """
        from kb.graph.build import build

        read, last = self.wait(everything(self.base.store)), day_of(as_of)
        return build(read.nodes.values(), [fact for fact in read.facts.values() if fact and visible(fact.date, last)])

    def cascade(self, practice: PracticeId, *, as_of: Day = None, lang: str = "en", include_derived: bool = False) -> nx.DiGraph[str]:
        """Return who is recorded to have learned a practice from whom: edges go from the source to the learner.

        Nodes have `name`, `origin` and, where known, `date`, `year`, `stage` and `depth`; edges have `facts`.

        Raises:
            NotFound, WrongKind: `practice` is no practice of the graph.
        """
        from kb.analysis.graphs import cascade_graph

        return self._ask(lambda seen: cascade_graph(seen, practice, lang, include_derived=include_derived), as_of).value

    def picture(
        self, practice: PracticeId, *, on_map: bool = False, as_of: Day = None, lang: str = "en", include_derived: bool = False
    ) -> Picture:
        """Draw how a practice spread over time, with its adoption curve, or on a map; a notebook shows it by itself.

        `picture.save("out.svg")` writes it (.svg, .png or .pdf); `picture.figure` is matplotlib's.

        Raises:
            NotFound, WrongKind: `practice` is no practice of the graph.
            InvalidInput: nobody is recorded to have taken it up; for a map: nobody of them has known coordinates.
        """
        from kb.service.picturing import picture

        return self.wait(picture(self.base, practice, on_map=on_map, as_of=day_of(as_of), lang=lang, include_derived=include_derived))

    def _ask(self, question: Callable[[Landscape], Value], as_of: Day) -> Answer[Value]:
        return self.wait(self.base.ask(question, as_of=day_of(as_of)))

    def _framed(self, question: Callable[[Landscape], pd.DataFrame], as_of: Day) -> pd.DataFrame:
        answer = self._ask(question, as_of)
        answer.value.attrs["revision"] = answer.revision
        return answer.value


def namer(seen: Landscape, lang: str) -> Callable[[NodeId], str]:
    """Return what names the nodes of a landscape."""
    return lambda key: seen.nodes[key].name.best(lang)


def _names(read: Gathered, lang: str) -> Callable[[NodeId], str]:
    return lambda key: read.nodes[key].name.best(lang)
