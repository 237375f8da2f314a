"""The bell: what an agent has been told, newest first; reading is a POST."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from complaints.actions import accounts
from complaints.enums import NoticeChannel
from complaints.letters import Words, alert
from complaints.models import Complaint, Notice
from complaints.views.paging import Place, page_of, page_url

PAGE = 30
# Which fact of an alert leads to which page; the fact is the page's row, or its several parts. Lists have no row.
PLACES = {
    "saved": "open_filter",
    "category": "standard",
    "place": "wording",
    "request": "data_request",
    "action": "action",
    "freeze": "freeze",
    "referral": "referral",
}
LISTS = {"files": "checks", "limits": "limits"}


@dataclass(frozen=True)
class Line:
    """One alert in words; of a complaint the agent no longer sees only that there was one."""

    notice: Notice
    sentence: str
    is_open: bool


def alerts_of(agent):
    """Everything that was ever put into this agent's bell."""
    return Notice.objects.filter(agent=agent, channel=NoticeChannel.IN_APP)


@require_safe
def alerts(request):
    """One page of the agent's alerts."""
    rows = alerts_of(request.user).select_related("complaint").order_by("-created_at", "-pk")
    rows = rows.only("event", "context", "created_at", "read_at", "is_urgent", "complaint__number", "complaint__title")
    page = page_of(rows, Place.of(request.GET), PAGE)
    seen = set(Complaint.objects.visible_to(request.user).filter(notices__in=page.rows).values_list("pk", flat=True))
    words = Words(channel=NoticeChannel.IN_APP, event__in={notice.event for notice in page.rows})
    lines = [line_of(notice, seen, words) for notice in page.rows]
    context = {"lines": lines, "has_unread": any(line.notice.read_at is None for line in lines)}
    context["previous_url"] = page_url(request.GET, before=page.previous)
    context["next_url"] = page_url(request.GET, after=page.next)
    return render(request, "complaints/alerts.html", context)


def line_of(notice, seen, words):
    """One alert; `seen`: the complaints on this page that the agent may see."""
    if notice.complaint_id is None or notice.complaint_id in seen:
        return Line(notice, alert(notice, words), is_open=True)
    return Line(notice, _("About a complaint that has left your desk"), is_open=False)


@require_POST
def read_alerts(request):
    """All read."""
    accounts.read_alerts(request.user, now=timezone.now())
    return redirect("complaints:alerts")


@require_POST
def open_alert(request, pk):
    """Read one, and go to what it is about."""
    notice = get_object_or_404(alerts_of(request.user).select_related("complaint"), pk=pk)
    accounts.read_alerts(request.user, now=timezone.now(), pk=notice.pk)
    return redirect(place_of(notice))


def place_of(notice):
    """The address of what an alert is about; the list of alerts where that has no page."""
    for fact, page in PLACES.items():
        if notice.context.get(fact):
            value = notice.context[fact]
            return reverse(f"complaints:{page}", args=value if isinstance(value, list) else [value])
    for fact, page in LISTS.items():
        if notice.context.get(fact):
            return reverse(f"complaints:{page}")
    if notice.complaint is None:
        return reverse("complaints:alerts")
    return reverse("complaints:complaint", args=[notice.complaint.number])
