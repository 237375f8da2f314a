"""What follows a missed time: its reason, which never removes it, and an honest new date for the consumer."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.deadlines import due
from complaints.actions.notices import tell_consumer
from complaints.clock import retargeted
from complaints.enums import ClockName, EventKind
from complaints.lifecycle import amend, check, lock, require, tell


def explain_breach(mark, *, by, now, reason_code, explanation):
    """Give a recorded breach its reason; the breach itself stays (domain.md 7.6). Every version is on the timeline."""
    require(reason_code, _("Choose the kind of reason."))
    require(explanation, _("Give the reason."))
    with transaction.atomic():
        check(rules.wears_the_hat("explain_breach", by))
        fresh = lock(mark)
        check(rules.is_a_breach(fresh))
        check(rules.may_explain_breach(fresh, by))
        fresh.reason_code, fresh.explanation = reason_code, explanation.strip()
        fresh.explained_by, fresh.explained_at = by, now
        fresh.save(update_fields=["reason_code", "explanation", "explained_by", "explained_at"])
        tell(
            "explain_breach",
            by=by,
            now=now,
            complaint_id=fresh.complaint_id,
            kind=EventKind.CLOCK,
            reason=fresh.explanation,
            data={"clock": fresh.clock, "reason_code": fresh.reason_code},
        )
    return fresh


def set_new_date(complaint, *, by, now, new_date, reason):
    """Tell the consumer an honest new date: ahead, because it takes longer, or after a time was missed (FB-07).

    No clock moves: what is missed stays missed. The date is a promise: the next contact is due by then.
    """
    require(reason, _("Say to the consumer why it takes longer."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("set_new_date", by))
        check(rules.may_set_new_date(complaint, by, now))
        promise = rules.promise_to_move(complaint, now)
        check(rules.is_later_than_told(new_date, promise, now))
        is_ahead = promise.due_at >= now
        complaint = amend(
            complaint,
            "set_new_date",
            by=by,
            now=now,
            reason=reason,
            contacted_at=now,
            told_by=new_date if is_ahead else None,
            update_by=retargeted(new_date, due(complaint.tier, ClockName.UPDATE, now)),
            data={"new_date": new_date.isoformat()},
        )
        facts = {"due_at": promise.due_at.isoformat(), "new_date": new_date.isoformat(), "because": reason}
        tell_consumer(complaint, "later_date" if is_ahead else "new_date", now=now, **facts)
    return complaint
