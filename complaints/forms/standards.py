"""A version of a standard option as it is written; what is typed is checked beside its field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints import rules
from complaints.enums import RemedyKind
from complaints.forms.verb import NOTHING_CHOSEN, Lines, MoneyField
from complaints.models import StandardOption

NAMES = _("{name}, {number}, {order}, {product}, {merchant}, {price}, {wished} and {alias} become the facts.")


class StandardForm(forms.Form):
    """Remedy with its share or amount, the offer and the reasons in both languages, and why it is changed."""

    remedy = forms.ChoiceField(label=_("Remedy"), choices=[NOTHING_CHOSEN, *RemedyKind.choices])
    share = forms.IntegerField(label=_("Share of the price (%)"), min_value=1, max_value=100, required=False)
    amount = MoneyField(label=_("Or an amount"), required=False)
    title_zh = forms.CharField(label=_("Offer in Chinese"), max_length=120)
    title_en = forms.CharField(label=_("Offer in English"), max_length=120)
    words_zh = forms.CharField(label=_("Reasons in Chinese"), widget=Lines(4), help_text=NAMES)
    words_en = forms.CharField(label=_("Reasons in English"), widget=Lines(4), help_text=NAMES)
    because = forms.CharField(
        label=_("Why it is changed"), max_length=200, help_text=_("Whoever puts it into force reads this first.")
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            facts = {name: value for name, value in cleaned.items() if name != "because"}
            verdict = rules.is_fit_standard(StandardOption(**facts))
            if not verdict:
                self.add_error(None, verdict.why)
        return cleaned


def initial_of(standard):
    """A version as the form begins with it."""
    names = [name for name in StandardForm.base_fields if name != "because"]
    return {name: getattr(standard, name) for name in names} if standard else {}
