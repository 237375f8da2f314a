"""Somebody leaves: choose who and when, see every open case with a suggestion, move all in one go (scenario 18)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints import clock
from complaints.actions import leaving as actions
from complaints.forms.routing import named
from complaints.forms.team import LeaverForm, NoteForm
from complaints.lifecycle import Refused
from complaints.reports.receivers import receivers_for, suggestions
from complaints.roles import Role
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE

MOST = 1000  # cases moved in one go; the rest stays in the list for the next


@dataclass
class Row:
    """One case of the leaver: to whom it goes, what to say about it, and what is wrong with the choice."""

    case: object
    light: object
    to: str = ""
    note: str = ""
    error: str = ""


@require_http_methods(["GET", "POST"])
@only_for({Role.LEAD})
def leaving(request):
    """Choose, look through, confirm. Sent twice it moves what is still there."""
    sent = request.method == "POST"
    given = request.POST if sent else request.GET
    chooser = LeaverForm(given if "agent" in given else None, by=request.user)
    context = {"chooser": chooser, "note_form": NoteForm(request.POST if sent else None)}
    if not chooser.is_bound or not chooser.is_valid():
        return render(request, "complaints/leaving.html", context, status=UNPROCESSABLE if sent else 200)
    return moved(request, chooser, context) if sent else looked_through(request, chooser, context)


def looked_through(request, chooser, context, rows=None, refusal=""):
    """The cases with a receiver each: suggested, all to one, or as they were typed."""
    leaver, now = chooser.cleaned_data["agent"], timezone.now()
    receivers = receivers_for(leaver, now)
    rows = rows or suggested_rows(leaver, receivers, request.GET.get("to", ""), now)
    context |= {
        "leaver": leaver,
        "last_day": chooser.cleaned_data["last_day"],
        "rows": rows,
        "receivers": [(agent.username, named(agent)) for agent in receivers],
        "all_to": request.GET.get("to", ""),
        "refusal": refusal,
    }
    bad = bool(refusal) or any(row.error for row in rows)
    return render(request, "complaints/leaving.html", context, status=UNPROCESSABLE if bad else 200)


def suggested_rows(leaver, receivers, all_to, now):
    """Every case with who is suggested for it, or with the one chosen for all."""
    cases = list(actions.cases_of(leaver)[:MOST])
    chosen = suggestions(cases, leaver, receivers)
    known = {agent.username for agent in receivers}
    if all_to in known:
        return [Row(case, clock.stored_light(case, now), all_to) for case in cases]
    return [Row(case, clock.stored_light(case, now), chosen[case.pk].username if chosen else "") for case in cases]


def moved(request, chooser, context):
    """Move every case that was on the screen, and say what became of each."""
    leaver, now = chooser.cleaned_data["agent"], timezone.now()
    by_name = {agent.username: agent for agent in receivers_for(leaver, now)}
    rows = [typed_row(case, request.POST, by_name, now) for case in actions.cases_of(leaver)[:MOST]]
    rows = [row for row in rows if row]
    if any(row.error for row in rows) or not context["note_form"].is_valid():
        return looked_through(request, chooser, context, rows, _("Choose somebody for every case first."))
    numbers = sent_numbers(request.POST)
    plan = {number: by_name[request.POST[f"to-{number}"]] for number in numbers if known(request.POST, number, by_name)}
    try:
        outcome = actions.move_out(
            leaver,
            by=request.user,
            now=now,
            last_day=chooser.cleaned_data["last_day"],
            receivers=plan,
            notes={row.case.number: row.note for row in rows},
            **context["note_form"].cleaned_data,
        )
    except Refused as refused:
        return looked_through(request, chooser, context, rows, refused.reason)
    again = f"{request.path}?{urlencode({'agent': leaver.username, 'last_day': chooser.cleaned_data['last_day']})}"
    context = {"leaver": leaver, "outcome": outcome, "last_day": chooser.cleaned_data["last_day"], "again_url": again}
    return render(request, "complaints/left.html", context)


def sent_numbers(posted):
    """The numbers of the cases that were on the screen."""
    return [name.removeprefix("to-") for name in posted if name.startswith("to-")][:MOST]


def known(posted, number, by_name):
    """Whether this case was given to somebody who can have it."""
    return posted.get(f"to-{number}", "") in by_name


def typed_row(case, posted, by_name, now):
    """One case as it was sent; None if it came in after the screen was drawn."""
    if f"to-{case.number}" not in posted:
        return None
    to, note = posted[f"to-{case.number}"], posted.get(f"note-{case.number}", "")[:1000]
    error = "" if to in by_name else _("Choose who takes it.")
    return Row(case, clock.stored_light(case, now), to, note, error)
