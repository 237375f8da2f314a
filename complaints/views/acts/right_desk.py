"""Who works on it: desks, hand-overs, owners, sub-tasks, calls."""

from django.utils.translation import gettext_lazy as _

from complaints.actions import handover, linking, merging, ownership, routing, tasks, watching
from complaints.forms import desk as desk_forms
from complaints.forms import kin as kin_forms
from complaints.forms import routing as routing_forms
from complaints.views.acts.act import Act

RIGHT_DESK = {
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
        _("Link those like it"),
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
}
