"""One inquiry with a payment body: what is held, what was asked and answered, and the next steps (DP-20)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from complaints import rules
from complaints.actions import holds as acts
from complaints.actions.hold_answers import answer_hold
from complaints.forms import holds as forms
from complaints.models import PaymentHold
from complaints.reports import holds as report
from complaints.roles import READ_PAYMENTS, has_role
from complaints.sentences import plain
from complaints.views.panels import Panels, PanelStep
from complaints.views.story import line_of

STEPS = {
    "answer_hold": PanelStep(
        gettext_lazy("They have answered"),
        forms.AnswerHoldForm,
        answer_hold,
        gettext_lazy("The consumer is told what follows."),
    ),
    "ask_hold_again": PanelStep(
        gettext_lazy("Ask again"),
        forms.AskAgainForm,
        acts.ask_hold_again,
        gettext_lazy("What was asked before needs no answer any more; the consumer gets the new day."),
        shown=lambda row: row.is_running,
        rule=rules.may_work_on_hold,
    ),
    "release_payment": PanelStep(
        gettext_lazy("Release it without an answer"),
        forms.ReleaseForm,
        acts.release_payment,
        gettext_lazy("By a second person: what is held is paid after all."),
        kind="danger",
    ),
}


def load(agent, pk):
    """The hold, if this agent may know of it; else 404."""
    along = ("complaint__owner", "complaint__handler", "payout__complaint", "question", "opened_by", "ended_by")
    return get_object_or_404(PaymentHold.objects.visible_to(agent).select_related(*along), pk=pk)


@require_safe
def hold(request, pk):
    """What is asked, until when, what waits for it, and the next steps."""
    return show(request, load(request.user, pk))


@require_POST
def hold_step(request, pk, verb):
    """Take one step; what was wrong comes back with the text."""
    row = load(request.user, pk)

    def say(row, _result):
        messages.success(request, plain(report.events_of(row).first()))

    return PANELS.step(request, row, verb, show=show, say=say)


def show(request, row, *, status=200, **sent):
    """The page of a hold; `sent` brings a form back with its errors."""
    now = timezone.now()
    events = list(report.events_of(row))
    context = {
        "hold": row,
        "c": row.complaint,
        "waiting": row.held_payouts.select_related("complaint") if row.is_running else [],
        "is_late": row.is_running and row.question.due_by < now,
        "events": [line_of(event) for event in events],
        "steps": PANELS.of(row, request.user, now, sent),
        "reads_payments": has_role(request.user, *READ_PAYMENTS),
    }
    return render(request, "complaints/hold.html", context, status=status)


PANELS = Panels(PaymentHold, STEPS, "complaints:payment_hold_step")
