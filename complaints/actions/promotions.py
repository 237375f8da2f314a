"""Promotions begin and end by themselves: open complaints of their categories go up and come back (CL-08, scenario 11).

Nobody switches anything: the sweep sees that a window has opened or closed, and fits every open complaint to it.
What a person or an emotion has changed meanwhile stays.
"""

from django.db import transaction
from django.db.models import Q

from complaints.actions.deadlines import urgent
from complaints.classify import window_for
from complaints.enums import Priority
from complaints.lifecycle import amend, claim
from complaints.models import Complaint, PromotionWindow

PROMOTED = "window"  # the code of the reason that a page shows


def switching(now):
    """The windows that are open and not yet applied, closed and not yet taken back, or changed since."""
    is_open = Q(starts_at__lte=now, ends_at__gt=now)
    return PromotionWindow.objects.filter(
        Q(is_applied=None) | is_open & Q(is_applied=False) | ~is_open & Q(is_applied=True)
    )


def out_of_step(now):
    """Open complaints whose priority does not fit the windows of the moment; none while no window switches."""
    rows = Complaint.objects.open().order_by("pk")
    if not switching(now).exists():
        return rows.none()
    wrong, covered = Q(pk__in=[]), Q(pk__in=[])
    for window in strongest_first(now):
        here = starting_with(window.codes) & ~covered
        wrong |= here & (Q(promoted_by=None) | ~Q(promoted_by=window))
        covered |= starting_with(window.codes)
    wrong |= ~covered & Q(promoted_by__isnull=False)
    return rows.filter(wrong).exclude(priority=Priority.P1, promoted_by=None)


def strongest_first(now):
    """The windows open now."""
    return PromotionWindow.objects.filter(starts_at__lte=now, ends_at__gt=now).order_by("-priority_delta", "pk")


def starting_with(codes):
    """Categories of these beginnings."""
    found = Q(pk__in=[])
    for code in codes:
        found |= Q(category__code__startswith=code)
    return found


def fit_one(pk, *, by, now):
    """Fit one complaint to the windows of the moment; returns 1, or 0 if another sweep has it or it fits."""
    with transaction.atomic():
        complaint = claim(Complaint.objects.select_related("promoted_by"), pk)
        return int(complaint is not None and fit(complaint, by=by, now=now) is not complaint)


def fit(complaint, *, by, now):
    """Raise the priority by the strongest open window, or take the raise of a closed one back."""
    before = complaint.promoted_by
    after = window_for(complaint.category_id, list(strongest_first(now)), now)
    if before == after:
        return complaint
    own = own_priority(complaint)
    reasons = [reason for reason in complaint.urgency_reasons if reason["code"] != PROMOTED]
    if after:
        reasons.append({"code": PROMOTED, "name": after.name, "steps": after.priority_delta})
    raised = own.raised(after.priority_delta) if after else own
    return amend(
        complaint,
        "rescore",
        by=by,
        now=now,
        data={"name": (after or before).name, "began": after is not None, "was": complaint.priority, "is": str(raised)},
        **urgent(complaint, str(raised), now),
        calm_priority=str(own) if after else "",
        promoted_by=after,
        urgency_reasons=reasons,
    )


def own_priority(complaint):
    """The priority without any promotion; one that was changed during the promotion counts as it stands."""
    now = Priority(complaint.priority)
    if complaint.promoted_by is None:
        return now
    calm = Priority(complaint.calm_priority)
    return calm if now == calm.raised(complaint.promoted_by.priority_delta) else now


def switch_one(pk, *, by, now):
    """Note that a window is applied, or taken back, once every open complaint fits; returns 1, or 0 if one is left."""
    with transaction.atomic():
        window = claim(switching(now), pk)
        if window is None or out_of_step(now).exists():
            return 0
        window.is_applied = window.starts_at <= now < window.ends_at
        window._change_reason = "switch"
        window.save(update_fields=["is_applied"])
    return 1
