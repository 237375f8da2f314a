"""Check-ins: consent, the question, one's own answers, and what others shared with a social worker."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from complaints.lifecycle import Refused
from complaints.roles import has_role
from complaints.views.outcomes import UNPROCESSABLE, accepts, press
from support import roles
from support.actions import check_ins as actions
from support.forms import CheckInForm, ConsentForm
from support.models import CheckIn, CheckInConsent
from support.views.home import page, visitors_only


@require_GET
@visitors_only
def check_ins(request):
    """One's own answers; for a social worker also what others shared."""
    return show(request)


def show(request, *, check_in_form=None, consent_form=None, status=200):
    """The page, with whatever form is being corrected."""
    agent = request.user
    if not has_role(agent, *roles.STAFF, roles.SOCIAL_WORKER):
        raise PermissionDenied
    rows = list(CheckIn.objects.visible_to(agent).select_related("agent"))
    context = {
        "takes_part": has_role(agent, *roles.STAFF),
        "is_social_worker": has_role(agent, roles.SOCIAL_WORKER),
        "consent": CheckInConsent.objects.of(agent),
        "own": [row for row in rows if row.agent_id == agent.pk],
        "shared": [row for row in rows if row.agent_id != agent.pk],
        "check_in_form": check_in_form or CheckInForm(),
        "consent_form": consent_form or ConsentForm(),
    }
    return page(request, "check_ins", context, status)


@require_POST
@visitors_only
def check_in(request):
    """Note how heavy work is."""
    form = CheckInForm(request.POST)
    who = {"by": request.user, "now": timezone.now()}
    if form.is_valid() and accepts(form, lambda: actions.check_in(**who, **form.cleaned_data)):
        messages.success(request, _("Noted. Only you and the social worker you chose can read it."))
        return redirect("support:check_ins")
    return show(request, check_in_form=form, status=UNPROCESSABLE)


@require_POST
@visitors_only
def give_consent(request):
    """Choose who may read the check-ins."""
    form = ConsentForm(request.POST)
    if form.is_valid():
        try:
            actions.give_consent(by=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("reader", refused.reason)
        else:
            return redirect("support:check_ins")
    return show(request, consent_form=form, status=UNPROCESSABLE)


@require_POST
@visitors_only
def withdraw_consent(request):
    """Stop, and delete everything."""
    withdraw = partial(actions.withdraw_consent, by=request.user, now=timezone.now())
    press(request, withdraw, _("The consent has ended; every check-in is deleted."))
    return redirect("support:check_ins")


@require_POST
@visitors_only
def erase_check_in(request, pk):
    """Delete one answer."""
    row = get_object_or_404(CheckIn.objects.visible_to(request.user), pk=pk)
    press(request, partial(actions.erase_check_in, row, by=request.user))
    return redirect("support:check_ins")
