"""The twenty states of a complaint, their groups, and how it may end."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """The twenty states of a complaint (domain.md 7.1)."""

    REGISTERED = "registered", _("Registered")
    NEED_INFO = "need_info", _("Information needed")
    INELIGIBLE = "ineligible", _("Not accepted")
    ACCEPTED = "accepted", _("Accepted")
    DISPATCHED = "dispatched", _("Dispatched")
    INVESTIGATING = "investigating", _("Investigating")
    PROPOSING = "proposing", _("Drafting proposal")
    IN_REVIEW = "in_review", _("Mid-office review")
    HIGH_REVIEW = "high_review", _("Back-office handling")
    AWAITING_CONSUMER = "awaiting_consumer", _("Awaiting consumer")
    EXECUTING = "executing", _("Being carried out")
    RESOLVED = "resolved", _("Resolved")
    MEDIATION = "mediation", _("In mediation")
    RE_REVIEW = "re_review", _("In second review")
    ARBITRATION = "arbitration", _("In arbitration")
    EXTERNAL = "external", _("Outside procedure")
    CLOSED = "closed", _("Closed")
    ARCHIVED = "archived", _("Archived")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged")


OPEN_STATES = (
    State.REGISTERED,
    State.NEED_INFO,
    State.ACCEPTED,
    State.DISPATCHED,
    State.INVESTIGATING,
    State.PROPOSING,
    State.IN_REVIEW,
    State.HIGH_REVIEW,
    State.AWAITING_CONSUMER,
    State.EXECUTING,
    State.MEDIATION,
    State.RE_REVIEW,
    State.ARBITRATION,
    State.EXTERNAL,
)


SETTLED_STATES = (State.RESOLVED, State.CLOSED, State.ARCHIVED)


TERMINAL_STATES = (State.INELIGIBLE, State.CLOSED, State.ARCHIVED, State.WITHDRAWN, State.MERGED)


DISPUTE_STATES = (State.MEDIATION, State.RE_REVIEW, State.ARBITRATION)


# Something was offered or decided already: a report that is owed goes out beside it, without a step (scenario 2).
ANSWERED_STATES = (State.AWAITING_CONSUMER, State.EXECUTING, *DISPUTE_STATES, State.EXTERNAL)


# Before somebody has accepted there may be no owner yet; afterwards there always is one.
OWNERLESS_STATES = (
    State.REGISTERED,
    State.NEED_INFO,
    State.INELIGIBLE,
    State.WITHDRAWN,
    State.MERGED,
)


# In these the next move is the consumer's: the badge is grey, our own plan clock stands still.
WAITING_FOR_CONSUMER = (State.NEED_INFO, State.AWAITING_CONSUMER)
SHUT = (State.ARCHIVED, State.MERGED)  # read-only: nobody is written to there


class Phase(TextChoices):
    """The five steps a consumer is shown (domain.md, figures table)."""

    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Accepted")
    CHECKING = "checking", _("Checking")
    YOUR_CHOICE = "your_choice", _("Your choice")
    DONE = "done", _("Settled")


PHASE_OF = {
    State.REGISTERED: Phase.RECEIVED,
    State.NEED_INFO: Phase.RECEIVED,
    State.INELIGIBLE: Phase.DONE,
    State.ACCEPTED: Phase.ACCEPTED,
    State.DISPATCHED: Phase.ACCEPTED,
    State.INVESTIGATING: Phase.CHECKING,
    State.PROPOSING: Phase.CHECKING,
    State.IN_REVIEW: Phase.CHECKING,
    State.HIGH_REVIEW: Phase.CHECKING,
    State.AWAITING_CONSUMER: Phase.YOUR_CHOICE,
    State.EXECUTING: Phase.YOUR_CHOICE,
    State.MEDIATION: Phase.YOUR_CHOICE,
    State.RE_REVIEW: Phase.YOUR_CHOICE,
    State.ARBITRATION: Phase.YOUR_CHOICE,
    State.EXTERNAL: Phase.YOUR_CHOICE,
    State.RESOLVED: Phase.DONE,
    State.CLOSED: Phase.DONE,
    State.ARCHIVED: Phase.DONE,
    State.WITHDRAWN: Phase.DONE,
    State.MERGED: Phase.DONE,
}


class ClosingCode(TextChoices):
    """How a complaint ended (domain.md 7.4)."""

    ACCEPTED_MONEY = "accepted_money", _("Accepted, with money")
    ACCEPTED_NONMONEY = "accepted_nonmoney", _("Accepted, without money")
    ACCEPTED_EXPLANATION = "accepted_explanation", _("Accepted, with an explanation")
    MEDIATED = "mediated", _("Mediated")
    DECIDED_FOR_CONSUMER = "decided_for_consumer", _("Decided for the consumer")
    DECIDED_PARTLY = "decided_partly", _("Decided in part")
    DECIDED_AGAINST = "decided_against", _("Decided against the consumer")
    EXTERNAL_RESULT = "external_result", _("Result of an outside procedure")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NO_ANSWER = "no_answer", _("No answer from the consumer")
    INELIGIBLE = "ineligible", _("Not accepted")
    MERGED = "merged", _("Merged")
    DUPLICATE = "duplicate", _("Duplicate")
    SPAM = "spam", _("Spam")
