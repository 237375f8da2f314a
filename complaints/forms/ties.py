"""What is asked about a relation, and about an alarm of payouts just below the limit (DP-19)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints import rules
from complaints.enums import TieKind
from complaints.forms.fields import phone_number, short_text
from complaints.forms.insight import PeriodForm
from complaints.forms.step import BareForm
from complaints.forms.verb import Lines, choose
from complaints.models import Agent


class TieForm(BareForm):
    """Whom one is close to: a person, a merchant, or both."""

    kind = choose(TieKind, label=_("Kind"))
    name = short_text(_("Full name"), 60, help_text=_("The whole name, as it stands on orders."))
    phone = short_text(_("Phone"), 30, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=120,
        required=False,
        help_text=_("Phone and e-mail are kept only as a mask and a code that can be compared."),
    )
    merchant = short_text(_("Merchant"), 120, help_text=_("As complaints name it: the shop, not the company."))

    def clean_phone(self):
        return phone_number(self.cleaned_data["phone"])

    def clean(self):
        """Somebody has to be named."""
        facts = super().clean()
        named = [facts.get(name) or "" for name in ("name", "phone", "email", "merchant")]
        verdict = rules.says_who(named[0].strip(), named[1] or named[2], named[3].strip())
        if not verdict and not self.errors:
            self.add_error("name", verdict.why)
        return facts


class EndTieForm(BareForm):
    """Why it binds no longer."""

    because = forms.CharField(label=_("Why it binds no longer"), max_length=200)


class AlarmNoteForm(BareForm):
    """What somebody found who looked at the payouts."""

    note = forms.CharField(label=_("What you found"), max_length=1000, widget=Lines(2))


class LimitRecordsForm(PeriodForm):
    """Whose payouts to list, all or only those just below the limit."""

    agent = forms.ModelChoiceField(queryset=Agent.objects.all(), required=False)
    near = forms.BooleanField(required=False)

    def conditions(self):
        """(agent or None, whether only those in the band); a value that means nothing is no condition."""
        self.is_valid()
        return self.cleaned_data.get("agent"), bool(self.cleaned_data.get("near"))
