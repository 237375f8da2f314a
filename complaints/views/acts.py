"""Every verb of an agent on one complaint, as one table: its button, its form, its action, what it means."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from complaints.actions import (
    archive,
    breaches,
    calls,
    contact,
    disputes,
    eligibility,
    evidence,
    feedback,
    handover,
    inquiries,
    intake,
    linking,
    merging,
    orders,
    outside,
    ownership,
    particulars,
    payouts,
    proposals,
    routing,
    sources,
    survey,
    tasks,
    triage,
    watching,
)
from complaints.forms import calls as call_forms
from complaints.forms import classifying, ends
from complaints.forms import contact as contact_forms
from complaints.forms import desk as desk_forms
from complaints.forms import eligibility as eligibility_forms
from complaints.forms import evidence as evidence_forms
from complaints.forms import kin as kin_forms
from complaints.forms import particulars as particulars_forms
from complaints.forms import payouts as payout_forms
from complaints.forms import profile as profile_forms
from complaints.forms import proposals as proposal_forms
from complaints.forms import routing as routing_forms
from complaints.forms.verb import VerbForm


@dataclass(frozen=True)
class Act:
    """One verb as the desk offers it. `label` is the act and its object, `text` the consequence, `hat` the verb
    of roles.WHO_MAY that it needs (its own, if empty), `piece` a template shown before its fields."""

    label: str
    action: Callable
    form: type[VerbForm] = VerbForm
    text: str = ""
    hat: str = ""
    piece: str = ""
    danger: bool = False

    @property
    def is_bare(self):
        """True if a button is enough: the verb needs no facts and shows nothing first."""
        return self.form is VerbForm and not self.piece


PROPOSAL, PAYOUT = "complaints/acts/_proposal.html", "complaints/acts/_payout.html"
ITEM, REMEDY = "complaints/acts/_item.html", "complaints/acts/_remedy.html"

ACTS = {
    # first steps and class
    "accept": Act(_("Accept"), intake.accept, text=_("You become its first owner, for ever; the consumer is told.")),
    "ask_info": Act(
        _("Ask the consumer for more"),
        eligibility.ask_info,
        eligibility_forms.AskInfoForm,
        _("The plan clock stands still for 72 hours at most; after two rounds it has to be decided."),
    ),
    "give_info": Act(
        _("Record the consumer's answer"), eligibility.give_info, eligibility_forms.GiveInfoForm, _("The clocks go on.")
    ),
    "check_eligibility": Act(
        _("Go through the checklist"),
        eligibility.check_eligibility,
        eligibility_forms.ChecklistForm,
        _("Each answer keeps who gave it and when. Nothing is refused by it: that takes two people."),
        piece="complaints/acts/_checklist.html",
    ),
    "return_refusal": Act(
        _("Give the refusal back"),
        eligibility.return_refusal,
        eligibility_forms.ReturnRefusalForm,
        _("The complaint stays where it is; the author reads your note."),
        piece="complaints/acts/_refusal.html",
    ),
    "propose_refusal": Act(
        _("Propose not to accept"),
        eligibility.propose_refusal,
        eligibility_forms.ProposeRefusalForm,
        _("A team lead confirms it; only then does the letter go out."),
        danger=True,
    ),
    "refuse": Act(
        _("Confirm the refusal"),
        eligibility.refuse,
        text=_("The letter goes out; the consumer may object for 7 days."),
        piece="complaints/acts/_refusal.html",
        danger=True,
    ),
    "ask_order": Act(
        _("Ask the order system"),
        orders.ask_order,
        routing_forms.AskOrderForm,
        _("Price, merchant and delivery as the order system knows them replace what was typed."),
    ),
    "set_tier": Act(
        _("Change the tier"),
        triage.set_tier,
        classifying.SetTierForm,
        _("The tier says who may decide. New clocks start at once, none moves later; only a supervisor lowers it."),
    ),
    "reclassify": Act(
        _("Correct the category"),
        triage.reclassify,
        classifying.ReclassifyForm,
        _("What the machine said first stays on record; by what you choose its rules are measured."),
        piece="complaints/acts/_class.html",
    ),
    "confirm_class": Act(_("The category is right"), triage.confirm_class),
    "raise_flag": Act(
        _("Raise a flag"),
        triage.raise_flag,
        classifying.RaiseFlagForm,
        _("A flag only ever raises how the case is handled; safety makes it P1, a claimed clause asks legal."),
        hat="reclassify",
    ),
    "record_particulars": Act(
        _("Facts of special goods"),
        particulars.record_particulars,
        particulars_forms.ParticularsForm,
        _("Cross-border, virtual goods, membership, and the day by which it is needed."),
    ),
    "add_post": Act(
        _("Record a public post"),
        sources.add_post,
        classifying.PostForm,
        _("It marks the case as exposed and raises the priority; a great reach raises it further."),
    ),
    "read_emotion": Act(
        _("Read the emotion"),
        contact.read_emotion,
        classifying.ReadEmotionForm,
        _("Internal. A strong emotion raises the urgency, never the money."),
        piece="complaints/acts/_anchors.html",
    ),
    # talking
    "reply": Act(_("Reply to the consumer"), contact.reply, contact_forms.ReplyForm),
    "note": Act(_("Internal note"), contact.note, contact_forms.NoteForm),
    "hear_consumer": Act(_("Record a call"), contact.hear_consumer, contact_forms.HearConsumerForm),
    "record_call": Act(
        _("Record the call-back"),
        calls.record_call,
        call_forms.RecordCallForm,
        _("Spoken with: it meets the clocks like a reply. Not reached twice: the consumer is told and chooses again."),
        piece="complaints/acts/_call.html",
    ),
    "call_unhappy": Act(
        _("Record the call to the unhappy consumer"),
        survey.call_unhappy,
        contact_forms.CallUnhappyForm,
        _("The consumer was unhappy three days after closing. Opening it again is a step of its own."),
    ),
    "remember": Act(
        _("Remember for the next service"),
        archive.remember,
        profile_forms.RememberForm,
        _("Only what helps to serve this person better. It is shown with the next complaint and goes by itself."),
    ),
    "correct_fact": Act(
        _("Correct what we keep"),
        archive.correct_fact,
        profile_forms.CorrectFactForm,
        _("The old value stays beside the new one with your reason."),
        piece="complaints/acts/_fact.html",
    ),
    "forget_fact": Act(
        _("Delete what we keep"),
        archive.forget_fact,
        profile_forms.ForgetFactForm,
        piece="complaints/acts/_fact.html",
        danger=True,
    ),
    "reveal_contact": Act(
        _("Show the contact data"),
        contact.reveal_contact,
        contact_forms.RevealContactForm,
        _("Shown once, on the next page. The look itself is recorded."),
    ),
    # the right desk
    "assign": Act(
        _("Assign"),
        routing.assign,
        routing_forms.AssignForm,
        _("Whom you choose becomes the first owner, for ever."),
        piece="complaints/acts/_suggestion.html",
    ),
    "dispatch": Act(
        _("Dispatch to a desk"),
        routing.dispatch,
        routing_forms.DispatchForm,
        _("The desk works on it; the owner stays and keeps the consumer informed."),
        piece="complaints/acts/_suggestion.html",
    ),
    "solve_now": Act(_("Settle at once"), routing.solve_now),
    "start": Act(_("Take up the check"), routing.start),
    "bounce": Act(_("Not ours: pass it on"), routing.bounce, routing_forms.BounceForm),
    "rule_desk": Act(
        _("Rule whose case it is"),
        routing.rule_desk,
        routing_forms.RuleDeskForm,
        _("Both desks said it was not theirs. The desk you name keeps it."),
        piece="complaints/acts/_bounces.html",
    ),
    "ask_desk": Act(
        _("Ask another desk"),
        tasks.ask_desk,
        desk_forms.AskDeskForm,
        _("You stay responsible to the consumer. The case is not closed before the answer, unless you waive it."),
    ),
    "watch": Act(
        _("Put on the watch list"),
        watching.watch,
        desk_forms.WatchForm,
        _("Owner and handler report to you every so many days and are reminded."),
    ),
    "report_up": Act(
        _("Report on it"), watching.report_up, desk_forms.ReportUpForm, piece="complaints/acts/_watch.html"
    ),
    "unwatch": Act(_("Take off the watch list"), watching.unwatch, desk_forms.UnwatchForm),
    "escalate": Act(
        _("Escalate to the back office"),
        routing.escalate,
        routing_forms.EscalateForm,
        _("The tier becomes high, a report is due in 12 hours, PR and legal are told. The owner stays."),
        danger=True,
    ),
    "link": Act(
        _("Link another complaint"),
        linking.link,
        kin_forms.LinkForm,
        _("Five linked ones make a mass case."),
        hat="reclassify",
    ),
    "link_alike": Act(
        _("Link the same words from many"),
        linking.link_alike,
        kin_forms.LinkAlikeForm,
        _("Five linked ones make a mass case: high tier, a report in 12 hours."),
        hat="reclassify",
    ),
    "unlink": Act(
        _("Untie a linked complaint"),
        linking.unlink,
        kin_forms.UnlinkForm,
        _("What a mass case has raised stays until a supervisor lowers it."),
        hat="reclassify",
    ),
    "split": Act(
        _("Split off a second matter"),
        linking.split,
        kin_forms.SplitForm,
        _("A second complaint with a number of its own; consumer and owner stay, both are linked."),
    ),
    "merge": Act(
        _("Merge a duplicate"),
        merging.merge,
        kin_forms.MergeForm,
        _("This complaint ends and leads on to the other one. It can be taken apart again for 30 days."),
        danger=True,
    ),
    "undo_merge": Act(
        _("Take the merge apart"),
        merging.undo_merge,
        kin_forms.UndoMergeForm,
        _("It goes back to where it stood, with the clocks it had; the time it was merged counts."),
    ),
    "offer_handover": Act(
        _("Hand over"),
        handover.offer_handover,
        routing_forms.OfferHandoverForm,
        _("Until it is taken nothing changes. The first owner stays; the consumer is told the new name."),
        piece="complaints/acts/_suggestion.html",
    ),
    "change_owner": Act(
        _("Change the owner"),
        ownership.change_owner,
        routing_forms.ChangeOwnerForm,
        _("Accountable from now on; the pack is written, the consumer is told. The first owner stays."),
    ),
    "look_at_handovers": Act(
        _("I have looked at the hand-overs"),
        ownership.look_at_handovers,
        routing_forms.LookAtHandoversForm,
        _("It went through more than two pairs of hands."),
    ),
    "take_handover": Act(_("Take it over"), handover.take_handover, routing_forms.AnswerHandoverForm),
    "decline_handover": Act(_("Decline"), handover.decline_handover, routing_forms.DeclineHandoverForm),
    # evidence and finding
    "ask_evidence": Act(
        _("Ask for evidence"),
        inquiries.ask,
        evidence_forms.AskEvidenceForm,
        _("Somebody outside gets a link, a reminder before the time is over, and is judged without if silent."),
    ),
    "ask_wanted": Act(_("Ask"), inquiries.ask_wanted, evidence_forms.AskWantedForm, hat="ask_evidence"),
    "add_evidence": Act(_("Add evidence"), evidence.add_files, evidence_forms.AddEvidenceForm),
    "answer_evidence": Act(
        _("It has come"), evidence.answer_evidence, evidence_forms.AnswerEvidenceForm, hat="add_evidence", piece=ITEM
    ),
    "waive_evidence": Act(_("Do without it"), evidence.waive_evidence, evidence_forms.WaiveEvidenceForm, piece=ITEM),
    "record_finding": Act(
        _("Record the finding"),
        evidence.record_finding,
        evidence_forms.RecordFindingForm,
        _("Who bears responsibility, on which grounds, and why it happened."),
    ),
    "finish_check": Act(_("Finish the check"), routing.finish_check),
    # the proposal
    "draft_proposal": Act(
        _("Write the proposal"),
        proposals.draft_proposal,
        proposal_forms.DraftProposalForm,
        piece="complaints/acts/_proposal_form.html",
    ),
    "send_proposal": Act(
        _("Send the proposal"),
        proposals.send_proposal,
        text=_("The consumer gets it now and has 7 days to choose."),
        piece=PROPOSAL,
    ),
    "ask_review": Act(_("Hand to the mid-office"), proposals.ask_review, proposal_forms.AskReviewForm, piece=PROPOSAL),
    "approve_proposal": Act(
        _("Approve and send"),
        proposals.approve_proposal,
        proposal_forms.ReviewNoteForm,
        _("The consumer gets it now and has 7 days to choose."),
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
        text=_("The consumer gets the consumer version now."),
        piece=PROPOSAL,
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
    # money
    "propose_payout": Act(
        _("Pay"), payouts.propose_payout, payout_forms.ProposePayoutForm, piece="complaints/acts/_money.html"
    ),
    "pay": Act(_("Given to the payment system"), payouts.pay, payout_forms.PayoutForm, piece=PAYOUT),
    "mark_paid": Act(_("Paid"), payouts.mark_paid, payout_forms.MarkPaidForm, piece=PAYOUT),
    "fail": Act(_("Failed"), payouts.fail, payout_forms.FailPayoutForm, piece=PAYOUT, danger=True),
    "retry": Act(_("Try again"), payouts.retry, payout_forms.PayoutForm, piece=PAYOUT),
    "confirm": Act(_("Has arrived"), payouts.confirm, payout_forms.PayoutForm, piece=PAYOUT),
    "cancel": Act(_("Cancel"), payouts.cancel, payout_forms.PayoutReasonForm, piece=PAYOUT, danger=True),
    "reverse": Act(
        _("Reverse"),
        payouts.reverse,
        payout_forms.PayoutReasonForm,
        _("A counter-entry is written; the payment itself is never edited."),
        piece=PAYOUT,
        danger=True,
    ),
    "open_recovery": Act(
        _("Claim it back"),
        payouts.open_recovery,
        payout_forms.RecoveryForm,
        _("The consumer keeps the money; who caused the loss pays it back to us."),
        piece=PAYOUT,
    ),
    # disputes
    "propose_settlement": Act(
        _("Send the settlement"),
        disputes.propose_settlement,
        text=_("The consumer gets it now and has 7 days to choose."),
        piece=PROPOSAL,
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
    # ends
    "close": Act(_("Close the case"), feedback.close, ends.CloseForm),
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
        _("The consumer gets an apology with this date instead of the computed one. The missed time stays missed."),
    ),
}
