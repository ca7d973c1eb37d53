"""`python -m kb.seeds` prints the JSON Schema of a seed file."""

import sys

from kb.seeds.schema import schema_text

if __name__ == "__main__":
    sys.stdout.write(schema_text())
