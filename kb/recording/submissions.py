"""What somebody hands in, read into the model: the same keys and the same words as in seed files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson
from pydantic import ValidationError

from kb.errors import KbError
from kb.model import AnyFact, AnyNode, FactKind, NodeKind
from kb.recording.outcomes import Mistakes, UserError
from kb.seeds.sentences import explain
from kb.wire import adapter, encode

FACT_KINDS = frozenset(kind.value for kind in FactKind)
_CITED = FACT_KINDS | {NodeKind.PRACTICE.value, NodeKind.PROGRAMME.value}
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A thing to be recorded, or what is to change in one.

    Args:
        kind: of the node or the fact.
        values: its fields, as in a seed file; None takes a field away. In place of the id of a source, the fields of a new one
            may stand.
        changes: the id of what is to be corrected; None: it is new.
        key: names this request, so that sending it twice does it once.
        even_if_alike: record it though something that is there may be the same.
        reason: why it is corrected.
    """

    kind: str
    values: Values
    changes: str | None = None
    key: str | None = None
    even_if_alike: bool = False
    reason: str = ""

    @property
    def digest(self) -> str:
        """What tells one submission from another, whatever its key."""
        said = [self.kind, self.values, self.changes, self.reason]
        return sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A publication that is handed in with what it is cited for."""

    where: tuple[str, ...]  # it stands in the submission
    values: Values  # its id among them

    @property
    def id(self) -> str:
        """The id that it gets."""
        return str(self.values["id"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A submission in the words of the model: nodes, what they refer to first, and a fact."""

    nodes: tuple[AnyNode, ...] = ()
    fact: AnyFact | None = None

    @property
    def main(self) -> AnyNode | AnyFact:
        """What was submitted itself."""
        return self.things[-1]

    @property
    def things(self) -> tuple[AnyNode | AnyFact, ...]:
        """The nodes, then the fact."""
        return (*self.nodes, self.fact) if self.fact else self.nodes


@dataclass(slots=True)
class _Reader:
    errors: list[UserError] = field(default_factory=list)

    def read(self, kind: str, values: Values, *where: str) -> Any:
        try:
            return adapter(kind).validate_python({key: value for key, value in values.items() if value is not None})
        except ValidationError as error:
            self.errors += _errors(error, kind, where)
        except KbError as error:
            self.errors.append(UserError(code=error.code, message=str(error), field=where))
        return None


def read(kind: str, values: Values, sources: Sequence[NewSource], stored: AnyNode | AnyFact | None = None) -> Parts:
    """Read what was handed in into the model.

    Args:
        kind: of the node or the fact.
        values: its fields, every source by its id.
        sources: the publications that are new.
        stored: what it corrects, as it is now.
    Raises:
        Mistakes: with everything that is wrong in it.
    """
    reader = _Reader()
    new = [reader.read(NodeKind.SOURCE, source.values, *source.where) for source in sources]
    thing = reader.read(kind, {**_plain(stored), **values} if stored else values)
    if kind in _CITED and not values.get("citations") and not (stored and "citations" not in values):
        reader.errors = [_UNCITED, *(error for error in reader.errors if error.field not in ((), _UNCITED.field))]
    if reader.errors:
        raise Mistakes(reader.errors)
    return Parts(nodes=tuple(new), fact=thing) if kind in FACT_KINDS else Parts(nodes=(*new, thing))


def _plain(stored: AnyNode | AnyFact) -> dict[str, Any]:
    plain: dict[str, Any] = orjson.loads(encode(stored))
    return plain


def _errors(error: ValidationError, kind: str, where: tuple[str, ...]) -> Iterator[UserError]:
    for location, message in explain(error, kind):
        yield UserError(code="INVALID_INPUT", message=message, field=(*where, *(str(step) for step in location)))


_UNCITED = UserError(
    code="NO_CITATION", message="nothing is recorded without its source; cite at least one publication", field=("citations",)
)
