"""Shares with their 95 % interval, and changes of them; pure. What is too few says so instead of a figure.

Wilson for a share, the logarithm of the ratio for a change, Mantel and Haenszel for a change at equal mix
(domain.md 5: rates with Wilson interval; before and after as a rate ratio, by strata of class and tier).
"""

from dataclasses import dataclass
from math import exp, log, sqrt

from complaints.rules.limits import Z95, wilson

FEW = 20  # below so many cases no rate is shown (domain.md 5)
FEW_HITS = 5  # below so many on either side a ratio says nothing


@dataclass(frozen=True)
class Rate:
    """So many of so many."""

    hits: int
    tries: int

    @property
    def share(self):
        """Per cent; None of nothing."""
        return 100 * self.hits / self.tries if self.tries else None

    @property
    def is_few(self):
        return self.tries < FEW

    @property
    def low(self):
        return 100 * wilson(self.hits, self.tries)[0] if self.tries else None

    @property
    def high(self):
        return 100 * wilson(self.hits, self.tries)[1] if self.tries else None

    def points_over(self, earlier):
        """The difference to an earlier rate in points; None where one of them is empty."""
        return self.share - earlier.share if self.tries and earlier.tries else None


@dataclass(frozen=True)
class Change:
    """By how many per cent something rose or fell, with its 95 % interval."""

    percent: float
    low: float
    high: float

    @property
    def is_clear(self):
        """Whether the interval leaves out "no change"."""
        return self.low > 0 or self.high < 0


def change_of(ratio, error):
    """A ratio and the standard error of its logarithm as a Change."""
    low, high = (exp(log(ratio) + sign * Z95 * error) for sign in (-1, 1))
    return Change(*(100 * (value - 1) for value in (ratio, low, high)))


def are_too_few(before, after):
    """Whether two rates cannot be compared."""
    return before.is_few or after.is_few or min(before.hits, after.hits) < FEW_HITS


def change_between(before, after):
    """The relative change of one rate to another; None if there are too few cases."""
    if are_too_few(before, after):
        return None
    error = sqrt(1 / after.hits - 1 / after.tries + 1 / before.hits - 1 / before.tries)
    return change_of((after.hits / after.tries) / (before.hits / before.tries), error)


def change_at_equal_mix(strata):
    """The same over strata [(before, after), ...], each compared within itself; None if there are too few."""
    pairs = [(before, after) for before, after in strata if before.tries and after.tries]
    sums = [
        Rate(sum(rate.hits for rate in side), sum(rate.tries for rate in side)) for side in zip(*pairs, strict=True)
    ]
    if not pairs or are_too_few(*sums):
        return None
    up = down = spread = 0.0
    for before, after in pairs:
        total = before.tries + after.tries
        up += after.hits * before.tries / total
        down += before.hits * after.tries / total
        both = before.hits + after.hits
        spread += (both * before.tries * after.tries - before.hits * after.hits * total) / total**2
    return change_of(up / down, sqrt(max(spread, 0) / (up * down))) if up and down else None


def change_of_counts(before, after, before_time, after_time):
    """The change of how often something happens in a time, from two counts; None if they are too small."""
    if before + after < FEW or min(before, after) < 1:
        return None
    return change_of((after / after_time) / (before / before_time), sqrt(1 / before + 1 / after))
