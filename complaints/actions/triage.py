"""How urgent and how grave: tier, codes, priority and flags as people correct them, or say that they are right."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions import promotions
from complaints.actions.deadlines import retarget, urgent
from complaints.actions.eligibility import resume_for_safety
from complaints.actions.high_tier import raise_to_high
from complaints.actions.rulebook import suggestion_for
from complaints.actions.tasks import open_gate
from complaints.classify import STEP_FLAGS
from complaints.enums import EventKind, Flag, Priority, Tier
from complaints.lifecycle import amend, check, lock, require, tell
from complaints.models import Coding
from complaints.roles import System


def set_tier(complaint, *, by, now, tier, reason):
    """Set the risk tier: up by anybody on the case, down by a supervisor with a reason (CL-06)."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(complaint)
        facts = {"by": by, "now": now, "reason": reason, "allowed": rules.may_set_tier(complaint, by, tier)}
        if tier == Tier.HIGH:
            return raise_to_high(complaint, **facts)
        return amend(complaint, "set_tier", **facts, **retarget(complaint, tier, now))


def reclassify(complaint, *, by, now, category, reason, priority=None, secondary_codes=None, business_stage=""):
    """Correct the codes, the business link and the priority; what the machine said first stays with it (CL-20).

    Without `secondary_codes` the others stay; without `business_stage` it follows the category (CL-10).
    """
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(complaint)
        was = complaint.category_id, complaint.priority
        complaint = amend(
            complaint,
            "reclassify",
            by=by,
            now=now,
            allowed=rules.may_reclassify(complaint, by, priority),
            reason=reason,
            data={"category": {"zh": category.name_zh, "en": category.name_en}},
            category=category,
            secondary_codes=others(complaint, category, secondary_codes),
            business_stage=business_stage or following_stage(complaint, category),
            **urgent(complaint, priority, now) if priority else {},
        )
        keep_coding(complaint, was, by=by, now=now)
        return promotions.fit(complaint, by=System(), now=now)


def confirm_class(complaint, *, by, now):
    """A person says that the category is right; by such words the machine is measured (K42)."""
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("confirm_class", by))
        check(rules.may_confirm_class(complaint, by))
        category = complaint.category
        facts = {"code": category.pk, "category": {"zh": category.name_zh, "en": category.name_en}}
        tell("confirm_class", by=by, now=now, complaint=complaint, kind=EventKind.FACT, data=facts)
        keep_coding(complaint, (complaint.category_id, complaint.priority), by=by, now=now)
    return complaint


def others(complaint, category, codes):
    """The codes beside the main one, each once."""
    codes = complaint.secondary_codes if codes is None else codes
    return [code for code in dict.fromkeys(codes) if code != category.pk]


def following_stage(complaint, category):
    """The business link: what a person has chosen stays, what the old category suggested follows the new one."""
    chosen = complaint.business_stage not in ("", complaint.category.business_stage)
    return complaint.business_stage if chosen else category.business_stage


def keep_coding(complaint, was, *, by, now):
    """Write down what a person decided about the class, beside what was suggested to him then."""
    found = suggestion_for(complaint)
    suggested = {"learned_id": found.model, "suggested": found.code, "suggested_share": found.share} if found else {}
    Coding.objects.create(
        complaint=complaint,
        was_id=was[0],
        was_priority=was[1],
        category_id=complaint.category_id,
        priority=complaint.priority,
        secondary_codes=complaint.secondary_codes,
        decided_by=by,
        decided_at=now,
        **suggested,
    )


def raise_flag(complaint, *, by, now, flag, reason):
    """Add a flag; a flag only ever raises priority and tier (domain.md 2)."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(complaint)
        fields = flagged(complaint, flag, now)
        if "priority" in fields and fields["priority"] != complaint.priority:
            code = "danger" if flag == Flag.SAFETY else "flags"
            fields["urgency_reasons"] = [*complaint.urgency_reasons, {"code": code, "flags": [str(flag)]}]
        allowed = rules.may_take_or_work_on_or_system(complaint, by)
        complaint = amend(complaint, "reclassify", by=by, now=now, allowed=allowed, reason=reason, **fields)
        if flag == Flag.LEGAL_CLAUSE:
            open_gate(complaint, now=now)
        return resume_for_safety(complaint, by=by, now=now) if flag == Flag.SAFETY else complaint


def flagged(complaint, flag, now):
    """Field values with one more flag: danger is urgent at once, the others together give one step, up to P2."""
    fields = {"flags": sorted({*complaint.flags, flag})}
    if flag == Flag.SAFETY:
        return fields | urgent(complaint, Priority.P1, now)
    is_first = flag in STEP_FLAGS and STEP_FLAGS.isdisjoint(complaint.flags)
    if is_first and complaint.priority in (Priority.P3, Priority.P4):
        return fields | urgent(complaint, str(Priority(complaint.priority).raised(1)), now)
    return fields
