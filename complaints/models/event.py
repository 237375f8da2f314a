"""The one timeline: an append-only row for everything that happened to a complaint."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.enums import ActorKind, EventKind, State


class Event(models.Model):
    """Who did what when, why and from where (IN-10, CO-15). A trigger forbids changing or deleting a row.

    Only a look at or an export of many complaints at once belongs to none of them.
    """

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, null=True, related_name="events")
    at = models.DateTimeField(_("at"))
    kind = models.CharField(_("kind"), max_length=10, choices=EventKind)
    verb = models.CharField(_("verb"), max_length=30)
    actor_kind = models.CharField(_("actor kind"), max_length=10, choices=ActorKind)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="events")
    from_state = models.CharField(max_length=20, blank=True, choices=State)
    to_state = models.CharField(max_length=20, blank=True, choices=State)
    reason = models.TextField(_("reason"), blank=True)
    # [[field, old, new], ...]: what a manager reads as a difference.
    changes = models.JSONField(_("changes"), default=list)
    # Facts the sentence of this verb needs, such as the name of the department.
    data = models.JSONField(_("facts"), default=dict)
    message = models.ForeignKey("complaints.Message", models.PROTECT, null=True, related_name="+")
    evidence = models.ForeignKey("complaints.Evidence", models.PROTECT, null=True, related_name="+")
    proposal = models.ForeignKey("complaints.Proposal", models.PROTECT, null=True, related_name="+")
    payout = models.ForeignKey("complaints.Payout", models.PROTECT, null=True, related_name="events")
    # Found by its complaint, so it needs no index of its own.
    task = models.ForeignKey("complaints.Task", models.PROTECT, null=True, related_name="+", db_index=False)
    # Of an incident: written on its first complaint, read as the incident's own timeline.
    incident = models.ForeignKey("complaints.Incident", models.PROTECT, null=True, related_name="+", db_index=False)
    # A claim's own states, which are not those of its payout.
    recovery = models.ForeignKey("complaints.Recovery", models.PROTECT, null=True, related_name="+", db_index=False)
    source = models.CharField(_("from where"), max_length=20)
    request_id = models.CharField(_("request"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=45, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["complaint", "-at", "-id"], name="event_of_complaint"),
            models.Index(fields=["-at", "-id"], name="event_newest"),
            models.Index(fields=["agent", "-at", "-id"], name="event_of_agent"),
            models.Index(
                fields=["incident", "-at", "-id"], condition=Q(incident__isnull=False), name="event_of_incident"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(complaint__isnull=False) | Q(kind=EventKind.PRIVACY), name="event_of_a_complaint"
            )
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"
