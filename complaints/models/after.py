"""After the archive: samples of files looked at again, evaluations, the merchant's word (AR-04, AR-06, FB-10)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import Agreement, CheckPoint, Drawn, Evaluator, Found, Grade


def person(label, **more):
    """Who did it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=label, **more
    )


def grade(label):
    """One to five."""
    return models.PositiveSmallIntegerField(label, choices=Grade)


class CheckRoundQuerySet(models.QuerySet):
    """Rounds by what is still to be done."""

    def to_draw(self, now):
        return self.filter(drawn_at=None, draw_at__lte=now).order_by("draw_at", "pk")


class CheckRound(models.Model):
    """The sample of one month's archived cases. Its seed is stored: anybody can draw the same cases again (AR-04)."""

    month = models.DateField(_("month"), unique=True)
    share = models.PositiveSmallIntegerField(_("share drawn at random (%)"), default=10)
    least = models.PositiveSmallIntegerField(_("at least so many"), default=5)
    draw_at = models.DateTimeField(_("to be drawn at"))
    seed = models.PositiveBigIntegerField(_("seed"), null=True)
    drawn_at = models.DateTimeField(_("drawn at"), null=True)
    archived = models.PositiveIntegerField(_("cases archived in the month"), default=0)

    objects = CheckRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of file checks")
        verbose_name_plural = _("rounds of file checks")
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(condition=Q(share__range=(0, 100)), name="check_round_share"),
            models.CheckConstraint(
                condition=Q(drawn_at=None) | Q(seed__isnull=False), name="check_round_drawn_with_a_seed"
            ),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}"

    @property
    def next_month(self):
        """The first day of the month after."""
        year, number = divmod(self.month.year * 12 + self.month.month, 12)
        return date(year, number + 1, 1)


class FileCheck(models.Model):
    """One archived case looked at again by somebody who had no part in it: points, agreement, lesson."""

    round = models.ForeignKey(CheckRound, models.PROTECT, related_name="checks", verbose_name=_("round"))
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="file_checks")
    drawn = models.CharField(_("why it was drawn"), max_length=10, choices=Drawn)
    drawn_at = models.DateTimeField(_("drawn at"))
    checked_by = person(_("looked at by"))
    checked_at = models.DateTimeField(_("looked at"), null=True)
    agreement = models.CharField(_("would have decided the same"), max_length=10, choices=Agreement, blank=True)
    why_not = models.TextField(_("what should have been decided"), blank=True)
    lesson = models.TextField(_("lesson"), blank=True)

    class Meta:
        verbose_name = _("file check")
        verbose_name_plural = _("file checks")
        ordering = ["-drawn_at", "-pk"]
        indexes = [
            models.Index(fields=["drawn_at", "id"], condition=Q(checked_at=None), name="file_check_open"),
            models.Index(fields=["-checked_at", "-id"], condition=Q(checked_at__isnull=False), name="file_check_done"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "complaint"], name="file_check_once_a_round"),
            models.CheckConstraint(
                condition=Q(checked_at=None) | (Q(checked_by__isnull=False) & ~Q(agreement="")),
                name="file_check_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(agreement__in=["", "agree"]) | ~Q(why_not=""), name="file_check_disagrees_with_reasons"
            ),
        ]

    def __str__(self):
        return f"{self.round}: {self.complaint_id}"


class FileFinding(models.Model):
    """What was found about one point of a file."""

    check_of = models.ForeignKey(FileCheck, models.CASCADE, related_name="findings")
    point = models.CharField(_("point"), max_length=10, choices=CheckPoint)
    found = models.CharField(_("found"), max_length=6, choices=Found)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("finding of a file check")
        verbose_name_plural = _("findings of file checks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "point"], name="file_finding_once_a_point"),
            models.CheckConstraint(condition=~Q(found="wrong") | ~Q(note=""), name="file_finding_wrong_says_what"),
        ]

    def __str__(self):
        return f"{self.get_point_display()}: {self.get_found_display()}"


class Evaluation(models.Model):
    """How somebody of the house judges one case after its end: the way it was handled, and what came of it (AR-06)."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="evaluations")
    evaluator = models.CharField(_("who evaluates"), max_length=8, choices=Evaluator)
    process = grade(_("the way it was handled"))
    result = grade(_("what came of it"))
    good = models.TextField(_("what went well"), blank=True)
    better = models.TextField(_("what should go better"), blank=True)
    by = person(_("by"))
    at = models.DateTimeField(_("at"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "evaluator"], name="evaluation_once_each"),
            models.CheckConstraint(
                condition=Q(process__range=(1, 5), result__range=(1, 5)), name="evaluation_one_to_five"
            ),
        ]

    def __str__(self):
        return f"{self.get_evaluator_display()} {self.process}/{self.result}"


class MerchantFeedback(models.Model):
    """What the merchant says of the handling, on a page of his own after the end (FB-10)."""

    complaint = models.OneToOneField("complaints.Complaint", models.PROTECT, related_name="merchant_feedback")
    merchant = models.CharField(_("merchant"), max_length=120)
    fair = grade(_("fair"))
    clear = grade(_("clear"))
    quick = grade(_("quick"))
    words = models.TextField(_("in own words"), blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("feedback of the merchant")
        verbose_name_plural = _("feedback of merchants")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at"], name="merchant_feedback_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(fair__range=(1, 5), clear__range=(1, 5), quick__range=(1, 5)),
                name="merchant_feedback_one_to_five",
            )
        ]

    def __str__(self):
        return f"{self.merchant} {self.fair}/{self.clear}/{self.quick}"
