"""Corrective actions: which there are, and what is counted before and after one (AR-10, AN-11).

The comparison is that of the reports: the same number of days on both sides of the day, the change of the count with
its 95 % interval, and the share of all complaints beside it, which does not rise merely because there are more orders.
"""

from dataclasses import dataclass

from django.db.models import Count, Q

from complaints import rules
from complaints.enums import CapaState
from complaints.models import Category, Complaint, CorrectiveAction, Event
from complaints.models.choosing import COUNTED
from complaints.reports.figures.again import around
from complaints.reports.figures.period import A_DAY
from complaints.reports.figures.rates import Change, Rate, change_between, change_of_counts
from complaints.wording import SHANGHAI

MOST_EVENTS = 100


@dataclass(frozen=True)
class Effect:
    """What is counted before and after an action: hits of all complaints, and both changes."""

    before: Rate
    after: Rate
    before_span: tuple
    after_span: tuple
    of_count: Change | None
    of_share: Change | None

    @property
    def days(self):
        """(days before, days after): the later side may still be running."""
        return tuple(max((until - since) / A_DAY, 0) for since, until in (self.before_span, self.after_span))

    @property
    def before_a_month(self):
        return 30 * self.before.hits / self.days[0]

    @property
    def after_a_month(self):
        return 30 * self.after.hits / self.days[1] if self.days[1] else None

    def as_figures(self):
        """The same as it is kept with the verdict."""
        change = self.of_count
        return {
            "before": [self.before.hits, self.before.tries, round(self.days[0], 1)],
            "after": [self.after.hits, self.after.tries, round(self.days[1], 1)],
            "change": [round(value, 1) for value in (change.percent, change.low, change.high)] if change else None,
        }


def effect_of(action, now):
    """The complaints of its cause, category and merchant before and after the day it was carried out; None before.

    A cause is known when a complaint is archived: so it is counted on that day, else on the day of registration.
    """
    if action.done_at is None:
        return None
    day = action.done_at.astimezone(SHANGHAI).date()
    before, after = around(day, action.check_days, now)
    one, two = counted(action, before), counted(action, after)
    days = [max((until - since) / A_DAY, 0) for since, until in (before, after)]
    of_count = change_of_counts(one.hits, two.hits, *days) if days[1] else None
    return Effect(one, two, before, after, of_count, change_between(one, two))


def within(action, span):
    """All complaints of a span."""
    moment = "archived_at" if action.root_cause else "registered_at"
    return Complaint.objects.filter(COUNTED, **{f"{moment}__gte": span[0], f"{moment}__lt": span[1]}).order_by()


def hits(action, span):
    """Those of them that the action is about."""
    return within(action, span).filter(scope(action))


def counted(action, span):
    """How many of how many; one statement."""
    found = within(action, span).aggregate(hits=Count("pk", filter=scope(action)), n=Count("pk"))
    return Rate(found["hits"], found["n"])


def scope(action):
    """The condition of the complaints it is about; a group of categories stands for all its codes."""
    wanted = Q()
    if action.root_cause:
        wanted &= Q(root_cause=action.root_cause)
    if action.category_id:
        family = Category.objects.filter(Q(pk=action.category_id) | Q(parent=action.category_id))
        wanted &= Q(category__in=family.values("pk"))
    if action.merchant:
        wanted &= Q(merchant=action.merchant)
    return wanted


def listed(agent):
    """The actions this agent may see, with the number of their complaints."""
    rows = CorrectiveAction.objects.visible_to(agent).select_related("owner", "category")
    return rows.annotate(case_count=Count("complaints", distinct=True))


def tabs_of(agent, now):
    """The lists of the page by name, each in the order in which one works on it."""
    rows = listed(agent)
    return {
        "open": rows.filter(state=CapaState.OPEN).order_by("due_by", "pk"),
        "check": rows.filter(state=CapaState.DONE, check_by__lte=now).order_by("check_by", "pk"),
        "waiting": rows.filter(state=CapaState.DONE, check_by__gt=now).order_by("check_by", "pk"),
        "mine": rows.live().filter(owner=agent).order_by("due_by", "pk"),
        "closed": rows.exclude(pk__in=CorrectiveAction.objects.live().values("pk")).order_by("-opened_at", "-pk"),
    }


def events_of(action):
    """Its timeline, newest first."""
    rows = Event.objects.filter(complaint=action.first_id, data__action=action.pk)
    return list(rows.select_related("agent", "payout", "evidence", "message").order_by("-at", "-pk")[:MOST_EVENTS])


def of_complaint(complaint, agent):
    """The actions under which a complaint stands."""
    rows = CorrectiveAction.objects.visible_to(agent).filter(complaints=complaint)
    return list(rows.select_related("owner").order_by("due_by", "pk"))


def of_incident(incident, agent):
    """The actions that follow from an incident."""
    rows = CorrectiveAction.objects.visible_to(agent).filter(incident=incident)
    return list(rows.select_related("owner").order_by("due_by", "pk"))


def may_plan(agent):
    """Whether this agent's hat allows planning one."""
    return bool(rules.wears_the_hat("plan_action", agent, CorrectiveAction.who_may))
