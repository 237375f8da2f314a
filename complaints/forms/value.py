"""Which records of a money figure are asked for."""

from django import forms
from django.utils.translation import gettext as _

from complaints.enums import RefusedFor, Tier
from complaints.forms.insight import PeriodForm
from complaints.models import Agent, Category
from complaints.reports.refusals import UNSAID


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


class RefusalRecordsForm(PeriodForm):
    """The days, the line of the table, and the reason that was named, or that none was."""

    category = forms.ModelChoiceField(queryset=Category.objects.all(), required=False)
    tier = forms.ChoiceField(choices=[("", ""), *Tier.choices], required=False)
    agent = forms.ModelChoiceField(queryset=Agent.objects.all(), required=False)
    reason = forms.ChoiceField(choices=[("", ""), (UNSAID, ""), *RefusedFor.choices], required=False)

    def conditions(self):
        """{name: value} of what was asked for."""
        self.is_valid()
        names = ("category", "tier", "agent", "reason")
        return {name: value for name in names if (value := self.cleaned_data.get(name))}

    def told(self):
        """The conditions as people say them."""
        asked = self.conditions()
        words = [str(asked[name]) for name in ("category", "agent") if name in asked]
        words += [str(Tier(asked["tier"]).label)] if "tier" in asked else []
        if reason := asked.get("reason"):
            words.append(_("no reason named") if reason == UNSAID else str(RefusedFor(reason).label))
        return words


class CostRecordsForm(PeriodForm):
    """The days, and the category."""

    category = forms.ModelChoiceField(queryset=Category.objects.all(), required=False)

    def conditions(self):
        """{"category": ...} if one was asked for."""
        self.is_valid()
        found = self.cleaned_data.get("category")
        return {"category": found} if found else {}
