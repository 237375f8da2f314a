"""Privacy: what a person asks about his own data, its answer, legal holds."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.enums import AskedOf
from complaints.forms.fields import large_text, short_text
from complaints.forms.step import BareForm
from complaints.forms.verb import Lines, VerbForm


def asked_kind():
    """One of the three rights."""
    return forms.ChoiceField(label=_("What the person asks"), choices=AskedOf, widget=forms.RadioSelect)


class DataRequestForm(VerbForm):
    """What the consumer asks on the phone or by letter."""

    kind = asked_kind()
    says = forms.CharField(label=_("In the consumer's own words"), widget=Lines(3), required=False, max_length=2000)


class AskDataForm(forms.Form):
    """The same on the consumer's own page."""

    kind = asked_kind()
    says = large_text(_("What exactly, if you like"), rows=3, required=False, most=2000)


class HoldForm(VerbForm):
    """Why nothing of a complaint may be erased."""

    because = forms.CharField(
        label=_("Why it has to be kept"), widget=Lines(3), help_text=_("Such as the file number of a court.")
    )


class GrantForm(BareForm):
    """The answer to the person; to a correction also what is right."""

    answer = forms.CharField(
        label=_("Answer to the consumer"),
        widget=Lines(4),
        max_length=1000,
        help_text=_("The consumer gets these words."),
    )


class CorrectForm(GrantForm):
    """What is put right; what is left empty stays."""

    name = short_text(_("Name"), 60)
    phone = short_text(_("Phone"), 30)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def facts(self):
        facts = dict(self.cleaned_data)
        return {"answer": facts.pop("answer"), "contact": facts}


class RefuseRequestForm(BareForm):
    """The reasons, which the person gets."""

    answer = forms.CharField(label=_("Reasons, for the consumer"), widget=Lines(4), max_length=1000)


class LiftHoldForm(BareForm):
    """Why it may go the way of all others again."""

    because = forms.CharField(label=_("Why it is lifted"), widget=Lines(2))
