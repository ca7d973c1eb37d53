"""Recording one thing at a time: with its source, once, by whoever may; nothing is lost that was ever recorded."""

from kb.recording.archive import Record, history
from kb.recording.desk import Desk
from kb.recording.merging import Merging
from kb.recording.outcomes import Candidate, Outcome, UserError
from kb.recording.proposals import Action, Proposal
from kb.recording.reviewing import Review
from kb.recording.submissions import Submission

__all__ = ["Action", "Candidate", "Desk", "Merging", "Outcome", "Proposal", "Record", "Review", "Submission", "UserError", "history"]
