"""What falls with a complaint that ends: requests nobody approved, hand-overs nobody took."""

from complaints.enums import HandoverStatus, PayoutState
from complaints.lifecycle import move
from complaints.roles import System


def drop_loose_ends(complaint, *, by, now):
    """Cancel waiting payout requests and let an offered hand-over lapse. `complaint` is locked."""
    for payout in complaint.payouts.filter(state=PayoutState.PROPOSED):
        move(payout, "cancel", by=System(by.via), now=now)
    complaint.handovers.filter(status=HandoverStatus.OFFERED).update(status=HandoverStatus.LAPSED, answered_at=now)
