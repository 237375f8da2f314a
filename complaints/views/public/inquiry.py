"""One question to a merchant or carrier, answered without an account."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints import rules
from complaints.actions.links import item_of_inquiry
from complaints.forms.public import AnswerForm
from complaints.letters import law_told
from complaints.lifecycle import Refused
from complaints.views.files import shown_beside
from complaints.views.outcomes import UNPROCESSABLE
from complaints.views.public.links import by_link, system_of
from complaints.views.public.materials import answer_question, bound


@by_link(item_of_inquiry)
@require_http_methods(["GET", "HEAD", "POST"])
def inquiry(request, item, *, token):
    """The question with its due time, and the form for the answer; nothing about the consumer."""
    form, arrived = AnswerForm(), []
    if request.method == "POST":
        form, arrived = bound(AnswerForm, request, item, timezone.now())
    if request.method == "POST" and form.is_valid() and answered(request, item, form):
        messages.success(request, _("Thank you, your answer is in."))
        return redirect("complaints:inquiry", token=token)
    context = {"item": item, "token": token, "form": form, "is_open": bool(rules.may_still_come(item))}
    context |= {"arrived": arrived, "upload_url": reverse("complaints:inquiry_uploads", args=[token])}
    context |= {"shown": shown_beside(item), "law": law_told(item)}
    return render(request, "complaints/inquiry.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def answered(request, item, form):
    """Record the answer; False after putting the refusal onto the form."""
    files, _refused = form.cleaned_data["files"]
    by, now = system_of(request, "inquiry"), timezone.now()
    try:
        for sentence in answer_question(item, files, by=by, now=now, says=form.cleaned_data["says"]):
            messages.warning(request, sentence)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
