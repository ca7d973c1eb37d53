"""Recording over the API: curators record, contributors propose, curators decide."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from kb.api.building import field, object_type
from kb.api.context import Info
from kb.api.inputs import facts, nodes, parts
from kb.api.inputs.handing import Handed
from kb.api.types.recording import RECORDED, told
from kb.recording import Submission

Id = Annotated[strawberry.ID, strawberry.argument(description="The id of what it is about.")]
Key = Annotated[
    str | None,
    strawberry.argument(description="A name that the client gives this request, at most 200 characters: sent twice, it is done once."),
]
EvenIfAlike = Annotated[
    bool | None, strawberry.argument(description="Record it though one of the candidates may be the same, or it was withdrawn before.")
]
Reason = Annotated[str, strawberry.argument(description="Why, for those who read the history.")]
Keep = Annotated[strawberry.ID, strawberry.argument(description="The id of the node that stays.")]
Gone = Annotated[strawberry.ID, strawberry.argument(description="The id of the node of the same kind that is that one.")]
Merged = Annotated[strawberry.ID, strawberry.argument(description="The id of the node that was merged into another.")]
MaybeReason = Annotated[str | None, strawberry.argument(description="Why, for those who read the history.")]


def _recording(kind: str, of: Any, meaning: str, thing: str | None = None) -> Any:
    """Make the mutation that records one kind of thing."""
    answer = thing or kind

    async def record(self: object, info: Info, input: Handed, key: str | None = None, even_if_alike: bool | None = False) -> Any:
        chosen, values = _chosen(kind, input)
        asked = Submission(kind=chosen, values=values, key=key, even_if_alike=bool(even_if_alike))
        return told(info.context, await info.context.kb.desk.submit(info.context.caller, asked), answer)

    given = Annotated[of, strawberry.argument(description="What is recorded.")]
    record.__annotations__ = {"info": Info, "input": given, "key": Key, "even_if_alike": EvenIfAlike, "return": RECORDED[answer]}
    return strawberry.mutation(record, name=f"record{kind.capitalize()}", description=f"{meaning} Of a contributor: propose it.")


def _correcting(kind: str, of: Any, meaning: str, thing: str | None = None) -> Any:
    """Make the mutation that corrects one kind of thing."""
    answer = thing or kind

    async def correct(self: object, info: Info, id: str, input: Handed, reason: str | None = None, key: str | None = None) -> Any:
        chosen, values = _chosen(kind, input)
        asked = Submission(kind=chosen, values=values, changes=id, reason=reason or "", key=key)
        return told(info.context, await info.context.kb.desk.submit(info.context.caller, asked), answer)

    given = Annotated[of, strawberry.argument(description="What changes.")]
    correct.__annotations__ = {"info": Info, "id": Id, "input": given, "reason": MaybeReason, "key": Key, "return": RECORDED[answer]}
    return strawberry.mutation(correct, name=f"correct{kind.capitalize()}", description=f"{meaning} Of a contributor: propose it.")


def _chosen(kind: str, given: Handed) -> tuple[str, dict[str, Any]]:
    """Return the kind of what is given, and its fields; a party is given under its own kind, one alone."""
    values = given.values()
    return next(iter(values.items())) if kind == "party" else (kind, values)


@object_type("Mutation")
class Mutation:
    """Changes of the knowledge base. Each is done wholly or not at all, and says what came of it."""

    record_party = _recording("party", nodes.PartyInput, "Record a city, region, country or institution.")
    correct_party = _correcting("party", nodes.PartyCorrection, "Correct a city, region or institution.")
    record_practice = _recording("practice", nodes.PracticeInput, "Record a practice.")
    correct_practice = _correcting("practice", nodes.PracticeCorrection, "Correct a practice.")
    record_programme = _recording("programme", nodes.ProgrammeInput, "Record a programme.")
    correct_programme = _correcting("programme", nodes.ProgrammeCorrection, "Correct a programme.")
    record_topic = _recording("topic", nodes.TopicInput, "Record a topic.")
    correct_topic = _correcting("topic", nodes.TopicCorrection, "Correct a topic.")
    record_source = _recording("source", parts.SourceInput, "Record a publication.")
    correct_source = _correcting("source", parts.SourceCorrection, "Correct a publication.")
    record_share = _recording("share", facts.ShareInput, "Record that a practice was shown to a party.", "fact")
    correct_share = _correcting("share", facts.ShareCorrection, "Correct a share.", "fact")
    record_adoption = _recording("adoption", facts.AdoptionInput, "Record that a party took a step with a practice.", "fact")
    correct_adoption = _correcting("adoption", facts.AdoptionCorrection, "Correct an adoption.", "fact")
    record_visit = _recording("visit", facts.VisitInput, "Record that a party visited another.", "fact")
    correct_visit = _correcting("visit", facts.VisitCorrection, "Correct a visit.", "fact")

    @field(RECORDED["fact"])
    async def withdraw_fact(self, info: Info, id: Id, reason: Reason, key: Key = None) -> Any:
        """Take a fact back; its history is kept. Of a contributor: propose it."""
        return told(info.context, await info.context.kb.desk.withdraw(info.context.caller, id, reason, key), "fact")

    @field(RECORDED["node"])
    async def merge_nodes(self, info: Info, keep: Keep, gone: Gone, reason: Reason, key: Key = None) -> Any:
        """Let a node be another one from now on; whatever refers to it is moved. For curators."""
        return told(info.context, await info.context.kb.merging.merge(info.context.caller, keep, gone, reason, key), "node")

    @field(RECORDED["node"])
    async def undo_merge(self, info: Info, id: Merged, reason: Reason, key: Key = None) -> Any:
        """Put a merged node back, with what was moved for it and was not changed since. For curators."""
        return told(info.context, await info.context.kb.merging.unmerge(info.context.caller, id, reason, key), "node")

    @field(RECORDED["node"])
    async def accept_proposal(self, info: Info, id: Id) -> Any:
        """Write what was proposed. For curators."""
        return told(info.context, await info.context.kb.review.accept(info.context.caller, id), "node")

    @field(RECORDED["node"])
    async def reject_proposal(self, info: Info, id: Id, reason: Reason) -> Any:
        """Leave what was proposed out, and say why. For curators."""
        return told(info.context, await info.context.kb.review.reject(info.context.caller, id, reason), "node")
