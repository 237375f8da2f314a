"""What is kept how long, and what a person may ask about his own data (AR-07)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from complaints.enums.states import State


class Keeping(TextChoices):
    """The kinds of data that have an end of their own (domain.md 4.2, retention)."""

    CASE = "case", _("Case file: words, evidence, letters, decisions, history")
    CONTACT = "contact", _("Contact data shown to colleagues after the end")
    PROFILE = "profile", _("What we remember of a consumer, after it has expired")
    ORIGINAL = "original", _("Originals of photos, with place and device, after the end")
    MAIL = "mail", _("Originals of mails, after the archive")
    IMPORT = "import", _("Files of imports, after the import")


class AskedOf(TextChoices):
    """What a person asks about his own data (PIPL 44 to 50)."""

    ACCESS = "access", _("A copy of my data")
    CORRECTION = "correction", _("Correct my data")
    ERASURE = "erasure", _("Erase my data")


class DataState(TextChoices):
    """How far such a request is."""

    OPEN = "open", _("To be answered")
    GRANTED = "granted", _("Done")
    RESTRICTED = "restricted", _("Restricted until it may be erased")
    REFUSED = "refused", _("Refused with reasons")


# A complaint whose words may be erased when its time is up.
ENDED_STATES = (State.ARCHIVED, State.WITHDRAWN, State.MERGED, State.INELIGIBLE)
