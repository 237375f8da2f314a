"""When the consumer says no: mediation, second review, arbitration. Each opens its own record and clock."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.deadlines import stage_due
from complaints.actions.ends import drop_loose_ends, has_loose_ends
from complaints.actions.evidence import lock_evidence
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.actions.proposals import mark_sent, offer_expiry, start_remedies
from complaints.actions.recalling import keep_in_the_house, left_by_letter
from complaints.enums import DISPUTE_STATES, DisputeKind, EventKind, RefusedFor, State
from complaints.lifecycle import Refused, check, lock, move, require, tell
from complaints.models import Agent, Dispute
from complaints.roles import Role


def ask_mediation(complaint, *, by, now, because, rejected_for="", consent=""):
    """The consumer rejects the offer and asks a neutral mediator (row 18)."""
    said = {"because": because, "rejected_for": rejected_for, "consent": consent}
    return reject_offer(complaint, "ask_mediation", State.MEDIATION, by=by, now=now, **said)


def ask_re_review(complaint, *, by, now, because, rejected_for="", consent=""):
    """The consumer rejects the offer and asks that somebody else looks again, once per decision (row 19)."""
    said = {"because": because, "rejected_for": rejected_for, "consent": consent}
    return reject_offer(complaint, "ask_re_review", State.RE_REVIEW, by=by, now=now, **said)


def reject_offer(complaint, verb, state, *, by, now, because, rejected_for, consent):
    """Reject the open offer and enter `state`, with the consumer's words and a record of its own (DP-14).

    `rejected_for` is the kind of reason, if he named one. `consent` names the proof when an agent takes it down for
    him, after a call for example. Raises Refused.
    """
    require(because, _("Tell us why the offer does not suit you."))
    check(rules.allow(not rejected_for or rejected_for in RefusedFor, _("This reason is not on the list.")))
    if isinstance(by, Agent):
        require(consent, _("Name the proof that the consumer wants it."))
    data = {"rejected_for": rejected_for, "consent": consent}
    with transaction.atomic():
        complaint = lock(complaint)
        due = stage_due(complaint, state, now)
        offer = rules.open_offer(complaint)
        kept = {name: value for name, value in data.items() if value}
        complaint = move(complaint, verb, by=by, now=now, stage_by=due, reason=because, data=kept)
        offer.answered_at, offer.rejected_because, offer.rejected_for = now, because, rejected_for
        offer.save()
        open_dispute(complaint, state.value, because, now, due, proposal=offer)
        tell_agents([complaint.owner, *wearers_of(Role.MID_OFFICE)], "rejected", now=now, complaint=complaint)
        tell_consumer(complaint, verb, now=now, by=due.isoformat())
    return complaint


def open_dispute(complaint, kind, because, now, due, **fields):
    """Open the record of one round; the database allows one at a time."""
    return Dispute.objects.create(complaint=complaint, kind=kind, because=because, opened_at=now, due_by=due, **fields)


def open_dispute_of(complaint):
    """The running dispute of `complaint` under its lock, or None."""
    return complaint.disputes.select_for_update().filter(closed_at=None).first()


def close_open_dispute(complaint, *, now, left=None, result="left", reasons=""):
    """Close the running dispute, if there is one; `left` is the state it was in when another road was taken."""
    dispute = open_dispute_of(complaint)
    if dispute is None or (left is not None and left not in (*DISPUTE_STATES, State.EXTERNAL)):
        return None
    dispute.closed_at, dispute.result, dispute.result_reasons = now, result, reasons or dispute.result_reasons
    dispute.save()
    return dispute


def left_dispute_of(complaint):
    """The dispute that was left when the complaint was withdrawn, under its lock, or None."""
    return complaint.disputes.select_for_update().filter(result="left").first()


def resume_dispute(complaint, *, due):
    """Take up again the dispute that was left when the complaint was withdrawn."""
    dispute = left_dispute_of(complaint)
    if dispute:
        dispute.closed_at, dispute.result, dispute.due_by = None, "", due
        dispute.save()


def round_of(complaint):
    """Who deals with the running dispute so far and what he has said of it: what a letter taken back puts back."""
    return complaint.disputes.filter(closed_at=None).values("officer", "result_reasons").first() or {}


def propose_settlement(complaint, *, by, now):
    """Mediator or second reviewer send their own proposal (row 21); never author, owner or handler."""
    with transaction.atomic():
        complaint = lock(complaint)
        draft = rules.draft_of(complaint)
        due = offer_expiry(complaint, now)
        kept = left_by_letter(complaint, draft) | round_of(complaint)
        complaint = move(complaint, "propose_settlement", by=by, now=now, stage_by=due, data=kept)
        mark_sent(draft, now, due)
        dispute = close_open_dispute(complaint, now=now, result="proposed", reasons=draft.reasons)
        dispute.officer = by
        dispute.save()
        tell_consumer(complaint, "proposal", now=now, once=str(draft.pk), by=due.isoformat())
        keep_in_the_house(complaint, "propose_settlement", now)
    return complaint


def fail_mediation(complaint, *, by, now, because):
    """The mediator says that no agreement was found, and why; the consumer may have the platform decide (row 22)."""
    require(because, _("Say why no agreement was found."))
    check(rules.wears_the_hat("fail_mediation", by))
    check(rules.waives_nothing(because))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.may_fail_mediation(complaint, by))
        dispute = open_dispute_of(complaint)
        dispute.officer, dispute.result_reasons = by, because
        dispute.save()
        tell("fail_mediation", by=by, now=now, complaint=complaint, kind=EventKind.DECISION, reason=because)
        tell_agents([complaint.owner], "mediation_failed", now=now, complaint=complaint)
        tell_consumer(complaint, "mediation_failed", now=now, reasons=because)
    return complaint


def refer_to_arbitration(complaint, *, by, now, because, consent=""):
    """No agreement: the platform decides, if the consumer wants it (row 22). `consent`: proof when an agent asks.

    Out of a mediation only after the mediator's word (fail_mediation), or when its five working days are over.
    """
    require(because, _("Say why no agreement was found."))
    if isinstance(by, Agent):
        require(consent, _("Name the proof that the consumer agrees."))
    with transaction.atomic():
        due = stage_due(complaint, State.ARBITRATION, now)
        complaint = move(
            complaint,
            "refer_to_arbitration",
            by=by,
            now=now,
            stage_by=due,
            reason=because,
            data={"consent": consent} if consent else None,
        )
        close_open_dispute(complaint, now=now, result="referred")
        open_dispute(complaint, DisputeKind.ARBITRATION, because, now, due, consumer_agreed_at=now)
        tell_agents(wearers_of(Role.ARBITER), "arbitration", now=now, complaint=complaint)
        tell_consumer(complaint, "arbitration", now=now, by=due.isoformat())
    return complaint


def award(complaint, *, by, now, reasons, rule_version, both_heard, result="decided_for_consumer"):
    """The arbiter decides for the consumer, or in part: the drafted remedies become due (row 23)."""
    check_hearing(reasons, rule_version, both_heard)
    with transaction.atomic():
        complaint = lock(complaint)
        draft = rules.draft_of(complaint)
        due = stage_due(complaint, State.EXECUTING, now)
        kept = left_by_letter(complaint, draft) | round_of(complaint)
        complaint = move(complaint, "award", by=by, now=now, reason=reasons, stage_by=due, data=kept)
        mark_sent(draft, now, due)
        start_remedies(draft, draft.options.first(), now)
        decide(complaint, by, now, reasons, rule_version, result)
        tell_consumer(complaint, "awarded", now=now, reasons=reasons, by=due.isoformat())
        keep_in_the_house(complaint, "award", now)
    return complaint


def dismiss(complaint, *, by, now, reasons, rule_version, both_heard):
    """The arbiter decides against the consumer, whose outside routes stay open (row 23)."""
    check_hearing(reasons, rule_version, both_heard)
    with transaction.atomic():
        complaint = lock(complaint)
        kept = left_by_letter(complaint, None) | round_of(complaint) | {"ended_more": has_loose_ends(complaint)}
        complaint = move(
            complaint,
            "dismiss",
            by=by,
            now=now,
            reason=reasons,
            data=kept,
            closing_code="decided_against",
            stage_by=stage_due(complaint, State.CLOSED, now),
        )
        decide(complaint, by, now, reasons, rule_version, "decided_against")
        lock_evidence(complaint, now)
        drop_loose_ends(complaint, by=by, now=now)
        tell_consumer(complaint, "dismissed", now=now, reasons=reasons)
        keep_in_the_house(complaint, "dismiss", now)
    return complaint


def check_hearing(reasons, rule_version, both_heard):
    """Raise Refused unless there are reasons, a rule version, and both sides were heard."""
    require(reasons, _("An arbitration needs written reasons."))
    require(rule_version, _("Name the rule and its version."))
    if not both_heard:
        raise Refused(_("Both sides have to be heard first."))


def decide(complaint, by, now, reasons, rule_version, result):
    """Close the running arbitration with the arbiter's ruling."""
    dispute = open_dispute_of(complaint)
    dispute.officer, dispute.both_heard, dispute.rule_version = by, True, rule_version
    dispute.result, dispute.result_reasons, dispute.closed_at = result, reasons, now
    dispute.save()
