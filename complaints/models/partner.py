"""Other systems: the accounts by which they come in, what each has asked of us, and where we report to."""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import NoticeChannel, Scope, Topic
from complaints.models.complaint import Complaint
from complaints.models.notice import Notice, NoticeQuerySet


class Partner(models.Model):
    """An account of another system. Over the API it has its scopes and nothing else, whatever hats it may wear."""

    agent = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="partner", verbose_name=_("account")
    )
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), verbose_name=_("scopes"), default=list)
    purpose = models.CharField(
        _("purpose"), max_length=200, help_text=_("Which system this is, and who answers for it.")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("partner system")
        verbose_name_plural = _("partner systems")
        ordering = ["agent__username"]
        constraints = [
            models.CheckConstraint(condition=Q(scopes__contained_by=Scope.values), name="partner_scopes_are_known")
        ]

    def __str__(self):
        return str(self.agent)

    def complaints(self):
        """The complaints this system may read: all, those it has filed, or none."""
        if Scope.READ_ALL in self.scopes:
            return Complaint.objects.all()
        if Scope.READ_OWN in self.scopes:
            return Complaint.objects.filter(api_calls__agent=self.agent_id, api_calls__verb="submit")
        return Complaint.objects.none()


class ApiCall(models.Model):
    """One request with an Idempotency-Key: what was asked, and the answer that the same key gets again."""

    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_calls")
    key = models.CharField(max_length=100)
    verb = models.CharField(max_length=30)
    body_hash = models.CharField(max_length=64)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="api_calls")
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "key"], name="api_key_once"),
            models.UniqueConstraint(fields=["complaint"], condition=Q(verb="submit"), name="api_filed_once"),
        ]

    def __str__(self):
        return f"{self.verb} {self.key}"


def new_secret():
    """What signs the deliveries to one subscriber: 256 bits."""
    return secrets.token_hex(32)


class SubscriberQuerySet(models.QuerySet):
    """Subscribers by what they want to hear."""

    def listening(self, kind):
        """Those switched on that want events of this kind."""
        return self.filter(is_active=True, partner__agent__is_active=True, topics__contains=[kind])


class Subscriber(models.Model):
    """An address of a partner system that hears of every step of the complaints it may read (contract.md, webhooks)."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="subscribers", verbose_name=_("partner system"))
    url = models.URLField(_("address"), help_text=_("https; an address inside our own network is refused."))
    topics = ArrayField(models.CharField(max_length=10, choices=Topic), verbose_name=_("topics"))
    secret = models.CharField(_("secret"), max_length=64, default=new_secret, editable=False)
    is_active = models.BooleanField(_("active"), default=True)

    history = HistoricalRecords(excluded_fields=["secret"])
    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook subscriber")
        verbose_name_plural = _("webhook subscribers")
        ordering = ["partner", "url"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "url"], name="subscriber_address_once"),
            models.CheckConstraint(condition=Q(topics__contained_by=Topic.values), name="subscriber_topics_are_known"),
        ]

    def __str__(self):
        return self.url


class DeliveryManager(models.Manager.from_queryset(NoticeQuerySet)):
    """The notices that go to subscribers."""

    def get_queryset(self):
        return super().get_queryset().filter(channel=NoticeChannel.WEBHOOK)


class Delivery(Notice):
    """One event for one subscriber: a row of the outbox like any other notice."""

    objects = DeliveryManager()

    class Meta:
        proxy = True
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
