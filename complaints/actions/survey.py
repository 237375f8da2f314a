"""The second survey, three days after closing: asked once, answered or not; an unhappy answer is called (FB-09)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.enums import EventKind, State
from complaints.lifecycle import Refused, check, claim, lock, require, tell
from complaints.models import FollowUp
from complaints.roles import Role

AGAIN_AFTER = timedelta(days=3)  # domain.md 7.2, row 26: survey now and day 3
CALL_WITHIN = timedelta(hours=24)  # domain.md 7.2, row 28: a dissatisfied consumer is called within 24 h first
UNHAPPY = 2  # of five; up to here somebody calls
OVER = (State.CLOSED, State.ARCHIVED)


def plan_follow_up(complaint, *, now):
    """A complaint was closed: on day 3 the consumer is asked once more. `complaint` is locked."""
    FollowUp.objects.create(complaint=complaint, ask_at=now + AGAIN_AFTER)


def drop_follow_up(complaint, *, now):
    """It is open again: the question that was not asked yet falls. `complaint` is locked."""
    complaint.follow_ups.filter(asked_at=None, dropped_at=None).update(dropped_at=now)


def ask_again(pk, *, by, now):
    """Ask one consumer once more, on the page and by letter; or drop it. Returns 1, or 0 if another sweep has it.

    Who wants no more questions, or has lost the link, is not asked.
    """
    with transaction.atomic():
        follow_up = claim(FollowUp.objects.due(now).select_related("complaint__consumer"), pk)
        if follow_up is None:
            return 0
        complaint = follow_up.complaint
        if not may_be_asked(complaint, now):
            FollowUp.objects.filter(pk=pk).update(dropped_at=now)
            return 1
        FollowUp.objects.filter(pk=pk).update(asked_at=now)
        tell("ask_follow_up", by=by, now=now, complaint=complaint, kind=EventKind.FACT)
        tell_consumer(complaint, "follow_up", now=now, once=str(pk))
    return 1


def may_be_asked(complaint, now):
    """Still closed, reachable by the link, and not by somebody who asked for no more questions."""
    return complaint.state in OVER and complaint.link_expires_at > now and complaint.consumer.no_surveys_at is None


def answer_follow_up(complaint, *, by, now, satisfaction=None, felt_heard=None, note=""):
    """The consumer answers the second survey. An unhappy answer rings the owner's bell: call first, within 24 hours.

    The first answer stays what it was. Raises Refused if nothing was asked, or nothing is answered.
    """
    if satisfaction is None and felt_heard is None:
        raise Refused(_("Choose an answer, or leave the page: the survey is voluntary."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("answer_follow_up", by))
        check(rules.is_own_complaint(complaint, by))
        follow_up = complaint.follow_ups.unanswered().first()
        if follow_up is None:
            raise Refused(_("You have answered already. Thank you."))
        follow_up.answered_at, follow_up.note = now, note
        follow_up.satisfaction, follow_up.felt_heard = satisfaction, felt_heard
        is_unhappy = bool(satisfaction and satisfaction <= UNHAPPY)
        follow_up.call_by = now + CALL_WITHIN if is_unhappy else None
        follow_up.save()
        facts = {"satisfaction": satisfaction, "felt_heard": felt_heard}
        tell(
            "answer_follow_up", by=by, now=now, complaint=complaint, kind=EventKind.FACT, reason=note[:500], data=facts
        )
        if is_unhappy and complaint.state in OVER:
            due_at = follow_up.call_by.isoformat()
            people = [complaint.owner, complaint.handler]
            tell_agents(people, "still_unhappy", now=now, complaint=complaint, due_at=due_at, note=note)
    return complaint


def decline_surveys(complaint, *, by, now):
    """The consumer wants no more questions of this kind, for good. Saying it twice changes nothing."""
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("decline_surveys", by))
        check(rules.is_own_complaint(complaint, by))
        consumer = lock(complaint.consumer)
        if consumer.no_surveys_at is None:
            consumer.no_surveys_at = now
            consumer.save(update_fields=["no_surveys_at"])
            tell("decline_surveys", by=by, now=now, complaint=complaint, kind=EventKind.PRIVACY)
    return complaint


def call_unhappy(complaint, *, by, now, said):
    """Write down the call to a consumer whose second answer was unhappy; reopening may be offered in it."""
    require(said, _("Write down what was said."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("call_unhappy", by))
        check(rules.may_take_or_work_on(complaint, by))
        follow_up = complaint.follow_ups.owing_a_call().first()
        if follow_up is None:
            raise Refused(_("No call is owed to this consumer."))
        follow_up.called_at, follow_up.called_by, follow_up.said = now, by, said.strip()
        follow_up.save(update_fields=["called_at", "called_by", "said"])
        tell("call_unhappy", by=by, now=now, complaint=complaint, kind=EventKind.FACT, reason=said.strip())
    return complaint


def tell_lead(pk, *, by, now):
    """Nobody has called in time: the leads are told, once. Returns 1, or 0 if there is nothing to tell any more."""
    with transaction.atomic():
        follow_up = claim(FollowUp.objects.uncalled(now).select_related("complaint"), pk)
        if follow_up is None:
            return 0
        FollowUp.objects.filter(pk=pk).update(lead_told_at=now)
        complaint, due_at = follow_up.complaint, follow_up.call_by.isoformat()
        people = [complaint.owner, *wearers_of(Role.LEAD)]
        tell_agents(people, "unhappy_uncalled", now=now, complaint=complaint, once=str(pk), due_at=due_at)
    return 1
