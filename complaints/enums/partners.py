"""Other systems: what a token may do, and what a webhook tells."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """What the account of another system may do over the API; an account without a scope may do nothing."""

    FILE = "file", _("file complaints")
    READ_OWN = "read_own", _("read the complaints it has filed")
    READ_ALL = "read_all", _("read every complaint")
    WRITE_MESSAGES = "write_messages", _("pass on what the consumer writes, where it may read")
    WRITE_EVIDENCE = "write_evidence", _("pass on the consumer's files, where it may read")
    REPORT_PAYMENTS = "report_payments", _("report what became of payment orders")


class Topic(TextChoices):
    """What a webhook tells: the kinds of timeline events that leave the house."""

    STATE = "state", _("Steps")
    MESSAGE = "message", _("Messages")
