"""What a report is asked for: how many days back, and which numbers' records."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.enums import OPEN_STATES, BreachReason, ClockName
from complaints.models import Category
from complaints.reports.breaches import UNEXPLAINED

PERIODS = ((7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (365, _("1 year")))


class PeriodForm(forms.Form):
    """The last so many days; thirty where nothing, or nonsense, is said."""

    days = forms.TypedChoiceField(choices=PERIODS, coerce=int, required=False, empty_value=30)

    def chosen(self):
        """The number of days."""
        self.is_valid()
        return self.cleaned_data.get("days") or 30


class BreachesForm(PeriodForm):
    """Which missed times to list."""

    clock = forms.ChoiceField(label=_("Clock"), choices=[("", ""), *ClockName.choices], required=False)
    owner = forms.RegexField(label=_("Owner"), regex=r"^(\d{1,9}|none)$", required=False)
    desk = forms.RegexField(label=_("Department"), regex=r"^([A-Z]{1,20}|none)$", required=False)
    reason = forms.ChoiceField(
        label=_("Reason"), choices=[("", ""), (UNEXPLAINED, ""), *BreachReason.choices], required=False
    )

    def conditions(self):
        """The conditions of the list; a value that means nothing is no condition."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in ("clock", "owner", "desk", "reason")}


class StaysForm(PeriodForm):
    """Which step of which category to list; without a step, all its steps."""

    category = forms.ModelChoiceField(queryset=Category.objects.all())
    state = forms.ChoiceField(choices=[(code.value, code.label) for code in OPEN_STATES], required=False)
