"""Case reviews: the list, the nomination, the page of one review and what is written down on it."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from complaints.lifecycle import Refused, why_not
from complaints.models import Complaint
from complaints.roles import has_role
from complaints.views.outcomes import UNPROCESSABLE
from knowledge_base import forms, reports, roles, rules
from knowledge_base.actions import articles as article_acts
from knowledge_base.actions import reviews as acts
from knowledge_base.enums import ReviewState, SelectionReason
from knowledge_base.models import Alternative, CaseReview, DecisionPoint, Lesson, ReviewAction
from knowledge_base.views.articles import chips

PAGE = 100
# verb -> (its form, what it does with the cleaned fields)
WRITES = {
    "schedule": (forms.MeetingForm, acts.schedule),
    "reconvene": (forms.ReasonForm, acts.reconvene),
    "note": (forms.NotesForm, acts.note),
    "add_decision": (forms.DecisionForm, acts.add_decision),
    "add_alternative": (forms.AlternativeForm, acts.add_alternative),
    "add_lesson": (forms.LessonForm, acts.add_lesson),
    "add_action": (forms.ActionForm, acts.add_action),
}
STEPS = {"discuss": gettext_lazy("Finish the meeting"), "publish": gettext_lazy("Publish the review")}
LINES = {"decision": DecisionPoint, "alternative": Alternative, "lesson": Lesson, "action": ReviewAction}


def reviews(request):
    """All reviews by state, filtered by why they were selected."""
    visible = CaseReview.objects.visible_to(request.user)
    state, reason = request.GET.get("state", ""), request.GET.get("reason", "")
    found = visible.select_related("category", "facilitator").defer("facts", "curve")
    if state in ReviewState:
        found = found.filter(state=state)
    if reason in SelectionReason:
        found = found.filter(selection_reason=reason)
    counts = reports.counts_by_state(visible)
    successes, everything = reports.share_of_successes(visible)
    context = {
        "reviews": found.annotate(lesson_count=Count("lessons")).order_by("-nominated_at", "-pk")[:PAGE],
        "states": chips(request, "state", [("", _("All")), *ReviewState.choices], state, counts | {"": everything}),
        "reasons": chips(request, "reason", [("", _("Any reason")), *SelectionReason.choices], reason, {}),
        "successes": successes,
        "everything": everything,
    }
    return render(request, "knowledge_base/reviews.html", context)


def nominate(request, number):
    """Propose a closed complaint for a meeting."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user), number=number)
    form = forms.NominateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = acts.nominate(complaint, by=request.user, now=timezone.now(), **form.cleaned_data)
            return redirect("knowledge_base:review", new.pk)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    context = {"form": form, "complaint": complaint, "why": rules.may_be_reviewed(complaint).why}
    return render(request, "knowledge_base/nominate.html", context, status=UNPROCESSABLE if form.errors else 200)


def review(request, pk, status=200, sent=None, refusal=""):
    """One review as the meeting sees it. `sent` is (verb, form) where something was refused."""
    review = get_object_or_404(loaded(request.user), pk=pk)
    now, agent = timezone.now(), request.user
    may_note = review.is_open and has_role(agent, *roles.REVIEW["note"])
    context = {
        "review": review,
        "facts": reports.told_facts(review),
        "curve": reports.told_curve(review),
        "actions": reports.told_actions(review, now),
        "step": next_step(review, agent, now),
        "sent": sent[0] if sent else "",
        "refusal": refusal,
        "forms": forms_for(review, sent) if may_note else {},
        "may_note": may_note,
        "may_schedule": has_role(agent, *roles.REVIEW["schedule"]),
        "complaint": Complaint.objects.visible_to(agent).filter(pk=review.complaint_id).only("number").first(),
    }
    return render(request, "knowledge_base/review.html", context, status=status)


def loaded(agent):
    """Reviews with everything their page shows."""
    return (
        CaseReview.objects.visible_to(agent)
        .select_related("category", "facilitator", "presenter", "recorder")
        .prefetch_related("questioners", "decisions", "alternatives", "lessons", "actions__owner", "articles")
    )


def next_step(review, agent, now):
    """The one step forward, and what stands against it."""
    verb = {ReviewState.SCHEDULED: "discuss", ReviewState.DISCUSSED: "publish"}.get(review.state)
    return verb and {"verb": verb, "label": STEPS[verb], "why": why_not(review, verb, agent, now)}


def forms_for(review, sent):
    """A form for everything that may be written down; the one that was refused keeps what was typed."""
    bound = {sent[0]: sent[1]} if sent else {}
    empty = {
        verb: form(instance=review, prefix=verb) if form in (forms.MeetingForm, forms.NotesForm) else form(prefix=verb)
        for verb, (form, _act) in WRITES.items()
    }
    return empty | bound


@require_POST
def record(request, pk, verb):
    """Write something down, or set the meeting: one form, one action."""
    found = get_object_or_404(loaded(request.user), pk=pk)
    form_class, act = WRITES[verb]
    instance = {"instance": found} if form_class in (forms.MeetingForm, forms.NotesForm) else {}
    form = form_class(request.POST, prefix=verb, **instance)
    if not form.is_valid():
        return review(request, pk, status=UNPROCESSABLE, sent=(verb, form))
    try:
        act(found, by=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return review(request, pk, status=UNPROCESSABLE, sent=(verb, form))
    return redirect("knowledge_base:review", pk)


@require_POST
def take_step(request, pk, verb):
    """Finish the meeting, or publish what came out of it."""
    found = get_object_or_404(CaseReview.objects.visible_to(request.user), pk=pk)
    try:
        getattr(acts, verb)(found, by=request.user, now=timezone.now())
    except Refused as refusal:
        return review(request, pk, status=UNPROCESSABLE, refusal=refusal.reason)
    messages.success(request, _("Done: %(step)s.") % {"step": STEPS[verb]})
    return redirect("knowledge_base:review", pk)


@require_POST
def drop(request, pk, kind, line):
    """Take a mistaken line out."""
    found = get_object_or_404(CaseReview.objects.visible_to(request.user), pk=pk)
    if kind not in LINES:
        raise Http404
    try:
        acts.drop(get_object_or_404(LINES[kind], pk=line, review=found), by=request.user, now=timezone.now())
    except Refused as refusal:
        return review(request, pk, status=UNPROCESSABLE, refusal=refusal.reason)
    return redirect("knowledge_base:review", pk)


@require_POST
def finish_action(request, pk, line):
    """Report an action as done."""
    found = get_object_or_404(CaseReview.objects.visible_to(request.user), pk=pk)
    try:
        acts.finish_action(get_object_or_404(ReviewAction, pk=line, review=found), by=request.user, now=timezone.now())
    except Refused as refusal:
        return review(request, pk, status=UNPROCESSABLE, refusal=refusal.reason)
    return redirect("knowledge_base:review", pk)


@require_POST
def draft_from_review(request, pk):
    """Make a knowledge draft of the lessons."""
    found = get_object_or_404(loaded(request.user), pk=pk)
    try:
        draft = article_acts.draft_from_review(found, by=request.user, now=timezone.now())
    except Refused as refusal:
        return review(request, pk, status=UNPROCESSABLE, refusal=refusal.reason)
    return redirect("knowledge_base:revise_article", draft.pk)
