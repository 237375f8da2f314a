"""What the order source may tell: named facts, each of its kind; what is not on the list is not kept."""

from django import forms

from complaints.actions.orders import COLUMNS
from complaints.forms.moments import moment
from complaints.models import Complaint

MOMENTS = ("order_paid_at", "received_at")
LINES = {name: column for column, name in COLUMNS.items() if column not in MOMENTS}


class OrderFactsForm(forms.Form):
    """The answer of an order source: `buyer` is the account that bought, all else as in the complaint's columns."""

    buyer = forms.CharField(max_length=64, required=False)

    def __init__(self, answer, now):
        self.now = now
        facts = {name: value for name, value in answer.items() if value is not None}
        super().__init__({name: str(value) for name, value in facts.items()})
        for name, column in LINES.items():
            self.fields[name] = Complaint._meta.get_field(column).formfield(required=False)
        self.fields["amount"] = forms.DecimalField(min_value=0, max_digits=12, decimal_places=2, required=False)
        for column in MOMENTS:
            self.fields[COLUMNS[column]] = forms.CharField(max_length=40, required=False)

    def clean_paid_at(self):
        return self._moment("paid_at")

    def clean_received_at(self):
        return self._moment("received_at")

    def _moment(self, name):
        text = self.cleaned_data[name]
        return moment(text, self.now) if text else None

    @property
    def facts(self):
        """What was told, without what was left empty."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
