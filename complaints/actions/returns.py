"""Return without a reason: checked by the law of the day of signing; once the goods are back, a refund is due."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.enums import EventKind
from complaints.lifecycle import Refused, check, claim, differences, lock, store, tell, told_values
from complaints.models import LegalRule, ReturnCheck
from complaints.roles import Role
from complaints.workdays import CHINA

LAW, REFUND = "CPL-25", "CPL-25-REFUND"  # both in days, dated
WARN_BEFORE = timedelta(days=2)  # our proposal


def check_return(complaint, *, by, now, goods, signed_on, asked_on, is_intact, was_confirmed=False, is_promised=False):
    """Write down what the law asks about a return without a reason. Returns the check; its verdict is a rule."""
    days = days_of(LAW, signed_on)
    facts = {
        "goods": goods,
        "signed_on": signed_on,
        "asked_on": asked_on,
        "last_day": rules.last_day_to_return(signed_on, days),
        "is_intact": is_intact,
        "was_confirmed": was_confirmed,
        "is_promised": is_promised,
        "checked_by": by,
        "checked_at": now,
    }
    if not signed_on <= asked_on <= now.astimezone(CHINA).date():
        raise Refused(_("It is asked for after signing, and not in the future."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("check_return", by))
        check(rules.may_take_or_work_on(complaint, by))
        row = ReturnCheck.objects.filter(complaint=complaint).first() or ReturnCheck(complaint=complaint)
        if row.back_at:
            raise Refused(_("The goods are back already."))
        for name, value in facts.items():
            setattr(row, name, value)
        row.save()
        data = {"goods": goods, "last_day": row.last_day.isoformat(), "allowed": bool(rules.may_go_back(row))}
        tell("check_return", by=by, now=now, complaint=complaint, kind=EventKind.FACT, data=data)
    return row


def days_of(code, day):
    """The days a rule gives on a day. Raises Refused where no rule is in force."""
    rule = LegalRule.objects.in_force(day).filter(code=code, value__isnull=False).first()
    if rule is None:
        raise Refused(_("No rule %(code)s was in force on %(day)s.") % {"code": code, "day": day})
    return int(rule.value)


def take_goods_back(complaint, *, by, now, back_at):
    """The goods are back: from now on the refund has its last day, the consumer is told, nobody forgets it.

    What was chosen is carried out by that day, too: one date on every page (CPL-25, scenario 23).
    """
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("take_goods_back", by))
        check(rules.may_take_or_work_on(complaint, by))
        row = ReturnCheck.objects.filter(complaint=complaint).first()
        if row is None:
            raise Refused(_("Check first whether the goods may go back."))
        check(rules.may_take_goods_back(row, complaint))
        if back_at > now or back_at.astimezone(CHINA).date() < row.signed_on:
            raise Refused(_("They came back after signing, and not in the future."))
        days = days_of(REFUND, back_at.astimezone(CHINA).date())
        row.back_at, row.refund_by = back_at, back_at + timedelta(days=days)
        row.remind_at = row.refund_by - WARN_BEFORE
        row.save()
        before = told_values(complaint)
        if rules.owed_for_goods(complaint):
            complaint.stage_by = row.refund_by
        store(complaint, before, "take_goods_back", by, now, quiet=True)
        facts = {"data": {"due_by": row.refund_by.isoformat()}, "changes": differences(complaint, before)}
        tell("take_goods_back", by=by, now=now, complaint=complaint, kind=EventKind.FACT, **facts)
        tell_consumer(complaint, "goods_back", now=now, by=row.refund_by.isoformat())
    return row


def remind_refund(pk, *, by, now):
    """Two days before, and when the day has come: owner, then lead hear of a refund that is not paid."""
    with transaction.atomic():
        row = claim(ReturnCheck.objects.to_remind(now).select_related("complaint__owner"), pk)
        if row is None:
            return 0
        is_late = now >= row.refund_by
        row.remind_at = None if is_late else row.refund_by
        row.save(update_fields=["remind_at"])
        people = [row.complaint.owner, *(wearers_of(Role.LEAD) if is_late or not row.complaint.owner else [])]
        facts = {"due_at": row.refund_by.isoformat()}
        event = "refund_late" if is_late else "refund_due"
        tell_agents(people, event, now=now, complaint=row.complaint, once=str(row.pk), **facts)
        return 1
