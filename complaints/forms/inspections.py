"""Which inspections behind a figure are asked for."""

from django import forms

from complaints.enums import COST_BEARERS, EvidenceStatus, InspectionOutcome
from complaints.forms.insight import PeriodForm
from complaints.models import Category
from complaints.reports.inspections import UNSAID

NAMES = ("body", "category", "borne_by", "outcome", "status")


class InspectionRecordsForm(PeriodForm):
    """The days, and the line of the table; what means nothing is no condition."""

    body = forms.CharField(max_length=80, required=False)
    category = forms.ModelChoiceField(queryset=Category.objects.all(), required=False)
    borne_by = forms.ChoiceField(choices=[("", ""), *COST_BEARERS], required=False)
    outcome = forms.ChoiceField(choices=[("", ""), *InspectionOutcome.choices, (UNSAID, "")], required=False)
    status = forms.ChoiceField(choices=[("", ""), *EvidenceStatus.choices], required=False)

    def conditions(self):
        """{name: value} of what was asked for."""
        self.is_valid()
        return {name: value for name in NAMES if (value := self.cleaned_data.get(name))}
