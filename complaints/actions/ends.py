"""What falls with a complaint that ends: requests nobody approved, hand-overs nobody took; and the code of the end."""

from complaints import rules
from complaints.enums import HandoverStatus, PayoutState
from complaints.lifecycle import move
from complaints.roles import System


def drop_loose_ends(complaint, *, by, now):
    """Cancel waiting payout requests and let an offered hand-over lapse. `complaint` is locked."""
    for payout in complaint.payouts.filter(state=PayoutState.PROPOSED):
        move(payout, "cancel", by=System(by.via), now=now)
    complaint.handovers.filter(status=HandoverStatus.OFFERED).update(status=HandoverStatus.LAPSED, answered_at=now)


def closing_code_of(complaint):
    """Accepted with money, with something else, or with an explanation; or how the dispute ended."""
    remedies = rules.chosen_remedies(complaint)
    last = complaint.disputes.exclude(closed_at=None).first()
    if last and last.kind == "arbitration":
        return last.result
    if last and last.kind == "mediation" and last.result == "agreed":
        return "mediated"
    if any(remedy.is_money for remedy in remedies):
        return "accepted_money"
    if all(remedy.kind == "explanation" for remedy in remedies):
        return "accepted_explanation"
    return "accepted_nonmoney"
