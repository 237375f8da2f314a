"""Against fraud: a measure against the merchant, a report to an authority (DP-16)."""

from django.utils.translation import gettext_lazy as _

from complaints.actions import freezes, referrals
from complaints.forms import risk as forms
from complaints.views.acts.act import Act

RISK = {
    "ask_freeze": Act(
        _("Ask to freeze the merchant"),
        freezes.ask_freeze,
        forms.AskFreezeForm,
        _(
            "A second person decides: mid-office, back office or a manager. The merchant is not told before."
            " One product goes off sale by the stop of sale of an incident."
        ),
    ),
    "draft_referral": Act(
        _("Report to an authority"),
        referrals.draft_referral,
        forms.DraftReferralForm,
        _("It is written here first; mid-office, back office or legal send it and record by which way."),
    ),
}
