"""Answers over the graph: pure functions, graph in, rows out. No store, no clock, no random state."""
