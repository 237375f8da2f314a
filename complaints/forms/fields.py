"""Fields of the people without an account: texts that say their limit, phone numbers, broken characters."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from complaints.enums import RefusedFor

MAX_TEXT = 5000
PHONE = re.compile(r"\+?\d{6,15}")


def no_broken_characters(text):
    """Refuse what no database and no reader can take: half characters (lone surrogates)."""
    if any(unicodedata.category(char) == "Cs" for char in text):
        raise ValidationError(_("There is a broken character in it: type the text again."))


def phone_number(text):
    """Digits with an optional +; spaces and hyphens are dropped, full-width digits are folded."""
    phone = re.sub(r"[\s()-]", "", unicodedata.normalize("NFKC", text))
    if phone and not PHONE.fullmatch(phone):
        raise ValidationError(_("This is no phone number: 6 to 15 digits, such as 13800138000."))
    return phone


class LongText(forms.CharField):
    """A text whose limit the browser counts aloud and never cuts; what is longer comes back whole (IN-19)."""

    def to_python(self, value):
        """A line break is one character, as people count."""
        return super().to_python(value).replace("\r\n", "\n")

    def widget_attrs(self, widget):
        """No `maxlength`: it would swallow the end of what somebody pastes."""
        return {"data-most": str(self.max_length), "data-counted": _("{n} of {most} characters")}


def large_text(label, *, rows=4, required=True, help_text="", most=MAX_TEXT):
    """A text of several lines with a limit that is said aloud."""
    return LongText(
        label=label,
        required=required,
        help_text=help_text,
        max_length=most,
        validators=[no_broken_characters],
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": _("Please write a few words."),
            "max_length": _("That is too long: at most %(limit_value)d characters (now %(show_value)d)."),
        },
    )


def refusal_reason(label):
    """The kind of reason why an offer is refused; voluntary, a list to tap on (DP-14)."""
    return forms.ChoiceField(label=label, choices=RefusedFor.choices, required=False, widget=forms.RadioSelect)


def short_text(label, most, **more):
    """A text of one line."""
    return forms.CharField(label=label, max_length=most, required=False, validators=[no_broken_characters], **more)
