"""Who is at the door: name and password, the second factor, one's own settings."""

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

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


class PreferencesForm(forms.ModelForm):
    """The language one reads and whether single keys work."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)

    class Meta:
        model = Agent
        fields = ["language", "hotkeys_on"]
