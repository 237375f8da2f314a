"""Taking a complaint on, or not, and saying what it is about."""

from django.utils.translation import gettext_lazy as _

from complaints.actions import contact, eligibility, intake, orders, particulars, triage
from complaints.forms import classifying
from complaints.forms import eligibility as eligibility_forms
from complaints.forms import particulars as particulars_forms
from complaints.forms import routing as routing_forms
from complaints.views.acts.act import Act

FIRST_STEPS = {
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
        _("Price, way and facts of the goods"),
        particulars.record_particulars,
        particulars_forms.ParticularsForm,
        _("What was paid, cross-border, virtual goods, membership, and the day by which it is needed."),
    ),
    "read_emotion": Act(
        _("Read the emotion"),
        contact.read_emotion,
        classifying.ReadEmotionForm,
        _("Internal. A strong emotion raises the urgency, never the money."),
        piece="complaints/acts/_anchors.html",
    ),
}
