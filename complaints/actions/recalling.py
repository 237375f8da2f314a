"""A letter taken back in the seconds before it leaves the house: all that its sending began is undone (product.md 2).

The complaint takes its step at once, so that nobody works on what is decided; outside nobody hears of it until the
seconds are over (rules/recalling.py). Who takes it back and the worker that sends its notices meet at the rows of the
outbox: it is either sent or taken back.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.contact import CONTACT_TIMES, iso
from complaints.enums import NoticeChannel, NoticeStatus, RemedyStatus
from complaints.lifecycle import Refused, lock, move, store, told_values, why_not
from complaints.models import Notice, Proposal

STEP_TIMES = ("planned_at", "stage_at", "stage_by")
TIMES = (*STEP_TIMES, *CONTACT_TIMES, "paused_until", "settled_at")


def left_by_letter(complaint, draft):
    """What a letter changes, as it stands before it is sent: kept with the line of the timeline that says so."""
    return {
        "proposal": draft and draft.pk,
        "left": {name: iso(getattr(complaint, name)) for name in TIMES},
        "paused_for": complaint.paused_for,
        "review_note": draft.review_note if draft else "",
    }


def times_before(step):
    """The times of step and contact as they stood before the letter of this line of the timeline."""
    left = step.data["left"]
    return {name: left[name] and datetime.fromisoformat(left[name]) for name in (*STEP_TIMES, *CONTACT_TIMES)}


def keep_in_the_house(complaint, verb, now):
    """What the letter just sent has put into the outbox waits until it can no longer be taken back."""
    events = ["proposal", verb, rules.RULINGS.get(verb, verb)]
    rows = Notice.objects.filter(complaint=complaint, event__in=events, status=NoticeStatus.QUEUED)
    rows.filter(created_at=now).update(next_try_at=now + rules.UNDO)


def recall_letter(complaint, *, by, now):
    """Take back a letter that has not left the house: within eight seconds, by whoever has sent it.

    It is a draft again; step, clocks, evidence and dispute are as before, and its notices never were. Of an arbiter's
    ruling the arbitration goes on. Both lines stay on the timeline. Raises Refused once it is on its way, or was
    answered, or carried out.
    """
    with transaction.atomic():
        complaint = lock(complaint)
        against = why_not(complaint, "recall_letter", by, now)
        if against:
            raise Refused(against)
        step = rules.letter_step(complaint)
        hold_back(complaint, step)
        times = contact_after(complaint, step)
        was = {name: times_before(step)[name] for name in STEP_TIMES} | held_again(step, now) | open_again(step)
        data = {"step": step.pk, "proposal": step.data["proposal"]}
        complaint = move(complaint, "recall_letter", by=by, now=now, back_to=step.from_state, was=was, data=data)
        Notice.objects.filter(complaint=complaint, event="recall_letter", channel=NoticeChannel.WEBHOOK).delete()
        restore_contact(complaint, times, by, now)
        complaint.evidence.filter(locked_at=step.at).update(locked_at=None)
        if step.data["proposal"]:
            draft_again(step)
        if step.verb == "propose_settlement" or step.verb in rules.RULINGS:
            resume_round(complaint, step)
    return complaint


def hold_back(complaint, step):
    """Drop what the outbox holds of the letter. Raises Refused if a worker has taken a row of it to send."""
    told = Q(event="proposal", once__endswith=f":{step.data['proposal']}")
    if step.verb in rules.RULINGS:
        told = Q(event=rules.RULINGS[step.verb], created_at=step.at)
    heard = Q(event=step.verb, channel=NoticeChannel.WEBHOOK, once__endswith=f":{step.pk}")
    rows = list(Notice.objects.filter(told | heard, complaint=complaint).select_for_update(of=("self",)).order_by("pk"))
    outside = [row for row in rows if row.channel != NoticeChannel.PAGE]
    if any(row.tries or row.status != NoticeStatus.QUEUED for row in outside):
        raise Refused(_("It is on its way already."))
    Notice.objects.filter(pk__in=[row.pk for row in rows]).delete()


def held_again(step, now):
    """A plan clock that stood still when the letter was sent stands still again, without a gap."""
    until = step.data["left"]["paused_until"]
    until = until and datetime.fromisoformat(until)
    if not until or until <= now:
        return {}
    return {"paused_at": step.at, "paused_until": until, "paused_for": step.data["paused_for"]}


def open_again(step):
    """What a dismissal had ended is open as before."""
    if step.verb != "dismiss":
        return {}
    settled = step.data["left"]["settled_at"]
    return {"closing_code": "", "closed_at": None, "settled_at": settled and datetime.fromisoformat(settled)}


def contact_after(complaint, step):
    """The times of contact without the letter; those of a later contact stay."""
    before = times_before(step)
    is_last = complaint.contacted_at == step.at
    return {name: before[name] if is_last else getattr(complaint, name) for name in CONTACT_TIMES}


def restore_contact(complaint, times, by, now):
    """Put the times of contact where they belong: leaving the consumer's step has moved them."""
    before = told_values(complaint)
    for name, moment in times.items():
        setattr(complaint, name, moment)
    store(complaint, before, "recall_letter", by, now, quiet=True)


def draft_again(step):
    """The proposal is being written again; a reviewer's word that sent it was not given."""
    proposal = Proposal.objects.select_for_update(of=("self",), no_key=True).get(pk=step.data["proposal"])
    proposal.sent_at = proposal.expires_at = None
    if step.verb == "award":
        proposal.chosen_option.remedies.update(status=RemedyStatus.OFFERED)
        proposal.chosen_option = proposal.answered_at = None
    if step.verb == "approve_proposal":
        proposal.reviewed_by, proposal.reviewed_at = None, None
        proposal.review_note = step.data["review_note"]
    proposal.save()


def resume_round(complaint, step):
    """The round of a dispute that the letter had ended goes on: the newest, if one before it ended at that moment."""
    dispute = complaint.disputes.select_for_update(of=("self",)).filter(closed_at=step.at)[0]
    dispute.closed_at, dispute.result, dispute.both_heard, dispute.rule_version = None, "", False, ""
    dispute.officer_id, dispute.result_reasons = step.data["officer"], step.data["result_reasons"]
    dispute.save()
