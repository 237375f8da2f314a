"""Acts on ticked rows: the single act for each of them, each refusal reported by number and reason."""

from dataclasses import dataclass, field

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from complaints import rules
from complaints.actions import evidence, incidents, routing, triage
from complaints.forms.bulk import AssignForm, CategoryForm, EvidenceForm, TierForm
from complaints.forms.incidents import OpenIncidentForm
from complaints.lifecycle import Refused
from complaints.models import Complaint, Incident
from complaints.roles import WHO_MAY
from complaints.views.outcomes import UNPROCESSABLE

MOST = 100  # rows in one go: more than a page holds
# verb -> (label, form, the single act)
BULK = {
    "assign": (gettext_lazy("Assign"), AssignForm, routing.assign),
    "ask_evidence": (gettext_lazy("Ask for evidence"), EvidenceForm, evidence.ask_evidence),
    "set_tier": (gettext_lazy("Set tier"), TierForm, triage.set_tier),
    "reclassify": (gettext_lazy("Set category"), CategoryForm, triage.reclassify),
    "open_incident": (gettext_lazy("Incident"), OpenIncidentForm, incidents.open_incident),
}
TOGETHER = ("open_incident",)  # one act over all of them


@dataclass
class Outcome:
    """What became of each ticked number."""

    done: list = field(default_factory=list)
    refused: list = field(default_factory=list)


def bulk_acts(agent):
    """The buttons of the bar; a role that may never do it is told so."""
    return [{"verb": verb, "label": label, "why": against(verb, agent)} for verb, (label, _form, _act) in BULK.items()]


def against(verb, agent):
    """The sentence that tells this agent that his hat is not the one, or ""."""
    hats = Incident.who_may if verb in TOGETHER else WHO_MAY
    return rules.wears_the_hat(verb, agent, hats).why


@require_http_methods(["GET", "POST"])
def bulk(request):
    """GET asks for the facts of the act, POST does it row by row and shows what became of each."""
    sent = request.POST if request.method == "POST" else request.GET
    verb = sent.get("verb")
    if verb not in BULK:
        raise Http404
    label, form_class, act = BULK[verb]
    form = form_class(request.POST if request.method == "POST" else None)
    numbers = list(dict.fromkeys(sent.getlist("number")))[:MOST]
    complaints = ticked(request.user, numbers)
    context = {"verb": verb, "label": label, "form": form, "complaints": complaints, "back": sent.get("back", "")}
    context["missing"] = [number for number in numbers if number not in {c.number for c in complaints}]
    context["back_url"] = f"{reverse('complaints:inbox')}?{context['back']}"  # nothing but a query from outside
    context["why"] = against(verb, request.user)
    if request.method == "POST" and form.is_valid() and verb in TOGETHER:
        incident = together(complaints, act, form, by=request.user)
        if incident:
            return redirect("complaints:incident", pk=incident.pk)
    elif request.method == "POST" and form.is_valid():
        context["outcome"] = act_on_each(complaints, act, by=request.user, facts=form.cleaned_data)
    return render(
        request, "complaints/bulk.html", context, status=UNPROCESSABLE if form.is_bound and not form.is_valid() else 200
    )


def together(complaints, act, form, *, by):
    """One act over all of them: its result, or None with the reason on the form."""
    try:
        return act(complaints, by=by, now=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return None


def ticked(agent, numbers):
    """The ticked complaints that this agent may see, in the order of the list."""
    found = Complaint.objects.visible_to(agent).filter(number__in=numbers).select_related("owner", "handler")
    return sorted(found, key=lambda complaint: numbers.index(complaint.number))


def act_on_each(complaints, act, *, by, facts):
    """Run the single act for each complaint in a transaction of its own; a refusal stops only its own row."""
    outcome, now = Outcome(), timezone.now()
    for complaint in complaints:
        try:
            act(complaint, by=by, now=now, **facts)
        except Refused as refused:
            outcome.refused.append((complaint, refused.reason))
        else:
            outcome.done.append(complaint)
    return outcome
