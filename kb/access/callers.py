"""Who asks, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.errors import Forbidden, Unauthenticated


class Role(StrEnum):
    """What somebody may do; each may do what those before it may."""

    READER = "reader"  # reads
    CONTRIBUTOR = "contributor"  # proposes
    CURATOR = "curator"  # records, accepts and rejects
    ADMINISTRATOR = "administrator"  # issues tokens

    def covers(self, other: Role) -> bool:
        """Tell whether this role may do all that another may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever sends a request: an opaque handle, and a role."""

    handle: str  # empty: nobody knows who it is
    role: Role

    def may(self, role: Role) -> bool:
        """Tell whether the caller may do what a role may."""
        return self.role.covers(role)

    def must(self, role: Role) -> None:
        """Raise unless the caller may do what a role may: Unauthenticated for one who is not known, else Forbidden."""
        if self.may(role):
            return
        if not self.handle:
            raise Unauthenticated(f"this takes a token of a {role}; send it as `Authorization: Bearer ...`")
        raise Forbidden(f"this takes a {role}; the token sent is that of a {self.role}")


ANONYMOUS = Caller("", Role.READER)
