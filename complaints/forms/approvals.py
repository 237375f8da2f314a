"""The decision of an approver: which verb, and the note that goes with it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from complaints import rules


class DecisionForm(forms.Form):
    """A verb and a note under its model's name; the verbs in `noted` need a note that says something."""

    verbs = ()
    noted = ()
    note_field = ""

    verb = forms.CharField()

    @property
    def note(self):
        """What was written, or nothing where this decision takes no note."""
        return self.cleaned_data.get(self.note_field, "").strip() if self.is_bound else ""

    @property
    def note_input(self):
        return self[self.note_field] if self.note_field else None

    def clean_verb(self):
        verb = self.cleaned_data["verb"]
        if verb not in self.verbs:
            raise forms.ValidationError(_("Choose one of the buttons."))
        return verb

    def clean(self):
        cleaned = super().clean()
        written = len(self.note)
        if cleaned.get("verb") in self.noted and written < rules.MIN_NOTE:
            self.add_error(self.note_field, too_short(written))
        return cleaned


def too_short(written):
    """What is wrong and what to do."""
    if not written:
        return _("Say what is missing, in at least %(least)s characters.") % {"least": rules.MIN_NOTE}
    words = ngettext(
        "Only %(n)s character: say what is missing, in at least %(least)s.",
        "Only %(n)s characters: say what is missing, in at least %(least)s.",
        written,
    )
    return words % {"n": written, "least": rules.MIN_NOTE}


def note_area(label, hint, length):
    """A note of some lines."""
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=hint, max_length=length, required=False, widget=area)


INTERNAL_NOTE = gettext_lazy("Needed to return or reject; the consumer does not see it.")


class PayoutDecisionForm(DecisionForm):
    """Approve (or be the first of two), or reject."""

    verbs = ("approve", "endorse", "reject")
    noted = ("reject",)
    note_field = "decision_note"

    decision_note = note_area(gettext_lazy("Your note"), INTERNAL_NOTE, 300)


class ProposalDecisionForm(DecisionForm):
    """Approve and send, or return."""

    verbs = ("approve_proposal", "return_proposal")
    noted = ("return_proposal",)
    note_field = "review_note"

    review_note = note_area(gettext_lazy("Your note"), INTERNAL_NOTE, 2000)


class RefusalDecisionForm(DecisionForm):
    """Confirm a refusal, whose letter is the reason; or give it back with a note."""

    verbs = ("refuse", "return_refusal")
    noted = ("return_refusal",)
    note_field = "dropped_because"

    dropped_because = note_area(gettext_lazy("Your note"), INTERNAL_NOTE, 2000)


class HandoverDecisionForm(DecisionForm):
    """Take the work, or decline with a reason."""

    verbs = ("take_handover", "decline_handover")
    noted = ("decline_handover",)
    note_field = "declined_because"

    declined_because = note_area(
        gettext_lazy("Reason"), gettext_lazy("Needed to decline; the colleague reads it."), 200
    )
