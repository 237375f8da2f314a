"""Payouts and what is claimed back."""

from django.utils.translation import gettext_lazy as _

from complaints.actions import holds, losses, payouts, recoveries
from complaints.forms import holds as hold_forms
from complaints.forms import losses as loss_forms
from complaints.forms import payouts as payout_forms
from complaints.views.acts.act import Act

PAYOUT = "complaints/acts/_payout.html"

MONEY = {
    "propose_payout": Act(
        _("Pay"), payouts.propose_payout, payout_forms.ProposePayoutForm, piece="complaints/acts/_money.html"
    ),
    "pay": Act(_("Given to the payment system"), payouts.pay, payout_forms.PayoutForm, piece=PAYOUT),
    "mark_paid": Act(_("Paid"), payouts.mark_paid, payout_forms.MarkPaidForm, piece=PAYOUT),
    "fail": Act(_("Failed"), payouts.fail, payout_forms.FailPayoutForm, piece=PAYOUT, danger=True),
    "retry": Act(_("Try again"), payouts.retry, payout_forms.PayoutForm, piece=PAYOUT),
    "confirm": Act(_("Has arrived"), payouts.confirm, payout_forms.PayoutForm, piece=PAYOUT),
    "cancel": Act(_("Cancel"), payouts.cancel, payout_forms.PayoutReasonForm, piece=PAYOUT, danger=True),
    "reverse": Act(
        _("Reverse"),
        payouts.reverse,
        payout_forms.PayoutReasonForm,
        _("A counter-entry is written; the payment itself is never edited."),
        piece=PAYOUT,
        danger=True,
    ),
    "hold_payment": Act(
        _("Ask a payment body"),
        holds.hold_payment,
        hold_forms.HoldForm,
        _("Meanwhile nothing of it is approved, paid or tried again. The consumer is told, with the next date."),
    ),
    "split_loss": Act(
        _("Share out the loss"),
        losses.split_loss,
        loss_forms.SplitForm,
        _("Who bears how much in the end. The consumer keeps the money; from all others the platform claims it."),
        piece="complaints/acts/_split.html",
    ),
    "open_recovery": Act(
        _("Claim it back"),
        recoveries.open_recovery,
        loss_forms.RecoveryForm,
        _("The consumer keeps the money; who caused the loss pays it back to us."),
        piece=PAYOUT,
    ),
}
