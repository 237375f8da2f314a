"""Who answers for a complaint, who works on it, who stands in, and when nobody does (domain.md 7.5)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Post(TextChoices):
    """What somebody was to a complaint for a while (OW-10). Codes are columns of the complaint."""

    OWNER = "owner", _("Owner")
    HANDLER = "handler", _("Handler")
    STAND_IN = "stand_in", _("Stand-in")


class OwnerChangeReason(TextChoices):
    """The only reasons for which a lead moves the accountability (domain.md 7.5, point 4)."""

    LASTING_ABSENCE = "lasting_absence", _("Lasting absence")
    RESIGNATION = "resignation", _("Resignation")
    ABOUT_OWNER = "about_owner", _("Complaint about the owner")
    WISH = "wish", _("Consumer's wish")


class AbsenceKind(TextChoices):
    """Why somebody is away; at night only urgent cases get a stand-in (domain.md 7.5, points 5 and 6)."""

    LEAVE = "leave", _("Leave")
    NIGHT = "night", _("Night, shift over")
    SICK = "sick", _("Sick")


class OrphanKind(TextChoices):
    """In which way nobody looks after a complaint (OW-03)."""

    UNOWNED = "unowned", _("Nobody has taken it")
    GONE = "gone", _("Its owner no longer works here")
    AWAY = "away", _("Its owner is away and nobody stands in")
