"""What is left to do about one complaint of an incident, which the shared report alone does not settle (scenario 9)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.enums import State

N_ = gettext_lazy
S = State
WISH = N_("Left to do: this consumer's own wish wants an answer")
UNTAKEN = N_("Left to do: accept it, then answer this consumer's own wish")
THEIRS = N_("The consumer has the next word")
DISPUTE = N_("Left to do: the dispute has to be decided")
NOTHING = N_("Nothing is left to do")
LEFT = {
    S.REGISTERED: UNTAKEN,
    S.NEED_INFO: THEIRS,
    S.AWAITING_CONSUMER: THEIRS,
    S.EXECUTING: N_("Left to do: carry out what was chosen"),
    S.RESOLVED: N_("All is done; the survey runs"),
    S.MEDIATION: DISPUTE,
    S.RE_REVIEW: DISPUTE,
    S.ARBITRATION: DISPUTE,
    S.EXTERNAL: N_("An outside body has the next word"),
    **dict.fromkeys((S.INELIGIBLE, S.CLOSED, S.ARCHIVED, S.WITHDRAWN, S.MERGED), NOTHING),
}


def left_to_do(state):
    """One sentence for a state; while we check and write it is the consumer's own wish."""
    return str(LEFT.get(state, WISH))


def joined_in_short(number, *, answered, reported, by):
    """The same for a line of the list: the incident, and whether its report has answered this complaint."""
    if answered:
        return _("%(number)s · answered together") % {"number": number}
    if reported:
        return _("%(number)s · report not received") % {"number": number}
    return _("%(number)s · one report by %(time)s") % {"number": number, "time": by}
