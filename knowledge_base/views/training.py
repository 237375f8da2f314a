"""What colleagues want to practise: the list of those who lead and of each for himself, noting and ending a need."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from complaints.models import Complaint
from complaints.roles import has_role
from complaints.views.outcomes import UNPROCESSABLE, accepts, press
from knowledge_base import forms, reports, roles
from knowledge_base.actions import training as acts
from knowledge_base.enums import TrainingTopic
from knowledge_base.models import TrainingTag
from knowledge_base.views.articles import chips

PAGE = 100


def training(request):
    """Open needs by topic, or those that were met."""
    visible = TrainingTag.objects.visible_to(request.user)
    topic, is_done = request.GET.get("topic", ""), request.GET.get("done") == "1"
    listed = visible.exclude(done_at=None) if is_done else visible.open()
    counts = dict(listed.order_by().values_list("topic").annotate(Count("pk")))
    found = listed.filter(topic=topic) if topic in TrainingTopic else listed
    shelves = {"": visible.open().count(), "1": visible.exclude(done_at=None).count()}
    topics = [("", _("All topics")), *TrainingTopic.choices]
    names = [("", _("To practise")), ("1", _("Practised"))]
    context = {
        "tags": found.select_related("agent", "set_by", "done_by", "complaint__category")[:PAGE],
        "topics": chips(request, "topic", topics, topic, counts | {"": sum(counts.values())}),
        "shelves": chips(request, "done", names, "1" if is_done else "", shelves),
        "numbers": set(open_to(request.user, listed)),
        "leads": has_role(request.user, *roles.TRAINERS),
        "may_finish": has_role(request.user, *roles.TRAINING["finish_training"]),
        "form": forms.TrainedForm(auto_id=False),
    }
    return render(request, "knowledge_base/training.html", context)


def open_to(agent, tags):
    """The numbers of those complaints behind the tags that this agent may open."""
    rows = Complaint.objects.visible_to(agent).filter(pk__in=tags.order_by().values("complaint"))
    return rows.values_list("number", flat=True)


def tag_training(request, number):
    """Note a need on the case that showed it."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user), number=number)
    people = reports.may_learn_from(complaint, request.user)
    first = reports.suggested_training(complaint)
    sent = request.POST if request.method == "POST" else None
    form = forms.TrainingForm(sent, people=people, initial=first)
    if sent is not None and form.is_valid():
        facts = form.cleaned_data
        if accepts(form, lambda: acts.tag_training(complaint, by=request.user, now=timezone.now(), **facts)):
            messages.success(request, _("Noted. It stands on the training page."))
            return redirect("complaints:complaint", number)
    context = {
        "form": form,
        "complaint": complaint,
        "why": "" if people else _("You have not worked on this complaint."),
    }
    return render(request, "knowledge_base/tag_training.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def finish_training(request, pk):
    """The need was met: what was done."""
    tag = get_object_or_404(TrainingTag.objects.visible_to(request.user), pk=pk)
    said = request.POST.get("done_how", "")[:200]
    press(
        request,
        lambda: acts.finish_training(tag, by=request.user, now=timezone.now(), done_how=said),
        _("Done: %(topic)s.") % {"topic": tag},
    )
    return redirect("knowledge_base:training")
