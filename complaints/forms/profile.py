"""What we keep of a consumer for the next service: writing down, correcting, deleting (AR-02, AR-03)."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.enums import AgeBand, Preference
from complaints.forms.verb import NOTHING_CHOSEN, Lines, VerbForm, hidden
from complaints.models import ProfileFact

Kind, Source = ProfileFact.Kind, ProfileFact.Source
MOST = 200
KEPT_FOR = [
    ("90", gettext_lazy("three months")),
    ("180", gettext_lazy("six months")),
    ("365", gettext_lazy("twelve months")),
]
IN_WORDS = (Kind.HABIT, Kind.TIME_PATTERN, Kind.PROMISE)


def closed_list(kind, codes):
    """The values of one kind as a group of choices."""
    return kind.label, [(f"{kind}:{code}", label) for code, label in codes.choices]


FACTS = [
    NOTHING_CHOSEN,
    closed_list(Kind.PREFERENCE, Preference),
    closed_list(Kind.AGE_BAND, AgeBand),
    (gettext_lazy("In own words"), [(f"{kind}:", kind.label) for kind in IN_WORDS]),
]


class RememberForm(VerbForm):
    """One fact, where it comes from, the consent, and how long it is kept."""

    what = forms.ChoiceField(label=gettext_lazy("What to remember"), choices=FACTS)
    words = forms.CharField(
        label=gettext_lazy("In own words"),
        required=False,
        max_length=MOST,
        widget=Lines(2),
        help_text=gettext_lazy("For a habit, a time pattern or a promise: “reachable after 19:00”. No judgement."),
    )
    source = forms.ChoiceField(label=gettext_lazy("How we know it"), choices=Source, widget=forms.RadioSelect)
    agreed = forms.BooleanField(
        label=gettext_lazy("The consumer agrees that we keep it"),
        required=False,
        help_text=gettext_lazy("Needed for what the consumer has said. He may see it, correct it and have it deleted."),
    )
    keep = forms.ChoiceField(label=gettext_lazy("Kept for"), choices=KEPT_FOR, initial="365")
    blamed = "what"

    def clean(self):
        """Words where the kind has no list; consent for what was said."""
        data = super().clean()
        kind, _colon, code = data.get("what", "").partition(":")
        if kind and not code and not data.get("words"):
            self.add_error("words", _("Say what to remember."))
        if data.get("source") == Source.STATED and not data.get("agreed"):
            self.add_error("agreed", _("What the consumer has said is kept only if the consumer agrees."))
        return data

    def facts(self):
        data = self.cleaned_data
        kind, _colon, code = data["what"].partition(":")
        return {
            "kind": kind,
            "value": code or data["words"],
            "source": data["source"],
            "consent_at": self.now if data["agreed"] else None,
            "keep": timedelta(days=int(data["keep"])),
        }


class FactForm(VerbForm):
    """About one fact of this consumer that counts now."""

    fact = hidden()
    target = "fact"

    def prepare(self):
        rows = ProfileFact.objects.in_force(self.now or timezone.now()).filter(consumer=self.complaint.consumer_id)
        self.fields["fact"].queryset = rows

    def about(self):
        """The fact with all it has replaced."""
        return self.fields["fact"].queryset.filter(pk=self.subject_id()).first()

    def facts(self):
        return super().facts() | {"complaint": self.complaint}


class CorrectFactForm(FactForm):
    """The right value, and why the old one was wrong."""

    value = forms.CharField(label=gettext_lazy("Right is"), max_length=MOST)
    because = forms.CharField(label=gettext_lazy("Why it was wrong"), max_length=MOST, widget=Lines(2))
    blamed = "value"

    def prepare(self):
        """A list where the kind has one."""
        super().prepare()
        fact = self.about()
        codes = {Kind.AGE_BAND: AgeBand, Kind.PREFERENCE: Preference}.get(fact and fact.kind)
        if codes:
            self.fields["value"] = forms.ChoiceField(label=self.fields["value"].label, choices=codes)
            self.order_fields(["seen", "fact", "value", "because"])
        self.fields["value"].initial = fact.value if fact else ""


class ForgetFactForm(FactForm):
    """Why it is deleted."""

    because = forms.CharField(
        label=gettext_lazy("Why it is deleted"),
        max_length=MOST,
        widget=Lines(2),
        help_text=gettext_lazy("What it said is gone afterwards; that it was deleted stays on the timeline."),
    )
    blamed = "because"
