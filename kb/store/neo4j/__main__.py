"""`python -m kb.store.neo4j` prints the constraints and indexes of the graph, with a legend, as a Cypher script."""

import sys

from kb.store.neo4j.legend import script

if __name__ == "__main__":
    sys.stdout.write(script())
