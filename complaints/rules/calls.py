"""Call-backs (IN-18, IN-19): who books, changes and records one, and until when."""

from django.utils.translation import gettext as _

from complaints.enums import DUE_CALLS, ActorKind, CallState, DemandKind, State
from complaints.roles import Role, has_role
from complaints.rules.people import is_own_complaint, may_take_or_work_on
from complaints.rules.verdict import YES, allow, first_no

# Words that were spoken with the consumer and written down.
SPOKEN = ("hear_consumer", "reach_consumer")


def may_book_call(complaint, by):
    """The consumer, or with him on the phone whoever may work on it, while it is worked on."""
    return first_no(
        is_theirs_to_call(complaint, by),
        allow(
            complaint.is_open or complaint.state == State.RESOLVED,
            _("The complaint is closed: have it opened again first."),
        ),
    )


def may_ask_person(complaint, by):
    """The consumer, as long as the complaint is not put away for good (IN-18)."""
    return first_no(
        is_own_complaint(complaint, by),
        allow(
            complaint.state not in (State.ARCHIVED, State.MERGED),
            _("This complaint is put away: please file a new one."),
        ),
    )


def may_change_call(call, by):
    return is_theirs_to_call(call.complaint, by)


def is_theirs_to_call(complaint, by):
    if has_role(by, Role.CONSUMER):
        return is_own_complaint(complaint, by)
    return may_take_or_work_on(complaint, by)


def has_not_begun(call, now):
    """Window: until the hour begins."""
    return allow(now < call.starts_at, _("The hour of the call has begun: please wait for it, or write to us."))


def is_still_booked(call):
    return allow(call.state == CallState.BOOKED, _("This call-back is not booked any more."))


def may_record_call(call, by):
    """Whoever may work on the complaint: owner, handler, stand-in, or the desk as long as nobody owns it."""
    return YES if has_role(by, Role.SYSTEM) else may_take_or_work_on(call.complaint, by)


def has_call_due(call):
    return allow(call and call.state in DUE_CALLS, _("No call-back is booked."))


def may_say_heard(call, by):
    """Asked once, after we have spoken (IN-19)."""
    return first_no(
        is_own_complaint(call.complaint, by),
        allow(call.state == CallState.REACHED, _("We have not spoken with you yet.")),
        allow(call.heard is None, _("You have answered this already. Thank you.")),
    )


def has_heard_first(complaint):
    """Who wants to be heard is called and his words are written down before anything is offered (scenario 13)."""
    wants_an_ear = complaint.demand_kind == DemandKind.BE_HEARD and complaint.consumer.phone
    if not wants_an_ear:
        return YES
    spoken = complaint.events.filter(verb__in=SPOKEN, actor_kind=ActorKind.AGENT).exists()
    return allow(spoken, _("The wish is to be heard: call first, and write down what was said."))
