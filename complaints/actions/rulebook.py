"""What a new complaint is judged by at one moment: words, thresholds, what was learnt, promotions, targets."""

from dataclasses import dataclass, replace

from django.db import connection

from complaints.actions import learning
from complaints.actions.deadlines import first_clocks
from complaints.classify import Matcher, alike, classify
from complaints.enums import Priority
from complaints.models import Category, KeywordRule, PromotionWindow, UrgencyThreshold
from complaints.text import words_of

# Another answer whenever something that this process keeps has changed in the database; one statement.
VERSION = """
SELECT (SELECT (max(changed_at), max(id), count(*))::text FROM complaints_keywordrule),
    (SELECT max(history_id) FROM complaints_historicalcategory),
    (SELECT max(history_id) FROM complaints_historicalurgencythreshold),
    (SELECT (max(id), count(*))::text FROM complaints_urgencythreshold),
    (SELECT max(id) FROM complaints_learnedmodel WHERE is_on)
"""


@dataclass(frozen=True)
class Standing:
    """What is read once and kept until somebody changes it."""

    matcher: Matcher
    thresholds: tuple
    learned: object  # None where no learned model is switched on


class Rulebook:
    """What a new complaint is judged by at one moment: words, promotions, targets. Read once for one or for many."""

    def __init__(self, now):
        self.now = now
        self._standing = standing()
        self._windows = list(PromotionWindow.objects.all())
        self._clocks = {}

    def classify(self, text):
        """The classification of `text` with what the learned model suggests beside it, which decides nothing.

        The one slow thing about a new complaint, never done in a transaction.
        """
        found = classify(text, self._standing.matcher, now=self.now, windows=self._windows, likeness=alike)
        return replace(found, learned=self.suggest(text))

    def suggest(self, text):
        """What the learned model makes of `text`, or None where none is switched on."""
        return self._standing.learned and self._standing.learned.suggest(text)

    @property
    def thresholds(self):
        """From how much on a complaint is at least how urgent."""
        return self._standing.thresholds

    def stage_of(self, code):
        """The link of the business that a category suggests (CL-10)."""
        category = self._standing.matcher.categories.get(code)
        return category.business_stage if category else ""

    def first_clocks(self, tier, priority):
        key = tier, priority == Priority.P1
        if key not in self._clocks:
            self._clocks[key] = first_clocks(tier, self.now, priority)
        return self._clocks[key]


_kept = {}


def standing():
    """The compiled rules and what stands beside them; read again when something has changed."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        version = cursor.fetchone()
    if _kept.get("version") != version:
        rules = [completed(rule) for rule in KeywordRule.objects.select_related("category")]
        matcher = Matcher(rules, Category.objects.filter(parent__isnull=False, is_active=True))
        thresholds = tuple(UrgencyThreshold.objects.filter(is_active=True))
        _kept["standing"] = Standing(matcher, thresholds, learning.switched_on())
        _kept["version"] = version
    return _kept["standing"]


def suggestion_for(complaint):
    """What the learned model makes of a complaint; None where none is switched on."""
    learned = standing().learned
    return learned and learned.suggest(words_of(complaint))


def completed(rule):
    """A keyword rule; what it leaves open about urgency comes from its category."""
    if rule.category:
        rule.priority = rule.priority or rule.category.priority
        rule.tier = rule.tier or rule.category.tier
    return rule
