"""Approvals: what waits for me, one request with everything needed to decide, and the decision itself."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from complaints import letters, rules, wording
from complaints.actions import eligibility, handover, payouts, proposals
from complaints.enums import HandoverStatus
from complaints.forms.approvals import (
    DecisionForm,
    HandoverDecisionForm,
    PayoutDecisionForm,
    ProposalDecisionForm,
    RefusalDecisionForm,
)
from complaints.models import Complaint, Handover, Notice, Payout, Proposal, Refusal
from complaints.reports import approvals as queue
from complaints.reports import dossier
from complaints.roles import READ_PAYMENTS, WHO_MAY, has_role
from complaints.sentences import sentence
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE, accepts
from complaints.views.recalling import letter_sent_of


@dataclass(frozen=True)
class Kind:
    """One sort of request: who decides it, its page, its form, and for each verb the action and what to say then."""

    model: type
    related: tuple
    deciders: frozenset
    dossier: object
    form: type[DecisionForm]
    actions: dict
    done: dict


KINDS = {
    "payouts": Kind(
        Payout,
        ("proposed_by", "endorsed_by", "approved_by"),
        WHO_MAY["reject"],
        dossier.payout_dossier,
        PayoutDecisionForm,
        {
            "approve": lambda row, note, **who: payouts.approve(row, note=note, **who),
            "endorse": lambda row, note, **who: payouts.endorse(row, note=note, **who),
            "reject": lambda row, note, **who: payouts.reject(row, note=note, **who),
        },
        {
            "approve": gettext_lazy("Approved: %(what)s."),
            "endorse": gettext_lazy("First approval given: %(what)s."),
            "reject": gettext_lazy("Rejected: %(what)s. The author has been told."),
        },
    ),
    "proposals": Kind(
        Proposal,
        ("author",),
        WHO_MAY["approve_proposal"],
        dossier.proposal_dossier,
        ProposalDecisionForm,
        {
            "approve_proposal": lambda row, note, **who: proposals.approve_proposal(
                row.complaint, review_note=note, **who
            ),
            "return_proposal": lambda row, note, **who: proposals.return_proposal(
                row.complaint, review_note=note, **who
            ),
        },
        {
            "approve_proposal": gettext_lazy("Approved and sent to the consumer: %(what)s."),
            "return_proposal": gettext_lazy("Returned: %(what)s. The author has been told."),
        },
    ),
    "refusals": Kind(
        Refusal,
        ("proposed_by",),
        WHO_MAY["refuse"],
        dossier.refusal_dossier,
        RefusalDecisionForm,
        {
            "refuse": lambda row, _note, **who: eligibility.refuse(row.complaint, **who),
            "return_refusal": lambda row, note, **who: eligibility.return_refusal(row.complaint, note=note, **who),
        },
        {
            "refuse": gettext_lazy("Refusal confirmed: %(what)s. The letter goes out."),
            "return_refusal": gettext_lazy("Given back: %(what)s. The author has been told."),
        },
    ),
    "handovers": Kind(
        Handover,
        ("from_agent", "to_agent"),
        WHO_MAY["take_handover"],
        dossier.handover_dossier,
        HandoverDecisionForm,
        {
            "take_handover": lambda row, _note, **who: handover.take_handover(row, **who),
            "decline_handover": lambda row, note, **who: handover.decline_handover(row, reason=note, **who),
        },
        {
            "take_handover": gettext_lazy("You have taken over: %(what)s."),
            "decline_handover": gettext_lazy("Declined: %(what)s. It stays where it is."),
        },
    ),
}


@require_GET
@only_for(WHO_MAY["take_handover"])
def approvals(request):
    """Everything that waits for me; the first one is open beside the list."""
    now = timezone.now()
    tasks = queue.tasks_for(request.user, now)
    if not tasks:
        context = {"tasks": tasks, "reads_payments": has_role(request.user, *READ_PAYMENTS)}
        context["letter_sent"] = letter_sent_of(request, now)
        return render(request, "complaints/approvals.html", context)
    kind, pk = tasks[0].key
    return show(request, kind, load(request.user, kind, pk), tasks, now)


@require_http_methods(["GET", "POST"])
def approval(request, kind, pk):
    """One request: read it, or decide it and go on to the next."""
    now = timezone.now()
    row = load(request.user, kind, pk)
    if request.method == "POST":
        return decide(request, kind, row, now)
    return show(request, kind, row, queue.tasks_for(request.user, now), now)


def decide(request, kind, row, now):
    """Run the action behind the button; a refusal is shown where it was asked, the note stays."""
    form = KINDS[kind].form(request.POST)
    following = after(queue.tasks_for(request.user, now), kind, row.pk)
    if form.is_valid():
        verb = form.cleaned_data["verb"]
        if accepts(form, lambda: KINDS[kind].actions[verb](row, form.note, by=request.user, now=now)):
            messages.success(request, KINDS[kind].done[verb] % {"what": name_of(row)})
            return redirect(f"{following}?letter={row.complaint.number}" if verb in rules.LETTERS else following)
    row = load(request.user, kind, row.pk)
    return show(request, kind, row, queue.tasks_for(request.user, now), now, form)


def load(agent, kind, pk):
    """The request, if this agent decides such requests and may see its complaint; else 404."""
    if kind not in KINDS or not has_role(agent, *KINDS[kind].deciders):
        raise Http404
    people = ("complaint__category", "complaint__consumer", "complaint__owner", "complaint__handler")
    rows = KINDS[kind].model.objects.select_related(*people, *KINDS[kind].related)
    visible = Q(complaint__in=Complaint.objects.visible_to(agent))
    if kind == "handovers":
        visible = Q(to_agent=agent) & (visible | Q(status=HandoverStatus.OFFERED))
    return get_object_or_404(rows.filter(visible), pk=pk)


def show(request, kind, row, tasks, now, form=None):
    """The list and one request; a request that no longer waits says who decided it and when."""
    place = next((n for n, task in enumerate(tasks, start=1) if task.key == (kind, row.pk)), None)
    context = KINDS[kind].dossier(row, request.user, now) | {
        "tasks": tasks,
        "kind": kind,
        "current": row.pk,
        "place": place,
        "form": form or KINDS[kind].form(),
        "dossier_template": f"complaints/_{kind}_dossier.html",
        "asked_sum": sum(task.amount or 0 for task in tasks),
        "reads_payments": has_role(request.user, *READ_PAYMENTS),
        "letter_sent": letter_sent_of(request, now),
    }
    if decided := dossier.settled(row, kind):
        context |= {"settled": decided, "settled_sentence": sentence(decided)}
    elif kind == "payouts":
        context["letter"] = letter_about(row)
    return render(request, "complaints/approvals.html", context, status=UNPROCESSABLE if form else 200)


def letter_about(payout):
    """What the consumer will read once the payout is approved, in his language."""
    complaint = payout.complaint
    facts = {"amount": str(payout.amount), "number": payout.number}
    with translation.override(complaint.consumer.language):
        return letters.sentence(Notice(event="payout", complaint=complaint, context=facts))


def name_of(row):
    """What was decided about, for the message afterwards."""
    if isinstance(row, Payout):
        return f"{row.number} {wording.money(row.amount)}"
    return row.complaint.number


def after(tasks, kind, pk):
    """Where to go when this one is decided: the next of the list, else the list."""
    place = next((n for n, task in enumerate(tasks) if task.key == (kind, pk)), 0)
    keys = [task.key for task in tasks if task.key != (kind, pk)]
    if not keys:
        return reverse("complaints:approvals")
    return reverse("complaints:approval", args=keys[min(place, len(keys) - 1)])
