"""The graph as analysts take it: pandas frames with typed columns, and NetworkX graphs. The frames need the extra `analysis`."""
