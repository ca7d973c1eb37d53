"""How facts are reached from each of their sides: the index that is walked, and the condition a fact of that side meets."""

from __future__ import annotations

from typing import NamedTuple

from kb.store.base import FactSide


class Walk(NamedTuple):
    """A way along an index in the order of days. `keys` is the table that has the days; `f` is always the fact."""

    table: str
    owner: str
    keys: str = "f"
    unordered: str = ""  # the table where the order of days is not needed, if that is quicker


class Tie(NamedTuple):
    """A side and the node on it. `whole`: the node is an actor, so the facts of all parties it acts for are meant."""

    side: FactSide | None  # None: a party at either end
    no: int
    whole: bool


_TAKER, _OWN_TAKER = "f.taker_actor = {0}", "f.taker = {0} AND f.taker <> f.taker_actor"
_GIVER, _OWN_GIVER = "f.giver_actor = {0}", "f.giver = {0} AND f.giver <> f.giver_actor"
_SOURCE = "EXISTS (SELECT 1 FROM fact_source AS cited WHERE cited.fact = f.no AND cited.source = {0})"
_OWNER = "o.value"

_WALKS: dict[tuple[FactSide, bool], Walk] = {
    (FactSide.TAKER, True): Walk("fact AS f INDEXED BY fact_taker", _TAKER.format(_OWNER)),
    (FactSide.TAKER, False): Walk("fact AS f INDEXED BY fact_own_taker", _OWN_TAKER.format(_OWNER)),
    (FactSide.GIVER, True): Walk("fact AS f INDEXED BY fact_giver", _GIVER.format(_OWNER)),
    (FactSide.GIVER, False): Walk("fact AS f INDEXED BY fact_own_giver", _OWN_GIVER.format(_OWNER)),
}
_PLAIN_WALKS: dict[FactSide, Walk] = {
    FactSide.ALL: Walk("fact AS f INDEXED BY fact_all", "TRUE", unordered="fact AS f NOT INDEXED"),
    FactSide.PRACTICE: Walk("fact AS f INDEXED BY fact_practice", "f.practice = o.value"),
    FactSide.PROGRAMME: Walk("fact AS f INDEXED BY fact_programme", "f.programme = o.value"),
    FactSide.SOURCE: Walk(
        "fact_source AS s INDEXED BY fact_of_source CROSS JOIN fact AS f ON f.no = s.fact", "s.source = o.value", keys="s"
    ),
}
_CONDITIONS: dict[FactSide, str] = {
    FactSide.ALL: "TRUE",
    FactSide.PRACTICE: "f.practice = {0}",
    FactSide.PROGRAMME: "f.programme = {0}",
    FactSide.SOURCE: _SOURCE,
}


def walks(tie: Tie) -> tuple[Walk, ...]:
    """Return how the facts of one side are walked, each once: `o.value` is the node's number."""
    if tie.side is None:
        taken, given = (_WALKS[side, tie.whole] for side in (FactSide.TAKER, FactSide.GIVER))
        return taken, given._replace(owner=f"{given.owner} AND NOT ({taken.owner})")
    return (_WALKS.get((tie.side, tie.whole)) or _PLAIN_WALKS[tie.side],)


def condition(tie: Tie, name: str) -> str:
    """Return what a fact of that side meets; `name` is the parameter that holds the node's number."""
    taken = (_TAKER if tie.whole else _OWN_TAKER).format(name)
    given = (_GIVER if tie.whole else _OWN_GIVER).format(name)
    if tie.side is None:
        return f"({taken} OR {given})"
    ends = {FactSide.TAKER: taken, FactSide.GIVER: given}
    return ends.get(tie.side) or _CONDITIONS[tie.side].format(name)
