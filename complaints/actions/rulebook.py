"""What a new complaint is judged by at one moment: the words, the promotions, the targets."""

from django.db.models import Count, Max

from complaints.actions.deadlines import first_clocks
from complaints.classify import Matcher, alike, classify
from complaints.enums import Priority
from complaints.models import Category, KeywordRule, PromotionWindow


class Rulebook:
    """What a new complaint is judged by at one moment: words, promotions, targets. Read once for one or for many."""

    def __init__(self, now):
        self.now = now
        self._matcher = matcher()
        self._windows = list(PromotionWindow.objects.all())
        self._clocks = {}

    def classify(self, text):
        """The classification of `text`: the one slow thing about a new complaint, never done in a transaction."""
        return classify(text, self._matcher, now=self.now, windows=self._windows, likeness=alike)

    def first_clocks(self, tier, priority):
        key = tier, priority == Priority.P1
        if key not in self._clocks:
            self._clocks[key] = first_clocks(tier, self.now, priority)
        return self._clocks[key]


_matchers = {}


def matcher():
    """The compiled keyword rules; compiled again when a rule has changed."""
    version = KeywordRule.objects.aggregate(newest=Max("changed_at"), last=Max("pk"), count=Count("pk"))
    key = tuple(version.values())
    if _matchers.get("key") != key:
        rules = [completed(rule) for rule in KeywordRule.objects.select_related("category")]
        _matchers["matcher"] = Matcher(rules, Category.objects.filter(parent__isnull=False, is_active=True))
        _matchers["key"] = key
    return _matchers["matcher"]


def completed(rule):
    """A keyword rule; what it leaves open about urgency comes from its category."""
    if rule.category:
        rule.priority = rule.priority or rule.category.priority
        rule.tier = rule.tier or rule.category.tier
    return rule
