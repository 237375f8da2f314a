"""Text + keyword rules + examples + promotion windows -> category, flags, priority, tier and why. Pure.

terms: rules compiled for finding · reading: found, denied, quoted · likeness: the nearest example sentences ·
ranking: which category · judgement: how urgent, and the reasons · learned: what people's own codes have taught.
"""

from complaints.classify.judgement import STEP_FLAGS, Classification, Reason, classify, group_of, window_for
from complaints.classify.likeness import alike, load_aside
from complaints.classify.terms import Matcher, Rule

__all__ = [
    "STEP_FLAGS",
    "Classification",
    "Matcher",
    "Reason",
    "Rule",
    "alike",
    "classify",
    "group_of",
    "load_aside",
    "window_for",
]
