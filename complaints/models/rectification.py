"""What a merchant has to put right: checked by somebody else, and what follows when it lapses (DP-10, scenario 21)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import Sanction
from complaints.roles import HANDLERS, Role


def person(label):
    """Who did one step of it."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=label)


class Rectification(models.Model):
    """Beside the sub-task of the merchant desk: the check, and the sanction proposed by the desk, decided above it."""

    who_may = {
        "check_rectification": HANDLERS,
        "propose_sanction": HANDLERS,
        "decide_sanction": {Role.MANAGER},
    }

    task = models.OneToOneField("complaints.Task", models.PROTECT, primary_key=True, related_name="rectification")
    passed = models.BooleanField(_("put right"), null=True)
    checked_by = person(_("checked by"))
    checked_at = models.DateTimeField(_("checked at"), null=True)
    check_note = models.TextField(_("what the check found"), blank=True)
    sanction = models.CharField(_("sanction"), max_length=12, choices=Sanction, blank=True)
    sanction_why = models.TextField(_("why a sanction is proposed"), blank=True)
    proposed_by = person(_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed at"), null=True)
    granted = models.BooleanField(_("granted"), null=True)
    decided_by = person(_("decided by"))
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision_why = models.TextField(_("reasons of the decision"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rectification")
        verbose_name_plural = _("rectifications")
        constraints = [
            models.CheckConstraint(
                condition=Q(passed=None) | (Q(checked_by__isnull=False) & ~Q(check_note="")),
                name="rectification_check_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(granted=None)
                | (Q(proposed_by__isnull=False, decided_by__isnull=False) & ~Q(decision_why="")),
                name="rectification_decision_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="rectification_four_eyes"
            ),
        ]

    def __str__(self):
        return str(self.task)

    # The moment at which rules look at this row; set by the door.
    looked_at = None

    def timeline(self):
        """Where the door writes what happened: beside the sub-task."""
        return self.task.timeline()
