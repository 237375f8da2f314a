"""The consumer's last word: survey, withdrawal and its undo, closing, reopening."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.deadlines import due, hours_for, stage_due
from complaints.actions.disputes import close_open_dispute, left_dispute_of, resume_dispute
from complaints.actions.ends import closing_code_of, drop_loose_ends
from complaints.actions.notices import tell_agents, tell_consumer
from complaints.actions.survey import drop_follow_up, plan_follow_up
from complaints.enums import DISPUTE_STATES, ClockName, State, Tier
from complaints.lifecycle import Refused, amend, lock, move, require
from complaints.models import Agent


def answer_survey(complaint, *, by, now, satisfaction=None, felt_heard=None, note=""):
    """The consumer rates; the owner of a dissatisfied one is alerted, to call first (FB-09, FB-16)."""
    if satisfaction is None and felt_heard is None:
        raise Refused(_("Choose an answer, or leave the page: the survey is voluntary."))
    with transaction.atomic():
        complaint = lock(complaint)
        if complaint.state not in (State.RESOLVED, State.CLOSED):
            raise Refused(_("The survey opens when everything is carried out."))
        complaint = amend(
            complaint,
            "answer_survey",
            by=by,
            now=now,
            satisfaction=satisfaction,
            felt_heard=felt_heard,
            survey_note=note,
            surveyed_at=now,
        )
        if satisfaction and satisfaction <= 2:
            tell_agents([complaint.owner], "dissatisfied", now=now, complaint=complaint, note=note)
    return complaint


def close(complaint, *, by, now, closing_code="", handling_minutes=None):
    """Close with a code; without one, the code follows from what was done (row 28)."""
    with transaction.atomic():
        complaint = lock(complaint)
        complaint = move(
            complaint,
            "close",
            by=by,
            now=now,
            closing_code=closing_code or closing_code_of(complaint),
            handling_minutes=handling_minutes,
            stage_by=stage_due(complaint, State.CLOSED, now),
        )
        drop_loose_ends(complaint, by=by, now=now)
        plan_follow_up(complaint, now=now)
        tell_consumer(complaint, "closed", now=now)
    return complaint


def reopen(complaint, *, by, now, because):
    """Within 30 days: the same owner looks again, the tier never falls (row 29)."""
    require(because, _("Say why it has to be opened again."))
    with transaction.atomic():
        complaint = lock(complaint)
        clock = ClockName.REPORT if complaint.tier == Tier.HIGH else ClockName.PLAN
        plan_by = due(complaint.tier, clock, now, hours=hours_for(complaint))
        complaint = move(complaint, "reopen", by=by, now=now, plan_by=plan_by, reason=because)
        drop_follow_up(complaint, now=now)
        tell_agents([complaint.owner, complaint.handler], "reopened", now=now, complaint=complaint)
        tell_consumer(complaint, "reopened", now=now, by=plan_by.isoformat())
    return complaint


def withdraw(complaint, *, by, now, because, consent=""):
    """The consumer withdraws; 48 hours to undo. An agent has to name the proof of the consumer's will (row 30)."""
    require(because, _("Say why you withdraw it."))
    if isinstance(by, Agent):
        require(consent, _("Name the proof that the consumer wants it."))
    with transaction.atomic():
        complaint = lock(complaint)
        left = complaint.state
        until = stage_due(complaint, State.WITHDRAWN, now)
        complaint = move(
            complaint,
            "withdraw",
            by=by,
            now=now,
            stage_by=until,
            reason=because,
            data={"consent": consent} if consent else None,
        )
        close_open_dispute(complaint, now=now, left=left)
        drop_loose_ends(complaint, by=by, now=now)
        tell_consumer(complaint, "withdrawn", now=now, by=until.isoformat())
        tell_agents([complaint.owner], "withdrawn", now=now, complaint=complaint)
    return complaint


def undo_withdraw(complaint, *, by, now):
    """The consumer changes his mind within 48 hours: back to where it was, with the time of that step anew."""
    with transaction.atomic():
        complaint = lock(complaint)
        until = time_again(complaint, now)
        complaint = move(complaint, "undo_withdraw", by=by, now=now, stage_by=until)
        if complaint.state == State.AWAITING_CONSUMER:
            renew_offer(complaint, until)
        if complaint.state in (*DISPUTE_STATES, State.EXTERNAL):
            resume_dispute(complaint, due=until)
        tell_agents([complaint.owner], "withdrawal_undone", now=now, complaint=complaint)
    return complaint


def renew_offer(complaint, until):
    """The letter names the time that counts now, as the head of the page does. `complaint` is locked."""
    if offer := rules.open_offer(complaint):
        offer.expires_at = until
        offer.save()


def time_again(complaint, now):
    """The time of the step that was left: anew, but an outside body does not wait for us."""
    if complaint.left_state == State.EXTERNAL:
        return max(left_dispute_of(complaint).due_by, now)
    return stage_due(complaint, complaint.left_state, now)
