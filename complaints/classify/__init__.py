"""Text + keyword rules + examples + promotion windows -> category, flags, priority, tier and why. Pure.

terms: rules compiled for finding · reading: found, denied, quoted · likeness: the nearest example sentences ·
ranking: which category · judgement: how urgent, and the reasons.
"""

from complaints.classify.judgement import Classification, Reason, classify, group_of, window_for
from complaints.classify.likeness import alike, load_aside
from complaints.classify.terms import Matcher, Rule

__all__ = ["Classification", "Matcher", "Reason", "Rule", "alike", "classify", "group_of", "load_aside", "window_for"]
