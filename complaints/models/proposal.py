"""What we offer: a proposal with one to several options, each made of remedies."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints import rules, wording
from complaints.enums import MONEY_REMEDIES, PAYOUT_KIND_OF, Deviation, PayoutKind, RefusedFor, RemedyKind, RemedyStatus


class Proposal(models.Model):
    """One version of the answer to the consumer (DP-07, FB-01, FB-02). After sending it is read-only."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="proposals")
    version = models.PositiveSmallIntegerField(_("version"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals")
    what_we_did = models.TextField(_("what we did"))
    reasons = models.TextField(_("reasons"))
    # A wish that is refused in whole or in part: then an alternative, or why there is none (DP-06).
    refuses_wish = models.BooleanField(_("refuses the wish, or part of it"), default=False)
    alternatives = models.TextField(_("alternatives"), blank=True)
    # The rule the decision follows: of the law, of the platform, or both (IV-06, FB-02, DP-13).
    law = models.ForeignKey(
        "complaints.LegalRule", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("legal rule")
    )
    rule_note = models.CharField(_("rule of the platform"), max_length=200, blank=True)
    # The rules as of the order (DP-13): its day, the published version, and the rules of the law as they stood.
    rules_day = models.DateField(_("rules of the day"), null=True, blank=True)
    rules_version = models.PositiveSmallIntegerField(_("published version"), null=True, blank=True)
    laws_then = models.JSONField(_("rules of the law then"), default=list, blank=True)
    # The standard option it began with, how it departs from it, and why (DP-08).
    standard = models.ForeignKey(
        "complaints.StandardOption",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("standard option"),
    )
    deviation = models.CharField(_("deviation"), max_length=8, choices=Deviation, blank=True)
    deviates_because = models.CharField(_("why it departs from the standard"), max_length=300, blank=True)
    # What happens next, and by when if that has a day of its own; the letter says by when to choose in any case.
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_step_by = models.DateTimeField(_("next step by"), null=True, blank=True)
    drafted_at = models.DateTimeField(_("drafted at"))
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    review_note = models.TextField(_("reviewer's note"), blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    chosen_option = models.ForeignKey("complaints.Option", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    rejected_because = models.TextField(_("why it was rejected"), blank=True)
    rejected_for = models.CharField(_("reason of the refusal"), max_length=13, choices=RefusedFor, blank=True)
    # Back-office report (DP-03, FB-17): parts that only the high tier needs.
    cause = models.TextField(_("cause"), blank=True)
    scope = models.TextField(_("who and what is affected"), blank=True)
    measures = models.TextField(_("measures taken"), blank=True)
    prevention = models.TextField(_("prevention"), blank=True)
    consumer_version = models.TextField(_("consumer version"), blank=True)
    legal_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "version"], name="proposal_version_once"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=models.F("author")),
                name="proposal_not_reviewed_by_its_author",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | (~Q(what_we_did="") & ~Q(reasons="") & Q(expires_at__isnull=False)),
                name="proposal_sent_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(refuses_wish=False) | ~Q(alternatives=""),
                name="proposal_refusal_names_an_alternative",
            ),
            models.CheckConstraint(
                condition=Q(deviation__in=["", "same"]) | (~Q(deviates_because="") & Q(standard__isnull=False)),
                name="proposal_deviation_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(rejected_for="") | (Q(rejected_for__in=RefusedFor.values) & ~Q(rejected_because="")),
                name="proposal_refusal_code_beside_words",
            ),
        ]

    def __str__(self):
        return f"{self.complaint_id} v{self.version}"

    @property
    def names_a_rule(self):
        return bool(self.law_id or self.rule_note.strip())

    REPORT_PARTS = ("cause", "scope", "measures", "prevention", "consumer_version")

    @property
    def is_draft(self):
        return self.sent_at is None

    @property
    def is_ordered(self):
        """Whether an arbiter decided it: what is ordered is answered with its sending."""
        return bool(self.chosen_option_id) and self.answered_at == self.sent_at

    @property
    def missing_report_parts(self):
        """The names of the report's mandatory parts that are still empty (scenario 9)."""
        return [name for name in self.REPORT_PARTS if not getattr(self, name).strip()]

    @property
    def largest_total(self):
        """The most that any one option would cost in payouts other than a refund of the price."""
        return max((option.payout_total for option in self.options.all()), default=Decimal(0))


class Option(models.Model):
    """One thing the consumer may choose."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("offer"), max_length=120)
    consequence = models.CharField(_("consequences and time"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "position"], name="option_position_once")]

    def __str__(self):
        return self.title

    @property
    def terms(self):
        """What stands below its title."""
        return terms_of(self, self.remedies.all())

    @property
    def payout_total(self):
        return sum((r.amount or 0 for r in self.remedies.all() if r.counts_against_limit), Decimal(0))


def terms_of(option, remedies):
    """What stands below the title of an offer: every remedy in words, then consequences and time (DP-04, FB-02).

    `remedies`: those of the option, stored or still being typed. What the title says already is not said twice.
    """
    what = _(", ").join(row.words for row in remedies if not row.says_no_more_than(option.title))
    if not (what and option.consequence):
        return what or option.consequence
    return _("%(what)s, %(terms)s") % {"what": what, "terms": option.consequence}


class Remedy(models.Model):
    """One thing to be done for the consumer, until it is done (DP-04, DP-05, DP-21)."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="remedies")
    kind = models.CharField(_("kind"), max_length=20, choices=RemedyKind)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=RemedyStatus, default=RemedyStatus.OFFERED)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    proof = models.CharField(_("proof"), max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("remedy")
        verbose_name_plural = _("remedies")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=[kind.value for kind in MONEY_REMEDIES]) | Q(amount__gt=0),
                name="remedy_money_has_an_amount",
            ),
            models.CheckConstraint(
                condition=~Q(status="done") | Q(done_at__isnull=False),
                name="remedy_done_has_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.detail}"

    @property
    def words(self):
        """The promise in the consumer's words: what, how much, and what was said about it."""
        what = self.get_kind_display()
        if self.amount or self.is_money:
            what = f"{what} {wording.money(self.amount)}"
        return _("%(what)s (%(detail)s)") % {"what": what, "detail": self.detail} if self.detail else what

    def says_no_more_than(self, title):
        """Whether the title of its offer names all of it."""
        return not (self.amount or self.is_money or self.detail) and self.words.casefold() in title.casefold()

    @property
    def is_money(self):
        return self.kind in MONEY_REMEDIES

    @property
    def payout_kind(self):
        return PAYOUT_KIND_OF.get(self.kind)

    @property
    def cost_centre(self):
        """Where it will be booked, as long as nobody has shared it out (DP-05)."""
        return rules.cost_centre_of(self)

    @property
    def counts_against_limit(self):
        return self.is_money and self.payout_kind != PayoutKind.REFUND
