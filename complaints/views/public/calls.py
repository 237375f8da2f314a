"""The steps of a call-back on the consumer's page: book, move, cancel, say whether one was heard; ask for a person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.actions import calls, contact
from complaints.forms import calls as forms
from complaints.forms.public import NothingForm
from complaints.lifecycle import Refused
from complaints.views.public.steps import Step

N_ = gettext_lazy


def book_call(complaint, data, *, by, now):
    """The hour he chose."""
    return calls.book_call(complaint, by=by, now=now, starts_at=data["starts_at"], phone=data["phone"])


def move_call(complaint, data, *, by, now):
    """Another hour, another number, or both."""
    return calls.move_call(booked_of(complaint), by=by, now=now, starts_at=data["starts_at"], phone=data["phone"])


def cancel_call(complaint, data, *, by, now):
    """The one that is booked."""
    return calls.cancel_call(booked_of(complaint), by=by, now=now)


def confirm_heard(complaint, data, *, by, now):
    """About the last call in which we spoke."""
    call = complaint.calls.filter(state="reached").order_by("-pk").first()
    if call is None:
        raise Refused(_("We have not spoken with you yet."))
    return calls.confirm_heard(call, by=by, now=now, heard=data["heard"])


def ask_person(complaint, data, *, by, now):
    """His words, if there are any, go to the person."""
    return contact.ask_person(complaint, by=by, now=now, body=data["body"])


def booked_of(complaint):
    """The open booking, or a refusal."""
    call = complaint.calls.booked().first()
    if call is None:
        raise Refused(_("No call-back is booked."))
    return call


CALL_STEPS = {
    "book-call": Step(
        N_("Book a call-back"),
        N_("The person who looks after your complaint calls within the hour you choose. You can move or cancel it."),
        N_("Book this hour"),
        forms.BookCallForm,
        book_call,
        N_("Your call-back is booked."),
    ),
    "move-call": Step(
        N_("Move the call-back"),
        N_("Choose another hour, or another number, until the call begins."),
        N_("Move it to this hour"),
        forms.BookCallForm,
        move_call,
        N_("Your call-back is moved."),
    ),
    "cancel-call": Step(
        N_("Cancel the call-back"),
        N_("We then do not call. You can book another hour at any time."),
        N_("Cancel the call"),
        NothingForm,
        cancel_call,
        N_("The call is cancelled."),
    ),
    "confirm-heard": Step(
        N_("Did someone hear you out?"),
        N_("We ask this once. If not, somebody who leads the team looks at it."),
        N_("Send my answer"),
        forms.HeardForm,
        confirm_heard,
        N_("Thank you for telling us."),
    ),
    "ask-person": Step(
        N_("Ask for a person"),
        N_("A person, not a machine, answers you; at the latest within the time for a first answer."),
        N_("Ask for a person"),
        forms.PersonForm,
        ask_person,
        N_("A person has been told and answers you."),
    ),
}
