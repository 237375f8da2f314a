"""Mails that came in: each is kept before anybody reads it, so that none is lost and none counts twice."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints import wording
from complaints.enums import MailFate


def mail_path(mail, filename):
    """Originals are named by us."""
    return f"mail/{mail.received_at:%Y/%m}/{filename}"


class IncomingMailQuerySet(models.QuerySet):
    """Mails by what is still to be done."""

    def due(self, now):
        """Kept and not read yet, and in nobody's hands."""
        return self.filter(fate=MailFate.WAITING, next_try_at__lte=now)


class IncomingMail(models.Model):
    """One mail of the mailbox, what became of it, and its original. `key` makes a second copy impossible (IN-01)."""

    key = models.CharField(max_length=64, unique=True, editable=False)
    mail_id = models.CharField(_("Message-ID"), max_length=250, blank=True)
    sender = models.CharField(_("sender"), max_length=254, blank=True)
    sender_name = models.CharField(_("sender's name"), max_length=60, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    # The Date header, bounded by the time of receipt (IN-14).
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"))
    fate = models.CharField(_("what became of it"), max_length=10, choices=MailFate, default=MailFate.WAITING)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    refused = models.JSONField(_("files that were not taken"), default=list, blank=True)
    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, null=True, blank=True, related_name="mails", verbose_name=_("complaint")
    )
    message = models.OneToOneField("complaints.Message", models.PROTECT, null=True, blank=True, related_name="mail")
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try at"))
    source = models.FileField(_("original"), upload_to=mail_path)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    # The mailbox holds more than we fetched: the mail was larger than we take.
    is_cut = models.BooleanField(_("only its beginning was fetched"), default=False)

    # Its words and its original are gone; the row stays, so that the same mail does not count again.
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("incoming mail")
        verbose_name_plural = _("incoming mails")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=Q(fate="waiting"), name="mail_due"),
            models.Index(fields=["fate", "-received_at", "-id"], name="mail_by_fate"),
            models.Index(fields=["sender", "-received_at"], name="mail_of_sender"),
            models.Index(fields=["complaint"], condition=Q(erased_at=None), name="mail_kept"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(fate__in=["opened", "joined", "doubtful", "bounce"]) | Q(complaint__isnull=False),
                name="mail_filed_has_a_complaint",
            ),
            models.CheckConstraint(
                condition=~Q(fate__in=["held", "unreadable"]) | ~Q(reason=""),
                name="mail_left_over_has_a_reason",
            ),
            models.UniqueConstraint(fields=["complaint"], condition=Q(fate="opened"), name="mail_opens_one_complaint"),
        ]

    @property
    def masked_sender(self):
        return wording.masked_address(self.sender) or wording.NOTHING

    def __str__(self):
        return self.subject or self.mail_id or f"#{self.pk}"
