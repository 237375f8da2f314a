"""The team: who has how much, what nobody looks after, and who is away with whom standing in."""

from functools import partial

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.actions import absences as actions
from complaints.forms.team import AbsenceForm
from complaints.lifecycle import Refused
from complaints.models import Absence, Complaint, Tie
from complaints.reports import team as report
from complaints.roles import HANDLERS, Role, has_role
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE, press

READERS = frozenset({Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE, Role.MANAGER})


@require_safe
@only_for(READERS)
def team(request):
    """Who has how much, and what nobody looks after."""
    now = timezone.now()
    retold, registered = report.retold(now)
    context = {
        "people": report.people(now),
        "watched": report.watched(now),
        "handed_about": Complaint.objects.handed_about().count(),
        "bounces": report.bounces(now),
        "retold": retold,
        "registered": registered,
        "may_move": has_role(request.user, Role.LEAD),
        "may_pair": has_role(request.user, *HANDLERS),
        "may_read_ties": has_role(request.user, *Tie.who_may["read_ties"]),
    }
    return render(request, "complaints/team.html", context)


@require_http_methods(["GET", "POST"])
@only_for(HANDLERS)
def absences(request):
    """Who is away now or will be; a form to plan it: one's own, or as a lead everybody's."""
    now = timezone.now()
    form = AbsenceForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_bound and form.is_valid() and planned(request, form, now):
        return redirect("complaints:absences")
    rows = Absence.objects.ahead(now).select_related("agent__department", "stand_in").order_by("begins_at", "pk")
    if not has_role(request.user, Role.LEAD):
        rows = rows.filter(Q(agent=request.user) | Q(stand_in=request.user))
    context = {"form": form, "absences": rows, "now": now, "is_lead": has_role(request.user, Role.LEAD)}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "complaints/absences.html", context, status=status)


def planned(request, form, now):
    """Plan it and say so, or put the refusal on the form."""
    facts = form.cleaned_data
    agent = facts.pop("agent")
    try:
        rows = actions.plan_absence(agent, by=request.user, now=now, **facts)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    messages.success(request, _("%(name)s: planned, %(n)s times.") % {"name": agent, "n": len(rows)})
    return True


@require_POST
@only_for(HANDLERS)
def end_absence(request, pk):
    """Back earlier, or not away at all."""
    absence = get_object_or_404(Absence, pk=pk)
    end = partial(actions.end_absence, absence, by=request.user, now=timezone.now())
    press(request, end, _("Ended: what was covered is with its owner again."))
    return redirect("complaints:absences")
