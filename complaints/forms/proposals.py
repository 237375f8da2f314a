"""The proposal: what we did, reasons, one to three options of up to three remedies each; and what follows from it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import rules, wording
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.enums import MONEY_REMEDIES, RemedyKind, RemedyStatus, Tier
from complaints.forms.ends import CONSENT
from complaints.forms.verb import NOTHING_CHOSEN, Lines, MoneyField, VerbForm, hidden
from complaints.models import Option, Proposal, Remedy

OPTIONS = REMEDIES = 3
# What we did, as the consumer may read it: our verbs without our names.
DEEDS = {
    "dispatch": gettext_lazy("had the desk concerned look into it"),
    "ask_evidence": gettext_lazy("asked for: {title}"),
    "add_evidence": gettext_lazy("received and looked at: {title}"),
    "record_finding": gettext_lazy("settled who is responsible"),
    "reply": gettext_lazy("wrote to you"),
    "hear_consumer": gettext_lazy("listened to you"),
    "mark_paid": gettext_lazy("paid you"),
}


class OptionForm(forms.Form):
    """One thing the consumer may choose, with up to three remedies in numbered fields."""

    title = forms.CharField(label=gettext_lazy("Offer"), max_length=120, required=False)
    consequence = forms.CharField(label=gettext_lazy("Consequences and time"), max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for n in range(REMEDIES):
            self.fields[f"kind_{n}"] = forms.ChoiceField(
                label=gettext_lazy("Remedy"), choices=[NOTHING_CHOSEN, *RemedyKind.choices], required=False
            )
            self.fields[f"amount_{n}"] = MoneyField(label=gettext_lazy("Amount"), required=False)
            self.fields[f"detail_{n}"] = forms.CharField(label=gettext_lazy("Detail"), max_length=200, required=False)

    def rows(self):
        """The remedies as rows of three fields, for the template."""
        return [[self[f"{name}_{n}"] for name in ("kind", "amount", "detail")] for n in range(REMEDIES)]

    def clean(self):
        cleaned = super().clean()
        for n in range(REMEDIES):
            kind, amount = cleaned.get(f"kind_{n}"), cleaned.get(f"amount_{n}")
            if kind in MONEY_REMEDIES and not amount and f"amount_{n}" not in self.errors:
                self.add_error(f"amount_{n}", _("Enter the amount."))
            if not kind and (amount or cleaned.get(f"detail_{n}")):
                self.add_error(f"kind_{n}", _("Choose what is done."))
        remedies = [n for n in range(REMEDIES) if cleaned.get(f"kind_{n}")]
        if remedies and not cleaned.get("title"):
            self.add_error("title", _("Say what is offered, in one sentence."))
        if cleaned.get("title") and not remedies:
            self.add_error("kind_0", _("Choose what is done."))
        return cleaned

    def draft(self):
        """The option for the action, or None if nothing was written."""
        facts = self.cleaned_data
        if not facts.get("title"):
            return None
        remedies = [
            RemedyDraft(facts[f"kind_{n}"], facts[f"amount_{n}"], facts[f"detail_{n}"])
            for n in range(REMEDIES)
            if facts[f"kind_{n}"]
        ]
        return OptionDraft(facts["title"], facts["consequence"], remedies)


class DraftProposalForm(VerbForm):
    """The letter, its options, and for the high tier the parts of the report."""

    what_we_did = forms.CharField(
        label=gettext_lazy("What we did"),
        widget=Lines(4),
        help_text=gettext_lazy("Taken from the timeline; the consumer reads it. It cannot be empty."),
    )
    reasons = forms.CharField(label=gettext_lazy("Reasons"), widget=Lines(3))
    refuses_wish = forms.BooleanField(label=gettext_lazy("The wish is refused, or part of it"), required=False)
    alternatives = forms.CharField(
        label=gettext_lazy("Alternatives"),
        widget=Lines(2),
        required=False,
        help_text=gettext_lazy("Needed where a wish is refused: what we can do instead, or why nothing can be done."),
    )

    def prepare(self):
        draft = rules.draft_of(self.complaint)
        if self.complaint.tier == Tier.HIGH:
            for name in Proposal.REPORT_PARTS:
                title = Proposal._meta.get_field(name).verbose_name
                self.fields[name] = forms.CharField(label=title, widget=Lines(3), required=False)
        for name in self.fields:
            self.fields[name].initial = getattr(draft, name, None)
        self.fields["what_we_did"].initial = draft.what_we_did if draft else what_we_did(self.complaint)
        self.options = [
            OptionForm(self.data or None, prefix=f"option{n}", initial=written(draft, n)) for n in range(OPTIONS)
        ]

    def report_fields(self):
        """The parts of the back-office report, for high-tier cases."""
        return [self[name] for name in Proposal.REPORT_PARTS if name in self.fields]

    def letter_fields(self):
        """The fields in front of the options."""
        return [self[name] for name in ("what_we_did", "reasons", "refuses_wish", "alternatives")]

    def is_valid(self):
        """All forms are asked, so that every error is shown at once."""
        return all([super().is_valid(), *[option.is_valid() for option in self.options]])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("refuses_wish") and not cleaned.get("alternatives"):
            self.add_error("alternatives", _("A refused wish needs an alternative, or the grounds why there is none."))
        return cleaned

    def facts(self):
        """The texts, and the options that were written."""
        drafts = [option.draft() for option in self.options]
        return super().facts() | {"options": [draft for draft in drafts if draft]}


def written(draft, position):
    """The first values of one option form from the present draft."""
    options = list(draft.options.all()) if draft else []
    if position >= len(options):
        return {}
    option = options[position]
    values = {"title": option.title, "consequence": option.consequence}
    for n, remedy in enumerate(option.remedies.all()[:REMEDIES]):
        values |= {f"kind_{n}": remedy.kind, f"amount_{n}": remedy.amount, f"detail_{n}": remedy.detail}
    return values


def what_we_did(complaint):
    """Our steps with their dates, as a first text for the letter."""
    events = complaint.events.filter(verb__in=DEEDS).order_by("at", "pk")
    lines = [f"{wording.exact_moment(e.at)[5:16]} {str(DEEDS[e.verb]).format(**facts_of(e))}" for e in events]
    return "\n".join(dict.fromkeys(lines))


def facts_of(event):
    """What a deed may name."""
    return {"title": event.data.get("title", "")}


class ReviewNoteForm(VerbForm):
    """A word of the reviewer, if any."""

    review_note = forms.CharField(label=gettext_lazy("Note"), widget=Lines(2), required=False)


class ReturnProposalForm(VerbForm):
    """What the author has to do better."""

    review_note = forms.CharField(
        label=gettext_lazy("What has to be better"),
        widget=Lines(3),
        help_text=gettext_lazy("At least 10 characters; the author works with it."),
    )
    blamed = "review_note"


class AskReviewForm(VerbForm):
    """A word to the reviewer, if any."""

    reason = forms.CharField(label=gettext_lazy("Word to the reviewer"), widget=Lines(2), required=False)


class ChooseOptionForm(VerbForm):
    """Which option the consumer took, with the proof."""

    option = forms.ModelChoiceField(
        label=gettext_lazy("What the consumer chose"), queryset=None, empty_label=None, widget=forms.RadioSelect
    )
    consent = forms.CharField(label=gettext_lazy("Proof that the consumer agrees"), max_length=200, help_text=CONSENT)
    blamed = "option"

    def prepare(self):
        offer = rules.open_offer(self.complaint)
        self.fields["option"].queryset = Option.objects.filter(proposal=offer and offer.pk)


class RemedyForm(VerbForm):
    """A form about one remedy that is due."""

    remedy = hidden()
    target = "remedy"

    def prepare(self):
        of_case = Remedy.objects.filter(option__proposal__complaint=self.complaint, status=RemedyStatus.DUE)
        self.fields["remedy"].queryset = of_case

    def about(self):
        """The remedy, for the head of the page."""
        return self.fields["remedy"].queryset.filter(pk=self.subject_id()).first()


class CarryOutForm(RemedyForm):
    """How we know that a remedy is done."""

    proof = forms.CharField(label=gettext_lazy("Proof"), max_length=200, required=False)


class FailRemedyForm(RemedyForm):
    """Why a remedy cannot be carried out."""

    reason = forms.CharField(label=gettext_lazy("Why it cannot be done"), widget=Lines(2))
