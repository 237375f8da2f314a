"""Standard options: all at a glance, one category's versions with a form, and the steps of a version (DP-08)."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints import rules
from complaints.actions import standards as actions
from complaints.forms.standards import StandardForm, initial_of
from complaints.lifecycle import Refused
from complaints.models import Category, StandardOption
from complaints.reports import standards as report
from complaints.roles import READ_STANDARDS, has_role

UNPROCESSABLE = 422
STEPS = {
    "approve": (actions.approve_standard, gettext_lazy("In force: new proposals begin with it.")),
    "withdraw": (actions.withdraw_standard, gettext_lazy("Taken back: it does not count.")),
    "end": (actions.end_standard, gettext_lazy("This category has no standard option any more.")),
}


def for_readers(view):
    """Everybody who writes or answers for proposals; everybody else gets 403."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not has_role(request.user, *READ_STANDARDS):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_readers
def standards(request):
    """Every category with its standard option, and what waits for a second person."""
    only_set = request.GET.get("show") == "set"
    chips = [
        {"label": _("All categories"), "url": "?", "current": not only_set, "count": None},
        {"label": _("With a standard option"), "url": "?show=set", "current": only_set, "count": None},
    ]
    context = {"groups": report.overview(only_set=only_set), "chips": chips}
    return render(request, "complaints/standards.html", context)


@require_http_methods(["GET", "POST"])
@for_readers
def standard(request, code):
    """One category: the version that counts, a form for the next one, and what it was before."""
    category = get_object_or_404(Category.objects.filter(is_active=True), pk=code)
    if request.method == "GET":
        return page(request, category)
    verdict = rules.may_standardise("propose_standard", request.user)
    if not verdict:
        raise PermissionDenied(verdict.why)
    form = StandardForm(request.POST)
    if form.is_valid() and handed_in(request, form, category):
        return redirect("complaints:standard", code)
    return page(request, category, form)


def handed_in(request, form, category):
    """Hand it in and say so, or put the refusal on the form."""
    try:
        actions.propose_standard(by=request.user, now=timezone.now(), category=category, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    messages.success(request, _("Handed in: it counts as soon as a colleague puts it into force."))
    return True


def page(request, category, form=None):
    """The page of one category, with what was typed or else with the newest version."""
    versions = report.versions_of(category)
    rows = [row for row, _changes in versions]
    waiting = next((row for row in rows if row.is_waiting), None)
    in_force = next((row for row in rows if row.is_in_force), None)
    context = {
        "category": category,
        "versions": versions,
        "waiting": waiting,
        "in_force": in_force,
        "form": form or StandardForm(initial=initial_of(waiting or in_force)),
        "why_not": whys(request.user, waiting),
    }
    return render(request, "complaints/standard.html", context, status=UNPROCESSABLE if form else 200)


def whys(agent, waiting):
    """Why this agent may not take a step; empty where he may."""
    found = {verb: rules.may_standardise(f"{verb}_standard", agent).why for verb in ("propose", "end")}
    if waiting:
        found |= {
            "approve": rules.may_approve_standard(waiting, agent).why,
            "withdraw": rules.may_withdraw_standard(waiting, agent).why,
        }
    return found


@require_POST
@for_readers
def standard_step(request, pk, verb):
    """Put into force, take back, or end."""
    if verb not in STEPS:
        raise Http404
    row = get_object_or_404(StandardOption, pk=pk)
    act, done = STEPS[verb]
    try:
        act(row, by=request.user, now=timezone.now())
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("complaints:standard", row.category_id)
