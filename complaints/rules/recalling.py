"""The seconds in which what was sent is still in the house: a reply or a letter may be taken back (product.md 2)."""

from datetime import timedelta

from django.utils.translation import gettext as _

from complaints.enums import EventKind, State
from complaints.rules.verdict import allow, first_no

UNDO = timedelta(seconds=8)
# An arbiter's ruling, and the notice by which the consumer is told.
RULINGS = {"award": "awarded", "dismiss": "dismissed"}
# The steps that send a letter: with a proposal, so that the consumer is asked to choose, or with a ruling.
LETTERS = ("send_proposal", "approve_proposal", "issue_report", "propose_settlement", *RULINGS)
LETTER_LEADS_TO = (State.AWAITING_CONSUMER, State.EXECUTING, State.CLOSED)
BUILT_ON_IT = ("carry_out_remedy", "fail_remedy", "propose_payout")


def is_in_the_house(complaint, now):
    """Whether a letter of the present step, if one led here, may still be taken back: nobody outside knows of it."""
    return complaint.state in LETTER_LEADS_TO and complaint.stage_at > now - UNDO


def letter_step(complaint):
    """The line of the timeline by which the letter was sent that led to the present state, or None."""
    step = complaint.events.filter(kind=EventKind.STATE).order_by("-pk").first()
    return step if step and step.verb in LETTERS else None


def may_recall_letter(complaint, by):
    """Who has sent it, as with a reply."""
    step = letter_step(complaint)
    if step is None:
        return allow(False, _("It was not a letter that led here."))
    return first_no(
        allow(step.agent_id == by.pk, _("Only who has sent a letter takes it back.")), has_nothing_built_on(step)
    )


def has_nothing_built_on(step):
    """A ruling stays once somebody has begun to carry it out, or where requests that waited have ended with it."""
    if step.verb not in RULINGS:
        return allow(True, "")
    later = step.complaint.events.filter(pk__gt=step.pk, verb__in=BUILT_ON_IT)
    return first_no(
        allow(not step.data.get("ended_more"), _("Requests that still waited have ended with it: it stays.")),
        allow(not later.exists(), _("Somebody has begun to carry it out: it stays.")),
    )


def is_within_undo_of_letter(complaint, now):
    return allow(now < complaint.stage_at + UNDO, _("It is on its way already."))


def may_be_offered_back(complaint, agent, now):
    """Whether this agent's page shows the button that takes the letter back."""
    if not is_in_the_house(complaint, now):
        return allow(False, _("It is on its way already."))
    return may_recall_letter(complaint, agent)


def state_told(complaint, now):
    """The state that the world outside may know of."""
    step = letter_step(complaint) if is_in_the_house(complaint, now) else None
    return step.from_state if step else complaint.state
