"""The public page of our time limits and of the routes outside the platform."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from complaints import wording
from complaints.enums import ClockName, State
from complaints.models import TierTarget

WORKDAY = 1440
# (clock, state) -> what we promise, in the order of a complaint's life.
PROMISES = {
    (ClockName.RESPOND, ""): _("A person reads your complaint and answers"),
    (ClockName.DISPATCH, ""): _("Somebody is in charge of it"),
    (ClockName.PLAN, ""): _("You get our proposal"),
    (ClockName.UPDATE, ""): _("You hear from us at least every"),
    (ClockName.STAGE, State.AWAITING_CONSUMER): _("You have time to choose"),
    (ClockName.STAGE, State.EXECUTING): _("What you chose is carried out"),
    (ClockName.STAGE, State.MEDIATION): _("A mediation ends"),
    (ClockName.STAGE, State.RE_REVIEW): _("A second review ends"),
    (ClockName.STAGE, State.ARBITRATION): _("The platform's arbiter decides"),
    (ClockName.STAGE, State.WITHDRAWN): _("You can take a withdrawal back"),
}


@login_not_required
@require_safe
def rules(request):
    """Our time limits as they are set now, the longest of all kinds of cases, and who else can help."""
    return render(request, "complaints/rules.html", {"promises": promises(), "day": timezone.now()})


def promises():
    """[(what, how long)]: for each clock the longest time any case gets, so that nobody is promised too much."""
    longest = {}
    for row in TierTarget.objects.all():
        known = longest.get((row.clock, row.state))
        if known is None or row.minutes > known.minutes:
            longest[row.clock, row.state] = row
    return [(what, how_long(longest[key])) for key, what in PROMISES.items() if key in longest]


def how_long(target):
    """48 hours, 5 working days."""
    if target.in_working_days:
        return _("%(n)s working days") % {"n": target.minutes // WORKDAY}
    return wording.span(timedelta(minutes=target.minutes))
