"""A letter just sent: the button that takes it back, as long as it is in the house."""

from math import ceil

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from complaints import rules
from complaints.actions import recalling
from complaints.models import Complaint
from complaints.sentences import called
from complaints.views.outcomes import press


def letter_sent(complaint, agent, now):
    """To whom this agent has just sent a letter, and for how many seconds it can be taken back; else None."""
    if not rules.may_be_offered_back(complaint, agent, now):
        return None
    seconds = ceil((complaint.stage_at + rules.UNDO - now).total_seconds())
    return {"number": complaint.number, "to": called(complaint.consumer), "seconds": seconds}


def letter_sent_of(request, now):
    """The same for the complaint that `letter` of the address names: on pages that go on to the next one."""
    number = request.GET.get("letter", "")
    rows = Complaint.objects.visible_to(request.user).select_related("consumer")
    complaint = rows.filter(number=number).first() if number else None
    return complaint and letter_sent(complaint, request.user, now)


@require_POST
def recall_letter(request, number):
    """Take the letter back that is still in the house; the draft is open again on the desk."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user), number=number)
    hat = rules.wears_the_hat("recall_letter", request.user)
    if not hat:
        raise PermissionDenied(hat.why)
    step = rules.letter_step(complaint)
    done = _("Taken back: the consumer has not received it. The letter is a draft again.")
    if step and step.verb in rules.RULINGS:
        done = _("Taken back: the consumer has not heard of it. The arbitration goes on.")
    press(request, lambda: recalling.recall_letter(complaint, by=request.user, now=timezone.now()), done)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("complaints:complaint", args=[number]) + query)
