"""What a report is asked for: which days, and which numbers' records."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.enums import OPEN_STATES, BreachReason, ClockName
from complaints.forms.fields import no_broken_characters, short_text
from complaints.forms.verb import DayField, MomentField
from complaints.models import Category
from complaints.models.wait import LEAST, MOST
from complaints.reports.breaches import UNEXPLAINED
from complaints.reports.figures.period import last_days, month_of, own_range, today
from complaints.reports.rule_quality import SORTS

PERIODS = ((7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (365, _("1 year")))
USUAL = 30
EARLIEST = date(2000, 1, 2)  # before it there is no period to compare with


class PeriodForm(forms.Form):
    """The last so many days, a month, or days of one's own; thirty days where nothing, or nonsense, is said."""

    days = forms.TypedChoiceField(choices=PERIODS, coerce=int, required=False, empty_value=None)
    month = forms.DateField(input_formats=["%Y-%m"], required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

    def clean(self):
        """Days of one's own need an order, and a beginning that is past."""
        facts = super().clean()
        since, until = facts.get("since"), facts.get("until")
        here = today(timezone.now())
        if since and until and since > until:
            self.add_error("until", _("The end lies before the beginning: swap the two days."))
        for name, day in (("since", since), ("month", facts.get("month"))):
            if day and not EARLIEST <= day <= here:
                self.add_error(name, _("Choose a day that has been, after 2000."))
        return facts

    def period(self, now):
        """The Period that is asked for."""
        self.is_valid()
        facts = self.cleaned_data
        if facts.get("month"):
            return month_of(facts["month"].replace(day=1), now)
        if not self.errors and (facts.get("since") or facts.get("until")):
            last = min(facts.get("until") or today(now), today(now))
            return own_range(min(facts.get("since") or last, last), last, now)
        return last_days(facts.get("days") or USUAL, now)


class RulesForm(PeriodForm):
    """In which order the rules stand."""

    def sort(self):
        """One of the orders there are."""
        asked = self.data.get("sort", "")
        return asked if asked in SORTS else next(iter(SORTS))


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


WIDTHS = ((90, _("90 days")), (60, _("60 days")), (30, _("30 days")))


class AroundForm(forms.Form):
    """A day on which something changed, and how many days before and after it to compare."""

    changed = DayField(label=_("Changed on"), required=False)
    width = forms.TypedChoiceField(
        label=_("Days before and after"), choices=WIDTHS, coerce=int, required=False, empty_value=90, initial=90
    )

    def clean_changed(self):
        """A day that has been."""
        day = self.cleaned_data["changed"]
        if day and not EARLIEST <= day <= today(timezone.now()):
            raise forms.ValidationError(_("Choose a day that has been, after 2000."))
        return day


class MinutesForm(forms.Form):
    """The minutes of work a complaint takes, where they shall not be those written down at closing."""

    minutes = forms.IntegerField(
        label=_("Minutes of work for a complaint"),
        required=False,
        min_value=1,
        max_value=24 * 60,
        help_text=_("Empty: as written down at closing."),
    )


class SurgeForm(MinutesForm):
    """Which of the days ahead to show by the hour."""

    day = forms.DateField(required=False, widget=forms.HiddenInput)


class HoursForm(MinutesForm, AroundForm):
    """A change of shifts, of everybody or of one consumer."""

    consumer = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)


class WaitForm(forms.Form):
    """The true time, told to every new consumer until a moment, with the reason."""

    minutes = forms.IntegerField(
        label=_("A person answers after about … minutes"), min_value=LEAST, max_value=MOST, help_text=_("More than 30.")
    )
    text_zh = forms.CharField(
        label=_("Why, in Chinese"),
        max_length=200,
        validators=[no_broken_characters],
        error_messages={"required": _("Write in Chinese why it takes longer.")},
    )
    text_en = short_text(_("Why, in English"), 200)
    ends_at = MomentField(label=_("Until"), help_text=_("Within 31 days; then the usual time is told again."))
