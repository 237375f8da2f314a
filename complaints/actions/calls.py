"""Call-backs: hours to choose from, booking, moving, cancelling; what came of the call; did he feel heard (IN-19)."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from complaints import rules, workdays
from complaints.actions.contact import touch
from complaints.actions.deadlines import HOME_DESK, exceptions
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.clock import CALL_LENGTH
from complaints.enums import CallState
from complaints.lifecycle import Refused, amend, check, lock, move, require, store, tell, told_values
from complaints.models import Call, Department, ServiceHours
from complaints.roles import Role, System
from complaints.workdays import CHINA, ONE_DAY, Hours

DAYS_OFFERED = 5  # the next days on which the desk works
DAYS_LOOKED_AT = 30
NOTICE = timedelta(hours=1)  # nobody is called sooner than he could have put the kettle on
DAYTIME = (time(9), time(21))  # a desk without service hours works round the clock; nobody is called at night
MOST_TRIES = 2


# --- the hours to choose from -------------------------------------------------------------------------------


def desk_of(complaint):
    """Whose hours count: the owner's desk, or the desk where every complaint begins."""
    owner = complaint.owner
    return owner.department if owner and owner.department else Department.objects.get(pk=HOME_DESK)


def calling_hours(desk):
    """When a desk calls people: in its service hours; by day on working days if it has none."""
    spans = {}
    for row in ServiceHours.objects.filter(department=desk):
        spans[row.weekday] = (*spans.get(row.weekday, ()), (row.opens, row.closes))
    return Hours(spans or dict.fromkeys(range(workdays.SATURDAY), (DAYTIME,)), desk.keeps_holidays or not spans)


def hours_for(complaint, now):
    """The starts of the hours this consumer may choose now."""
    return free_hours(desk_of(complaint), complaint.owner, now, beside=complaint)


def free_hours(desk, owner, now, beside=None):
    """The starts of the full hours on the next working days in which there is a place left."""
    starts = starting_hours(now, calling_hours(desk), exceptions())
    rows = seats(desk, owner, beside).filter(starts_at__in=starts).order_by().values_list("starts_at")
    taken, most = dict(rows.annotate(n=Count("pk"))), most_seats(desk, owner)
    return [start for start in starts if taken.get(start, 0) < most]


def starting_hours(now, hours, days_off):
    """The full hours between 9:00 and 21:00 on the next days of work that begin late enough to be kept."""
    starts, days = [], 0
    for number in range(DAYS_LOOKED_AT):
        day = now.astimezone(CHINA).date() + ONE_DAY * number
        found = [start for start in hours_on(day, hours, days_off) if start >= now + NOTICE]
        starts, days = starts + found, days + bool(found)
        if days == DAYS_OFFERED:
            break
    return starts


def hours_on(day, hours, days_off):
    """The full hours of one day that lie wholly within a span of service, and by day."""
    spans = workdays.spans_on(day, hours, days_off)
    starts = [datetime.combine(day, time(hour), CHINA) for hour in range(DAYTIME[0].hour, DAYTIME[1].hour)]
    return [start for start in starts if any(is_within(start, span) for span in spans)]


def is_within(start, span):
    """Whether a call may begin at any moment of the hour from `start`."""
    opens, closes = span
    ends = datetime.combine(start.date() + (ONE_DAY if closes <= opens else timedelta()), closes, CHINA)
    return datetime.combine(start.date(), opens, CHINA) <= start and start + CALL_LENGTH <= ends


def seats(desk, owner, beside=None):
    """The bookings with this owner, or at the desk of those nobody owns; without the consumer's own."""
    rows = Call.objects.booked().exclude(complaint=beside)
    return rows.filter(host=owner) if owner else rows.filter(host=None, department=desk)


def most_seats(desk, owner):
    """How many may book one hour: the desk's figure for an owner, or for everybody at the desk without one."""
    crew = 1 if owner else wearers_of(Role.FRONT_LINE, department=desk).count()
    return desk.calls_per_hour * max(crew, 1)


# --- booking, by the consumer or by an agent with him on the phone -----------------------------------------


def book_call(complaint, *, by, now, starts_at, phone=""):
    """Book the hour from `starts_at`; the owner is alerted and calls. Returns the call.

    `phone`: another number than the one we have. Raises Refused when the hour is taken or he has booked already.
    """
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.may_book_call(complaint, by))
        if complaint.calls.booked().exists():
            raise Refused(_("A call-back is booked already: move it instead."))
        if not (phone or complaint.consumer.phone):
            raise Refused(_("Give a number at which we can call you."))
        for missed in complaint.calls.due():
            move(missed, "replace_call", by=System(by.via), now=now, data=facts_of(missed))
        call = Call(complaint=complaint, phone=phone, booked_at=now, **seat_for(complaint, starts_at, now))
        store(call, {}, "book_call", by, now, quiet=True)
        tell("book_call", by=by, now=now, **call.timeline(), data=facts_of(call))
        await_call(complaint, call, by=by, now=now)
        tell_both(complaint, call, "call_booked", now)
    return call


def move_call(call, *, by, now, starts_at, phone=""):
    """Another hour, or another number, until the booked one begins."""
    with transaction.atomic():
        complaint = lock(call.complaint)
        seat = seat_for(complaint, starts_at, now)
        allowed = (rules.may_change_call(call, by), rules.is_still_booked(call), rules.has_not_begun(call, now))
        call = amend(
            call,
            "move_call",
            by=by,
            now=now,
            allowed=rules.first_no(*allowed),
            data={"since": starts_at.isoformat(), "call": call.pk},
            phone=phone or call.phone,
            tries=0,
            **seat,
        )
        await_call(complaint, call, by=by, now=now)
        tell_both(complaint, call, "call_moved", now)
    return call


def arrange_call(complaint, *, by, now, starts_at, phone=""):
    """An hour agreed with the consumer on the phone: booked, or moved to where a call is booked already (IN-19)."""
    check(rules.wears_the_hat("arrange_call", by))
    booked = complaint.calls.booked().first()
    if booked:
        return move_call(booked, by=by, now=now, starts_at=starts_at, phone=phone)
    return book_call(complaint, by=by, now=now, starts_at=starts_at, phone=phone)


def cancel_call(call, *, by, now):
    """No call after all, until the hour begins."""
    with transaction.atomic():
        complaint = lock(call.complaint)
        call = move(call, "cancel_call", by=by, now=now, data=facts_of(call))
        await_call(complaint, None, by=by, now=now)
        tell_both(complaint, call, "call_cancelled", now)
    return call


def seat_for(complaint, starts_at, now):
    """{starts_at, host, department, place}: the lowest free place of an offered hour; locks the desk.

    Of two consumers who want the last place one waits here and is then refused; the constraint is the last wall.
    Not the host is locked: payouts lock an agent before his complaints, here the complaint is locked already.
    """
    desk, host = lock(desk_of(complaint)), complaint.owner
    if starts_at not in starting_hours(now, calling_hours(desk), exceptions()):
        raise Refused(_("This hour is not offered (any more): choose another one."))
    taken = set(seats(desk, host, complaint).filter(starts_at=starts_at).values_list("place", flat=True))
    free = [place for place in range(1, most_seats(desk, host) + 1) if place not in taken]
    if not free:
        raise Refused(_("The last place in this hour has just been taken: choose another hour."))
    return {"starts_at": starts_at, "host": host, "department": desk, "place": free[0]}


def await_call(complaint, call, *, by, now):
    """The complaint's own clock of the call: running until the end of the hour, or none. `complaint` is locked."""
    before = told_values(complaint)
    complaint.call_set_at, complaint.call_by = (now, call.ends_at) if call else (None, None)
    if call:  # whoever asked for a person has chosen the hour now
        complaint.person_asked_at, complaint.person_by = None, None
    return store(complaint, before, "await_call", by, now, quiet=True)


def facts_of(call):
    """What the timeline says about a call."""
    return {"since": call.starts_at.isoformat(), "call": call.pk}


def tell_both(complaint, call, event, now):
    """The consumer gets it in his language, the owner in his bell; leads where nobody owns it."""
    facts = {"since": call.starts_at.isoformat(), "until": call.ends_at.isoformat()}
    tell_consumer(complaint, event, now=now, **facts)
    people = [complaint.owner, complaint.handler] if complaint.owner_id else wearers_of(Role.LEAD)
    tell_agents(people, event, now=now, complaint=complaint, **facts)


def confirm_heard(call, *, by, now, heard):
    """“Did someone hear you out?”, asked once after the call; after a no the leads are told (IN-19)."""
    with transaction.atomic():
        call = amend(
            call,
            "confirm_heard",
            by=by,
            now=now,
            allowed=lambda fresh: rules.may_say_heard(fresh, by),
            data={"heard": heard},
            heard=heard,
            heard_at=now,
        )
        if not heard:
            complaint = call.complaint
            tell_agents(wearers_of(Role.LEAD), "not_heard", now=now, complaint=complaint, once=str(call.pk))
    return call


# --- the desk's side ----------------------------------------------------------------------------------------


def record_call(complaint, *, by, now, is_reached, said=""):
    """Write down what came of the call that is due: spoken with, and what was said; or not reached.

    Speaking meets the clocks like a reply. After the second try without an answer the consumer is told and offered
    another hour. Returns the call; raises Refused where none is due.
    """
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("record_call", by))
        call = complaint.calls.due().first()
        check(rules.has_call_due(call))
        if is_reached:
            return note_talk(complaint, call, by=by, now=now, said=said)
        return note_try(complaint, call, by=by, now=now)


def note_talk(complaint, call, *, by, now, said):
    """We have spoken; the consumer is asked once whether somebody heard him out."""
    require(said, _("Write what was said."))
    call = move(call, "reach_consumer", by=by, now=now, said=said.strip(), reason=said.strip(), data=facts_of(call))
    complaint.call_set_at, complaint.call_by = None, None
    touch(complaint, by=by, now=now)
    tell_consumer(complaint, "call_done", now=now, once=str(call.pk), alias=by.alias)
    return call


def note_try(complaint, call, *, by, now):
    """Nobody answered. The appointment is kept; a second try within the hour, then it is offered again."""
    allowed = rules.may_record_call(call, by)
    facts = facts_of(call) | {"n": call.tries + 1}
    call = amend(call, "try_call", by=by, now=now, allowed=allowed, data=facts, tries=call.tries + 1)
    await_call(complaint, None, by=by, now=now)
    return give_up(complaint, call, by=by, now=now) if call.tries >= MOST_TRIES else call


def give_up(complaint, call, *, by, now):
    """Not reached: the consumer is told and may choose another hour. `complaint` is locked."""
    call = move(call, "give_up_call", by=by, now=now, data=facts_of(call))
    tell_consumer(complaint, "call_unreached", now=now, once=str(call.pk), since=call.starts_at.isoformat())
    return call


def drop_call(complaint, *, by, now):
    """The complaint has ended: nobody calls any more, nobody is waited for. `complaint` is locked."""
    calls = list(complaint.calls.due())
    for call in calls:
        if call.state == CallState.BOOKED:
            tell_consumer(complaint, "call_cancelled", now=now, since=call.starts_at.isoformat())
        move(call, "drop_call", by=System(by.via), now=now, data=facts_of(call))
    if calls or complaint.person_by:
        complaint.person_asked_at, complaint.person_by = None, None
        await_call(complaint, None, by=by, now=now)


# --- the sweep ----------------------------------------------------------------------------------------------


def settle_over(pk, *, by, now):
    """The hour has passed: after one try it was not reached; without any we missed it, and say so. Returns 0 or 1.

    The breach itself, with the alert to owner and lead, is the mark of the complaint's clock.
    """
    with transaction.atomic():
        call = Call.objects.over(now).filter(pk=pk).first()
        complaint = call and lock(call.complaint)
        call = call and Call.objects.over(now).filter(pk=pk).first()
        if call is None:
            return 0
        if call.tries:
            give_up(complaint, call, by=by, now=now)
            return 1
        move(call, "miss_call", by=by, now=now, data=facts_of(call))
        await_call(complaint, None, by=by, now=now)
        tell_consumer(complaint, "call_missed", now=now, once=str(call.pk), since=call.starts_at.isoformat())
        return 1
