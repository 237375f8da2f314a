"""Audit: the history of all complaints, of one, and of the rules. Reads only; taking it out of the house is a POST."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from complaints.actions.audit import export_history
from complaints.enums import EventKind
from complaints.forms.audit import HistoryForm
from complaints.models import Complaint
from complaints.reports import audit as reports
from complaints.reports import policy_history, stints
from complaints.roles import READ_HISTORY
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE
from complaints.views.paging import Place, page_of, page_url
from complaints.views.spreadsheets import csv_answer

PAGE_SIZE = 50
HEADS = (
    gettext_lazy("When"),
    gettext_lazy("Complaint"),
    gettext_lazy("Who"),
    gettext_lazy("What"),
    gettext_lazy("Why"),
    gettext_lazy("Changes"),
    gettext_lazy("From where"),
    gettext_lazy("Request"),
)


@require_GET
@only_for(READ_HISTORY)
def audit(request):
    """Events across complaints, the newest first, narrowed by the form; keyset pages."""
    people = reports.names_of_agents()
    form = HistoryForm(request.GET or None, people=people)
    events = chosen_events(request.user, form)
    page = page_of(events, Place.of(request.GET), PAGE_SIZE)
    days = reports.by_day(reports.lines_of(page.rows, people))
    context = {"form": form, "days": days, "pager": pager(request, page), "tabs": main_tabs("events")}
    return render(request, "complaints/audit.html", context)


def chosen_events(agent, form):
    """The visible events that meet the form's conditions; none while a condition is wrong."""
    events = reports.events_visible_to(agent)
    if not form.is_bound:
        return events
    return reports.narrowed(events, **form.cleaned_data) if form.is_valid() else events.none()


@require_GET
@only_for(READ_HISTORY)
def history(request, number):
    """One complaint: everything, its payouts, the rules it met, and who looked."""
    complaint = get_object_or_404(
        Complaint.objects.visible_to(request.user).select_related("category", "consumer", "owner"), number=number
    )
    tab = request.GET.get("tab", "all")
    people = reports.names_of_agents()
    counts = reports.counts_of(complaint)
    context = {"complaint": complaint, "tabs": tabs_of(complaint, counts, tab), "tab": tab}
    if tab == "people":
        lines = stints.stints_of(complaint, timezone.now())
        return render(request, "complaints/history.html", context | {"stints": lines})
    if tab == "rules":
        return render(request, "complaints/history.html", context | policy_history.rules_met_by(complaint))
    events = reports.narrowed(reports.events_visible_to(request.user), complaint.number, what=reports.TABS.get(tab, ()))
    page = page_of(events, Place.of(request.GET), PAGE_SIZE)
    days = reports.by_day(reports.lines_of(page.rows, people))
    return render(request, "complaints/history.html", context | {"days": days, "pager": pager(request, page)})


@require_GET
@only_for(READ_HISTORY)
def policy(request):
    """What was changed about people's limits and about the rules, the newest first."""
    found = policy_history.keys(policy_history.key_of(request.GET.get("after", "")), PAGE_SIZE + 1)
    shown, more = found[:PAGE_SIZE], found[PAGE_SIZE:]
    context = {
        "days": reports.by_day(policy_history.lines_of(shown, reports.names_of_agents())),
        "older_url": f"?after={shown[-1].cursor}" if more else "",
        "tabs": main_tabs("policy"),
    }
    return render(request, "complaints/policy_history.html", context)


@require_POST
@only_for(READ_HISTORY)
def export_events(request):
    """The chosen events as CSV, streamed; the export itself becomes part of the history."""
    people = reports.names_of_agents()
    form = HistoryForm(request.POST, people=people)
    if not form.is_valid():
        context = {"form": form, "tabs": main_tabs("events")}
        return render(request, "complaints/audit.html", context, status=UNPROCESSABLE)
    now = timezone.now()
    events = chosen_events(request.user, form).filter(at__lt=now)  # without the record of this export itself
    complaint = Complaint.objects.visible_to(request.user).filter(number=form.cleaned_data["number"]).first()
    conditions = {name: str(value) for name, value in form.cleaned_data.items() if value}
    export_history(complaint, by=request.user, now=now, rows=events.count(), conditions=conditions)
    lines = (reports.cells_of(event, people) for event in events.iterator(chunk_size=2000))
    return csv_answer("history.csv", HEADS, lines)


@require_POST
@only_for(READ_HISTORY)
def export_stints(request):
    """Who had which complaint from when to when, as CSV: of one number, or of all (OW-10). Recorded like the other."""
    number, now = request.POST.get("number", "").strip(), timezone.now()
    rows = stints.visible_stints(request.user, number)
    complaint = Complaint.objects.visible_to(request.user).filter(number=number).first() if number else None
    conditions = {"what": "stints"} | ({"number": number} if number else {})
    export_history(complaint, by=request.user, now=now, rows=rows.count(), conditions=conditions)
    return csv_answer("responsibility.csv", stints.HEADS, map(stints.cells_of, rows.iterator(chunk_size=2000)))


def pager(request, page):
    """Links to the pages around this one, with the conditions kept."""
    return {
        "newer_url": page_url(request.GET, before=page.previous),
        "older_url": page_url(request.GET, after=page.next),
        "count": len(page.rows),
    }


def main_tabs(current):
    """The two histories: of complaints, and of the rules."""
    tabs = [
        ("events", _("Complaints and payouts"), reverse("complaints:audit")),
        ("policy", _("Rules, limits and people"), reverse("complaints:policy_history")),
    ]
    return [{"label": label, "url": url, "current": code == current} for code, label, url in tabs]


def tabs_of(complaint, counts, current):
    """The tabs of one complaint with their counts."""
    here = reverse("complaints:history", args=[complaint.number])
    tabs = [
        ("all", _("This complaint"), sum(counts.values())),
        ("payouts", _("Its payouts"), counts.get(EventKind.MONEY, 0)),
        ("people", _("Who had it"), None),
        ("rules", _("Rules it met"), None),
        ("looks", _("Who looked"), counts.get(EventKind.PRIVACY, 0)),
    ]
    return [
        {"label": label, "url": f"{here}?tab={code}", "count": count, "current": code == current}
        for code, label, count in tabs
    ]
