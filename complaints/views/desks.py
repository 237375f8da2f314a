"""Between desks, for those who look after them: load and disagreements by desk, load by person, the watch list."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from complaints import clock
from complaints.enums import RerouteKind
from complaints.models import AgentSkill, Complaint, Watch
from complaints.reports import desks as report
from complaints.reports.crew import crew
from complaints.roles import HANDLERS, SEE_ALL
from complaints.views.guards import only_for
from complaints.views.paging import Place, page_of, page_url

PAGE = 50


@require_safe
@only_for(SEE_ALL)
def desks(request):
    """Every desk and everybody at it, and what was sent elsewhere lately; each figure leads to its rows."""
    now = timezone.now()
    desk, kind = request.GET.get("desk", ""), request.GET.get("kind", "")
    page = page_of(report.changes(request.user, now, desk=desk, kind=kind), Place.of(request.GET), PAGE)
    rows = list(report.desks(now))
    context = {
        "desks": rows,
        "people": sorted(crew(*HANDLERS, now=now), key=fullness, reverse=True),
        "skills": skills_by_agent(),
        "changes": page.rows,
        "chosen": " · ".join(
            str(name)
            for name in (
                next((row.name for row in rows if row.pk == desk), ""),
                RerouteKind(kind).label if kind in RerouteKind.values else "",
            )
            if name
        ),
        "previous_url": page_url(request.GET, before=page.previous),
        "next_url": page_url(request.GET, after=page.next),
    }
    return render(request, "complaints/desks.html", context)


def fullness(person):
    """How much of the limit is used; who has no limit comes last."""
    agent = person.agent
    return (agent.load / agent.most if agent.most else -1, agent.load, agent.pk)


def skills_by_agent():
    """{agent: [skill, ...]} of everybody, in one statement."""
    found = {}
    for row in AgentSkill.objects.select_related("skill").order_by("-level", "skill"):
        found.setdefault(row.agent_id, []).append(row)
    return found


@require_safe
@only_for(SEE_ALL | HANDLERS)
def watch_list(request):
    """The watched cases this agent may see, the next report first."""
    now = timezone.now()
    visible = Complaint.objects.visible_to(request.user).order_by()
    rows = Watch.objects.running().filter(complaint__in=visible).order_by("report_by", "pk")
    rows = rows.select_related("complaint__owner", "watched_by")
    page = page_of(rows, Place.of(request.GET), PAGE)
    context = {
        "rows": [(row, light_of(row, now)) for row in page.rows],
        "previous_url": page_url(request.GET, before=page.previous),
        "next_url": page_url(request.GET, after=page.next),
    }
    return render(request, "complaints/watch_list.html", context)


def light_of(row, now):
    """The clock of the next report."""
    times = clock.Clock("report_up", row.reported_at or row.watched_at, row.report_by, state_label=_("next report"))
    return clock.light(times, now)
