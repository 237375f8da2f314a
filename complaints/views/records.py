"""What the platform's own systems know of the order: the records kept with the case, and another look (IV-03)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from complaints import rules
from complaints.actions import looking
from complaints.gateways import orders as order_source
from complaints.models import Complaint
from complaints.reports.records import rows_of, same_batch, shown_records
from complaints.views.outcomes import press


def load(request, number):
    """The complaint, or 404 for whoever may not know of it."""
    rows = Complaint.objects.visible_to(request.user).select_related("consumer", "owner", "handler")
    return get_object_or_404(rows, number=number)


@require_safe
def records(request, number):
    """The newest record of each part; `record` of the address shows an earlier one in its place."""
    complaint, now = load(request, number), timezone.now()
    rows = rows_of(complaint)
    pick = request.GET.get("record", "")
    wears = bool(rules.wears_the_hat("look_again", request.user))
    context = {
        "c": complaint,
        "shown": shown_records(complaint, rows, int(pick) if pick.isdecimal() and len(pick) < 19 else None),
        "earlier": rows,
        "batch_others": same_batch(complaint, request.user),
        "wears": wears,
        "why": why_not_look(complaint, request.user, now) if wears else "",
    }
    return render(request, "complaints/records.html", context)


def why_not_look(complaint, agent, now):
    """What stands against another look, or ""."""
    if not order_source.is_connected():
        return _("No order system is connected.")
    return str(rules.may_look_again(complaint, agent, now).why)


@require_POST
def look_again(request, number):
    """Ask the order source now, for three seconds at most and without any lock, and keep what it tells."""
    complaint, now = load(request, number), timezone.now()
    hat = rules.wears_the_hat("look_again", request.user)
    if not hat:
        raise PermissionDenied(hat.why)
    against = why_not_look(complaint, request.user, now)
    if against:
        messages.error(request, against)
    else:
        look(request, complaint, now)
    return redirect("complaints:records", number=number)


def look(request, complaint, now):
    """Ask, keep, and say what came of it."""
    asked = complaint.order_number
    try:
        facts = order_source.ask(asked, now)
    except (OSError, ValueError):
        looking.ask_later(complaint, now=now)
        words = _("The order system does not answer. What is kept stays as it is; it is asked again by itself.")
        messages.error(request, words)
        return
    press(
        request,
        lambda: looking.look_again(complaint, asked, facts, by=request.user, now=now),
        _("Kept as the order system tells it now. Differences stand with each part."),
    )
