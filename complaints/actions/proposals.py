"""From facts to an answer: drafting, sending, reviewing a proposal; the back-office report; carrying it out."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.contact import touch
from complaints.actions.deadlines import due, stage_due
from complaints.actions.evidence import lock_evidence
from complaints.actions.high_tier import end_report_task
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.actions.recalling import keep_in_the_house, left_by_letter
from complaints.actions.standards import departure_of
from complaints.clock import order_day
from complaints.enums import ClockName, EventKind, RemedyStatus, State
from complaints.lifecycle import Refused, check, lock, move, require, tell
from complaints.models import Agent, LegalRule, Option, Proposal, Remedy
from complaints.roles import Role


@dataclass
class RemedyDraft:
    """One remedy of an option; `amount` in CNY where it is money."""

    kind: str
    amount: Decimal | None = None
    detail: str = ""


@dataclass
class OptionDraft:
    """One thing the consumer may choose, made of remedies."""

    title: str
    consequence: str = ""
    remedies: list[RemedyDraft] = field(default_factory=list)


def draft_proposal(complaint, *, by, now, options, what_we_did, reasons, deviates_because="", **more):
    """Write the proposal, or write the present draft anew. Returns the proposal. Raises Refused.

    `rules_version`: the number of the published version as of the order (DP-13).
    `deviates_because`: why it departs from the standard option of its category, where it does (DP-08).

    `more` may hold refuses_wish, alternatives, law, rule_note, next_step, next_step_by and the parts of the high-tier
    report. Words by which the consumer would give up a right are refused (DP-13).
    """
    written = [what_we_did, reasons, *(words for words in more.values() if isinstance(words, str))]
    offered = [words for option in options for words in (option.title, option.consequence)]
    offered += [remedy.detail for option in options for remedy in option.remedies]
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("draft_proposal", by))
        check(rules.may_draft_proposal(complaint, by))
        check(rules.waives_nothing(*written, *offered))
        more |= departure_of(complaint, options, deviates_because, now) | law_then(complaint)
        version = version_now(complaint)
        Proposal.objects.filter(complaint=complaint, sent_at=None).delete()
        proposal = Proposal.objects.create(
            complaint=complaint,
            version=version,
            author=by,
            what_we_did=what_we_did,
            reasons=reasons,
            drafted_at=now,
            **more,
        )
        write_options(proposal, options)
        tell(
            "draft_proposal",
            by=by,
            now=now,
            complaint=complaint,
            kind=EventKind.DECISION,
            data={"options": [option.title for option in options], "version": proposal.version},
        )
        if complaint.state == State.PROPOSING and by != complaint.owner:
            tell_agents([complaint.owner], "draft_written", now=now, complaint=complaint, once=str(version))
    return proposal


def version_now(complaint):
    """The number of what is written now: a draft keeps its own until it comes back from the review (row 14)."""
    draft = rules.draft_of(complaint)
    if draft:
        return draft.version + bool(draft.review_note)
    last = complaint.proposals.order_by("-version").first()
    return last.version + 1 if last else 1


def law_then(complaint):
    """The rules of the law on the day of the order, written down with the proposal (DP-13)."""
    day = order_day(complaint)
    rows = LegalRule.objects.in_force(day).order_by("code")
    return {"rules_day": day, "laws_then": [{"code": row.code, "pk": row.pk} | row.figures for row in rows]}


def write_options(proposal, options):
    """Write the options of a draft with their remedies, in the order given."""
    for position, draft in enumerate(options, start=1):
        option = Option.objects.create(
            proposal=proposal,
            position=position,
            title=draft.title,
            consequence=draft.consequence,
        )
        Remedy.objects.bulk_create(
            Remedy(option=option, kind=r.kind, amount=r.amount, detail=r.detail) for r in draft.remedies
        )


def write_letter(complaint, *, by, now, then="", **facts):
    """Write the proposal and, with `then`, take the next step with it at once: send_proposal or ask_review.

    All or nothing: what the step refuses is not kept as a draft, and what was typed comes back. Returns the proposal.
    """
    steps = {"send_proposal": send_proposal, "ask_review": ask_review}
    with transaction.atomic():
        proposal = draft_proposal(complaint, by=by, now=now, **facts)
        if then:
            steps[then](complaint, by=by, now=now)
    return proposal


def offer_expiry(complaint, now):
    """Until when an offer sent now is open."""
    return stage_due(complaint, State.AWAITING_CONSUMER, now)


def mark_sent(proposal, now, expires_at):
    """From now on the proposal and the evidence it rests on are read-only, and the consumer is asked."""
    proposal.sent_at, proposal.expires_at = now, expires_at
    proposal.save()
    lock_evidence(proposal.complaint, now)


def send(complaint, verb, *, by, now, reviewed=False, review_note=""):
    """Send the draft with `verb` and tell the consumer. The complaint's clocks take it as a contact."""
    with transaction.atomic():
        complaint = lock(complaint)
        draft = rules.draft_of(complaint)
        until = offer_expiry(complaint, now)
        kept = left_by_letter(complaint, draft)
        complaint = move(complaint, verb, by=by, now=now, stage_by=until, reason=review_note, data=kept)
        if reviewed:
            draft.reviewed_by, draft.reviewed_at, draft.review_note = by, now, review_note
        mark_sent(draft, now, until)
        complaint = touch(complaint, by=by, now=now)
        tell_consumer(complaint, "proposal", now=now, once=str(draft.pk), by=until.isoformat())
        keep_in_the_house(complaint, verb, now)
    return complaint


def send_proposal(complaint, *, by, now):
    """Low tier: the owner sends what stays within the own limit (row 12)."""
    return send(complaint, "send_proposal", by=by, now=now)


def approve_proposal(complaint, *, by, now, review_note=""):
    """The mid-office agrees, and the proposal goes out (row 14)."""
    return send(complaint, "approve_proposal", by=by, now=now, reviewed=True, review_note=review_note)


def issue_report(complaint, *, by, now):
    """The back office sends its report with the consumer version (row 16)."""
    with transaction.atomic():
        complaint = send(complaint, "issue_report", by=by, now=now)
        end_report_task(complaint, by=by, now=now)
    return complaint


def ask_review(complaint, *, by, now, reason=""):
    """Hand the draft to the mid-office (row 13)."""
    with transaction.atomic():
        until = stage_due(complaint, State.IN_REVIEW, now)
        complaint = move(complaint, "ask_review", by=by, now=now, stage_by=until, reason=reason)
        tell_agents(wearers_of(Role.MID_OFFICE), "review_asked", now=now, complaint=complaint)
        tell_consumer(complaint, "in_review", now=now)
    return complaint


def return_proposal(complaint, *, by, now, review_note):
    """Send the draft back to its author, with what has to be better (row 14)."""
    require_note(review_note)
    with transaction.atomic():
        complaint = lock(complaint)
        draft = rules.draft_of(complaint)
        data = {"version": draft.version} if draft else None
        complaint = move(complaint, "return_proposal", by=by, now=now, reason=review_note, data=data)
        draft.review_note = review_note
        draft.save()
        tell_agents([draft.author, complaint.owner], "returned", now=now, complaint=complaint)
    return complaint


def require_note(note):
    """A note that is long enough to say something."""
    if len((note or "").strip()) < rules.MIN_NOTE:
        raise Refused(_("Write at least %(n)s characters: say what is missing.") % {"n": rules.MIN_NOTE})


def approve_clause(complaint, *, by, now):
    """Legal agrees to the drafted answer of a clause case (CL-17)."""
    with transaction.atomic():
        complaint = lock(complaint)
        draft = rules.draft_of(complaint)
        if draft is None or Role.LEGAL not in by.roles:
            raise Refused(_("Legal has to approve it: a clause is claimed."))
        draft.legal_approved_by = by
        draft.save()
        tell("approve_clause", by=by, now=now, complaint=complaint, kind=EventKind.DECISION)
    return draft


# --- the consumer's answer and what follows ---------------------------------------------------------------


def choose_option(complaint, *, by, now, option, consent=""):
    """The consumer takes one option: its remedies become tasks (row 17).

    `consent` names the proof when an agent records the choice for the consumer.
    """
    if isinstance(by, Agent):
        require(consent, _("Name the proof that the consumer agrees."))
    with transaction.atomic():
        complaint = lock(complaint)
        offer = rules.open_offer(complaint)
        if offer is None or option.proposal_id != offer.pk:
            raise Refused(_("This option is not on offer any more."))
        until = stage_due(complaint, State.EXECUTING, now)
        complaint = move(
            complaint,
            "choose_option",
            by=by,
            now=now,
            stage_by=until,
            data={"option": option.title, "consent": consent},
        )
        start_remedies(offer, option, now)
        tell_agents(
            [complaint.owner, complaint.handler],
            "chosen",
            now=now,
            complaint=complaint,
            option=option.title,
        )
        event = "chosen_return" if rules.goes_with_goods(option) else "chosen"
        tell_consumer(complaint, event, now=now, option=option.title, by=until.isoformat())
    return complaint


def start_remedies(proposal, option, now):
    """The chosen option's remedies are due; the proposal is answered."""
    proposal.chosen_option, proposal.answered_at = option, now
    proposal.save()
    option.remedies.update(status=RemedyStatus.DUE)


def carry_out_remedy(remedy, *, by, now, proof=""):
    """Record that one remedy is done. Money is done when its payout is paid, not by saying so."""
    with transaction.atomic():
        complaint = lock(remedy.option.proposal.complaint)
        remedy = lock(remedy)
        check(rules.wears_the_hat("carry_out_remedy", by))
        check(rules.may_work_on_or_system(complaint, by))
        check(rules.is_remedy_due(remedy))
        if remedy.is_money:
            check(rules.is_promise_paid(remedy))
        finish(remedy, complaint, by=by, now=now, proof=proof)
    return remedy


def finish(remedy, complaint, *, by, now, proof=""):
    """Mark a locked remedy done and say so on the timeline."""
    remedy.status, remedy.done_at, remedy.proof = RemedyStatus.DONE, now, proof
    remedy.done_by = by if isinstance(by, Agent) else None
    remedy.save()
    tell(
        "carry_out_remedy",
        by=by,
        now=now,
        complaint=complaint,
        kind=EventKind.DECISION,
        reason=proof,
        data={"kind": remedy.kind, "detail": remedy.detail},
    )


def fail_remedy(remedy, *, by, now, reason):
    """Record that one remedy cannot be carried out; the plan has to be made anew (row 27)."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(remedy.option.proposal.complaint)
        remedy = lock(remedy)
        check(rules.wears_the_hat("carry_out_remedy", by))
        check(rules.may_work_on_or_system(complaint, by))
        check(rules.is_remedy_due(remedy))
        remedy.status, remedy.proof = RemedyStatus.FAILED, reason
        remedy.save()
        tell(
            "fail_remedy",
            by=by,
            now=now,
            complaint=complaint,
            kind=EventKind.DECISION,
            reason=reason,
            data={"kind": remedy.kind},
        )
    return remedy


def fail_execution(complaint, *, by, now, reason):
    """What was promised failed: back to the drawing board within 24 h, with an apology (row 27)."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        plan_by = due(complaint.tier, ClockName.UPDATE, now)
        complaint = move(complaint, "fail_execution", by=by, now=now, plan_by=plan_by, reason=reason)
        tell_consumer(complaint, "failed", now=now, reason=reason, by=plan_by.isoformat())
    return complaint


def resolve(complaint, *, by, now):
    """Everything promised is done: the survey goes out (row 26)."""
    with transaction.atomic():
        until = stage_due(complaint, State.RESOLVED, now)
        complaint = move(complaint, "resolve", by=by, now=now, stage_by=until)
        tell_consumer(complaint, "resolved", now=now, by=until.isoformat())
    return complaint
