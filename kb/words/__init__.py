"""Turn messages of the graph into sentences. One catalogue per language; other languages get English.

In a catalogue `{name}` stands for a value, `{name:one|other}` for the form that goes with a number, in which `#` is
the number itself, and `[...]` for a part that is said only when all its values are there.
"""

from kb.words.catalogue import LANGUAGES
from kb.words.dates import say_date
from kb.words.sentences import say

__all__ = ["LANGUAGES", "say", "say_date"]
