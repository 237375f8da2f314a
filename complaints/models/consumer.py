"""The consumer who complains, and what we may remember of how he likes to be served."""

import hashlib
import hmac

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints import wording
from complaints.enums import AgeBand, Preference, Reach, Via
from complaints.roles import Role
from complaints.text import fold


def contact_key(value):
    """A keyed hash of a phone number or address, so that it can be found exactly and never read."""
    folded = "".join(fold(value).split())
    if not folded:
        return ""
    return hmac.new(settings.SECRET_KEY.encode(), folded.encode(), hashlib.sha256).hexdigest()


class ConsumerQuerySet(models.QuerySet):
    """Finding a consumer without reading contact data."""

    def with_contact(self, value):
        """Consumers whose phone or mail is exactly this one."""
        key = contact_key(value)
        return self.filter(Q(phone_key=key) | Q(email_key=key)) if key else self.none()


class Consumer(models.Model):
    """A person who complained. Contact data stays here, masked everywhere else (AR-07)."""

    name = models.CharField(_("name"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    external_id = models.CharField(_("account id"), max_length=64, blank=True)
    phone_key = models.CharField(max_length=64, blank=True, editable=False)
    email_key = models.CharField(max_length=64, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    preferred_channel = models.CharField(_("likes to hear by"), max_length=5, choices=Reach, blank=True)
    no_surveys_at = models.DateTimeField(_("wants no surveys since"), null=True, blank=True)
    # Has asked for erasure while the file has to be kept: stored and protected, used for nothing else (PIPL 47).
    restricted_at = models.DateTimeField(_("restricted since"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))

    via = Via("page")
    roles = frozenset({Role.CONSUMER})
    department_id = None  # rules may ask any actor for his desk

    objects = ConsumerQuerySet.as_manager()

    class Meta:
        verbose_name = _("consumer")
        verbose_name_plural = _("consumers")
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"],
                condition=~Q(external_id=""),
                name="consumer_account_once",
            )
        ]
        indexes = [
            models.Index(fields=["phone_key"], condition=~Q(phone_key=""), name="consumer_by_phone"),
            models.Index(fields=["email_key"], condition=~Q(email_key=""), name="consumer_by_email"),
        ]

    def __str__(self):
        return self.masked_name

    @property
    def reached_by(self):
        """The preferred channel where it can be used, else mail before SMS; empty if only the page is left (IN-01)."""
        ways = [way for way, contact in ((Reach.MAIL, self.email), (Reach.SMS, self.phone)) if contact]
        if self.preferred_channel == Reach.PAGE:
            return ""
        return self.preferred_channel if self.preferred_channel in ways else next(iter(ways), "")

    @property
    def masked_name(self):
        """The family name and stars: 陆** (AR-07)."""
        return f"{self.name[:1]}**" if self.name else str(_("Anonymous"))

    @property
    def masked_phone(self):
        return f"{self.phone[:3]}****{self.phone[-4:]}" if len(self.phone) >= 7 else "****"

    @property
    def masked_email(self):
        return wording.masked_address(self.email)


class ProfileFactQuerySet(models.QuerySet):
    """Facts by time."""

    def in_force(self, now):
        """Not corrected, not expired."""
        return self.filter(ended_at=None, expires_at__gt=now)


class ProfileFact(models.Model):
    """One thing we remember for the next service, with source, consent and expiry (AR-02, AR-03)."""

    class Kind(models.TextChoices):
        AGE_BAND = "age_band", _("Age band")
        HABIT = "habit", _("Habit")
        PREFERENCE = "preference", _("Preference")
        TIME_PATTERN = "time_pattern", _("Time pattern")
        PROMISE = "promise", _("Promise we made")

    class Source(models.TextChoices):
        STATED = "stated", _("said by the consumer")
        INFERRED = "inferred", _("inferred by us")

    consumer = models.ForeignKey(Consumer, models.CASCADE, related_name="profile_facts")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    value = models.CharField(_("value"), max_length=200)
    source = models.CharField(_("source"), max_length=20, choices=Source)
    consent_at = models.DateTimeField(_("consent given at"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))
    expires_at = models.DateTimeField(_("expires at"))
    # The complaint in which we learned or promised it.
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, null=True, blank=True, related_name="+")
    # A corrected fact stays, ended, as long as the one that replaced it; deleting takes both.
    replaces = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replaced_by")
    ended_at = models.DateTimeField(_("corrected at"), null=True, blank=True)
    ended_because = models.CharField(_("why corrected"), max_length=200, blank=True)

    objects = ProfileFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile fact")
        verbose_name_plural = _("profile facts")
        ordering = ["kind", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="age_band") | Q(value__in=AgeBand.values),
                name="profile_age_is_a_band",
            ),
            # An inference about a person needs no words of his, but a stated fact needs his consent.
            models.CheckConstraint(
                condition=Q(source="inferred") | Q(consent_at__isnull=False),
                name="profile_stated_with_consent",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.told_value}"

    @property
    def earlier(self):
        """What it was before it was corrected, the newest first."""
        found, fact = [], self.replaces
        while fact:
            found.append(fact)
            fact = fact.replaces
        return found

    @property
    def told_value(self):
        """The value in words: the label of a code, or what was written."""
        codes = {self.Kind.AGE_BAND: AgeBand, self.Kind.PREFERENCE: Preference}.get(self.kind)
        return codes(self.value).label if codes and self.value in codes.values else self.value
