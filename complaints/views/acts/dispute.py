"""When the consumer says no, and procedures outside."""

from django.utils.translation import gettext_lazy as _

from complaints.actions import disputes, outside
from complaints.forms import ends
from complaints.forms import routing as routing_forms
from complaints.views.acts.act import Act

PROPOSAL = "complaints/acts/_proposal.html"

DISPUTES = {
    "ask_mediation": Act(
        _("Offer refused: mediation"),
        disputes.ask_mediation,
        ends.RefusedOfferForm,
        _("Only with proof: the consumer may say it on the progress page as well. A neutral mediator takes over."),
    ),
    "ask_re_review": Act(
        _("Offer refused: second review"),
        disputes.ask_re_review,
        ends.RefusedOfferForm,
        _("Only with proof: the consumer may say it on the progress page as well. Somebody else looks again."),
    ),
    "propose_settlement": Act(
        _("Send the settlement"),
        disputes.propose_settlement,
        text=_("It goes out in 8 seconds, if nobody takes it back; the consumer then has 7 days to choose."),
        piece=PROPOSAL,
    ),
    "fail_mediation": Act(
        _("Mediation failed"),
        disputes.fail_mediation,
        ends.FailedMediationForm,
        _("The consumer reads your words, and may have the platform decide from now on."),
    ),
    "refer_to_arbitration": Act(_("Refer to arbitration"), disputes.refer_to_arbitration, ends.ReferForm),
    "award": Act(_("Decide for the consumer"), disputes.award, ends.AwardForm, piece=PROPOSAL),
    "dismiss": Act(
        _("Decide against the consumer"),
        disputes.dismiss,
        ends.DismissForm,
        _("The outside routes stay open to the consumer, and the letter names them."),
        danger=True,
    ),
    "go_external": Act(
        _("Outside procedure"),
        outside.go_external,
        routing_forms.GoExternalForm,
        _("The earlier of the law's day and the letter's day becomes our clock; the owner stays the contact."),
    ),
    "resume_external": Act(
        _("Outside result: write a proposal"), outside.resume_external, routing_forms.OutsideResultForm
    ),
    "close_external": Act(_("Outside result: close"), outside.close_external, routing_forms.OutsideResultForm),
}
