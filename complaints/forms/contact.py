"""Talking: reply, note, what the consumer said by phone, contact data."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.files import MultipleFileField
from complaints.forms.verb import Lines, MomentField, VerbForm


class ReplyForm(VerbForm):
    """Words to the consumer and the next contact promised with them."""

    body = forms.CharField(label=gettext_lazy("Reply to the consumer"), widget=Lines(4))
    next_contact_at = MomentField(label=gettext_lazy("Next contact"), required=False)
    is_opinion = forms.BooleanField(label=gettext_lazy("Says what we check, or a first opinion"), required=False)
    files = MultipleFileField(label=gettext_lazy("Attachments"), required=False)

    def clean_next_contact_at(self):
        """A promise lies ahead."""
        at = self.cleaned_data["next_contact_at"]
        if at and at <= self.now:
            raise forms.ValidationError(_("The next contact has to be in the future."))
        return at


class NoteForm(VerbForm):
    """Words to colleagues."""

    body = forms.CharField(label=gettext_lazy("Internal note"), widget=Lines(4))


class HearConsumerForm(VerbForm):
    """What was said outside of our pages; the consumer reads it on the progress page."""

    body = forms.CharField(
        label=gettext_lazy("What the consumer said"),
        widget=Lines(4),
        help_text=gettext_lazy(
            "In the consumer's own words: the consumer reads it, too. What is for colleagues is a note."
        ),
    )


class CallUnhappyForm(VerbForm):
    """What was said in the call after an unhappy answer."""

    said = forms.CharField(
        label=gettext_lazy("What was said"),
        widget=Lines(4),
        max_length=2000,
        help_text=gettext_lazy("What is still wrong, in the consumer's words, and whether it is to be opened again."),
    )
    blamed = "said"


class RevealContactForm(VerbForm):
    """Why the contact data are needed."""

    reason = forms.CharField(
        label=gettext_lazy("What you need it for"),
        max_length=200,
        help_text=gettext_lazy("The look is recorded; the consumer may ask for the record."),
    )
