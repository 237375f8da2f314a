"""Facts of the goods: price and way (IV-07), those of special goods (IN-20), the day they are needed by (CL-15)."""

from datetime import timedelta

from django.db import transaction

from complaints import rules
from complaints.enums import PARTICULARS, Flag, OrderStatus, Priority
from complaints.lifecycle import amend, claim, lock
from complaints.models import Complaint
from complaints.roles import System
from complaints.workdays import CHINA

WAY = ("received_at", "unboxed_at")
NEAR = timedelta(days=3)  # domain.md CL-15: a gift late is late for ever


def record_particulars(complaint, *, by, now, need_by=None, price=None, **facts):
    """Write down or correct the facts of the goods and the day by which they are needed. Raises Refused.

    `price`: what was paid, in CNY; without one what we have stays.
    `facts`: those of PARTICULARS, and the moments of WAY; a moment that is not named stays, as what is `confirmed`.
    """
    known = {name: value.strip() for name, value in facts.items() if name in PARTICULARS and value.strip()}
    with transaction.atomic():
        complaint = lock(complaint)
        sure = confirmed(complaint)
        typed = {name: facts[name] for name in WAY if name in facts and name not in sure}
        way = {name: getattr(complaint, name) for name in WAY} | typed
        allowed = rules.first_no(
            rules.may_take_or_work_on(complaint, by),
            rules.has_good_shapes(known),
            rules.came_before_it_was_unpacked(**way, now=now),
        )
        fields = {"particulars": known, "need_by": need_by} | way | raised(complaint, need_by, now)
        if price and "price" not in sure:
            fields["order_amount"] = price
        return amend(complaint, "record_particulars", by=by, now=now, allowed=allowed, **fields)


def confirmed(complaint):
    """The names of the facts that the order system has told: nobody types over them."""
    if complaint.order_status != OrderStatus.FOUND:
        return ()
    return ("price", "received_at") if complaint.received_at else ("price",)


def needed_soon(priority, need_by, now):
    """{priority, reasons} if the day is near and the priority can still rise: one step, and not into P1."""
    if need_by is None or need_by - now.astimezone(CHINA).date() > NEAR or Priority(priority).rank <= Priority.P2.rank:
        return {}
    return {"priority": Priority(priority).raised(1), "reasons": [{"code": "need_by", "day": need_by.isoformat()}]}


def raised(complaint, need_by, now):
    """The fields of a complaint that rise because the day is near; nothing if it has risen for this day before."""
    if need_by is None or any(reason.get("day") == need_by.isoformat() for reason in complaint.urgency_reasons):
        return {}
    found = needed_soon(complaint.priority, need_by, now)
    if not found:
        return {}
    reasons = [*complaint.urgency_reasons, *found["reasons"]]
    return {
        "priority": found["priority"],
        "urgency_reasons": reasons,
        "flags": sorted({*complaint.flags, Flag.GIFT}),
    }


def needed_now(now):
    """Open complaints whose day has come near without their having risen for it."""
    today = now.astimezone(CHINA).date()
    rows = Complaint.objects.open().filter(need_by__gte=today, need_by__lte=today + NEAR, priority__gt=Priority.P2)
    return rows.exclude(urgency_reasons__contains=[{"code": "need_by"}])


def raise_needed(pk, *, by, now):
    """One of them rises; returns the number of effects, 0 if somebody else was first."""
    with transaction.atomic():
        complaint = claim(needed_now(now), pk)
        fields = raised(complaint, complaint.need_by, now) if complaint else {}
        if not fields:
            return 0
        amend(complaint, "reclassify", by=System(by.via), now=now, **fields)
        return 1
