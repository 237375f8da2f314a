"""What a person asks about his own data, and what keeps a file from being erased."""

from django.utils.translation import gettext_lazy as _

from complaints.actions import privacy
from complaints.forms.privacy import DataRequestForm, HoldForm
from complaints.views.acts.act import Act

KEEPING = {
    "ask_data": Act(
        _("Data request of the consumer"),
        privacy.ask_data,
        DataRequestForm,
        _("A copy, a correction or erasure: legal or the back office answers within 15 working days."),
    ),
    "place_hold": Act(
        _("Legal hold"),
        privacy.place_hold,
        HoldForm,
        _("Nothing of this complaint is erased, whatever its age, until the hold is lifted."),
    ),
}
