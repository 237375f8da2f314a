"""The proposal, from its draft to its remedies."""

from django.utils.translation import gettext_lazy as _

from complaints.actions import high_tier, proposals
from complaints.forms import decision as letter_forms
from complaints.forms import ends
from complaints.forms import proposals as proposal_forms
from complaints.views.acts.act import Act

PROPOSAL = "complaints/acts/_proposal.html"
REMEDY = "complaints/acts/_remedy.html"

OFFER = {
    "draft_proposal": Act(
        _("Write the proposal"),
        proposals.write_letter,
        letter_forms.LetterForm,
        page="complaints/letter.html",
    ),
    "send_proposal": Act(
        _("Send the proposal"),
        proposals.send_proposal,
        text=_("It goes out in 8 seconds, if nobody takes it back; the consumer then has 7 days to choose."),
        piece=PROPOSAL,
    ),
    "ask_review": Act(_("Hand to the mid-office"), proposals.ask_review, proposal_forms.AskReviewForm, piece=PROPOSAL),
    "approve_proposal": Act(
        _("Approve and send"),
        proposals.approve_proposal,
        proposal_forms.ReviewNoteForm,
        _("It goes out in 8 seconds, if nobody takes it back; the consumer then has 7 days to choose."),
        piece=PROPOSAL,
    ),
    "return_proposal": Act(
        _("Return it"), proposals.return_proposal, proposal_forms.ReturnProposalForm, piece=PROPOSAL, danger=True
    ),
    "approve_clause": Act(
        _("Approve for legal"),
        proposals.approve_clause,
        text=_("A clause is claimed: the report waits for this."),
        hat="go_external",
        piece=PROPOSAL,
    ),
    "issue_report": Act(
        _("Issue the report"),
        proposals.issue_report,
        text=_("The consumer version goes out in 8 seconds, if nobody takes it back."),
        piece=PROPOSAL,
    ),
    "send_report": Act(
        _("Send the report"),
        high_tier.send_report,
        proposal_forms.ReportForm,
        _("The consumer gets the consumer version as a message; what was offered before stays as it is."),
    ),
    "choose_option": Act(
        _("Record the consumer's choice"),
        proposals.choose_option,
        proposal_forms.ChooseOptionForm,
        _("Only with proof: the consumer may say it on the progress page as well."),
    ),
    "carry_out_remedy": Act(_("Done"), proposals.carry_out_remedy, proposal_forms.CarryOutForm, piece=REMEDY),
    "fail_remedy": Act(
        _("Cannot be done"),
        proposals.fail_remedy,
        proposal_forms.FailRemedyForm,
        hat="carry_out_remedy",
        piece=REMEDY,
        danger=True,
    ),
    "resolve": Act(_("Everything is done"), proposals.resolve),
    "fail_execution": Act(
        _("Plan anew: carrying out failed"),
        proposals.fail_execution,
        ends.ReasonForm,
        _("A new plan is due within 24 hours, with an apology."),
        danger=True,
    ),
}
