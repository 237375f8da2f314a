"""Words to and from the consumer."""

from django.utils.translation import gettext_lazy as _

from complaints.actions import archive, calls, contact, survey
from complaints.forms import calls as call_forms
from complaints.forms import contact as contact_forms
from complaints.forms import profile as profile_forms
from complaints.views.acts.act import Act

TALKING = {
    "reply": Act(_("Reply to the consumer"), contact.reply, contact_forms.ReplyForm),
    "note": Act(_("Internal note"), contact.note, contact_forms.NoteForm),
    "hear_consumer": Act(_("Record a call"), contact.hear_consumer, contact_forms.HearConsumerForm),
    "arrange_call": Act(
        _("Arrange a call-back"),
        calls.arrange_call,
        call_forms.ArrangeCallForm,
        _("The consumer is told the hour. A call that is booked already moves to the new one."),
    ),
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
}
