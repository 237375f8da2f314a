"""Who is at the door: name and password, the second factor, one's own settings."""

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from complaints.enums import MailAlerts
from complaints.models import Agent


class SignInForm(AuthenticationForm):
    """Name and password, refused in a sentence that says what to do and not which of the two was wrong."""

    error_messages = {
        "invalid_login": _("The name or the password is wrong. Check the keyboard's capitals and language."),
        "inactive": _("This account is closed. The administrator can open it again."),
    }


class TokenForm(forms.Form):
    """The six digits an authenticator app shows."""

    token = forms.RegexField(
        r"^\d{6}$",
        label=_("Six digits from the app"),
        error_messages={"invalid": _("Type the six digits that the app shows now.")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "7", "autofocus": True}
        ),
    )

    def __init__(self, data=None, **kwargs):
        if data is not None:
            data = data.copy()
            data["token"] = "".join(data.get("token", "").split())  # apps show 123 456
        super().__init__(data, **kwargs)


class ClockField(forms.TimeField):
    """An hour and minute of the day, typed or chosen."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class PreferencesForm(forms.ModelForm):
    """The language one reads, whether single keys work, and when one is not to be disturbed."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    quiet_from = ClockField(label=_("Quiet from"), required=False)
    quiet_until = ClockField(label=_("Quiet until"), required=False, help_text=_("Beijing time; over midnight too."))
    quiet_weekends = forms.BooleanField(label=_("Quiet all Saturday and Sunday"), required=False)
    mail_alerts = forms.ChoiceField(
        label=_("Alerts by e-mail"), choices=MailAlerts, widget=forms.RadioSelect, required=False
    )

    class Meta:
        model = Agent
        fields = ["language", "hotkeys_on", "quiet_from", "quiet_until", "quiet_weekends", "mail_alerts"]

    def clean_mail_alerts(self):
        """Nothing chosen is none; without an address there is no mail."""
        chosen = self.cleaned_data["mail_alerts"] or MailAlerts.NONE
        if chosen != MailAlerts.NONE and not self.instance.email:
            raise forms.ValidationError(_("Your account has no e-mail address. The administrator enters it."))
        return chosen

    def clean(self):
        """Both ends or none, and not the same."""
        cleaned = super().clean()
        ends = [cleaned.get(name) for name in ("quiet_from", "quiet_until")]
        if not self.errors and (ends.count(None) == 1 or (ends[0] is not None and ends[0] == ends[1])):
            self.add_error("quiet_until", _("Quiet hours need two different times, or none."))
        return cleaned
