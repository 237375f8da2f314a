"""Which records of a money figure are asked for."""

from django import forms

from complaints.enums import Tier
from complaints.forms.insight import PeriodForm
from complaints.models import Agent, Category


class OfferRecordsForm(PeriodForm):
    """The days, and the line of the table; what means nothing is no condition."""

    category = forms.ModelChoiceField(queryset=Category.objects.all(), required=False)
    tier = forms.ChoiceField(choices=[("", ""), *Tier.choices], required=False)
    agent = forms.ModelChoiceField(queryset=Agent.objects.all(), required=False)
    rejected = forms.BooleanField(required=False)
    low = forms.BooleanField(required=False)

    def conditions(self):
        """{name: value} of what was asked for."""
        self.is_valid()
        names = ("category", "tier", "agent", "rejected", "low")
        return {name: value for name in names if (value := self.cleaned_data.get(name))}


class CostRecordsForm(PeriodForm):
    """The days, and the category."""

    category = forms.ModelChoiceField(queryset=Category.objects.all(), required=False)

    def conditions(self):
        """{"category": ...} if one was asked for."""
        self.is_valid()
        found = self.cleaned_data.get("category")
        return {"category": found} if found else {}
