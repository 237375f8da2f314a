"""Evidence of both sides: ask, add, answer, waive; and the finding."""

import json

from django import forms
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints import rules, wording
from complaints.actions.inquiries import dues
from complaints.clock import order_day
from complaints.enums import (
    COST_BEARERS,
    Disclosure,
    EvidenceKind,
    EvidenceStatus,
    InspectionOutcome,
    Party,
    RootCause,
    Side,
    Tier,
)
from complaints.forms.files import MultipleFileField
from complaints.forms.verb import NOTHING_CHOSEN, LawField, Lines, MomentField, MoneyField, VerbForm, choose, hidden
from complaints.models import LegalRule, WantedItem

MOST_WHYS, LONGEST_WHY = 5, 200


class AskEvidenceForm(VerbForm):
    """One item asked of one side, until when; what could be said better is hinted at once, a reproach is refused."""

    side = choose(Side, label=_("Whom you ask"))
    kind = forms.ChoiceField(label=_("Kind"), choices=EvidenceKind)
    title = forms.CharField(
        label=_("What you need"),
        max_length=120,
        help_text=_("Name the thing: “a photo of the label”. Never why you doubt it."),
    )
    body = forms.CharField(
        label=_("Which third party"),
        max_length=80,
        required=False,
        help_text=_("Its name, as the consumer will read it in the letter. The other sides are named by the order."),
    )
    due_by = MomentField(label=_("Until when"), required=False)
    hinted = forms.CharField(required=False, widget=forms.HiddenInput)
    starts = ("side", "kind", "title")
    blamed = "due_by"

    def prepare(self):
        """Each side has its time; it stands in the field as soon as the side is known."""
        times = dues(self.now)
        side, due = self.fields["side"], self.fields["due_by"]
        side.widget.attrs["data-dues"] = json.dumps(
            {name: f"{localtime(at):%Y-%m-%dT%H:%M}" for name, at in times.items()}
        )
        due.initial = times.get(self.initial.get("side"))
        ends = {name: wording.brief_moment(at, self.now) for name, at in times.items()}
        due.help_text = gettext("Left empty: merchant by %(merchant)s, carrier by %(carrier)s, as the law says.") % ends

    def clean_title(self):
        verdict = rules.is_neutral(self.cleaned_data["title"])
        if not verdict:
            raise forms.ValidationError(verdict.why)
        return self.cleaned_data["title"]

    def clean(self):
        """Hints are said once; sent again it goes as it is."""
        cleaned = super().clean()
        if cleaned.get("side") == Side.THIRD_PARTY and not cleaned.get("body"):
            self.add_error("body", gettext("Name the body: the letter tells the consumer whom we asked."))
        hints = rules.hints_about(cleaned.get("title", ""))
        if hints and not self.data.get("hinted"):
            self.data = self.data.copy()
            self.data["hinted"] = "1"
            self.add_error("title", [*hints, gettext("Send it again to ask in these words.")])
        return cleaned

    def facts(self):
        facts = super().facts()
        del facts["hinted"]
        return facts


class AskWantedForm(VerbForm):
    """One line of the checklist, asked by one button."""

    want = hidden()
    starts = ("want",)
    blamed = "want"

    def prepare(self):
        category = self.complaint.category
        codes = [category.pk, category.parent_id]
        self.fields["want"].queryset = WantedItem.objects.filter(category__in=codes, is_active=True)


class WaiveWantedForm(AskWantedForm):
    """A line of the checklist that this case does not need, and why."""

    reason = forms.CharField(label=_("Why it is not needed"), max_length=200)

    target = ""

    def about(self):
        """The line, for the head of the page."""
        value = self.data.get("want") if self.is_bound else self.initial.get("want")
        return self.fields["want"].queryset.filter(pk=value if str(value or "").isdecimal() else 0).first()


class WithCost(VerbForm):
    """What an inspection costs and who bears it: both or neither."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("cost") is not None and not cleaned.get("borne_by"):
            self.add_error("borne_by", gettext("Say who bears the cost."))
        return cleaned


class AskInspectionForm(WithCost):
    """Who inspects what, until when, and what it costs."""

    body = forms.CharField(label=_("Inspection body"), max_length=80)
    title = forms.CharField(label=_("What is inspected"), max_length=120)
    due_by = MomentField(label=_("Report expected by"), required=False)
    cost = MoneyField(label=_("Cost (CNY)"), required=False)
    borne_by = forms.ChoiceField(label=_("Borne by"), choices=[NOTHING_CHOSEN, *COST_BEARERS], required=False)
    blamed = "due_by"

    def prepare(self):
        self.fields["due_by"].initial = dues(self.now)[Side.THIRD_PARTY]


class AddEvidenceForm(VerbForm):
    """Files and words of one side."""

    side = choose(Side, label=_("Whose evidence"))
    kind = forms.ChoiceField(label=_("Kind"), choices=EvidenceKind)
    title = forms.CharField(label=_("What it is"), max_length=120)
    uploads = MultipleFileField(label=_("Files"), required=False)
    says = forms.CharField(label=_("What it shows"), max_length=300, required=False)
    disclosure = forms.ChoiceField(label=_("Who may see it"), choices=Disclosure)
    happened_at = MomentField(label=_("Recorded at"), required=False)
    starts = ("side", "kind", "title")


class ItemForm(VerbForm):
    """A form about one asked item of the board."""

    item = hidden()
    target = "item"
    statuses = (EvidenceStatus.ASKED,)

    def prepare(self):
        self.fields["item"].queryset = self.complaint.evidence.filter(status__in=self.statuses)

    def about(self):
        """The item, for the head of the page."""
        return self.fields["item"].queryset.filter(pk=self.subject_id()).first()


class AnswerEvidenceForm(ItemForm):
    """What came for an asked item."""

    upload = MultipleFileField(label=_("File"), required=False)
    says = forms.CharField(label=_("What it shows"), max_length=300, required=False)
    blamed = "upload"
    statuses = (EvidenceStatus.ASKED, EvidenceStatus.SILENT)

    def facts(self):
        """One item holds one file."""
        facts = super().facts()
        return facts | {"upload": next(iter(facts["upload"]), None)}


class TakeReportForm(WithCost, AnswerEvidenceForm):
    """The report of an inspection: what was found, the file, what it cost in the end."""

    says = forms.CharField(label=_("What the inspection found"), max_length=300, widget=Lines(3))
    outcome = choose(InspectionOutcome, label=_("Whom it bears out"))
    cost = MoneyField(label=_("Cost (CNY)"), required=False)
    borne_by = forms.ChoiceField(label=_("Borne by"), choices=[NOTHING_CHOSEN, *COST_BEARERS], required=False)

    def prepare(self):
        super().prepare()
        self.fields["item"].queryset = self.fields["item"].queryset.filter(kind=EvidenceKind.INSPECTION)
        item = self.about()
        for name in ("cost", "borne_by"):
            self.fields[name].initial = item and getattr(item, name)


class JudgeReportForm(ItemForm):
    """Whom a report that has come bears out."""

    outcome = choose(InspectionOutcome, label=_("Whom it bears out"))
    statuses = (EvidenceStatus.RECEIVED,)

    def prepare(self):
        super().prepare()
        self.fields["item"].queryset = self.fields["item"].queryset.filter(kind=EvidenceKind.INSPECTION, outcome="")


class WaiveEvidenceForm(ItemForm):
    """Why an asked item is not needed."""

    reason = forms.CharField(label=_("Why it is not needed"), max_length=200)


class DiscloseForm(ItemForm):
    """Who may see one item, and why that changes."""

    disclosure = choose(Disclosure, label=_("Who may see it"))
    reason = forms.CharField(label=_("Reason"), max_length=200)
    blamed = "disclosure"
    statuses = (EvidenceStatus.RECEIVED,)

    def prepare(self):
        super().prepare()
        item = self.about()
        self.fields["disclosure"].initial = item and item.disclosure


class RevealOriginalForm(ItemForm):
    """Why the photo is needed as it came."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
    statuses = (EvidenceStatus.RECEIVED,)

    def prepare(self):
        self.fields["item"].queryset = self.complaint.evidence.exclude(original="")


class ItemsField(forms.ModelMultipleChoiceField):
    """Items of the board; what nobody answered says so, for then one judges by what there is (IV-05)."""

    def label_from_instance(self, item):
        """The item with its side, and since when its silence counts."""
        named = f"{item.get_side_display()} · {item.title}"
        if item.status != EvidenceStatus.SILENT:
            return named
        since = wording.short_date(localdate(item.silent_at), localdate())
        told = gettext("%(item)s: no answer, since %(day)s judged by what there is")
        return told % {"item": named, "day": since}


class RecordFindingForm(VerbForm):
    """Who bears responsibility, on which grounds, with which root cause."""

    party = choose(Party, label=_("Who is responsible"))
    share = forms.IntegerField(label=_("Share in percent"), min_value=0, max_value=100, initial=100)
    root_cause = choose(RootCause, label=_("Root cause"))
    grounds = forms.CharField(label=_("Grounds"), widget=Lines(4))
    law = LawField(label=_("The law it follows"), queryset=None, required=False, empty_label=_("No rule of the law"))
    rule_note = forms.CharField(
        label=_("Rule of the platform, or promise of the listing"),
        max_length=200,
        required=False,
        help_text=_("With its version or date. The check is not finished without this or the law."),
    )
    items = ItemsField(
        label=_("Evidence it rests on"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    whys = forms.CharField(
        label=_("Why, step by step"),
        required=False,
        widget=Lines(5),
        help_text=_("One answer a line, five at most: why did it happen, and why that? The last one is the root."),
    )
    is_contested = forms.BooleanField(label=_("One side contests the facts"), required=False)

    def prepare(self):
        there = (EvidenceStatus.RECEIVED, EvidenceStatus.SILENT)
        items = self.complaint.evidence.filter(status__in=there)
        if items.exists():
            self.fields["items"].queryset = items
        else:
            del self.fields["items"]
            self.fields["grounds"].help_text = gettext("No evidence has come in yet: say what the finding rests on.")
        self.fields["law"].queryset = LegalRule.objects.citable(order_day(self.complaint))
        self.fields["is_contested"].initial = self.complaint.is_contested
        self.fields["root_cause"].initial = self.complaint.root_cause
        self._begin_with(list(self.complaint.findings.all()))
        if self.complaint.tier not in (Tier.MEDIUM, Tier.HIGH):
            del self.fields["whys"]

    def _begin_with(self, recorded):
        """The last finding, to be corrected; where shares are still missing, an empty one with the rest of them."""
        if not recorded:
            return
        shares = rules.shares_found(recorded)
        if not rules.is_found_whole(shares) and Party.NOBODY not in shares:
            self.fields["share"].initial = rules.WHOLE - sum(shares.values())
            return
        last = recorded[0]
        for name in ("party", "share", "grounds", "law", "rule_note"):
            self.fields[name].initial = getattr(last, name)
        self.fields["whys"].initial = "\n".join(last.whys)
        if "items" in self.fields:
            self.fields["items"].initial = last.evidence.all()
        self.fields["party"].help_text = gettext(
            "This is the last finding: what you change takes its place. The history keeps both."
        )

    def clean_whys(self):
        """The chain as a list, the symptom first."""
        steps = [line.strip() for line in self.cleaned_data["whys"].splitlines() if line.strip()]
        if len(steps) > MOST_WHYS:
            raise forms.ValidationError(gettext("Five steps at most: name those that led to the root."))
        if any(len(step) > LONGEST_WHY for step in steps):
            raise forms.ValidationError(gettext("A step has 200 characters at most."))
        return steps
