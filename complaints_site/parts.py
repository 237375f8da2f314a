"""The page of parts: every component of the look with its states. Development only."""

from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.clock import Light
from complaints.enums import ClockName, ClockState, State


class PartsForm(forms.Form):
    """One field of each kind; the amount is wrong on purpose."""

    next_contact = forms.CharField(
        label=_("Next contact"), help_text=_("The consumer sees this time on the progress page.")
    )
    amount = forms.DecimalField(label=_("Amount"), max_digits=8, decimal_places=2, max_value=300)
    owner = forms.CharField(label=_("First owner"), disabled=True, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("goodwill", _("Goodwill")), ("liability", _("Liability"))], widget=forms.RadioSelect
    )
    evidence = forms.FileField(label=_("Evidence"), required=False)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label=_("I have checked the order record"), required=False)


def sample_clocks(now) -> list:
    """A clock in each of the five states."""
    samples = [
        (ClockName.DISPATCH, ClockState.RUNNING, timedelta(minutes=41)),
        (ClockName.RESPOND, ClockState.SOON, timedelta(minutes=4)),
        (ClockName.UPDATE, ClockState.LATE, timedelta(minutes=-6)),
        (ClockName.PLAN, ClockState.PAUSED, timedelta(hours=31)),
        (ClockName.REPORT, ClockState.MET, timedelta(minutes=7)),
    ]
    return [
        Light(name.value, name.label, state.value, now + left, left, took=timedelta(minutes=7))
        for name, state, left in samples
    ]


@login_not_required
def parts(request):
    """Show them all."""
    now = timezone.now()
    form = PartsForm({"next_contact": "15:00", "amount": "320", "kind": "goodwill"}, initial={"owner": "林晓"})
    return render(
        request,
        "parts.html",
        {
            "clocks": sample_clocks(now),
            "form": form,
            "states": State.values,
            "now": now,
            "earlier": now - timedelta(hours=26),
            "tabs": [
                {"label": _("This complaint"), "url": "#", "count": 38, "current": True},
                {"label": _("Payouts"), "url": "#", "count": 4},
            ],
            "steps": [
                {"label": _("Received"), "state": "done"},
                {"label": _("Your choice"), "state": "current"},
                {"label": _("Settled"), "state": "todo"},
            ],
            "changes": [{"label": _("Tier"), "old": _("Low"), "new": _("Medium")}],
            "kpi": {
                "url": "#",
                "name": _("First response"),
                "verdict": "met",
                "figure": "94.2",
                "unit": "%",
                "hits": "1,204",
                "base": "1,278",
                "low": 92.8,
                "point": 94.2,
                "high": 95.4,
                "target_value": 90,
                "target": "≥ 90%",
                "change": "+1.6",
            },
            "nav": [
                {"label": _("Complaints"), "url": "#", "count": 41, "current": True},
                {"label": _("Approvals"), "url": "#", "count": 7},
            ],
        },
    )
