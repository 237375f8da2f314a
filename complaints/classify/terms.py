"""Keyword rules compiled for finding: terms with gaps, Latin words whole, the longest first. Pure.

A rule is any object with the fields of `Rule`, as a KeywordRule row.
A term may have gaps, "充电…发烫": its parts stand near each other in one sentence. A Latin part ending in * is a
beginning. A longer term that means nothing much ("差到爆炸", weight 1) keeps a shorter one from firing.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from complaints.text import fold

SENTENCE_END = re.compile(r"[。!?;]|\.\s")
CHINESE_GAP, LATIN_GAP = 8, 30  # characters between the parts of a term
WORD_START = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")


@dataclass(frozen=True)
class Rule:
    """A keyword rule outside the database; the same fields as a KeywordRule row."""

    term: str
    language: str = "zh"
    category_code: str = ""
    weight: int = 2
    priority: str = ""
    tier: str = ""
    flag: str = ""
    active_from: datetime | None = None
    active_to: datetime | None = None


class Pattern:
    """One folded term and its rules: words that follow each other, with gaps between."""

    def __init__(self, folded_term):
        parts = [part for part in (piece.strip(". ") for piece in folded_term.split("...")) if part.rstrip("*")]
        self.words = [(part.rstrip("*"), part.endswith("*")) for part in parts]
        self.head = self.words[0][0] if parts else ""
        self.rules = []

    def spans_at(self, text, start):
        """The spans of all words when the head stands at `start`, else None."""
        spans = []
        for word, is_beginning in self.words:
            found = self._place(text, word, spans[-1][1]) if spans else start
            if found < 0 or not _stands_alone(text, found, found + len(word), is_beginning):
                return None
            spans.append((found, found + len(word)))
        return tuple(spans)

    @staticmethod
    def _place(text, word, after):
        found = text.find(word, after, after + (LATIN_GAP if word.isascii() else CHINESE_GAP) + len(word))
        return -1 if found < 0 or SENTENCE_END.search(text, after, found) else found


def is_latin(character):
    """Whether the character belongs to words written with spaces between them."""
    return character.isascii() and character.isalnum()


def _stands_alone(text, start, end, is_beginning):
    """Latin words match whole, or as a beginning; Chinese writes no word boundaries."""
    cut_before = start > 0 and is_latin(text[start]) and is_latin(text[start - 1])
    cut_after = end < len(text) and not is_beginning and is_latin(text[end - 1]) and is_latin(text[end])
    return not cut_before and not cut_after


def _is_active(rule, now):
    return (rule.active_from is None or rule.active_from <= now) and (rule.active_to is None or now < rule.active_to)


class Matcher:
    """Keyword rules compiled once, found by their first two characters: a thousand terms cost little more than ten.

    `categories` (objects with code, priority and tier) are those that likeness may suggest without any word.
    """

    def __init__(self, rules, categories=()):
        rules = list(rules)
        self.categories = {category.code: category for category in categories}
        self._categories = self._compiled(rule for rule in rules if rule.category_code)
        self._flags = self._compiled(rule for rule in rules if not rule.category_code)

    @staticmethod
    def _compiled(rules):
        patterns, index = {}, defaultdict(list)
        for rule in rules:
            term = fold(rule.term)
            patterns.setdefault(term, Pattern(term)).rules.append(rule)
        for pattern in patterns.values():
            index[pattern.head[:2]].append(pattern)
        return {key: found for key, found in index.items() if key}

    def category_matches(self, folded, now):
        return self._longest(self._matches(self._categories, folded, now))

    def flag_matches(self, folded, now):
        return self._longest(self._matches(self._flags, folded, now))

    @staticmethod
    def _matches(index, text, now):
        for start in [match.start() for match in WORD_START.finditer(text)]:
            for pattern in chain(index.get(text[start : start + 2], ()), index.get(text[start], ())):
                spans = text.startswith(pattern.head, start) and pattern.spans_at(text, start)
                rules = spans and tuple(rule for rule in pattern.rules if _is_active(rule, now))
                if rules:
                    yield spans, rules

    @staticmethod
    def _longest(matches):
        """Longest first, none over another; back in the order of the text."""
        taken, kept = set(), []
        for spans, rules in sorted(matches, key=lambda match: (-sum(e - s for s, e in match[0]), match[0])):
            places = {place for start, end in spans for place in range(start, end)}
            if taken.isdisjoint(places):
                taken |= places
                kept.append((spans, rules))
        return sorted(kept, key=lambda match: match[0])
