"""Finding work: with whom a saved filter is shared, what an intake rule does, how far an import is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Who finds a saved filter in his rail, and is told by it."""

    ME = "me", _("Only me")
    DESK = "desk", _("My desk")
    ROLE = "role", _("Everybody with one role")
    EVERYBODY = "everybody", _("Everybody")


class RuleEffect(TextChoices):
    """What an intake rule does to a new complaint; nothing is ever lowered (product.md 2)."""

    PRIORITY = "priority", _("Raise the priority by one step")
    FLAG = "flag", _("Add a mark")
    DESK = "desk", _("Give it to a desk")
    TELL = "tell", _("Tell a colleague")


class ImportStatus(TextChoices):
    """How far an import is. Only a draft, or one that was tried, can be begun."""

    DRAFT = "draft", _("Being prepared")
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    TRIED = "tried", _("Tried, nothing written")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Failed")
