"""Who has how much, whose cases nobody looks after, and what went wrong in whose time (OW-03, OW-10, domain.md 7.5)."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q

from complaints.actions.absences import away
from complaints.actions.orphans import orphans
from complaints.enums import Flag, Mark, OrphanKind, Post
from complaints.models import Absence, Agent, Complaint, Department, Event, Stint
from complaints.roles import HANDLERS

PERIOD = timedelta(days=30)
SHOWN = 10  # lines of each kind of orphan; the queue holds the rest
QUEUES = {OrphanKind.UNOWNED: "unassigned", OrphanKind.GONE: "gone", OrphanKind.AWAY: "left_alone"}


@dataclass(frozen=True)
class Person:
    """One colleague: what lies with him now, and what happened while cases were his."""

    agent: Agent
    owned: int
    had: int
    breaches: int
    absence: Absence | None


def people(now):
    """Everybody who works on complaints, with figures of the last thirty days split by interval."""
    agents = Agent.objects.filter(is_active=True, groups__name__in=HANDLERS).distinct().with_load()
    agents = agents.select_related("department").order_by("department", "display_name")
    owned = dict(Complaint.objects.open().order_by().values_list("owner").annotate(Count("pk")))
    had, broken = cases_had(now), breaches(now)
    absent = {row.agent_id: row for row in away(now).select_related("stand_in")}
    return [Person(a, owned.get(a.pk, 0), had.get(a.pk, 0), broken.get(a.pk, 0), absent.get(a.pk)) for a in agents]


def cases_had(now):
    """{agent: how many cases he owned at any moment of the period}."""
    rows = Stint.objects.within(now - PERIOD, now).filter(post=Post.OWNER).order_by()
    return dict(rows.values_list("agent").annotate(Count("complaint", distinct=True)))


def breaches(now):
    """{agent: clocks that were missed while the case was his}: a breach counts for who owned it at that moment."""
    until = Q(ended_at=None) | Q(complaint__clock_marks__at__lt=F("ended_at"))
    rows = Stint.objects.filter(
        until,
        post=Post.OWNER,
        complaint__clock_marks__mark=Mark.BREACH,
        complaint__clock_marks__at__gte=F("began_at"),
        complaint__clock_marks__at__range=(now - PERIOD, now),
    )
    return dict(rows.order_by().values_list("agent").annotate(Count("complaint__clock_marks", distinct=True)))


def bounces(now):
    """[(desk, how often it sent a case away within the period)], the most often first (7.5, point 7)."""
    rows = Event.objects.filter(verb="bounce", at__gte=now - PERIOD).values_list("changes", flat=True)
    counted = Counter(old for changes in rows for name, old, _new in changes if name == "department_id" and old)
    desks = Department.objects.in_bulk(list(counted))
    return [(desks[code], count) for code, count in counted.most_common() if code in desks]


def watched(now):
    """The three ways of being nobody's: what it is, how many, the oldest of them, the queue with all."""
    rows = []
    for kind in OrphanKind:
        found = orphans(kind, now).select_related("owner", "category").order_by("registered_at", "pk")
        rows.append({"kind": kind, "cases": list(found[:SHOWN]), "count": found.count(), "queue": QUEUES[kind]})
    return rows


def orphan_counts(now):
    """{kind: count} for the meters of operations."""
    return {kind: orphans(kind, now).count() for kind in OrphanKind}


def retold(now):
    """How many complaints of the period had to be told again, and of how many (IN-15)."""
    rows = Complaint.objects.filter(registered_at__gte=now - PERIOD)
    return rows.filter(flags__contains=[Flag.REPEAT_STORY]).count(), rows.count()
