"""The seconds in which what was sent is still in the house: a reply or a letter may be taken back (product.md 2)."""

from datetime import timedelta

from django.utils.translation import gettext as _

from complaints.enums import EventKind, State
from complaints.rules.verdict import allow

UNDO = timedelta(seconds=8)
# The steps that send a letter with a proposal, and ask the consumer to choose.
LETTERS = ("send_proposal", "approve_proposal", "issue_report", "propose_settlement")


def is_in_the_house(complaint, now):
    """Whether what was sent with the present step may still be taken back: so long nobody outside knows of it."""
    return complaint.state == State.AWAITING_CONSUMER and complaint.stage_at > now - UNDO


def letter_step(complaint):
    """The line of the timeline by which the letter was sent that the consumer is asked about, or None."""
    step = complaint.events.filter(kind=EventKind.STATE).order_by("-pk").first()
    return step if step and step.verb in LETTERS else None


def may_recall_letter(complaint, by):
    """Who has sent it, as with a reply."""
    step = letter_step(complaint)
    if step is None:
        return allow(False, _("It was not a letter that led here."))
    return allow(step.agent_id == by.pk, _("Only who has sent a letter takes it back."))


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
