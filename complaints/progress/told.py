"""The complaint as the world outside may know it: a letter that may still be taken back was not sent."""

from copy import copy

from complaints import rules
from complaints.actions.recalling import open_again, times_before


def as_told(complaint, now):
    """The complaint, or in the seconds after a letter a copy as it stood before. The copy is only read."""
    step = rules.letter_step(complaint) if rules.is_in_the_house(complaint, now) else None
    if step is None:
        return complaint
    known = copy(complaint)
    known._meta.get_field("state").set_state(known, step.from_state)
    for name, moment in times_before(step).items():
        setattr(known, name, moment)
    for proposal in known.proposals.all():
        if proposal.pk == step.data["proposal"]:
            proposal.sent_at = proposal.expires_at = proposal.answered_at = proposal.chosen_option = None
    if step.verb in rules.RULINGS:
        hide_ruling(known, step)
    return known


def hide_ruling(known, step):
    """The arbitration has not ended yet, for all that the world outside knows."""
    for name, value in open_again(step).items():
        setattr(known, name, value)
    for dispute in known.disputes.all():
        if dispute.closed_at == step.at:
            dispute.closed_at, dispute.result, dispute.result_reasons = None, "", ""
