"""How urgent and how grave: tier, category, emotion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints import rules
from complaints.enums import Emotion, EmotionBasis, EmotionMoment, Flag, Priority, Tier
from complaints.forms.codes import CodeField, CodesField, stage_field
from complaints.forms.verb import NOTHING_CHOSEN, Lines, VerbForm, choose
from complaints.reports.suggested import suggestions_for

# domain.md 6.1: behaviour one can see, so that two people come to the same figure.
ANCHORS = (
    ("0", _("no emotion, facts only")),
    ("1–2", _("mild words: “a bit disappointed”")),
    ("3–4", _("clear displeasure, said once more, nobody blamed")),
    ("5–6", _("blame, !!!, strong words, a deadline, talk of a bad review: priority one step up")),
    ("7–8", _("insults, threat of 12315 or media, crying, several contacts an hour: the lead is told")),
    ("9", _("threats to persons or property, panic, despair: lead joins live")),
    ("10", _("immediate danger to oneself or others: call 120 or 110")),
)


def offer(field, choices, may):
    """Only what the rule lets this person choose; for the rest its sentence beneath the field."""
    verdicts = {choice: may(choice) for choice in choices}
    field.choices = [(choice.value, choice.label) for choice, verdict in verdicts.items() if verdict]
    field.help_text = next((verdict.why for verdict in verdicts.values() if not verdict), field.help_text)


class SetTierForm(VerbForm):
    """Another tier, with its reason."""

    tier = forms.ChoiceField(label=_("Tier"), choices=Tier, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), widget=Lines(2))
    blamed = "tier"

    def prepare(self):
        offer(self.fields["tier"], Tier, lambda tier: rules.may_set_tier(self.complaint, self.by, tier))
        self.fields["tier"].initial = self.complaint.tier


class ReclassifyForm(VerbForm):
    """Other codes, another business link, another priority, with the reason."""

    category = CodeField()
    secondary_codes = CodesField()
    business_stage = stage_field()
    priority = forms.ChoiceField(label=_("Priority"), choices=Priority, required=False)
    reason = forms.CharField(label=_("Reason"), widget=Lines(2))

    def prepare(self):
        self.fields["category"].initial = self.complaint.category_id
        self.fields["secondary_codes"].initial = self.complaint.secondary_codes
        self.fields["business_stage"].initial = self.complaint.business_stage
        offer(
            self.fields["priority"], Priority, lambda priority: rules.may_reclassify(self.complaint, self.by, priority)
        )
        self.fields["priority"].initial = self.complaint.priority

    def facts(self):
        """A priority that stays the same is no change; neither is the link the old category had suggested."""
        facts = super().facts()
        facts["priority"] = facts["priority"] if facts["priority"] != self.complaint.priority else None
        if facts["business_stage"] == self.complaint.business_stage:
            facts["business_stage"] = ""
        return facts

    def about(self):
        """What the machine said first, and what the learned model suggests: choices, no decisions."""
        return suggestions_for(self.complaint)


class RaiseFlagForm(VerbForm):
    """A mark the machine did not see, with its reason."""

    flag = forms.ChoiceField(label=_("Flag"))
    reason = forms.CharField(label=_("Reason"), widget=Lines(2))
    blamed = "flag"

    def prepare(self):
        there = self.complaint.flags
        self.fields["flag"].choices = [NOTHING_CHOSEN, *(row for row in Flag.choices if row[0] not in there)]


class ReadEmotionForm(VerbForm):
    """Which feeling, how strong, when, and from what."""

    emotion = choose(Emotion, label=_("Emotion"))
    second_emotion = forms.ChoiceField(
        label=_("Second emotion"), choices=[NOTHING_CHOSEN, *Emotion.choices], required=False
    )
    intensity = forms.TypedChoiceField(
        label=_("Intensity"), coerce=int, choices=[(n, n) for n in range(11)], widget=forms.RadioSelect
    )
    moment = forms.ChoiceField(label=_("Moment"), choices=EmotionMoment)
    basis = forms.ChoiceField(label=_("Basis"), choices=EmotionBasis)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    anchors = ANCHORS

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("emotion") and cleaned.get("emotion") == cleaned.get("second_emotion"):
            self.add_error("second_emotion", _("Choose another one, or none."))
        return cleaned
