"""Where the values of a field stand in the answer, and what becomes of the answer where one of them fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from graphql import located_error

if TYPE_CHECKING:
    from kb.api.execution.plans import FieldPlan
    from kb.api.execution.run import Run
    from kb.api.execution.shapes import Shape


class Column:
    """The values of one field for many objects, or the items of such values: a cell each, with its place in the answer.

    Args:
        run: the execution that it belongs to.
        plan: the field whose values they are.
        shape: how each is completed.
        containers: for each cell, the object or the list of the answer that it is part of; it holds a null there already.
        keys: for each cell, its key or its position in its container.
        above: the column in which the containers stand; None for the fields of the root.
        owners: for each cell, the cell of its container in that column.
    """

    __slots__ = ("above", "containers", "keys", "nulled", "owners", "plan", "run", "shape")

    def __init__(
        self,
        run: Run,
        plan: FieldPlan,
        shape: Shape,
        containers: Sequence[Any],
        keys: Sequence[str | int],
        above: Column | None,
        owners: Sequence[int],
    ) -> None:
        self.run = run
        self.plan = plan
        self.shape = shape
        self.containers = containers
        self.keys = keys
        self.above = above
        self.owners = owners
        self.nulled: set[int] = set()

    def complete(self, values: Sequence[Any]) -> None:
        """Take a value for each cell to its place in the answer."""
        self.shape.complete(self, values)

    def part(self, cells: list[int]) -> Column:
        """Return a column of some of the cells alone."""
        if cells == list(range(len(self.keys))):
            return self
        containers, keys, owners = _taken(self.containers, cells), _taken(self.keys, cells), _taken(self.owners, cells)
        return Column(self.run, self.plan, self.shape, containers, keys, self.above, owners)

    def path(self, cell: int) -> list[str | int]:
        """Return the way from the root of the answer to a cell."""
        return [place.keys[at] for place, at in self._outwards(cell)][::-1]

    def gone(self, cell: int) -> bool:
        """Tell whether a cell, or anything around it, was made null by an error."""
        return self.run.failed or any(at in place.nulled for place, at in self._outwards(cell))

    def fail(self, cell: int, error: Exception) -> None:
        """Report an error, unless its place is gone, and make null what the error leaves no value for.

        That is the cell itself where it may be null, else the nearest thing around it that may
        (GraphQL specification, October 2021, section 6.4.4).
        """
        place, at = next((around for around in self._outwards(cell) if around[0].shape.nullable), (None, 0))
        if self.run.failed or (place and place.gone(at)):
            return
        self.run.errors.append(located_error(error, self.plan.nodes, self.path(cell)))
        if place is None:
            self.run.failed = True
        else:
            place.nulled.add(at)
            place.containers[at][place.keys[at]] = None

    def _outwards(self, cell: int) -> Iterator[tuple[Column, int]]:
        """Yield a cell, and the cells of all that is around it."""
        place: Column | None = self
        while place is not None:
            yield place, cell
            cell, place = place.owners[cell], place.above


class Table:
    """Objects of one type at one place of the question: a row each. Its columns are worked off one after the other.

    Args:
        plans: the fields asked of them.
        sources: what the fields of each row are resolved on.
        results: for each row, the object of the answer, with a null for every field.
        column: the column in which the objects stand; None for the root.
        cells: for each row, its cell there.
    """

    __slots__ = ("cells", "column", "plans", "results", "sources")

    def __init__(
        self,
        plans: tuple[FieldPlan, ...],
        sources: Sequence[Any],
        results: Sequence[dict[str, Any]],
        column: Column | None = None,
        cells: Sequence[int] = (0,),
    ) -> None:
        self.plans = plans
        self.sources = sources
        self.results = results
        self.column = column
        self.cells = cells

    def alive(self) -> Table:
        """Return it without the rows that are gone."""
        column = self.column
        return self if column is None else self._of([row for row, cell in enumerate(self.cells) if not column.gone(cell)])

    def once(self) -> Table:
        """Return it with one row for each object of the answer, be that in several places."""
        return self._of(list({id(result): row for row, result in enumerate(self.results)}.values()))

    def cut(self, size: int) -> list[Table]:
        """Cut it into tables of at most so many rows."""
        rows = range(len(self.cells))
        return [self._of(rows[start : start + size]) for start in rows[::size]]

    def _of(self, rows: Sequence[int]) -> Table:
        sources, results, cells = _taken(self.sources, rows), _taken(self.results, rows), _taken(self.cells, rows)
        return Table(self.plans, sources, results, self.column, cells)


def _taken(of: Sequence[Any], places: Sequence[int]) -> list[Any]:
    return [of[place] for place in places]
