"""Reports to authorities: who waits for whom, and one report with its steps (DP-16)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from complaints import clock, rules
from complaints.actions import referrals as acts
from complaints.forms import risk as forms
from complaints.models import Referral
from complaints.reports import risk as report
from complaints.sentences import plain
from complaints.views.freezes import READERS, with_lights
from complaints.views.guards import only_for
from complaints.views.panels import Panels, PanelStep
from complaints.views.story import line_of
from complaints.views.tabs import tabbed

TABS = {"us": _("They wait for us"), "them": _("We wait for them"), "closed": _("Ended")}
STEPS = {
    "send_referral": PanelStep(
        _("It has gone out"),
        forms.SendForm,
        acts.send_referral,
        _("From now on it stays as it is; this record is our proof of what was given to whom."),
    ),
    "change_referral": PanelStep(
        _("Change it"),
        forms.ChangeReferralForm,
        acts.change_referral,
        button=_("Save the report"),
        shown=lambda row: row.is_draft,
        rule=rules.may_work_on_referral,
    ),
    "answer_authority": PanelStep(_("We have answered"), forms.OurAnswerForm, acts.answer_authority),
    "hear_authority": PanelStep(_("They have answered"), forms.HearForm, acts.hear_authority),
    "take_demand": PanelStep(_("They want something of us"), forms.DemandForm, acts.take_demand),
    "close_referral": PanelStep(_("It has come to an end"), forms.CloseReferralForm, acts.close_referral),
    "drop_referral": PanelStep(_("Do not send it"), forms.WhyForm, acts.drop_referral, kind="danger"),
}


@require_safe
@only_for(READERS)
def referrals(request):
    """What waits for us first."""
    form = forms.ReferralsForm(request.GET)
    conditions = form.conditions()
    lists, now = report.referrals_of(request.user, conditions), timezone.now()
    rows, context = tabbed(request.GET, lists, TABS, first="us", uncounted="closed")
    context |= {"rows": with_lights(rows, now), "form": form, "is_narrowed": bool(conditions)}
    return render(request, "complaints/referrals.html", context)


def load(agent, pk):
    """The report, if this agent may see its complaint; else 404."""
    along = ("complaint__owner", "complaint__handler", "complaint__consumer", "drafted_by", "sent_by", "ended_by")
    rows = Referral.objects.visible_to(agent).select_related(*along).prefetch_related("evidence")
    return get_object_or_404(rows, pk=pk)


@require_safe
def referral(request, pk):
    """One report: what was said to whom, what they answered, what they want and by when, and the next steps."""
    return show(request, load(request.user, pk))


@require_POST
def referral_step(request, pk, verb):
    """Take one step; what was wrong comes back with the text."""
    row = load(request.user, pk)

    def say(row, _result):
        messages.success(request, plain(report.events_of(row, "referral").first()))

    return PANELS.step(request, row, verb, show=show, say=say)


def show(request, row, *, status=200, **sent):
    """The page of a report; `sent` brings a form back with its errors."""
    now, agent = timezone.now(), request.user
    events = report.events_of(row, "referral")
    context = {
        "referral": row,
        "c": row.complaint,
        "light": row.clock and clock.light(row.clock, now),
        "events": [line_of(event) for event in events],
        "steps": PANELS.of(row, agent, now, sent),
    }
    return render(request, "complaints/referral.html", context, status=status)


PANELS = Panels(Referral, STEPS, "complaints:referral_step")
