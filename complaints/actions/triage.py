"""How urgent and how grave: tier, category, priority and flags as people correct them."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions import promotions
from complaints.actions.deadlines import retarget, urgent
from complaints.actions.eligibility import resume_for_safety
from complaints.actions.tasks import open_gate
from complaints.enums import Flag, Priority
from complaints.lifecycle import amend, lock, require
from complaints.roles import System


def set_tier(complaint, *, by, now, tier, reason):
    """Set the risk tier: up by anybody on the case, down by a supervisor with a reason (CL-06)."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(complaint)
        return amend(
            complaint,
            "set_tier",
            by=by,
            now=now,
            allowed=rules.may_set_tier(complaint, by, tier),
            reason=reason,
            **retarget(complaint, tier, now),
        )


def reclassify(complaint, *, by, now, category, reason, priority=None):
    """Correct the main code (and priority); the machine's suggestion stays in the history (CL-20)."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(complaint)
        complaint = amend(
            complaint,
            "reclassify",
            by=by,
            now=now,
            allowed=rules.may_reclassify(complaint, by, priority),
            reason=reason,
            data={"category": {"zh": category.name_zh, "en": category.name_en}},
            category=category,
            **urgent(complaint, priority, now) if priority else {},
        )
        return promotions.fit(complaint, by=System(), now=now)


def raise_flag(complaint, *, by, now, flag, reason):
    """Add a flag; a flag only ever raises priority and tier (domain.md 2)."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(complaint)
        fields = flagged(complaint, flag, now)
        allowed = rules.may_take_or_work_on_or_system(complaint, by)
        complaint = amend(complaint, "reclassify", by=by, now=now, allowed=allowed, reason=reason, **fields)
        if flag == Flag.LEGAL_CLAUSE:
            open_gate(complaint, now=now)
        return resume_for_safety(complaint, by=by, now=now) if flag == Flag.SAFETY else complaint


def flagged(complaint, flag, now):
    """Field values with one more flag; danger is urgent at once."""
    fields = {"flags": sorted({*complaint.flags, flag})}
    return fields | urgent(complaint, Priority.P1, now) if flag == Flag.SAFETY else fields
