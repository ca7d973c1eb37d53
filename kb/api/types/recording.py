"""What recording answers with: what came of it, proposals, and the history of a thing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

from kb.api.building import field, object_type
from kb.api.context import Context, Info
from kb.api.enums import FactStatus, ProposalAction, Role
from kb.api.types.base import NodeType, wrap
from kb.api.types.refs import FactRef, NodeRef, PartyRef, PracticeRef, ProgrammeRef, SourceRef, TopicRef
from kb.api.types.values import PageInfo
from kb.model import Version
from kb.recording import Candidate, Outcome, Proposal, Record, UserError


@object_type("UserError")
class UserErrorType:
    """Something that whoever recorded can mend."""

    code: str = strawberry.field(description="For programs, as in `NO_CITATION` or `LIKELY_DUPLICATE`.")
    message: str = strawberry.field(description="For people: what was wrong, and what would be right.")
    field: list[str] | None = strawberry.field(description="Which field of what was given, from the outside in; null: all of it.")


@object_type("Candidate")
class CandidateType:
    """Something that is there already and may be the same."""

    likeness: float = strawberry.field(description="How alike the names are, 0 to 1; of facts 1.")
    thing: strawberry.Private[Any]

    @field(NodeRef)
    def node(self, info: Info) -> NodeType:
        """It."""
        return wrap(self.thing)


@object_type("Proposal")
class ProposalType:
    """Something handed in for review, seen by its author and by curators alone."""

    proposal: strawberry.Private[Proposal]
    id: strawberry.ID = strawberry.field(description="Its id; later proposals have greater ones.")
    action: ProposalAction = strawberry.field(description="What it asks for.")
    status: FactStatus = strawberry.field(description="Proposed, accepted or rejected.")
    author: str = strawberry.field(description="The opaque handle of whoever proposed it.")
    proposed_at: datetime = strawberry.field(description="When it was proposed.")
    reason: str = strawberry.field(description="Why something is to be corrected or withdrawn; else empty.")
    decided_by: str | None = strawberry.field(description="The opaque handle of the curator who decided.")
    decided_at: datetime | None = strawberry.field(description="When it was decided.")
    decision: str = strawberry.field(description="Why it was rejected; else empty.")

    @classmethod
    def of(cls, proposal: Proposal) -> ProposalType:
        """Make it from a proposal."""
        return cls(
            proposal=proposal, id=strawberry.ID(proposal.id), action=proposal.action, status=proposal.status, author=proposal.author,
            proposed_at=proposal.proposed_at, reason=proposal.reason, decided_by=proposal.decided_by,
            decided_at=proposal.decided_at, decision=proposal.decision,
        )  # fmt: skip

    @field(NodeRef)
    def node(self, info: Info) -> NodeType:
        """What is proposed, as it would be."""
        for node in self.proposal.nodes:
            if node is not self.proposal.main:
                info.context.load.known(node)
        return _proposed(self.proposal)

    @field(list[NodeRef])
    def new_sources(self, info: Info) -> list[NodeType]:
        """The publications that come with it."""
        return [wrap(node) for node in self.proposal.nodes if node is not self.proposal.main]


@object_type("ProposalEdge")
class ProposalEdge:
    """A place in a list of proposals."""

    cursor: str = strawberry.field(description="Its place in the list, to be given as `after`.")
    node: ProposalType = strawberry.field(description="What stands there.")


@object_type("ProposalConnection")
class ProposalConnection:
    """A list of proposals, page by page, the oldest first."""

    edges: list[ProposalEdge] = strawberry.field(description="The page.")
    page_info: PageInfo = strawberry.field(description="Where the page begins and ends.")

    @classmethod
    def of(cls, proposals: Sequence[Proposal], first: int, after: str | None) -> ProposalConnection:
        """Make a page of proposals, of which one more than asked for was read."""
        shown = proposals[:first]
        page = PageInfo(
            has_next_page=len(proposals) > first,
            has_previous_page=after is not None,
            start_cursor=shown[0].id if shown else None,
            end_cursor=shown[-1].id if shown else None,
        )
        return cls(edges=[ProposalEdge(cursor=each.id, node=ProposalType.of(each)) for each in shown], page_info=page)


@object_type("Record")
class RecordType:
    """One version of a node or a fact."""

    record: strawberry.Private[Record]
    number: int = strawberry.field(description="1 is the first.")
    status: FactStatus = strawberry.field(description="What became of it.")
    recorded_at: datetime | None = strawberry.field(description="When it was recorded; null where nobody knows.")
    recorded_by: str | None = strawberry.field(description="The opaque handle of whoever recorded it.")
    accepted_by: str | None = strawberry.field(description="The opaque handle of whoever accepted it; null: it came with a load.")

    @classmethod
    def of(cls, record: Record) -> RecordType:
        """Make it from a record."""
        return cls(
            record=record, number=record.number, status=record.status, recorded_at=record.recorded_at,
            recorded_by=record.recorded_by, accepted_by=record.accepted_by,
        )  # fmt: skip

    @field(NodeRef)
    def node(self) -> NodeType:
        """What it said."""
        return wrap(self.record.thing)

    @field()
    def reason(self, info: Info) -> str | None:
        """Why it was corrected or withdrawn."""
        return self.record.reason.maybe(*info.context.langs(None))


@object_type("Viewer")
class ViewerType:
    """Who asks."""

    handle: str = strawberry.field(description="The opaque handle that what they record goes by.")
    role: Role = strawberry.field(description="What they may do.")


def _recorded(name: str, thing: str, ref: Any) -> Any:
    """Make the type that a mutation of a kind of thing answers with."""
    described = {
        thing: (ref | None, "It, as it is now; null where nothing is there, or it is only proposed."),
        "status": (FactStatus | None, "What came of it: accepted, proposed, withdrawn or rejected; null: nothing was written."),
        "proposal": (ProposalType | None, "What a curator has to decide on, where it was proposed."),
        "revision": (int, "The revision of the store after it."),
        "candidates": (list[CandidateType], "What may be the same: then nothing was written."),
        "warnings": (list[str], "What is doubtful about it."),
        "user_errors": (list[UserErrorType], "What was wrong; then nothing was written."),
    }
    made = {key: strawberry.field(description=meaning) for key, (_, meaning) in described.items()}
    annotations = {key: of for key, (of, _) in described.items()}
    return strawberry.type(
        type(name, (), {"__annotations__": annotations, **made}), name=name, description=f"What came of recording a {thing}."
    )


RECORDED: dict[str, Any] = {
    "party": _recorded("PartyRecorded", "party", PartyRef),
    "practice": _recorded("PracticeRecorded", "practice", PracticeRef),
    "programme": _recorded("ProgrammeRecorded", "programme", ProgrammeRef),
    "topic": _recorded("TopicRecorded", "topic", TopicRef),
    "source": _recorded("SourceRecorded", "source", SourceRef),
    "fact": _recorded("FactRecorded", "fact", FactRef),
    "node": _recorded("NodeRecorded", "node", NodeRef),
}


def told(context: Context, outcome: Outcome, thing: str) -> Any:
    """Return an outcome as the schema shows it; from here on the request reads the store anew."""
    context.read_anew()
    return RECORDED[thing](
        **{thing: wrap(outcome.thing) if outcome.thing else None},
        status=outcome.status,
        proposal=ProposalType.of(outcome.proposal) if outcome.proposal else None,
        revision=outcome.revision,
        candidates=[_candidate(each) for each in outcome.candidates],
        warnings=list(outcome.warnings),
        user_errors=[_error(error) for error in outcome.errors],
    )


def _candidate(candidate: Candidate) -> CandidateType:
    return CandidateType(likeness=candidate.likeness, thing=candidate.thing)


def _error(error: UserError) -> UserErrorType:
    return UserErrorType(code=error.code, message=error.message, field=[to_camel_case(step) for step in error.field] or None)


def _proposed(proposal: Proposal) -> NodeType:
    if proposal.fact is None:
        return wrap(proposal.nodes[-1])
    version = Version(
        fact=proposal.fact, number=proposal.number + 1, status=proposal.status,
        recorded_at=proposal.proposed_at, recorded_by=proposal.author, revision=0,
    )  # fmt: skip
    return wrap(version)
