"""Call-backs: the hour the consumer chooses and the number; what the agent writes down; did he feel heard."""

from datetime import datetime
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.actions import calls
from complaints.clock import CALL_LENGTH
from complaints.forms.fields import large_text, phone_number, short_text
from complaints.forms.verb import Lines, VerbForm
from complaints.workdays import CHINA

YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
TEL = {"autocomplete": "tel", "inputmode": "tel"}


def hour_words(start):
    """24 Nov, 10:00–11:00 in Beijing: a closed select shows no group."""
    here = start.astimezone(CHINA)
    return f"{date_format(here, _('j M, H:i'))}–{here + CALL_LENGTH:%H:%M}"


def day_words(day):
    """Tuesday, 24 Nov."""
    return date_format(day, _("l, j M"))


def by_day(starts):
    """Hours as the groups of a select: [(day, [(moment, hour), ...]), ...]."""
    days = groupby(starts, key=lambda start: start.astimezone(CHINA).date())
    return [(day_words(day), [(start.isoformat(), hour_words(start)) for start in hours]) for day, hours in days]


class HourField(forms.TypedChoiceField):
    """One of the hours that are free now; becomes the moment it begins."""

    def __init__(self, **kwargs):
        gone = gettext_lazy("This hour is not free any more: choose another one.")
        errors = {"required": gettext_lazy("Choose an hour."), "invalid_choice": gone}
        super().__init__(coerce=datetime.fromisoformat, empty_value=None, error_messages=errors, **kwargs)

    def offer(self, starts, nothing):
        """Fill the choices; `nothing` is what the first, empty one says."""
        self.choices = [("", nothing), *by_day(starts)]


def offer_hours(form, complaint, now):
    """The free hours, and what is booked or known already: of a number only its stars."""
    booked, consumer = complaint.calls.booked().first(), complaint.consumer
    form.known = booked.masked_phone if booked else consumer.masked_phone if consumer.phone else ""
    form.fields["starts_at"].offer(calls.hours_for(complaint, now), _("Choose an hour …"))
    form.fields["starts_at"].initial = booked and booked.starts_at.astimezone(CHINA).isoformat()
    form.fields["phone"].initial = form.known
    form.fields["phone"].required = True


class BookCallForm(forms.Form):
    """When and under which number. The known number is shown with stars; whoever leaves it keeps it."""

    is_about_a_complaint = True

    starts_at = HourField(label=gettext_lazy("When may we call?"))
    phone = short_text(gettext_lazy("Number to call"), 30, widget=forms.TextInput(attrs=TEL))

    def __init__(self, *args, complaint, now, **kwargs):
        super().__init__(*args, **kwargs)
        offer_hours(self, complaint, now)

    def clean_phone(self):
        """Empty for the number we have."""
        typed = self.cleaned_data["phone"].strip()
        return "" if self.known and typed in ("", self.known) else phone_number(typed)


class HeardForm(forms.Form):
    """Did someone hear you out? (IN-19)."""

    heard = forms.TypedChoiceField(
        label=gettext_lazy("Did someone hear you out?"),
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )


class PersonForm(forms.Form):
    """A person is asked for; words are welcome, not needed."""

    body = large_text(gettext_lazy("What it is about"), required=False)


class ArrangeCallForm(VerbForm):
    """The hour agreed with the consumer on the phone, and the number."""

    starts_at = HourField(label=gettext_lazy("Agreed hour"))
    phone = short_text(gettext_lazy("Number to call"), 30, widget=forms.TextInput(attrs=TEL))
    blamed = "starts_at"

    clean_phone = BookCallForm.clean_phone

    def prepare(self):
        offer_hours(self, self.complaint, self.now)


class RecordCallForm(VerbForm):
    """Spoken with, and what was said; or nobody answered."""

    is_reached = forms.TypedChoiceField(
        label=gettext_lazy("Did you reach the consumer?"),
        choices=[("yes", gettext_lazy("Yes, we spoke")), ("no", gettext_lazy("No, nobody answered"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    said = forms.CharField(
        label=gettext_lazy("What was said"),
        required=False,
        widget=Lines(5),
        help_text=gettext_lazy("In the consumer's own words first, then what you promised. Colleagues read it."),
    )
    blamed = "said"

    def about(self):
        """The call-back that is due."""
        return self.complaint.calls.due().first()

    def clean(self):
        """Words belong to a talk."""
        cleaned = super().clean()
        if cleaned.get("is_reached") and not (cleaned.get("said") or "").strip() and "said" not in self.errors:
            self.add_error("said", ValidationError(_("Write what was said.")))
        return cleaned
