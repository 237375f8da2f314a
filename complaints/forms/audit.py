"""What the history can be narrowed by: a number, a person, what was done, and days."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.enums import ActorKind, EventKind

NOT_AGENTS = [(ActorKind.SYSTEM, ActorKind.SYSTEM.label), (ActorKind.CONSUMER, ActorKind.CONSUMER.label)]


class HistoryForm(forms.Form):
    """The conditions of the audit history; `people` are the agents as (key, name), read once for the page."""

    number = forms.CharField(label=_("Complaint or payout"), max_length=40, required=False)
    who = forms.ChoiceField(label=_("Who did it"), required=False)
    what = forms.MultipleChoiceField(
        label=_("What was done"), choices=EventKind, required=False, widget=forms.CheckboxSelectMultiple
    )
    since = forms.DateField(
        label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        named = [(str(pk), name) for pk, name in people.items()]
        self.fields["who"].choices = [("", _("Anybody, the system too")), *NOT_AGENTS, *named]

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first."))
        return cleaned
