"""How the work lies between desks: open and late sub-tasks, and who disagreed about the desk (CL-03, CL-19, AN-14)."""

from datetime import timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from complaints.enums import RerouteKind
from complaints.models import Complaint, Department, Reroute, Task

WINDOW = timedelta(days=30)


def desks(now):
    """Every active desk with its open work and the disagreements of the last 30 days; one statement.

    `overrides` are those who were sent elsewhere although the routing table named this desk.
    """
    live = Task.objects.order_by().live().filter(department=OuterRef("pk"))
    cases = Complaint.objects.order_by().open().filter(department=OuterRef("pk"))
    lately = Reroute.objects.order_by().filter(from_department=OuterRef("pk"), at__gt=now - WINDOW)
    return (
        Department.objects.filter(is_active=True)
        .annotate(
            cases=counted(cases),
            tasks_open=counted(live),
            tasks_late=counted(live.filter(due_by__lt=now)),
            overrides=counted(lately.filter(kind=RerouteKind.OVERRIDE)),
            bounces=counted(lately.filter(kind=RerouteKind.BOUNCE)),
            returns=counted(lately.filter(kind=RerouteKind.RETURN)),
        )
        .order_by("code")
    )


def counted(rows):
    """How many `rows` there are, as a column."""
    return Coalesce(
        Subquery(
            rows.values("department" if rows.model is not Reroute else "from_department")
            .annotate(n=Count("pk"))
            .values("n")
        ),
        0,
    )


def changes(agent, now, *, desk="", kind=""):
    """The disagreements of the last 30 days that this agent may see, newest first, of one desk and kind if given."""
    rows = Reroute.objects.filter(at__gt=now - WINDOW, complaint__in=Complaint.objects.visible_to(agent).order_by())
    conditions = Q()
    if desk:
        conditions &= Q(from_department=desk)
    if kind in RerouteKind.values:
        conditions &= Q(kind=kind)
    return (
        rows.filter(conditions)
        .select_related("complaint", "from_department", "to_department", "agent")
        .order_by("-at", "-pk")
    )
