"""Standard options: all at a glance, one category's versions with a form, and the steps of a version (DP-08)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints import rules
from complaints.actions import versions as actions
from complaints.actions.standards import propose_standard
from complaints.forms.standards import StandardForm, initial_of
from complaints.models import Category, StandardOption
from complaints.reports import standards as report
from complaints.roles import READ_STANDARDS, SEE_ALL, has_role
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE, accepts
from complaints.views.versions import standing, take_step, whys

STEPS = {
    "approve": (actions.approve, gettext_lazy("In force: new proposals begin with it.")),
    "withdraw": (actions.withdraw, gettext_lazy("Taken back: it does not count.")),
    "end": (actions.end, gettext_lazy("This category has no standard option any more.")),
}


@require_safe
@only_for(READ_STANDARDS)
def standards(request):
    """Every category with its standard option, and what waits for a second person."""
    only_set = request.GET.get("show") == "set"
    chips = [
        {"label": _("All categories"), "url": "?", "current": not only_set, "count": None},
        {"label": _("With a standard option"), "url": "?show=set", "current": only_set, "count": None},
    ]
    context = {
        "groups": report.overview(only_set=only_set),
        "chips": chips,
        "reads_deviations": has_role(request.user, *SEE_ALL),
    }
    return render(request, "complaints/standards.html", context)


@require_http_methods(["GET", "POST"])
@only_for(READ_STANDARDS)
def standard(request, code):
    """One category: the version that counts, a form for the next one, and what it was before."""
    category = get_object_or_404(Category.objects.filter(is_active=True), pk=code)
    if request.method == "GET":
        return page(request, category)
    verdict = rules.may_step_version(StandardOption, "propose", request.user)
    if not verdict:
        raise PermissionDenied(verdict.why)
    form = StandardForm(request.POST)
    facts = {"by": request.user, "now": timezone.now(), "category": category}
    if form.is_valid() and accepts(form, lambda: propose_standard(**facts, **form.cleaned_data)):
        messages.success(request, _("Handed in: it counts as soon as a colleague puts it into force."))
        return redirect("complaints:standard", code)
    return page(request, category, form)


def page(request, category, form=None):
    """The page of one category, with what was typed or else with the newest version."""
    versions = report.versions_of(category)
    waiting, in_force = standing([row for row, _changes in versions])
    context = {
        "category": category,
        "versions": versions,
        "waiting": waiting,
        "in_force": in_force,
        "form": form or StandardForm(initial=initial_of(waiting or in_force)),
        "why_not": whys(request.user, StandardOption, waiting),
    }
    return render(request, "complaints/standard.html", context, status=UNPROCESSABLE if form else 200)


@require_POST
@only_for(READ_STANDARDS)
def standard_step(request, pk, verb):
    """Put into force, take back, or end."""
    row = get_object_or_404(StandardOption, pk=pk)
    take_step(request, row, STEPS, verb)
    return redirect("complaints:standard", row.category_id)
