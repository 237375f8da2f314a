"""Freezes and reports to authorities as lists: what is to be decided, who waits for whom, until when (DP-16)."""

from complaints.enums import OURS_TO_DO, FreezeState, ReferralState
from complaints.filters import midnight
from complaints.models import Event, Freeze, Referral
from complaints.reports.figures.period import A_DAY

IN_FORCE = (FreezeState.GRANTED, FreezeState.IN_FORCE)


def freezes_of(agent, conditions):
    """{tab: freezes this agent may see}: what runs by its due time, what has ended the newest first."""
    rows = Freeze.objects.visible_to(agent).select_related("complaint", "asked_by", "decided_by")
    if conditions.get("kind"):
        rows = rows.filter(kind=conditions["kind"])
    if conditions.get("merchant"):
        rows = rows.filter(merchant__icontains=conditions["merchant"])
    return {
        "asked": rows.filter(state=FreezeState.ASKED).order_by("due_by", "pk"),
        "granted": rows.filter(state=FreezeState.GRANTED).order_by("decided_at", "pk"),
        "in_force": rows.filter(state=FreezeState.IN_FORCE).order_by("review_by", "pk"),
        "ended": rows.exclude(state__in=[FreezeState.ASKED, *IN_FORCE]).order_by("-asked_at", "-pk"),
    }


def referrals_of(agent, conditions):
    """{tab: reports this agent may see}: by who has to act next."""
    rows = Referral.objects.visible_to(agent).select_related("complaint", "drafted_by", "sent_by")
    if conditions.get("authority"):
        rows = rows.filter(authority=conditions["authority"])
    if conditions.get("merchant"):
        rows = rows.filter(complaint__merchant__icontains=conditions["merchant"])
    if conditions.get("since"):
        rows = rows.filter(drafted_at__gte=midnight(conditions["since"]))
    if conditions.get("until"):
        rows = rows.filter(drafted_at__lt=midnight(conditions["until"] + A_DAY))
    return {
        "us": rows.filter(state__in=OURS_TO_DO).order_by("drafted_at", "pk"),
        "them": rows.filter(state=ReferralState.SENT).order_by("due_by", "pk"),
        "closed": rows.filter(state__in=[ReferralState.CLOSED, ReferralState.DROPPED]).order_by("-drafted_at", "-pk"),
    }


def events_of(row, name):
    """What happened to one freeze or report, the newest first; `name`: what the events call it."""
    rows = Event.objects.filter(complaint=row.complaint_id, **{f"data__{name}": row.pk})
    return rows.select_related("agent").order_by("-at", "-pk")
