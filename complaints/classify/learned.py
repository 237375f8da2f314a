"""What was learnt from complaints that people have coded: short pieces of a text, weighed for each code. Pure (CL-20).

A text becomes counts of its pieces of one to three characters, hashed into a fixed number of places; each code has a
weight for each place. Training fills the weights (actions/learning.py); here they are only used, with numpy alone.
It suggests and says how sure it is; it decides nothing.
"""

from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from zlib import crc32

import numpy as np

from complaints.text import fold

PLACES = 2**15
LENGTHS = (1, 2, 3)  # characters of a piece
ENOUGH = 600  # characters that are read
SHOWN = 3


@dataclass(frozen=True)
class Suggestion:
    """The likeliest codes with their shares of 1, the first one first; and which model says so."""

    model: int
    ranks: tuple

    @property
    def code(self):
        return self.ranks[0][0]

    @property
    def share(self):
        return self.ranks[0][1]


def features(text):
    """The places of a text's pieces and what each counts, together of length 1: two arrays."""
    folded = " ".join(fold(text[:ENOUGH]).split())
    pieces = (folded[start : start + length] for length in LENGTHS for start in range(len(folded) - length + 1))
    counts = Counter(crc32(piece.encode()) % PLACES for piece in pieces)
    places = np.fromiter(counts.keys(), np.int32, len(counts))
    values = np.sqrt(np.fromiter(counts.values(), np.float32, len(counts)))
    length = np.sqrt((values**2).sum())
    return places, values / length if length else values


class Learned:
    """The weights of one model."""

    def __init__(self, model, codes, weights, base):
        self.model, self.codes, self.weights, self.base = model, codes, weights, base

    def suggest(self, text):
        """The likeliest codes of `text`."""
        places, values = features(text)
        scores = values @ self.weights[places] + self.base if len(places) else self.base
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        best = np.argsort(-shares, kind="stable")[:SHOWN]
        return Suggestion(self.model, tuple((self.codes[n], round(float(shares[n]), 3)) for n in best))


def packed(codes, weights, base):
    """The weights as the bytes of a file: three arrays of numbers and letters, no program."""
    file = BytesIO()
    arrays = {"codes": np.array(codes, dtype="U8"), "weights": weights.astype(np.float16), "base": base}
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def unpacked(model, content):
    """The weights out of such bytes."""
    with np.load(BytesIO(content), allow_pickle=False) as file:
        weights, base = file["weights"].astype(np.float32), file["base"].astype(np.float32)
        return Learned(model, [str(code) for code in file["codes"]], weights, base)
