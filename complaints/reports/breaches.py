"""Missed times: which clock, who answered for it, at which desk, and why; every number opens its records."""

from django.db.models import Count, Q

from complaints.enums import BreachReason, ClockName, Mark
from complaints.models import Agent, ClockMark, Complaint, Department

UNEXPLAINED = "none"
NOBODY = "none"


def breaches_visible_to(agent):
    """Every missed time of the complaints this agent may see, the newest first."""
    rows = ClockMark.objects.filter(mark=Mark.BREACH).order_by("-at", "-pk")
    return rows.filter(complaint__in=Complaint.objects.visible_to(agent))


def narrowed(rows, *, since, until=None, clock="", owner="", desk="", reason=""):
    """The missed times that meet every condition given; `none` stands for a missing person, desk or reason."""
    rows = rows.filter(at__gte=since)
    if until:
        rows = rows.filter(at__lt=until)
    if clock:
        rows = rows.filter(clock=clock)
    if owner:
        rows = rows.filter(owner=None if owner == NOBODY else int(owner))
    if desk:
        rows = rows.filter(department=None if desk == NOBODY else desk)
    if reason:
        rows = rows.filter(reason_code="" if reason == UNEXPLAINED else reason)
    return rows


def counted(rows, column):
    """[(value, how many, how many of them without a reason)], the most first."""
    rows = rows.order_by().values_list(column)
    found = rows.annotate(n=Count("pk"), open=Count("pk", filter=Q(reason_code="")))
    return sorted(found, key=lambda row: (-row[1], str(row[0])))


def summary(rows):
    """Four tables over the same missed times: by clock, by person, by desk, by reason."""
    people, desks = Agent.objects.in_bulk(), Department.objects.in_bulk()
    return {
        "clock": [(code, ClockName(code).label, n, rest) for code, n, rest in counted(rows, "clock")],
        "owner": [(pk or NOBODY, str(people.get(pk, "")), n, rest) for pk, n, rest in counted(rows, "owner")],
        "desk": [(pk or NOBODY, desks[pk].name if pk else "", n, rest) for pk, n, rest in counted(rows, "department")],
        "reason": [(code or UNEXPLAINED, label_of(code), n, rest) for code, n, rest in counted(rows, "reason_code")],
    }


def label_of(code):
    """A kind of reason in words; empty for none."""
    return BreachReason(code).label if code else ""
