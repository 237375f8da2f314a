"""How a complaint ends, and what comes after."""

from django.utils.translation import gettext_lazy as _

from complaints.actions import after, archive, breaches, feedback
from complaints.forms import ends
from complaints.forms.after import EvaluateForm
from complaints.views.acts.act import Act

ENDS = {
    "close": Act(_("Close the case"), feedback.close, ends.CloseForm, piece="complaints/acts/_cards.html"),
    "reopen": Act(
        _("Open again"), feedback.reopen, ends.ReopenForm, _("The same owner looks again; the tier never falls.")
    ),
    "withdraw": Act(
        _("Withdraw for the consumer"),
        feedback.withdraw,
        ends.WithdrawForm,
        _("Only with proof of the consumer's will; it can be undone for 48 hours. Never ask for it in exchange."),
        danger=True,
    ),
    "archive": Act(
        _("Archive"),
        archive.archive,
        ends.ArchiveForm,
        _("Summary, cause, responsibility and lesson: then it is read-only."),
        piece="complaints/acts/_prevention.html",
    ),
    "evaluate": Act(
        _("Evaluate the case"),
        after.evaluate,
        EvaluateForm,
        _("The way it was handled, and what came of it: beside it stand the consumer, the merchant and the reviewer."),
        piece="complaints/acts/_voices.html",
    ),
    "explain_breach": Act(
        _("Explain the breach"),
        breaches.explain_breach,
        ends.ExplainBreachForm,
        _("The breach itself stays on record."),
    ),
    "set_new_date": Act(
        _("Tell a new date"),
        breaches.set_new_date,
        ends.NewDateForm,
        _("The consumer is told why, and this date instead. No clock moves: a missed time stays missed."),
    ),
}
