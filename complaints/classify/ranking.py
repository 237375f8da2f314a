"""Which category: by the weights of the words, and by likeness to examples where the words say too little. Pure."""

from collections import defaultdict
from dataclasses import dataclass
from math import exp

from complaints.classify.likeness import Likeness
from complaints.classify.reading import DANGERS
from complaints.enums import UNCLASSIFIED

CLEAR, AHEAD = 5, 2  # words of this weight, so far ahead of the next code, need no second opinion
POINT, POINTS = 0.04, 6  # what a point of weight counts beside likeness, and how many count
LEAST = 0.15  # a score below this names no category
DANGER_LIKENESS = 0.42  # so much like the dangers of the examples: P1 without any word of the rules


@dataclass(frozen=True)
class Ranking:
    """The codes, the main one first, and the second opinion if one was asked for."""

    codes: tuple
    likeness: Likeness | None = None
    confidence: float | None = None  # how often such an answer is right, 0 to 1; None where words alone decided

    @property
    def main(self):
        return self.codes[0]

    @property
    def is_danger(self):
        """Whether the text is like the examples of danger."""
        return self.likeness is not None and self.likeness.danger >= DANGER_LIKENESS


def ranked(reading, categories, likeness, urgent=()):
    """The ranking of one text. `likeness` answers for a folded text and may suggest `categories`; None: words only.

    Of the `urgent` codes those that the words name come first, as dangers do: whatever else is asked for.
    """
    points, dangers, urgency = _weighed(reading.category_hits)
    dangers |= points.keys() & set(urgent)
    by_words = sorted(points, key=lambda code: (code not in dangers, -points[code], urgency[code], code))
    if not likeness or not categories or dangers or _are_clear(points) or not _says_something(reading.meant):
        return Ranking(tuple(by_words) or (UNCLASSIFIED,))
    found = likeness(reading.meant)
    scores = {code: POINT * min(weight, POINTS) for code, weight in points.items()}
    for code in (categories.keys() | points.keys()) & found.scores.keys() - reading.disclaimed:
        scores[code] = scores.get(code, 0) + found.scores[code]
    first, second = sorted([*scores.values(), 0, 0], reverse=True)[:2]
    main = max(scores, key=scores.get, default=UNCLASSIFIED) if first >= LEAST else UNCLASSIFIED
    confidence = None if main == UNCLASSIFIED else _confidence(first, second)
    return Ranking((main, *(code for code in by_words if code != main)), found, confidence)


def _weighed(hits):
    """For each code the sum of the weights of different words and its best priority; and the codes of dangers."""
    dangers, weights, urgency = set(), defaultdict(dict), {}
    for hit in hits:
        for rule in hit.rules:
            code = rule.category_code
            weight = rule.weight / 2 if hit.doubted else rule.weight
            weights[code][hit.word] = max(weight, weights[code].get(hit.word, 0))
            urgency[code] = min(urgency.get(code, "P4"), rule.priority or "P4")
            if rule.flag in DANGERS and not hit.silent:
                dangers.add(code)
    return {code: sum(words.values()) for code, words in weights.items()}, dangers, urgency


def _are_clear(points):
    first, second = sorted([*points.values(), 0, 0], reverse=True)[:2]
    return first >= CLEAR and first - second >= AHEAD


def _says_something(text):
    return any(character.isalnum() for character in text)


def _confidence(first, second):
    """The share of right answers among such scores; the curve was fitted to texts held back from the examples."""
    return round(1 / (1 + exp(1 - 4 * first - 4 * (first - second))), 2)
