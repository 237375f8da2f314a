"""The timeline aloud: one readable sentence for every kind of event, in the reader's language. Pure.

`sentence(event)` is safe HTML with the people and things in bold; `symbol(event)` is its icon and tone. Both read
the row alone: what a sentence needs beyond it stands in `event.data`, as it was called when it happened.
"""

from complaints.sentences.aloud import called, plain, sentence, symbol
from complaints.sentences.changes import difference, differences
from complaints.sentences.facts import bold, named
from complaints.sentences.joined import joined_in_short, left_to_do
from complaints.sentences.reasons import fired, urgency
from complaints.sentences.texts import KIND_SYMBOLS, SENTENCES

__all__ = [
    "KIND_SYMBOLS",
    "SENTENCES",
    "bold",
    "called",
    "difference",
    "differences",
    "fired",
    "joined_in_short",
    "left_to_do",
    "named",
    "plain",
    "sentence",
    "symbol",
    "urgency",
]
