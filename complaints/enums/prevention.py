"""So that it does not happen again: corrective and preventive actions (AR-10)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CapaKind(TextChoices):
    """Against a cause that has struck already, or before it strikes again elsewhere."""

    CORRECTIVE = "corrective", _("Corrective")
    PREVENTIVE = "preventive", _("Preventive")


class CapaState(TextChoices):
    """The small machine of an action: it ends only when somebody else has looked at its effect."""

    OPEN = "open", _("Under way")
    DONE = "done", _("Carried out, effect not checked yet")
    EFFECTIVE = "effective", _("Effective")
    DROPPED = "dropped", _("Given up")


LIVE_CAPAS = (CapaState.OPEN, CapaState.DONE)
