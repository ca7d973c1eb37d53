"""The execution of GraphQL operations: whole columns of fields at a time, and what has to be loaded in waves."""

from kb.api.execution.fields import Fields
from kb.api.execution.needs import Later, Loader, Need, after, together
from kb.api.execution.plans import Operation
from kb.api.execution.run import execute

__all__ = ["Fields", "Later", "Loader", "Need", "Operation", "after", "execute", "together"]
