"""Freezes: what is to be decided and carried out, and one freeze with its steps (DP-16)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from complaints import clock, rules
from complaints.actions import freezes as acts
from complaints.enums import Extent, FreezeState
from complaints.forms import risk as forms
from complaints.models import Complaint, Freeze
from complaints.reports import risk as report
from complaints.roles import SEE_ALL, Role
from complaints.sentences import plain
from complaints.views.guards import only_for
from complaints.views.panels import Panels, PanelStep, leaves
from complaints.views.story import line_of
from complaints.views.tabs import tabbed

PAGE = 50
READERS = SEE_ALL | {Role.FRONT_LINE}
TABS = {"asked": _("To be decided"), "granted": _("To be carried out"), "in_force": _("In effect"), "ended": _("Ended")}
STEPS = {
    "grant_freeze": PanelStep(
        _("Grant it"),
        forms.KeepForm,
        acts.grant_freeze,
        _("Merchant management carries it out at once; by the day you name somebody looks whether it is still needed."),
    ),
    "refuse_freeze": PanelStep(_("Do not grant it"), forms.WhyForm, acts.refuse_freeze, kind="danger"),
    "carry_out_freeze": PanelStep(
        _("Carried out"),
        forms.CarryOutForm,
        acts.carry_out_freeze,
        shown=lambda row: row.extent != Extent.WHOLE and leaves(Freeze, "carry_out_freeze", row.state),
    ),
    "keep_freeze": PanelStep(
        _("It is still needed"),
        forms.KeepForm,
        acts.keep_freeze,
        shown=lambda row: row.state in (FreezeState.GRANTED, FreezeState.IN_FORCE),
        rule=rules.may_lift_freeze,
    ),
    "lift_freeze": PanelStep(
        _("Lift it"), forms.WhyForm, acts.lift_freeze, _("Merchant management opens everything again."), kind="danger"
    ),
    "withdraw_freeze": PanelStep(_("Take it back"), forms.WhyForm, acts.withdraw_freeze),
}


@require_safe
@only_for(READERS)
def freezes(request):
    """What waits for a decision first."""
    form = forms.FreezesForm(request.GET)
    conditions = form.conditions()
    lists, now = report.freezes_of(request.user, conditions), timezone.now()
    rows, context = tabbed(request.GET, lists, TABS, first="asked", uncounted="ended")
    context |= {"rows": with_lights(rows, now), "form": form, "is_narrowed": bool(conditions)}
    return render(request, "complaints/freezes.html", context)


def with_lights(rows, now):
    """[(row, the light of its clock or None), ...]"""
    return [(row, row.clock and clock.light(row.clock, now)) for row in rows]


def load(agent, pk):
    """The freeze, if this agent may know of it; else 404."""
    along = ("complaint__owner", "complaint__handler", "complaint__consumer", "asked_by", "decided_by", "carried_by")
    return get_object_or_404(Freeze.objects.visible_to(agent).select_related(*along, "ended_by"), pk=pk)


@require_safe
def freeze(request, pk):
    """One freeze: what was found, who decided, how far it was carried out, and the next steps."""
    return show(request, load(request.user, pk))


@require_POST
def freeze_step(request, pk, verb):
    """Take one step; what was wrong comes back with the text."""
    row = load(request.user, pk)

    def say(row, _result):
        messages.success(request, plain(report.events_of(row, "freeze").first()))

    return PANELS.step(request, row, verb, show=show, say=say)


def show(request, row, *, status=200, **sent):
    """The page of a freeze; `sent` brings a form back with its errors."""
    now, agent = timezone.now(), request.user
    events = report.events_of(row, "freeze")
    context = {
        "freeze": row,
        "c": row.complaint,
        "light": row.clock and clock.light(row.clock, now),
        "sees_case": Complaint.objects.visible_to(agent).filter(pk=row.complaint_id).exists(),
        "events": [line_of(event) for event in events],
        "steps": PANELS.of(row, agent, now, sent),
    }
    return render(request, "complaints/freeze.html", context, status=status)


PANELS = Panels(Freeze, STEPS, "complaints:freeze_step")
