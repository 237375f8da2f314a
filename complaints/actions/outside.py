"""Procedures outside the house: the day by which law or letter want an end is our own clock (domain.md 4, 7.2)."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules, workdays
from complaints.actions.deadlines import exceptions, stage_due
from complaints.actions.disputes import close_open_dispute, open_dispute
from complaints.actions.notices import tell_consumer
from complaints.actions.routing import restart_plan
from complaints.enums import DisputeKind, State
from complaints.lifecycle import check, lock, move, require
from complaints.models import LegalRule


def go_external(complaint, *, by, now, body, reference, started_on, reason, rule=None, letter_by=None):
    """An outside body has taken it up: our owner stays the contact, the regulator's clock is kept (row 24).

    `rule` is the legal period that runs (without one the shortest that the law sets for this body), `letter_by`
    the day its letter names. The earlier of both is our clock; a day that has passed is a breach at once.
    """
    require(reference, _("Give the reference of the outside body."))
    require(reason, _("Say what the outside procedure is about."))
    check(rules.has_begun(started_on, now))
    check(rules.is_not_before(letter_by, started_on))
    with transaction.atomic():
        complaint = lock(complaint)
        left = complaint.state
        due, basis = outside_due(complaint, body, started_on, now, rule=rule, letter_by=letter_by)
        data = {"body": body, "due_at": due.isoformat(), "basis": basis}
        complaint = move(complaint, "go_external", by=by, now=now, reason=reason, stage_by=max(due, now), data=data)
        close_open_dispute(complaint, now=now, left=left)
        facts = {"body": body, "reference": reference, "started_on": started_on, "officer": complaint.owner}
        open_dispute(complaint, DisputeKind.EXTERNAL, reason, now, due, **facts)
        tell_consumer(complaint, "external", now=now, body=body, reference=reference)
    return complaint


def outside_due(complaint, body, started_on, now, *, rule=None, letter_by=None):
    """(when the outside procedure is due, on which ground): a legal rule, the letter, or our own target."""
    in_force = LegalRule.objects.periods(body, started_on)
    rows = [rule] if rule else list(in_force)
    if rule:
        check(rules.is_one_of(rule, in_force))
    days = exceptions()
    ends = [(workdays.legal_due(started_on, int(row.value), row.in_working_days, days), row.code) for row in rows]
    if letter_by:
        ends.append((workdays.end_of_day(letter_by), "letter"))
    return min(ends, default=(stage_due(complaint, State.EXTERNAL, now), "target"))


def resume_external(complaint, *, by, now, result, reason):
    """The outside body asks for a settlement: we write a proposal (row 25)."""
    require(reason, _("Say what the outside body decided."))
    with transaction.atomic():
        complaint = move(complaint, "resume_external", by=by, now=now, reason=reason)
        restart_plan(complaint, by=by, now=now)
        close_open_dispute(complaint, now=now, result=result, reasons=reason)
        tell_consumer(complaint, "external_result", now=now, result=result)
    return complaint


def close_external(complaint, *, by, now, result, reason):
    """The outside body ended the matter (row 25)."""
    require(reason, _("Say what the outside body decided."))
    with transaction.atomic():
        complaint = move(
            complaint,
            "close_external",
            by=by,
            now=now,
            reason=reason,
            closing_code="external_result",
            stage_by=stage_due(complaint, State.CLOSED, now),
        )
        close_open_dispute(complaint, now=now, result=result, reasons=reason)
        tell_consumer(complaint, "external_result", now=now, result=result)
    return complaint
