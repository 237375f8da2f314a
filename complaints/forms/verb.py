"""What every form of a verb is made of: the complaint, who asks, the moment, and the last event on the screen."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NOTHING_CHOSEN = ("", gettext_lazy("Choose …"))
# Plain digits only: Decimal would also read full-width ones, signs, exponents and NaN.
AMOUNT = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)


class VerbForm(forms.Form):
    """The facts of one verb. Without further fields it is a bare button: the verb needs no facts."""

    # The newest event the author had on screen: what came after it may make the text wrong.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    target = ""  # the field whose row the action works on instead of the complaint
    starts = ()  # fields that the address may fill beforehand
    blamed = None  # the field beside which a refusal is shown; without one it stands above the form

    def __init__(self, *args, complaint, by, now, **kwargs):
        self.complaint, self.by, self.now = complaint, by, now
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self):
        """Fill choices and first values; the moment and the complaint are known here."""

    def facts(self):
        """The arguments of the action."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", self.target)}

    def subject(self):
        """The row the action works on."""
        return self.cleaned_data[self.target] if self.target else self.complaint

    def subject_id(self):
        """The row chosen before anything is typed, from the address or the form sent."""
        value = self.data.get(self.target) if self.is_bound else self.initial.get(self.target)
        return int(value) if str(value or "").isdecimal() else None

    def refuse(self, reason):
        """Show why a rule said no, beside the field it is about."""
        self.add_error(self.blamed if self.blamed in self.fields else None, reason)


class MoneyField(forms.Field):
    """An amount in CNY as people type it, 120 or 120.50; becomes a Decimal."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 12})

    def to_python(self, value):
        """The Decimal, or None for nothing."""
        text = str(value or "").strip()
        if not text:
            return None
        if not AMOUNT.fullmatch(text):
            raise forms.ValidationError(_("Enter an amount such as 120.00."))
        return Decimal(text)


class LawField(forms.ModelChoiceField):
    """A rule of the law as a letter cites it, with what it says."""

    def label_from_instance(self, rule):
        return _("%(rule)s: %(says)s") % {"rule": rule.named, "says": rule.told}


class MomentField(forms.DateTimeField):
    """Day and time in Shanghai, with the browser's own picker."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)


class DayField(forms.DateField):
    """A day, with the browser's own picker."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class Lines(forms.Textarea):
    """A text area of a few lines that grows with its text."""

    def __init__(self, rows=3, **attrs):
        super().__init__(attrs={"rows": rows} | attrs)


def choose(choices, **kwargs):
    """A select that begins with nothing chosen."""
    return forms.ChoiceField(choices=[NOTHING_CHOSEN, *choices.choices], **kwargs)


def hidden(**kwargs):
    """A row named by the page, not chosen by a person; its queryset is set in `prepare`."""
    return forms.ModelChoiceField(queryset=None, widget=forms.HiddenInput, **kwargs)
