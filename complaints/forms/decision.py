"""The letter of a decision as it is written: its parts, one to three options of up to three remedies each."""

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import rules, wording
from complaints.actions.deadlines import stage_due
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.actions.standards import standard_of
from complaints.clock import order_day, order_moment
from complaints.enums import MONEY_REMEDIES, RemedyKind, State, Tier
from complaints.forms.verb import NOTHING_CHOSEN, LawField, Lines, MomentField, MoneyField, VerbForm
from complaints.models import LegalRule, Option, Proposal, Remedy
from complaints.models.proposal import terms_of
from complaints.reports.beginning import first_reasons, follows_standard, what_we_did
from complaints.reports.facts import facts_about, filled_or_unsaid
from complaints.reports.published import in_force, versions

OPTIONS = REMEDIES = 3
THEN = ("send_proposal", "ask_review")  # what may follow at once


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

    def seen(self):
        """(offer, terms) as the letter says it, complete or not."""
        option = Option(title=self["title"].value() or "", consequence=self["consequence"].value() or "")
        rows = [self._typed_remedy(n) for n in range(REMEDIES)]
        return option.title, terms_of(option, [row for row in rows if row.kind])

    def _typed_remedy(self, n):
        """One remedy as it stands in its fields; an amount that is no amount is none yet."""
        kind, detail = (self[f"{name}_{n}"].value() or "" for name in ("kind", "detail"))
        cleaned = getattr(self, "cleaned_data", {})
        amount = cleaned.get(f"amount_{n}") if self.is_bound else self[f"amount_{n}"].value()
        return Remedy(kind=kind, amount=amount, detail=detail)


class LetterForm(VerbForm):
    """The parts of the letter (FB-01, FB-02), its options, and for the high tier the parts of the report."""

    what_we_did = forms.CharField(
        label=gettext_lazy("What we did"),
        widget=Lines(4),
        help_text=gettext_lazy("Taken from the timeline; the consumer reads it. It cannot be empty."),
    )
    reasons = forms.CharField(label=gettext_lazy("Our decision and its reasons"), widget=Lines(4))
    law = LawField(
        label=gettext_lazy("The law it follows"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("No rule of the law"),
        help_text=gettext_lazy("Those in force on the day of the order."),
    )
    rule_note = forms.CharField(
        label=gettext_lazy("Rule of the platform, or promise of the listing"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("With its version or date. The letter needs this or the law."),
    )
    deviates_because = forms.CharField(
        label=gettext_lazy("Why it departs from the standard option"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed as soon as remedy or amount are not the standard's. Only for us."),
    )
    refuses_wish = forms.BooleanField(label=gettext_lazy("The wish is refused, or part of it"), required=False)
    alternatives = forms.CharField(
        label=gettext_lazy("Alternatives"),
        widget=Lines(2),
        required=False,
        help_text=gettext_lazy("Needed where a wish is refused: what we can do instead, or why nothing can be done."),
    )
    next_step = forms.CharField(label=gettext_lazy("What happens next"), widget=Lines(2), max_length=300)
    next_step_by = MomentField(
        label=gettext_lazy("By when"),
        required=False,
        help_text=gettext_lazy("Only if the step has a day of its own: by when to choose stands in the letter anyway."),
    )
    then = forms.ChoiceField(choices=[("", ""), *((verb, verb) for verb in THEN)], required=False)
    hinted = forms.CharField(required=False, widget=forms.HiddenInput)

    def prepare(self):
        draft = rules.draft_of(self.complaint)
        if self.complaint.tier == Tier.HIGH:
            for name in Proposal.REPORT_PARTS:
                title = Proposal._meta.get_field(name).verbose_name
                self.fields[name] = forms.CharField(label=title, widget=Lines(3), required=False)
        self.fields["law"].queryset = LegalRule.objects.citable(order_day(self.complaint))
        self.standard = standard_of(self.complaint, self.now)
        first = first_words(self.complaint, self.now, self.standard)
        self.words_of_standard = first["reasons"] if self.standard else ""
        if self.standard is None:
            del self.fields["deviates_because"]
        first |= rule_found(self.complaint)
        as_standard = follows_standard(self.complaint)
        if not as_standard:
            first["deviates_because"] = departs_by_finding(self.complaint)
        for name in self.fields:
            self.fields[name].initial = getattr(draft, name, None) or first.get(name)
        self.options = [
            OptionForm(self.data or None, prefix=f"option{n}", initial=written(draft, n)) for n in range(OPTIONS)
        ]
        if self.standard and draft is None and as_standard:
            self.options[0].initial = option_of(self.standard, self.complaint)

    def report_fields(self):
        """The parts of the back-office report, for high-tier cases."""
        return [self[name] for name in Proposal.REPORT_PARTS if name in self.fields]

    def is_valid(self):
        """All forms are asked, so that every error is shown at once."""
        fit = all([super().is_valid(), *[option.is_valid() for option in self.options]])
        return fit and self._says_why_it_departs()

    @property
    def wanted(self):
        """What the standard option comes to here, in CNY; None where it is no money, or the price is not known."""
        return self.standard.amount_for(self.complaint.order_amount)

    @property
    def lacks_price(self):
        """Whether the standard option is a share of a price that nobody knows."""
        return bool(self.standard.share and self.complaint.order_amount is None)

    def departure(self):
        """How what is typed departs from the standard option, as far as it can be told (DP-08)."""
        drafts = [draft for option in self.options if option.is_valid() and (draft := option.draft())]
        return rules.deviation_of(self.standard, self.complaint.order_amount, drafts) if drafts else ""

    def outgrown(self):
        """What is wrong with reasons left as the standard's while the offer departs from it, or "" (DP-08)."""
        left = (self["reasons"].value() or "").split() == self.words_of_standard.split()
        if not (self.words_of_standard and left and self.departure()):
            return ""
        return _("These are the words of the standard option, but the offer departs from it: write what fits.")

    def _says_why_it_departs(self):
        """Whether it is as the standard, or says why not (DP-08)."""
        drafts = [draft for option in self.options if (draft := option.draft())]
        verdict = rules.first_no(
            rules.is_comparable(self.standard, self.complaint.order_amount, drafts),
            rules.gives_its_reason(self.departure(), self.cleaned_data.get("deviates_because")),
        )
        if not verdict:
            self.add_error("deviates_because", verdict.why)
        return bool(verdict)

    def clean_next_step_by(self):
        """A step of the future, if it has a day of its own."""
        at = self.cleaned_data["next_step_by"]
        if at and at <= self.now:
            raise forms.ValidationError(_("The next step has to be in the future."))
        return at

    def clean(self):
        """What the letter lacks stands at its field; what could be said better is hinted once (FB-13)."""
        cleaned = super().clean()
        if cleaned.get("refuses_wish") and not cleaned.get("alternatives"):
            self.add_error("alternatives", _("A refused wish needs an alternative, or the grounds why there is none."))
        if not (cleaned.get("law") or cleaned.get("rule_note")) and "law" not in self.errors:
            self.add_error("rule_note", _("Name the rule it follows: of the law, of the platform, or the promise."))
        for name in WORDS:
            verdict = rules.first_no(rules.is_filled(cleaned.get(name)), rules.waives_nothing(cleaned.get(name)))
            if not verdict:
                self.add_error(name, verdict.why)
            self._check_finding(name, cleaned)
        self._check_reasons(cleaned)
        self._hint(cleaned)
        return cleaned

    def _check_finding(self, name, cleaned):
        """What goes to the review or out says what was found; a draft may wait for a finding recorded anew (IV-04)."""
        bound = cleaned.get("then") and self.complaint.state == State.PROPOSING
        verdict = rules.keeps_to_finding(self.complaint, cleaned.get(name)) if bound else rules.YES
        if not verdict and name not in self.errors:
            self.add_error(name, verdict.why)

    def _check_reasons(self, cleaned):
        """What goes to the review or out is no bare “no”; a draft may still become one that says why (FB-02)."""
        bare = rules.is_no_bare_no(cleaned.get("reasons") or "")
        if cleaned.get("then") and not bare and "reasons" not in self.errors:
            self.add_error("reasons", bare.why)

    def _hint(self, cleaned):
        """Plain words are asked for once, at their field; sent again the letter goes as it is."""
        if self.data.get("hinted"):
            return
        hints = {name: hint for name in WORDS if (hint := rules.is_plain(cleaned.get(name) or "").why)}
        if outgrown := self.outgrown():
            hints["reasons"] = outgrown
        if hints and not self.errors:
            self.data = self.data.copy()
            self.data["hinted"] = "1"
            for name, hint in hints.items():
                self.add_error(name, [hint, _("Send it again to leave it in these words.")])

    def facts(self):
        """The texts, and the options that were written."""
        drafts = [option.draft() for option in self.options]
        facts = {name: value for name, value in super().facts().items() if name != "hinted"}
        published = in_force(versions(), order_moment(self.complaint)).number
        return facts | {"options": [draft for draft in drafts if draft], "rules_version": published}

    def typed(self):
        """(unsaved proposal, options) as they stand in the fields now, complete or not: for the preview."""
        self.is_valid()
        names = [name for name in (*WORDS, "rule_note", "consumer_version") if name in self.fields]
        facts = {name: self[name].value() or "" for name in names}
        cleaned = getattr(self, "cleaned_data", {})
        dated = cleaned if self.is_bound else {name: self.fields[name].initial for name in ("law", "next_step_by")}
        law = dated.get("law") or None
        proposal = Proposal(complaint=self.complaint, law=law, next_step_by=dated.get("next_step_by"), **facts)
        options = [option.seen() for option in self.options]
        return proposal, [(offer, terms) for offer, terms in options if offer]


WORDS = ("what_we_did", "reasons", "alternatives", "next_step")


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


def option_of(standard, complaint):
    """The first option as the standard has it, in the consumer's language."""
    with translation.override(complaint.consumer.language):
        values = {"title": filled_or_unsaid(standard.title, facts_about(complaint)), "kind_0": standard.remedy}
    return values | {"amount_0": standard.amount_for(complaint.order_amount)}


def first_words(complaint, now, standard=None):
    """What a new letter begins with, in the consumer's language: what we did, reasons by the finding, what is next."""
    with translation.override(complaint.consumer.language):
        done_by = stage_due(complaint, State.EXECUTING, now)
        chosen = _("We carry out what you choose within %(time)s and tell you when it is done.")
        ruled = _("We carry out the decision within %(time)s and tell you when it is done.")
        words = ruled if complaint.state == State.ARBITRATION else chosen
        return {
            "what_we_did": what_we_did(complaint),
            "reasons": first_reasons(complaint, standard),
            "next_step": words % {"time": wording.span(done_by - now) if done_by else wording.NOTHING},
        }


def departs_by_finding(complaint):
    """Why the standard option does not fit where our side bears nothing, for whoever writes."""
    findings = complaint.findings.all()
    found = rules.shares_in_words(rules.shares_found(findings)) or rules.shares_in_words(rules.borne(findings))
    return _("By the finding: %(found)s. The standard option is for what our side answers for.") % {"found": found}


def rule_found(complaint):
    """The rule that the newest finding names, as the letter's first one (IV-06)."""
    finding = complaint.findings.select_related("law").first()
    return {"law": finding.law, "rule_note": finding.rule_note} if finding else {}
