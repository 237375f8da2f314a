"""Return without a reason: what the law asks, and the day on which the goods came back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.enums import GoodsKind
from complaints.forms.verb import DayField, MomentField, VerbForm, choose
from complaints.models import ReturnCheck
from complaints.workdays import CHINA

FACTS = ("goods", "signed_on", "asked_on", "is_intact", "was_confirmed", "is_promised")


class CheckReturnForm(VerbForm):
    """The facts; what was written before, else what the complaint already says."""

    goods = choose(GoodsKind, label=_("Kind of goods"))
    signed_on = DayField(label=_("Signed for on"))
    asked_on = DayField(
        label=_("Asked for the return on"), help_text=_("The day on which the consumer first told the merchant or us.")
    )
    is_intact = forms.BooleanField(
        label=_("The goods are intact"), required=False, help_text=_("Opened to look and try is intact; used is not.")
    )
    was_confirmed = forms.BooleanField(
        label=_("The buyer confirmed at the order that they do not go back"),
        required=False,
        help_text=_("Counts for other goods only, and needs its proof among the evidence."),
    )
    is_promised = forms.BooleanField(
        label=_("The listing promised the return all the same"),
        required=False,
        help_text=_("A promise above the law binds the merchant."),
    )
    blamed = "asked_on"

    def prepare(self):
        known = self.about()
        if known:
            self.initial = {name: getattr(known, name) for name in FACTS} | self.initial
            return
        received, today = self.complaint.received_at, self.complaint.registered_at.astimezone(CHINA).date()
        first = {"asked_on": today, "is_intact": True, "goods": GoodsKind.ORDINARY}
        if received:
            first["signed_on"] = received.astimezone(CHINA).date()
        self.initial = first | self.initial

    def about(self):
        """What was checked before, or None."""
        return ReturnCheck.objects.filter(complaint=self.complaint).first()


class GoodsBackForm(VerbForm):
    """When they came back."""

    back_at = MomentField(label=_("Goods back at"))
    blamed = "back_at"

    def prepare(self):
        self.fields["back_at"].initial = self.now.astimezone(CHINA)
