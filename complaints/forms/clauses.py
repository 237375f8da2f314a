"""The words of a clause, read off the snapshot of the listing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints import rules
from complaints.enums import AmountBasis, EvidenceKind, EvidenceStatus
from complaints.forms.verb import Lines, MoneyField, VerbForm


class RecordClauseForm(VerbForm):
    """Which snapshot, its words, how many times the price, and of which price."""

    item = forms.ModelChoiceField(label=_("Snapshot of the listing"), queryset=None, empty_label=None)
    text = forms.CharField(
        label=_("Words of the clause"), widget=Lines(3), max_length=500, help_text=_("Word for word, as it stood.")
    )
    times = forms.IntegerField(label=_("Times the price promised"), min_value=1, max_value=100)
    basis = forms.ChoiceField(label=_("Reckoned from"), choices=AmountBasis, widget=forms.RadioSelect)
    price = MoneyField(label=_("That price"))
    blamed = "item"

    def prepare(self):
        board = self.complaint.evidence.filter(kind=EvidenceKind.LISTING, status=EvidenceStatus.RECEIVED)
        words = f"{self.complaint.description} {self.complaint.demand_text}"
        self.fields["item"].queryset = board
        self.fields["times"].initial = rules.promised_times(words)
        self.fields["basis"].initial = AmountBasis.PAID
        self.fields["price"].initial = self.complaint.order_amount
