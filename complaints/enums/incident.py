"""Beyond the single case: incidents, and what desks prove that they have done."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from complaints.enums.desk import TaskKind


class IncidentState(TextChoices):
    """The small machine of an incident (DP-15)."""

    OPEN = "open", _("Not contained yet")
    CONTAINED = "contained", _("Contained")
    CLOSED = "closed", _("Closed")


RUNNING_INCIDENTS = (IncidentState.OPEN, IncidentState.CONTAINED)

# What an incident asks of the desks; done only with proof.
MEASURES = (TaskKind.STOP_SALE, TaskKind.RECALL)
# What is believed only when it is shown.
PROVED_KINDS = (*MEASURES, TaskKind.RECTIFY)


class Sanction(TextChoices):
    """What may follow for a merchant who does not put it right (DP-10); proposed, decided, recorded."""

    WARNING = "warning", _("Written warning")
    DELIST = "delist", _("Listing taken down")
    DEPOSIT = "deposit", _("Taken from the deposit")
    SUSPEND = "suspend", _("Shop suspended")
