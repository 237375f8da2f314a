"""Work between desks: sub-tasks, disagreements about the desk, and how well somebody knows a subject."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class TaskKind(TextChoices):
    """What a desk is asked for while the owner stays (OW-05, OW-12, CL-17, CL-19)."""

    ORDINARY = "ordinary", _("Question to a desk")
    LEGAL = "legal", _("Legal opinion")
    RESOURCE = "resource", _("Resource request")
    RULING = "ruling", _("Ruling on responsibility")
    STOP_SALE = "stop_sale", _("Stop of sale")
    RECALL = "recall", _("Recall")
    RECTIFY = "rectify", _("Rectification by the merchant")


# What somebody on the case may ask for; a ruling opens by itself at the second bounce.
ASKABLE_KINDS = (TaskKind.ORDINARY, TaskKind.LEGAL, TaskKind.RESOURCE, TaskKind.RECTIFY)


class TaskState(TextChoices):
    """The machine of a sub-task."""

    OPEN = "open", _("Waiting to be taken")
    TAKEN = "taken", _("Taken up")
    DONE = "done", _("Answered")
    RETURNED = "returned", _("Returned: not ours")
    CANCELLED = "cancelled", _("Waived")


LIVE_TASKS = (TaskState.OPEN, TaskState.TAKEN)


class RerouteKind(TextChoices):
    """How a complaint or a sub-task came to another desk than was meant (CL-03, CL-19)."""

    OVERRIDE = "override", _("Another desk than suggested")
    BOUNCE = "bounce", _("Bounced")
    RETURN = "return", _("Sub-task returned")
    RULING = "ruling", _("Ruled by the mid-office")


class SkillLevel(IntegerChoices):
    """How well an agent knows a subject."""

    LEARNING = 1, _("learning")
    SOUND = 2, _("sound")
    EXPERT = 3, _("expert")
