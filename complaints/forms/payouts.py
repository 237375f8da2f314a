"""Money: ask or pay, and what happens to one payout afterwards."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints import rules
from complaints.enums import PayoutKind, RemedyStatus
from complaints.forms.verb import Lines, MoneyField, VerbForm, choose, hidden
from complaints.models import Payout, Remedy


class ProposePayoutForm(VerbForm):
    """One payment; the promise behind it fills it in."""

    kind = choose(PayoutKind, label=_("Kind"))
    amount = MoneyField(label=_("Amount (CNY)"))
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=Lines(2))
    remedy = forms.ModelChoiceField(label=_("For which promise"), queryset=None, required=False)
    # One form, one payment: sent twice, the second time shows the first one's result.
    idempotency_key = forms.CharField(max_length=80, widget=forms.HiddenInput)
    blamed = "amount"

    def prepare(self):
        due = [r for r in rules.chosen_remedies(self.complaint) if r.is_money and r.status == RemedyStatus.DUE]
        self.fields["remedy"].queryset = Remedy.objects.filter(pk__in=[remedy.pk for remedy in due])
        self.fields["idempotency_key"].initial = f"desk:{uuid.uuid4()}"
        if due:
            first = due[0]
            self.initial = {"remedy": first.pk, "amount": first.amount, "kind": first.payout_kind} | self.initial


class PayoutForm(VerbForm):
    """A form about one payout of this complaint."""

    payout = hidden()
    target = "payout"

    def prepare(self):
        self.fields["payout"].queryset = Payout.objects.filter(complaint=self.complaint).select_related("complaint")

    def about(self):
        """The payout, for the head of the page."""
        return self.fields["payout"].queryset.filter(pk=self.subject_id()).first()


class MarkPaidForm(PayoutForm):
    """The bank's reference."""

    reference = forms.CharField(label=_("Bank reference"), max_length=80)


class FailPayoutForm(PayoutForm):
    """What the payment system answered."""

    failure = forms.CharField(label=_("What the payment system answered"), max_length=200)


class PayoutReasonForm(PayoutForm):
    """Why one payout is cancelled or reversed."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=Lines(2))


class ClearUpForm(forms.Form):
    """What was found out about a doubtful word of the payment system."""

    note = forms.CharField(
        label=_("What you found, and what was done about it"), max_length=300, widget=Lines(2), strip=True
    )
