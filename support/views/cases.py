"""One complaint as support sees it: feelings, advice, consultations; no person, no money."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from complaints.lifecycle import Refused, why_not
from complaints.models import Complaint, EmotionReading
from complaints.roles import has_role
from complaints.rules import first_no, wears_the_hat
from complaints.views.outcomes import UNPROCESSABLE, press
from support import roles, rules
from support.actions import consultations, tactics
from support.forms import AnswerForm, AskForm, MarkForm
from support.models import Consultation, cases_visible_to
from support.views.home import page, visitors_only


def load(request, number):
    """The complaint, if this person may open its support page."""
    rows = cases_visible_to(request.user).select_related("category", "first_owner", "owner")
    return get_object_or_404(rows.prefetch_related("emotion_readings"), number=number)


@require_GET
@visitors_only
def case(request, number):
    """The curve, the card and what was asked."""
    return show(request, load(request, number))


def show(request, complaint, *, ask_form=None, answer_form=None, status=200):
    """The page of one complaint, with whatever form is being corrected."""
    agent, now = request.user, timezone.now()
    rows = list(complaint.consultations.select_related("asked_by", "answered_by"))
    for row in rows:
        row.why_not_close = why_not(row, "close", agent, now)
        row.why_not_answer = why_not(row, "answer", agent, now)
    context = {
        "complaint": complaint,
        "consultations": rows,
        "readings": complaint.emotion_readings.all(),
        "ask_form": ask_form or AskForm(),
        "answer_form": answer_form or AnswerForm(),
        "why_not_ask": first_no(wears_the_hat("ask", agent, roles.CONSULTATION), rules.may_ask(complaint, agent)).why,
        "has_waiting": any(row.state == "asked" for row in rows),
        "is_staff_here": has_role(agent, *roles.STAFF),
        "is_social_worker": has_role(agent, roles.SOCIAL_WORKER),
    }
    return page(request, "case", context, status)


@require_POST
@visitors_only
def ask(request, number):
    """Ask the social worker."""
    complaint = load(request, number)
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            consultations.ask(complaint, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("question", refused.reason)
        else:
            messages.success(request, _("The question is with the social worker; it also stands in the timeline."))
            return redirect("support:case", number)
    return show(request, complaint, ask_form=form, status=UNPROCESSABLE)


@require_POST
@visitors_only
def answer(request, pk):
    """Advise whoever asked."""
    consultation = load_consultation(request, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            consultations.answer(consultation, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("text", refused.reason)
        else:
            messages.success(request, _("%(name)s has your answer.") % {"name": consultation.asked_by})
            return redirect("support:case", consultation.complaint.number)
    return show(request, consultation.complaint, answer_form=form, status=UNPROCESSABLE)


@require_POST
@visitors_only
def close(request, pk):
    """The answer was read."""
    consultation = load_consultation(request, pk)
    press(request, partial(consultations.close, consultation, by=request.user, now=timezone.now()))
    return redirect("support:case", consultation.complaint.number)


def load_consultation(request, pk):
    """The consultation with its complaint, if this person may see it."""
    rows = Consultation.objects.visible_to(request.user).select_related("complaint__category", "asked_by")
    return get_object_or_404(rows, pk=pk)


@require_POST
@visitors_only
def mark_tactic(request, pk):
    """Whether the card helped; from the desk, so back to the desk."""
    visible = EmotionReading.objects.filter(complaint__in=Complaint.objects.visible_to(request.user))
    reading = get_object_or_404(visible.select_related("complaint"), pk=pk)
    form = MarkForm(request.POST)
    if form.is_valid():
        press(request, partial(tactics.mark_tactic, reading, by=request.user, now=timezone.now(), **form.cleaned_data))
    if request.htmx:
        return render(request, "support/_tactic_fragment.html", {"complaint": reading.complaint})
    return redirect(f"{reverse('complaints:complaint', args=[reading.complaint.number])}#emotion")
