"""Incidents: the list, one of them with everything that hangs on it, and its steps."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from complaints import clock, rules
from complaints.actions import incident_report as words
from complaints.actions import incidents as acts
from complaints.forms.incidents import (
    BecauseForm,
    GiveIncidentForm,
    LeaveForm,
    MeasureForm,
    PassReportForm,
    ReportForm,
    SummaryForm,
    TellAllForm,
)
from complaints.forms.step import StepForm
from complaints.models import Incident, Task
from complaints.models.incident import REPORT_PARTS
from complaints.reports import incidents as report
from complaints.reports import prevention
from complaints.reports.goods import who_names
from complaints.roles import SEE_ALL, Role
from complaints.views.guards import only_for
from complaints.views.paging import Place, page_of, page_url
from complaints.views.panels import Panels, PanelStep
from complaints.views.story import line_of

PAGE = 50


def is_running(row):
    """Shown while it runs, in every state."""
    return row.is_running


def wants_report(row):
    """Shown until the report is shared."""
    return row.is_running and not row.reported_at


def has_untold(row):
    """Shown once the report is shared, as long as anybody has not got it; also after the end."""
    return bool(row.reported_at) and row.untold().exists()


STEPS = {
    "order_measure": PanelStep(
        gettext_lazy("Order a measure"), MeasureForm, acts.order_measure, shown=is_running, rule=rules.may_lead_incident
    ),
    "write_report": PanelStep(
        gettext_lazy("Incident report"),
        ReportForm,
        words.write_report,
        gettext_lazy("All four parts are needed to share it."),
        gettext_lazy("Save"),
        shown=wants_report,
        rule=rules.may_lead_incident,
    ),
    "share_report": PanelStep(
        gettext_lazy("Share the report"),
        StepForm,
        words.share_report,
        gettext_lazy(
            "Every consumer gets the consumer version now, in his language, on his own complaint. It meets the report"
            " clock of each complaint it reaches."
        ),
        shown=wants_report,
        rule=lambda row, _by: rules.is_report_whole(row, REPORT_PARTS),
        doubt=rules.is_a_measure_ordered,
        remedy=("order_measure", gettext_lazy("Order a measure")),
    ),
    "pass_report": PanelStep(
        gettext_lazy("Send the report to those who have not got it"),
        PassReportForm,
        words.pass_report,
        gettext_lazy("They joined after it was shared, or could not be told then. What was sent stays as it was."),
        shown=has_untold,
    ),
    "tell_all": PanelStep(gettext_lazy("Write to all consumers"), TellAllForm, words.tell_all, shown=is_running),
    "contain_incident": PanelStep(
        gettext_lazy("Call it contained"),
        BecauseForm,
        acts.contain_incident,
        gettext_lazy("Nothing more of it is sold, and the desk has proved it."),
    ),
    "close_incident": PanelStep(
        gettext_lazy("Close the incident"),
        SummaryForm,
        acts.close_incident,
        gettext_lazy("Its complaints go on by themselves."),
    ),
    "flare_up": PanelStep(gettext_lazy("Open it again"), BecauseForm, acts.flare_up),
    "give_incident": PanelStep(
        gettext_lazy("Give it to somebody else"), GiveIncidentForm, acts.give_incident, shown=is_running
    ),
    "leave_incident": PanelStep(gettext_lazy("Take a complaint out"), LeaveForm, acts.leave_incident, shown=is_running),
}


@require_safe
@only_for(SEE_ALL | {Role.FRONT_LINE})
def incidents(request):
    """Running ones first, or the closed ones."""
    agent, now = request.user, timezone.now()
    is_closed = request.GET.get("tab") == "closed"
    rows = report.listed(agent).filter(state="closed") if is_closed else report.listed(agent).running()
    page = page_of(rows, Place.of(request.GET), PAGE)
    tabs = (("running", _("Running"), not is_closed), ("closed", _("Closed"), is_closed))
    context = {
        "tabs": [{"label": label, "url": f"?tab={name}", "count": None, "current": on} for name, label, on in tabs],
        "rows": [(row, clock.light(row.report_clock, now)) for row in page.rows],
        "previous_url": page_url(request.GET, before=page.previous),
        "next_url": page_url(request.GET, after=page.next),
    }
    return render(request, "complaints/incidents.html", context)


def load(agent, pk):
    """The incident, if this agent may know of it; else 404."""
    rows = Incident.objects.visible_to(agent).select_related("owner", "first", "opened_by")
    return get_object_or_404(rows.prefetch_related("tasks__department", "tasks__assignee"), pk=pk)


@require_safe
def incident(request, pk):
    """Its complaints, money, measures, report and timeline."""
    return show(request, load(request.user, pk))


@require_POST
def incident_step(request, pk, verb):
    """Take one step; what was wrong comes back with the text."""
    row = load(request.user, pk)
    return PANELS.step(request, row, verb, show=show, say=lambda _row, result: say_done(request, result))


def say_done(request, result):
    """Whom a message reached and whom not; else only that it is done."""
    if not isinstance(result, words.Told):
        messages.success(request, _("Done."))
        return
    n = len(result.done)
    messages.success(request, ngettext("Sent to %(n)s consumer.", "Sent to %(n)s consumers.", n) % {"n": n})
    for case, reason in result.refused:
        messages.warning(request, _("%(number)s: %(reason)s") % {"number": case.number, "reason": reason})


def show(request, row, *, status=200, **sent):
    """The page of an incident; `sent` brings a form back with its errors."""
    now, agent = timezone.now(), request.user
    cases = report.cases_of(row, agent)
    no_measure = "" if row.reported_at else str(rules.is_a_measure_ordered(row).why)
    open_tasks = set(Task.objects.visible_to(agent).filter(incident=row).values_list("pk", flat=True))
    everybody, seen = row.cases.count(), {case.pk for case, _answered_at, _left in cases}
    context = {
        "incident": row,
        "light": clock.light(row.report_clock, now),
        "cases": cases,
        "unseen": everybody - len(cases),
        "everybody": everybody,
        "untold": row.untold().count() if row.reported_at else 0,
        "no_measure": no_measure,
        "wide_open": "order_measure" if no_measure else "pass_report",
        "sooner": report.owed_sooner(row),
        "texts": [(rules.LANGUAGES[code], text) for code, text in row.report_texts.items() if text],
        "money": report.money_of(row),
        "tasks": [(task, clock.light(task.clock, now), task.pk in open_tasks) for task in row.tasks.all()],
        "named_by": who_names(row),
        "events": [told(event, seen) for event in report.events_of(row)],
        "steps": PANELS.of(row, agent, now, sent),
        "actions": prevention.of_incident(row, agent),
        "may_plan": prevention.may_plan(agent),
    }
    return render(request, "complaints/incident.html", context, status=status)


def told(event, seen):
    """One line of the timeline; the complaint it stands on is named to whoever may see it."""
    return line_of(event, number=event.complaint.number if event.complaint_id in seen else "")


PANELS = Panels(Incident, STEPS, "complaints:incident_step")
