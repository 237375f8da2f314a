"""Freezes: what is to be decided and carried out, and one freeze with its steps (DP-16)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from complaints import clock, rules
from complaints.actions import freezes as acts
from complaints.enums import Extent, FreezeState
from complaints.forms import risk as forms
from complaints.lifecycle import why_not
from complaints.models import Complaint, Freeze
from complaints.reports import risk as report
from complaints.roles import SEE_ALL, Role
from complaints.sentences import plain, sentence, symbol
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE
from complaints.views.paging import Place, capped_counts, page_of, page_url, told_count
from complaints.views.panels import Panels, PanelStep, leaves

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
    "carry_out_freeze": PanelStep(_("Carried out"), forms.CarryOutForm, acts.carry_out_freeze),
    "keep_freeze": PanelStep(_("It is still needed"), forms.KeepForm, acts.keep_freeze),
    "lift_freeze": PanelStep(
        _("Lift it"), forms.WhyForm, acts.lift_freeze, _("Merchant management opens everything again."), kind="danger"
    ),
    "withdraw_freeze": PanelStep(_("Take it back"), forms.WhyForm, acts.withdraw_freeze),
}


def tab_of(label, name, params, count, current):
    """One tab; it keeps what the list is narrowed by."""
    kept = params.copy()
    for gone in ("after", "before"):
        kept.pop(gone, None)
    kept["tab"] = name
    return {"label": label, "url": f"?{kept.urlencode()}", "count": count, "current": current}


def listed(request, lists, tabs, first):
    """(tab, its page, what both lists show): the tab asked for, counts beside all but the last."""
    tab = request.GET.get("tab") if request.GET.get("tab") in lists else first
    page = page_of(lists[tab], Place.of(request.GET), PAGE)
    counts = capped_counts({name: rows for name, rows in lists.items() if name != list(lists)[-1]})
    told = {name: told_count(counts[name]) if name in counts else None for name in lists}
    return {
        "tab": tab,
        "tabs": [tab_of(tabs[name], name, request.GET, told[name], name == tab) for name in lists],
        "rows": [(row, row.clock and clock.light(row.clock, timezone.now())) for row in page.rows],
        "previous_url": page_url(request.GET, before=page.previous),
        "next_url": page_url(request.GET, after=page.next),
    }


@require_safe
@only_for(READERS)
def freezes(request):
    """What waits for a decision first."""
    form = forms.FreezesForm(request.GET)
    conditions = form.conditions()
    context = listed(request, report.freezes_of(request.user, conditions), TABS, "asked")
    return render(request, "complaints/freezes.html", context | {"form": form, "is_narrowed": bool(conditions)})


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
    done, form = PANELS.take(request, row, verb)
    if not done:
        return show(request, row, status=UNPROCESSABLE, **{verb: form})
    messages.success(request, plain(report.events_of(row, "freeze").first()))
    return redirect("complaints:freeze", pk=row.pk)


def show(request, row, *, status=200, **sent):
    """The page of a freeze; `sent` brings a form back with its errors."""
    now, agent = timezone.now(), request.user
    events = report.events_of(row, "freeze")
    context = {
        "freeze": row,
        "c": row.complaint,
        "light": row.clock and clock.light(row.clock, now),
        "sees_case": Complaint.objects.visible_to(agent).filter(pk=row.complaint_id).exists(),
        "events": [{"event": event, "line": sentence(event), "symbol": symbol(event)} for event in events],
        "steps": PANELS.of(row, agent, now, sent),
    }
    return render(request, "complaints/freeze.html", context, status=status)


def offers(row, verb, agent):
    """A step is shown in the states it leaves, to who wears the hat; carrying out until it is whole."""
    if not rules.wears_the_hat(verb, agent, Freeze.who_may):
        return False
    if verb == "keep_freeze":
        return row.state in (FreezeState.GRANTED, FreezeState.IN_FORCE)
    if verb == "carry_out_freeze" and row.extent == Extent.WHOLE:
        return False
    return leaves(Freeze, verb, row.state)


def against(row, verb, agent, now):
    """The sentence that stands against a step now, or ""."""
    if verb == "keep_freeze":
        return str(rules.may_lift_freeze(row, agent).why)
    return why_not(row, verb, agent, now)


PANELS = Panels(STEPS, "complaints:freeze_step", offers, against)
