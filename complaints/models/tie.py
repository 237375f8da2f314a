"""Relations that colleagues declare: the persons and merchants in whose cases they neither decide nor pay (DP-19)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import TieKind
from complaints.models.consumer import contact_key
from complaints.roles import HANDLERS, Role
from complaints.text import bare_phone, fold

WATCHERS = frozenset({Role.LEAD, Role.MANAGER})


class TieQuerySet(models.QuerySet):
    """Relations by whether they count."""

    def in_force(self):
        return self.filter(ended_at=None)


class Tie(models.Model):
    """One person or merchant. Of a contact only a mask and a keyed hash are kept: it is compared, never read."""

    who_may = {"declare_tie": HANDLERS | {Role.MANAGER}, "read_ties": WATCHERS, "end_tie": WATCHERS}

    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="ties", verbose_name=_("declared by")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=TieKind)
    name = models.CharField(_("name"), max_length=60, blank=True)
    merchant = models.CharField(_("merchant"), max_length=120, blank=True)
    phone_mask = models.CharField(_("phone"), max_length=20, blank=True)
    phone_key = models.CharField(max_length=64, blank=True, editable=False)
    email_mask = models.CharField(_("e-mail"), max_length=80, blank=True)
    email_key = models.CharField(max_length=64, blank=True, editable=False)
    declared_at = models.DateTimeField(_("declared at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by")
    )
    ended_because = models.CharField(_("why it ended"), max_length=200, blank=True)

    # The moment at which rules look at this row; set by the door.
    looked_at = None
    # Who the person is stands in one place only.
    history = HistoricalRecords(
        excluded_fields=["name", "merchant", "phone_mask", "phone_key", "email_mask", "email_key"]
    )
    objects = TieQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["-declared_at", "-pk"]
        indexes = [models.Index(fields=["agent"], condition=Q(ended_at=None), name="tie_in_force")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TieKind.values), name="tie_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(name="") | ~Q(merchant="") | ~Q(phone_key="") | ~Q(email_key=""), name="tie_says_who"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because="")),
                name="tie_ended_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None) | ~Q(ended_by=F("agent")), name="tie_not_ended_by_oneself"
            ),
        ]

    def __str__(self):
        return f"{self.agent}: {self.get_kind_display()}"

    def fits(self, complaint):
        """Whether the consumer or the merchant of a complaint is the one declared."""
        return are_one(self.merchant, complaint.merchant) or self.is_person(complaint.consumer)

    def is_person(self, consumer):
        """The same phone or e-mail; the whole name counts where there is no contact of one kind on both sides."""
        mine = (self.phone_key, self.email_key)
        theirs = (contact_key(bare_phone(consumer.phone)), contact_key(consumer.email))
        both = [(one, other) for one, other in zip(mine, theirs, strict=True) if one and other]
        if both:
            return any(one == other for one, other in both)
        return are_one(self.name, consumer.name)


def are_one(one, other):
    """Whether two names are the same, however they are spelt; nothing is nobody."""
    one, other = ("".join(fold(name).split()) for name in (one, other))
    return bool(one) and one == other
