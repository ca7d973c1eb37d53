"""What people write, read: YAML, CSV tables and JSON lines into the model, every mistake with its file and line."""

from kb.seeds.files import packaged_seed, read
from kb.seeds.reading import Places, Reading

__all__ = ["Places", "Reading", "packaged_seed", "read"]
