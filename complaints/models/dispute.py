"""When the consumer says no: mediation, second review, arbitration, and procedures outside the house."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import (
    Answer,
    Criterion,
    DisputeKind,
    HandoverReason,
    HandoverStatus,
    IneligibleReason,
    OutsideBody,
)


class Dispute(models.Model):
    """One round of the dispute ladder on one complaint (FB-03, FB-04, DP-12)."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="disputes")
    kind = models.CharField(_("kind"), max_length=12, choices=DisputeKind)
    proposal = models.ForeignKey("complaints.Proposal", models.PROTECT, null=True, blank=True, related_name="disputes")
    because = models.TextField(_("why"))
    opened_at = models.DateTimeField(_("opened at"))
    due_by = models.DateTimeField(_("due by"), null=True, blank=True)
    # Mediator, second reviewer or arbiter; for an outside procedure our contact.
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="disputes"
    )
    consumer_agreed_at = models.DateTimeField(_("consumer agreed at"), null=True, blank=True)
    merchant_agreed_at = models.DateTimeField(_("merchant agreed at"), null=True, blank=True)
    both_heard = models.BooleanField(_("both sides were heard"), default=False)
    body = models.CharField(_("outside body"), max_length=12, choices=OutsideBody, blank=True)
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=30, blank=True)
    result_reasons = models.TextField(_("reasons of the result"), blank=True)
    rule_version = models.CharField(_("rule version"), max_length=60, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=Q(closed_at=None), name="dispute_one_open"),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(kind="re_review"),
                name="re_review_once_per_proposal",
            ),
            models.CheckConstraint(
                condition=~Q(kind="external") | (~Q(body="") & ~Q(reference="")),
                name="dispute_outside_has_a_reference",
            ),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(result=""), name="dispute_closed_has_a_result"),
            models.CheckConstraint(
                condition=~Q(kind="arbitration")
                | Q(closed_at=None)
                | Q(result="referred")
                | Q(result="left")
                | (~Q(result_reasons="") & Q(both_heard=True)),
                name="arbitration_heard_and_reasoned",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class Refusal(models.Model):
    """A proposal not to accept a complaint: made by one, confirmed by another (IN-02)."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="refusals")
    reason_code = models.CharField(_("reason"), max_length=20, choices=IneligibleReason)
    letter = models.TextField(_("letter to the consumer"))
    routes = ArrayField(models.CharField(max_length=12, choices=OutsideBody), verbose_name=_("outside routes"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed at"))
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dropped_because = models.TextField(_("why it was returned"), blank=True)
    objected_because = models.TextField(_("why the consumer objects"), blank=True)

    class Meta:
        verbose_name = _("refusal")
        verbose_name_plural = _("refusals")
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("proposed_by")),
                name="refusal_four_eyes",
            ),
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(confirmed_at=None, dropped_at=None),
                name="refusal_one_pending",
            ),
        ]

    def __str__(self):
        return self.get_reason_code_display()


class EligibilityAnswer(models.Model):
    """One line of the checklist beside a registered complaint: who answered what, and when (IN-02)."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="eligibility")
    criterion = models.CharField(_("criterion"), max_length=20, choices=Criterion)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    note = models.CharField(_("note"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("answer on eligibility")
        verbose_name_plural = _("answers on eligibility")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "criterion"], name="eligibility_once_a_criterion"),
            models.CheckConstraint(condition=Q(criterion__in=Criterion.values), name="eligibility_criterion_known"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="eligibility_answer_known"),
        ]

    def __str__(self):
        return f"{self.get_criterion_display()}: {self.get_answer_display()}"

    @property
    def tone(self):
        return {Answer.YES: "green", Answer.NO: "red"}.get(self.answer, "amber")


class Handover(models.Model):
    """A change of handler as offer and acceptance, with the pack that saves the consumer retelling (domain.md 7.5)."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="handovers")
    from_agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to_agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="handovers_offered")
    reason = models.CharField(_("reason"), max_length=15, choices=HandoverReason)
    story = models.TextField(_("the story in five lines"))
    promises = models.TextField(_("promises made"), blank=True)
    emotion = models.CharField(_("how the consumer feels"), max_length=200, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    next_contact_at = models.DateTimeField(_("next contact"), null=True, blank=True)
    note = models.TextField(_("what else to know"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=HandoverStatus, default=HandoverStatus.OFFERED)
    offered_at = models.DateTimeField(_("offered at"))
    accept_by = models.DateTimeField(_("to be taken by"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    declined_because = models.CharField(_("why it was declined"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=Q(status="offered"), name="handover_one_open"),
            models.CheckConstraint(condition=~Q(from_agent=models.F("to_agent")), name="handover_to_somebody_else"),
        ]

    def __str__(self):
        return f"{self.from_agent} → {self.to_agent}"
