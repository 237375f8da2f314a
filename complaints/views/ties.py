"""Relations: one's own page to declare them; for leads and managers whose there are, read on record and ended."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.actions import ties as acts
from complaints.forms.ties import EndTieForm, TieForm
from complaints.lifecycle import Refused
from complaints.models import Agent, Tie
from complaints.reports import ties as report
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE, accepts


@never_cache
@require_http_methods(["GET", "POST"])
@only_for(Tie.who_may["declare_tie"])
def ties(request):
    """One's own relations, the cases they concern, and the form to declare one."""
    form = TieForm(request.POST if request.method == "POST" else None)
    if (
        form.is_bound
        and form.is_valid()
        and accepts(form, lambda: acts.declare_tie(by=request.user, now=timezone.now(), **form.facts()))
    ):
        messages.success(request, _("Declared. Cases it concerns are decided by others from now on."))
        return redirect("complaints:ties")
    context = {"form": form, "ties": request.user.ties.all(), "cases": report.cases_to_give_away(request.user)}
    return render(request, "complaints/ties.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@require_safe
@only_for(Tie.who_may["read_ties"])
def team_ties(request):
    """Who has declared something, and how much; whom it is about stands behind a button that is recorded."""
    return render(request, "complaints/team_ties.html", {"people": report.people_with_ties()})


@never_cache
@require_POST
@only_for(Tie.who_may["read_ties"])
def read_ties(request, pk):
    """What one colleague has declared: shown on this answer alone, and the reading is recorded."""
    return shown(request, get_object_or_404(Agent, pk=pk))


def shown(request, agent, **more):
    """The page of one colleague's relations, or back to the list with the reason."""
    try:
        rows = acts.read_ties(agent, by=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("complaints:team_ties")
    context = {"people": report.people_with_ties(), "agent": agent, "rows": rows, "end_form": EndTieForm()} | more
    return render(request, "complaints/team_ties.html", context, status=UNPROCESSABLE if more else 200)


@never_cache
@require_POST
@only_for(Tie.who_may["end_tie"])
def end_tie(request, pk):
    """It binds no longer, with the reason."""
    tie = get_object_or_404(Tie.objects.select_related("agent"), pk=pk)
    form = EndTieForm(request.POST)
    if form.is_valid() and accepts(
        form, lambda: acts.end_tie(tie, by=request.user, now=timezone.now(), **form.facts())
    ):
        messages.success(request, _("Ended: it binds no longer."))
        return redirect("complaints:team_ties")
    return shown(request, tie.agent, end_form=form, ending=tie.pk)
