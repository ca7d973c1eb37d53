"""How things spread, in numbers: pure functions on arrays and plain tuples; they know no store, no model and no graph."""
