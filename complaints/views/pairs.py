"""New colleagues and their mentors: a lead names them, both see it, the mentor sees what is late."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints.actions.mentors import name_mentor
from complaints.forms.team import MentorForm
from complaints.lifecycle import Refused
from complaints.reports.pairs import pairs_for
from complaints.roles import HANDLERS, WHO_MAY, has_role
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE


@require_http_methods(["GET", "POST"])
@only_for(HANDLERS)
def pairs(request):
    """The pairs one may see, the late cases of the new ones, and for a lead the form."""
    now, may_name = timezone.now(), has_role(request.user, *WHO_MAY["name_mentor"])
    if request.method == "POST" and not may_name:
        raise PermissionDenied
    form = MentorForm(request.POST if request.method == "POST" else None) if may_name else None
    if request.method == "POST" and form.is_valid() and named(request, form, now):
        return redirect("complaints:pairs")
    context = {"pairs": pairs_for(request.user, now), "form": form}
    return render(request, "complaints/pairs.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def named(request, form, now):
    """Do it and say so, or put the refusal beside the field."""
    agent, mentor = form.cleaned_data["agent"], form.cleaned_data["mentor"]
    try:
        name_mentor(agent, by=request.user, now=now, mentor=mentor)
    except Refused as refused:
        form.add_error("mentor", refused.reason)
        return False
    told = _("%(mentor)s is now the mentor of %(agent)s.") if mentor else _("%(agent)s has no mentor any more.")
    messages.success(request, told % {"agent": agent, "mentor": mentor})
    return True
