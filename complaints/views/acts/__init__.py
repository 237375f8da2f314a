"""Every verb of an agent on one complaint, as one table: its button, its form, its action, what it means."""

from complaints.views.acts.closing import ENDS
from complaints.views.acts.dispute import DISPUTES
from complaints.views.acts.first_steps import FIRST_STEPS
from complaints.views.acts.going_back import GOING_BACK
from complaints.views.acts.in_public import IN_PUBLIC
from complaints.views.acts.keeping import KEEPING
from complaints.views.acts.money import MONEY
from complaints.views.acts.proof import PROOF
from complaints.views.acts.proposal import OFFER
from complaints.views.acts.right_desk import RIGHT_DESK
from complaints.views.acts.risk import RISK
from complaints.views.acts.talking import TALKING

ACTS = (
    FIRST_STEPS
    | GOING_BACK
    | IN_PUBLIC
    | TALKING
    | RIGHT_DESK
    | PROOF
    | OFFER
    | MONEY
    | DISPUTES
    | ENDS
    | KEEPING
    | RISK
)
