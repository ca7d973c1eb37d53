"""All holdings as matrices, afresh and after changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.graph import held
from kb.graph.activity import Activity
from kb.graph.atlas import Atlas
from kb.graph.build import build
from kb.graph.column import Column
from kb.graph.difference import Difference
from kb.graph.held import Cells, Held, held_of
from kb.graph.landscape import Landscape
from kb.graph.ledger import Ledger, ledger_of
from kb.graph.record import Record
from kb.graph.survey import resurvey, survey
from tests.graph.changes import Change, changes
from tests.graph.world import TODAY, World


def matrices(found: Held) -> list[list[list[float]]]:
    return [each.toarray().tolist() for each in (found.bonds, found.pulses, found.settled)]


def sums(ledger: Ledger, landscape: Landscape) -> list[object]:
    strata = {each for actor in landscape.atlas.actors() for each in landscape.atlas.strata(actor)}
    by_stratum = {each: (ledger.adopters(each).tolist(), ledger.hazards([each]).tolist()) for each in strata}
    return [ledger.practices, ledger.number, ledger.shown.tolist(), ledger.alone, by_stratum]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    history=changes(), as_of=st.sampled_from([None, date(2020, 3, 10)]), asked=st.lists(st.sampled_from(["all", "some", "no"]), min_size=5)
)
def test_what_is_renewed_is_what_would_be_made_afresh(history: list[Change], as_of: date | None, asked: list[str]) -> None:
    facts = {key: fact for key, fact in history[0].facts.items() if fact}
    record = Record(history[0].nodes, facts)
    seen = survey(build(history[0].nodes, facts.values()), as_of, TODAY)
    for change, ask in zip(history[1:], asked, strict=False):
        if ask != "no":  # of one landscape of the lineage all is asked, of another a part, of a third nothing
            sums(ledger_of(seen), seen) if ask == "all" else ledger_of(seen).hazards([None])
            held_of(seen)
        seen = resurvey(seen, record.change(change.nodes, change.facts))
    assert sums(ledger_of(seen), seen) == sums(Ledger(seen), seen)
    assert matrices(held_of(seen)) == matrices(Held(seen))


def test_after_a_fact_only_its_column_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    world, read = World().cities("york", "hull").practices("a", "b", "c"), list[str]()
    for practice in "abc":
        world.adopt(practice, "york", "2023")
    seen = world.seen()
    ask(seen)
    world.adopt("b", "hull", "2024")
    after = resurvey(seen, Difference(come=world.facts[-1:]))
    activity, cells = Column.activity, held._read

    def read_activity(column: Column, atlas: Atlas) -> Activity:
        read.append(column.practice)
        return activity(column, atlas)

    def read_cells(column: Column, row: Mapping[str, int]) -> Cells:
        read.append(column.practice)
        return cells(column, row)

    monkeypatch.setattr(Column, "activity", read_activity)
    monkeypatch.setattr(held, "_read", read_cells)
    ask(after)
    assert read == ["practice:b", "practice:b"]
    assert ledger_of(after).adopters().tolist() == [1, 2, 1]
    assert held_of(after).bonds.toarray().tolist() == [[0, 1, 0], [1, 1, 1]]


def ask(seen: Landscape) -> None:
    ledger_of(seen).hazards([None])
    held_of(seen)


def test_a_practice_that_comes_is_counted_with_all_others() -> None:
    world = World().cities("york", "hull").practices("b").region("kent")
    world.adopt("b", "york", "2023")
    seen = world.seen()
    assert ledger_of(seen).shown.tolist() == [1]
    world.practices("a")
    after = resurvey(seen, Difference(nodes=[world.nodes["practice:a"]]))
    assert (ledger_of(after).shown.tolist(), held_of(after).bonds.toarray()[1].tolist()) == ([0, 1], [0, 1])
