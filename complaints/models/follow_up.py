"""The second survey: asked once, three days after a complaint was closed, unless there is a reason not to (FB-09)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.enums import Rating, State

PENDING = Q(asked_at=None, dropped_at=None)
# An unhappy answer asks for a call, and nobody has called yet.
OWES_A_CALL = Q(call_by__isnull=False, called_at=None)


class FollowUpQuerySet(models.QuerySet):
    """The verbs by which pages and the sweep choose second surveys."""

    def due(self, now):
        """To be asked now, or dropped if there is a reason not to ask."""
        return self.filter(PENDING, ask_at__lte=now).order_by("ask_at", "pk")

    def unanswered(self):
        """Asked, and still open to an answer."""
        return self.filter(asked_at__isnull=False, answered_at=None)

    def owing_a_call(self):
        """Unhappy, and not called yet; the newest first. Once it is open again the case itself answers for it."""
        return self.filter(OWES_A_CALL, complaint__state__in=[State.CLOSED, State.ARCHIVED]).order_by("-pk")

    def uncalled(self, now):
        """The day for the call has passed and no lead knows of it."""
        return self.owing_a_call().filter(call_by__lte=now, lead_told_at=None)


class FollowUp(models.Model):
    """One question after one closing. An unhappy answer is called first, then reopening is offered (row 28)."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="follow_ups")
    ask_at = models.DateTimeField(_("to be asked at"))
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    # It was opened again, or the consumer wants no more questions.
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    satisfaction = models.PositiveSmallIntegerField(_("satisfaction"), choices=Rating, null=True, blank=True)
    felt_heard = models.BooleanField(_("someone listened fully"), null=True, blank=True)
    note = models.TextField(_("survey note"), blank=True)
    call_by = models.DateTimeField(_("call by"), null=True, blank=True)
    called_at = models.DateTimeField(_("called at"), null=True, blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("called by")
    )
    said = models.TextField(_("what was said"), blank=True)
    lead_told_at = models.DateTimeField(_("lead told at"), null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("second survey")
        verbose_name_plural = _("second surveys")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["ask_at", "id"], condition=PENDING, name="follow_up_pending"),
            models.Index(fields=["call_by", "id"], condition=OWES_A_CALL, name="follow_up_owes_a_call"),
            models.Index(fields=["asked_at"], condition=Q(asked_at__isnull=False), name="follow_up_asked"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=PENDING, name="follow_up_one_pending"),
            models.CheckConstraint(condition=Q(asked_at=None) | Q(dropped_at=None), name="follow_up_asked_or_dropped"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(asked_at__isnull=False), name="follow_up_answered_was_asked"
            ),
            models.CheckConstraint(
                condition=Q(satisfaction=None) | Q(satisfaction__range=(1, 5)), name="follow_up_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(called_at=None, called_by=None) | Q(called_at__isnull=False, called_by__isnull=False),
                name="follow_up_called_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.complaint_id} {self.ask_at:%Y-%m-%d}"
