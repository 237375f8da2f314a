"""Corrective actions: the list, a new one, one of them with what is counted before and after, and its steps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints import clock, rules
from complaints.actions import prevention as acts
from complaints.forms import prevention as forms
from complaints.lifecycle import Refused
from complaints.models import Complaint, CorrectiveAction, Incident
from complaints.reports import prevention as report
from complaints.roles import SEE_ALL, Role, has_role
from complaints.sentences import sentence, symbol
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE
from complaints.views.panels import Panels, PanelStep
from complaints.views.tabs import tabbed

PAGE = 50
READERS = SEE_ALL | {Role.FRONT_LINE}
TABS = {
    "open": gettext_lazy("Under way"),
    "check": gettext_lazy("Effect to be checked"),
    "waiting": gettext_lazy("Effect still to show"),
    "mine": gettext_lazy("Mine"),
    "closed": gettext_lazy("Closed"),
}


def judged(action):
    """The action of a verdict: the figures of the moment are kept with it."""

    def judge(row, *, now, **facts):
        return action(row, now=now, figures=figures_of(row, now), **facts)

    return judge


STEPS = {
    "carry_out_action": PanelStep(
        gettext_lazy("Carried out"),
        forms.ProofForm,
        acts.carry_out_action,
        gettext_lazy("After the days that were set, somebody else looks at the effect."),
    ),
    "confirm_action": PanelStep(
        gettext_lazy("Effective"),
        forms.VerdictForm,
        judged(acts.confirm_action),
        gettext_lazy("The figures above are kept with your verdict."),
    ),
    "resume_action": PanelStep(
        gettext_lazy("Not effective: go on"),
        forms.NoEffectForm,
        judged(acts.resume_action),
        gettext_lazy("It is open again; the figures above are kept with your verdict."),
    ),
    "tie_action": PanelStep(
        gettext_lazy("Put a complaint under it"), forms.TieForm, acts.tie_action, shown=lambda row: row.is_live
    ),
    "give_action": PanelStep(
        gettext_lazy("Somebody else, or another time"),
        forms.GiveActionForm,
        acts.give_action,
        shown=lambda row: row.state == "open",
    ),
    "drop_action": PanelStep(gettext_lazy("Give it up"), forms.DropActionForm, acts.drop_action),
}


@require_safe
@only_for(READERS)
def actions(request):
    """The list: what is due first stands first."""
    agent, now = request.user, timezone.now()
    form = forms.ActionFilterForm(request.GET)
    lists = {name: rows.filter(form.condition()) for name, rows in report.tabs_of(agent, now).items()}
    rows, context = tabbed(request.GET, lists, TABS, first="open", uncounted="closed")
    context |= {
        "form": form,
        "rows": [(row, clock.light(row.clock, now)) for row in rows],
        "may_plan": report.may_plan(agent),
        "may_check": has_role(agent, *rules.CHECKERS),
    }
    return render(request, "complaints/actions.html", context)


@require_http_methods(["GET", "POST"])
def new_action(request):
    """Plan one; from a complaint, an incident or a cause the form comes filled."""
    agent = request.user
    hat = rules.wears_the_hat("plan_action", agent, CorrectiveAction.who_may)
    if not hat:
        raise PermissionDenied(hat.why)
    incident = Incident.objects.visible_to(agent).filter(pk=number_in(request.GET, "incident")).first()
    if request.method == "GET":
        form = forms.PlanActionForm(by=agent, initial=first_values(request.GET, agent, incident))
        return render(request, "complaints/action_new.html", {"form": form})
    form = forms.PlanActionForm(request.POST, by=agent)
    if form.is_valid():
        try:
            action = acts.plan_action(by=agent, now=timezone.now(), incident=incident, **form.facts())
        except Refused as refused:
            form.refuse(refused.reason)
        else:
            messages.success(request, _("The action is planned."))
            return redirect("complaints:action", pk=action.pk)
    return render(request, "complaints/action_new.html", {"form": form}, status=UNPROCESSABLE)


def number_in(params, name):
    """A key in the address, or None."""
    value = params.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None


def first_values(params, agent, incident):
    """What is known already: of a complaint, of an incident, or of a cause whose newest complaint it follows from."""
    rows = Complaint.objects.visible_to(agent)
    cause = params.get("root_cause", "")
    if incident:
        case = incident.first
    elif params.get("complaint"):
        case = rows.filter(number=params["complaint"]).first()
    else:
        case = rows.filter(root_cause=cause).order_by("-registered_at", "-pk").first() if cause else None
    values = {"lesson": params.get("lesson", "")[:200], "root_cause": cause, "because": params.get("because", "")[:400]}
    if case is None:
        return values
    known = {"numbers": case.number, "root_cause": cause or case.root_cause}
    if not cause:
        known |= {"category": case.category_id, "merchant": case.merchant}
    return values | known


def load(agent, pk):
    """The action, if this agent may know of it; else 404."""
    people = ("owner", "opened_by", "done_by", "checked_by", "category", "incident", "first")
    return get_object_or_404(CorrectiveAction.objects.visible_to(agent).select_related(*people), pk=pk)


@require_safe
def action(request, pk):
    """Its plan, proof, effect and timeline."""
    return show(request, load(request.user, pk))


@require_POST
def action_step(request, pk, verb):
    """Take one step; what was wrong comes back with the text."""
    row = load(request.user, pk)

    def say(row, _result):
        messages.success(request, _("Done."))

    return PANELS.step(request, row, verb, show=show, say=say)


def figures_of(row, now):
    """The counts as they are kept with a verdict."""
    effect = report.effect_of(row, now)
    return effect.as_figures() if effect else {}


def show(request, row, *, status=200, **sent):
    """The page of an action; `sent` brings a form back with its errors."""
    now, agent = timezone.now(), request.user
    seen = Complaint.objects.visible_to(agent).filter(corrective_actions=row).order_by("-registered_at", "-pk")
    cases, effect = list(seen.select_related("owner")[: forms.MOST_CASES]), report.effect_of(row, now)
    context = {
        "action": row,
        "light": clock.light(row.clock, now) if row.is_live else None,
        "cases": cases,
        "unseen": row.complaints.count() - len(cases),
        "proofs": [item for item in row.evidence.exclude(file="") if row.first_id in {case.pk for case in cases}],
        "effect": effect,
        "counted": counted_side(row, effect, request.GET, agent),
        "events": [(event, sentence(event), symbol(event)) for event in report.events_of(row)],
        "steps": PANELS.of(row, agent, now, sent),
    }
    return render(request, "complaints/action.html", context, status=status)


def counted_side(row, effect, params, agent):
    """The complaints behind one of the two figures, one by one, as far as the agent sees them; None unless asked."""
    side = params.get("counted", "")
    if effect is None or side not in ("before", "after"):
        return None
    span = effect.before_span if side == "before" else effect.after_span
    rows = report.hits(row, span).filter(pk__in=Complaint.objects.visible_to(agent).order_by().values("pk"))
    rows = rows.select_related("owner").order_by("-registered_at", "-pk")
    return {"side": side, "span": span, "rows": rows[: forms.MOST_CASES]}


PANELS = Panels(CorrectiveAction, STEPS, "complaints:action_step")
