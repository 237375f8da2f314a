"""Quiet hours of a colleague: when the bell keeps still, and until when. China has no summer time.

The beginning belongs to the quiet hours, the end does not; both are exact to the second.
"""

from datetime import datetime, time, timedelta

from complaints.enums import Flag, Priority
from complaints.wording import SHANGHAI

SATURDAY = 5
# Somebody may come to harm: nothing holds this back (domain.md 6.1, points 9 and 10).
DANGER = frozenset({Flag.SAFETY, Flag.SELF_HARM})


def is_quiet(agent, at):
    """Whether this colleague is not to be disturbed at a moment."""
    here = at.astimezone(SHANGHAI)
    if agent.quiet_weekends and here.weekday() >= SATURDAY:
        return True
    begin, end, now = agent.quiet_from, agent.quiet_until, here.time()
    if None in (begin, end) or begin == end:  # half typed
        return False
    return begin <= now < end if begin < end else now >= begin or now < end


def quiet_end(agent, at):
    """When the quiet hours that hold at a moment are over, weekends and nights that touch taken together; else None."""
    if not is_quiet(agent, at):
        return None
    moment = at
    while is_quiet(agent, moment):
        moment = next_edge(agent, moment)
    return moment


def next_edge(agent, at):
    """The next moment at which quiet hours may end: midnight for a weekend, else the end of the night."""
    here = at.astimezone(SHANGHAI)
    on_weekend = agent.quiet_weekends and here.weekday() >= SATURDAY
    edge = time(0) if on_weekend else agent.quiet_until
    day = here.date() if edge > here.time() else here.date() + timedelta(days=1)
    return datetime.combine(day, edge, SHANGHAI)


def is_urgent(complaint):
    """What quiet hours do not hold back: a P1, or somebody's safety."""
    return complaint is not None and (complaint.priority == Priority.P1 or not DANGER.isdisjoint(complaint.flags))
