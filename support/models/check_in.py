"""How heavy work is, told voluntarily to one social worker of one's choice (domain.md 6.4).

Rows can be deleted at any time and vanish after 90 days, so they have no history and stand in no admin.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from support import rules
from support.enums import CheckInTag


class ConsentQuerySet(models.QuerySet):
    """Consents to check in."""

    def in_force(self):
        return self.filter(withdrawn_at=None)

    def of(self, agent):
        """The consent of `agent` that is in force, or None."""
        return self.in_force().filter(agent=agent).select_related("reader").first()


class CheckInConsent(models.Model):
    """That one agent wants to check in, who may read it, since when. Kept as a proof after it is withdrawn."""

    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="check_in_consents")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="check_ins_read", verbose_name=_("social worker")
    )
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent to check-ins")
        verbose_name_plural = _("consents to check-ins")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agent"], condition=Q(withdrawn_at=None), name="consent_one_in_force_per_agent"
            ),
            models.CheckConstraint(condition=~Q(agent=F("reader")), name="consent_names_somebody_else"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_given",
            ),
        ]

    def __str__(self):
        return f"{self.agent} → {self.reader}"


class CheckInQuerySet(models.QuerySet):
    """Check-ins: who reads them, which are to be deleted."""

    def visible_to(self, agent):
        """Only the person, and the social worker whom the person chose. Nobody else, whatever the role."""
        mine = Q(agent=agent)
        if rules.may_read_check_ins(agent):
            mine |= Q(consent__reader=agent, consent__withdrawn_at=None)
        return self.filter(mine)

    def expired(self, now):
        return self.filter(delete_by__lte=now)


class CheckIn(models.Model):
    """One answer to “how heavy is work now?”. It never reaches ratings, rosters or contracts."""

    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="check_ins")
    consent = models.ForeignKey(CheckInConsent, models.PROTECT, related_name="check_ins")
    load = models.PositiveSmallIntegerField(_("how heavy is work now?"))
    tag = models.CharField(_("what weighs"), max_length=12, choices=CheckInTag, blank=True)
    note = models.TextField(_("a few words"), blank=True)
    at = models.DateTimeField(_("at"))
    delete_by = models.DateTimeField(_("deleted by"))

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["agent", "-at"], name="check_in_of_agent"),
            models.Index(fields=["delete_by"], name="check_in_delete_by"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(load__range=(0, 10)), name="check_in_load_0_to_10"),
            models.CheckConstraint(condition=Q(delete_by__gt=F("at")), name="check_in_is_deleted_later"),
        ]

    def __str__(self):
        return f"{self.load}/10"
