"""Clocks: due times, lights, warnings. Pure: `now` and all rows are arguments; days of work are in `workdays`.

The clocks are those of domain.md 7.6. A complaint stores its due times (`respond_by`, `dispatch_by`, `plan_by`,
`update_by`, `stage_by`, `redline_by`); this room reads them and says what they mean at a given moment.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from complaints.enums import (
    OPEN_STATES,
    RATED,
    STAGE_LABELS,
    WAITING_FOR_CONSUMER,
    ClockName,
    ClockState,
    Mark,
    State,
    Tier,
)
from complaints.workdays import CHINA

MAX_PAUSE = timedelta(hours=72)  # domain.md 7.6: waiting for the consumer stops the plan clock for 72 h in all
REDLINE_ALARM_BEFORE = timedelta(days=5)  # domain.md 4.2, legal_redline_15d: day 10 of 15
EXECUTION_WARNING_AFTER = timedelta(days=2)  # domain.md 7.6
CALL_LENGTH = timedelta(hours=1)  # a call-back begins within the hour the consumer chose (IN-18)
CALL_BELL_BEFORE = timedelta(minutes=15)
SOON_SHARE = 0.8


def order_moment(complaint):
    """The moment whose rules count for a complaint: that of its order, else that of its registration (DP-13)."""
    return complaint.order_paid_at or complaint.registered_at


def order_day(complaint):
    """The day whose rules count for a complaint, in China."""
    return order_moment(complaint).astimezone(CHINA).date()


@dataclass(frozen=True)
class Clock:
    """One clock of one complaint: when it started, when it is due, when it was met or paused."""

    name: str
    started_at: datetime
    due_at: datetime
    met_at: datetime | None = None
    paused_at: datetime | None = None
    state_label: str = ""
    held: timedelta = timedelta()  # how long it has stood still; the due time contains it already

    @property
    def label(self):
        return self.state_label or ClockName(self.name).label

    @property
    def begun_at(self):
        """When it would have begun if it had never stood still: shares of the time count from here."""
        return self.started_at + self.held

    def reached(self, share):
        """The moment at which `share` of the time has gone (1.0 is the due time)."""
        return self.begun_at + (self.due_at - self.begun_at) * share


@dataclass(frozen=True)
class Light:
    """What a person sees of a clock at one moment."""

    name: str
    label: str
    state: str
    due_at: datetime
    remaining: timedelta
    took: timedelta | None = None


@dataclass(frozen=True)
class Effect:
    """Something that falls due about a clock; `at` is its true time, also when the sweep comes late."""

    clock: str
    mark: str
    at: datetime
    due_at: datetime
    started_at: datetime
    state: str = ""  # the step in which the stage clock ran
    owner_id: int | None = None  # who answered for it when it fell due
    desk_id: str | None = None


def retargeted(current: datetime | None, proposed: datetime) -> datetime:
    """A new due time never moves a running clock later (product.md 4)."""
    return proposed if current is None else min(current, proposed)


def pause_left(waited: timedelta) -> timedelta:
    """How much longer the consumer may keep the plan clock standing, after `waited` in all."""
    return max(MAX_PAUSE - waited, timedelta())


def stood_still(pauses, now: datetime) -> dict[str, timedelta]:
    """How long clocks have stood still so far, by reason, out of stretches (why, started_at, ended_at)."""
    total = {}
    for why, started_at, ended_at in pauses:
        total[why] = total.get(why, timedelta()) + (ended_at or now) - started_at
    return total


# --- the clocks of a complaint ------------------------------------------------------------------------


def clocks(c) -> list[Clock]:
    """All clocks the complaint `c` has, running or met, in the order of domain.md 7.6."""
    plan = ClockName.REPORT if c.tier == Tier.HIGH else ClockName.PLAN
    rows = [
        Clock(ClockName.RESPOND, c.registered_at, c.respond_by, c.responded_at),
        Clock(ClockName.DISPATCH, c.registered_at, c.dispatch_by, c.dispatched_at),
        Clock(plan, c.tier_set_at, c.plan_by, c.planned_at, c.paused_at, held=c.plan_held),
        Clock(ClockName.UPDATE, c.contacted_at, c.update_by),
        Clock(
            ClockName.STAGE,
            c.stage_at,
            c.stage_by,
            state_label=stage_label(c),
        ),
        Clock(ClockName.REDLINE, c.registered_at, c.redline_by, c.settled_at, c.redline_paused_at),
        Clock(ClockName.CALL, c.call_set_at, c.call_by),
        Clock(ClockName.PERSON, c.person_asked_at, c.person_by),
    ]
    return [row for row in rows if row.due_at and row.started_at]


def stage_label(c) -> str:
    """What the stage clock waits for; a survey that was answered is waited for no more (FB-09)."""
    is_rated = c.state == State.RESOLVED and c.surveyed_at
    return RATED if is_rated else STAGE_LABELS.get(c.state, "")


def runs(clock: Clock, state: str) -> bool:
    """Whether this clock still counts in `state`."""
    if clock.met_at:
        return False
    if clock.name in (ClockName.STAGE, ClockName.CALL, ClockName.PERSON):
        return True
    if clock.name == ClockName.UPDATE and state in WAITING_FOR_CONSUMER:
        return False
    return state in OPEN_STATES


def nearest(c) -> Clock | None:
    """The running clock that is due first; a paused one only if nothing else runs."""
    running = [clock for clock in clocks(c) if runs(clock, c.state) and not is_held_outside(clock)]
    return min(running, key=lambda k: (k.paused_at is not None, k.due_at), default=None)


def is_held_outside(clock: Clock) -> bool:
    """The red line stands still while an outside procedure runs: a list has nothing to say about it."""
    return clock.name == ClockName.REDLINE and clock.paused_at is not None


def next_contact_by(c) -> datetime | None:
    """By when the consumer hears from us next: the promise, or the end of a step that is his (OW-11).

    A call-back he has booked and a person he has asked for come first where they are earlier (IN-18).
    """
    usual = c.stage_by if c.state in WAITING_FOR_CONSUMER else c.update_by
    return min((at for at in (usual, c.call_by, c.person_by) if at), default=None)


def light(clock: Clock, now: datetime) -> Light:
    """The state a person sees: met, paused, late, due soon (80 % gone) or running."""
    if clock.met_at:
        state = ClockState.MET if clock.met_at <= clock.due_at else ClockState.LATE
        took = clock.met_at - clock.started_at
        return Light(clock.name, clock.label, state, clock.due_at, clock.due_at - clock.met_at, took)
    if clock.paused_at:
        return Light(
            clock.name,
            clock.label,
            ClockState.PAUSED,
            clock.due_at,
            clock.due_at - clock.paused_at,
        )
    remaining = clock.due_at - now
    if remaining < timedelta(0):
        state = ClockState.LATE
    elif now >= clock.reached(SOON_SHARE):
        state = ClockState.SOON
    else:
        state = ClockState.RUNNING
    return Light(clock.name, clock.label, state, clock.due_at, remaining)


def stored_light(c, now: datetime) -> Light | None:
    """The light of the nearest clock from the three columns a list reads (no other query, no other column)."""
    if c.next_due_at is None:
        return None
    label = stage_label(c) if c.next_clock == ClockName.STAGE else ""
    clock = Clock(
        c.next_clock,
        c.next_started_at,
        c.next_due_at,
        paused_at=c.paused_at if c.next_clock in (ClockName.PLAN, ClockName.REPORT) else None,
        state_label=label,
    )
    return light(clock, now)


# --- what falls due -----------------------------------------------------------------------------------

WARNINGS = {
    ClockName.RESPOND: ((0.5, Mark.WARN_50), (0.8, Mark.WARN_80)),
    ClockName.DISPATCH: ((0.8, Mark.WARN_80),),
    ClockName.PLAN: ((0.5, Mark.WARN_50), (0.8, Mark.WARN_80)),
    ClockName.REPORT: ((0.5, Mark.WARN_50), (0.8, Mark.WARN_80)),
    ClockName.UPDATE: ((0.8, Mark.WARN_80),),
    ClockName.STAGE: ((0.8, Mark.WARN_80),),
    ClockName.REDLINE: (),
    ClockName.CALL: (),
    ClockName.PERSON: ((0.8, Mark.WARN_80),),
    ClockName.TASK: ((0.8, Mark.WARN_80),),
    ClockName.RULING: ((0.8, Mark.WARN_80),),
}
# At 200 % the manager is told; the steps that wait for the consumer end at 100 % and have no second.
DOUBLED = (ClockName.RESPOND, ClockName.DISPATCH, ClockName.PLAN, ClockName.REPORT, ClockName.UPDATE, ClockName.STAGE)
# These steps are the consumer's: he may be reminded, and their end is nobody's breach. No mark is kept of it: what
# follows is a step of its own, or nothing (an objection or an undo that was not made).
ENDED = "ended"
LOOK_AGAIN = timedelta(minutes=15)  # how soon the sweep asks again whether a held-up step can end
CONSUMER_STEPS = {
    State.NEED_INFO: ((1 / 3, Mark.REMIND), (1, ENDED)),
    State.AWAITING_CONSUMER: ((3 / 7, Mark.REMIND), (6 / 7, Mark.REMIND), (1, ENDED)),
    State.RESOLVED: ((1, ENDED),),
    State.INELIGIBLE: (),
    State.WITHDRAWN: (),
}


def effects_of(clock: Clock, state: str) -> list[Effect]:
    """Everything that will ever fall due about `clock`, with its true time."""
    moments = [(clock.reached(share), mark) for share, mark in shares_of(clock, state)]
    if clock.name == ClockName.REDLINE:
        moments.append((clock.due_at - REDLINE_ALARM_BEFORE, Mark.ALARM_10D))
    if clock.name == ClockName.CALL:
        moments.append((clock.due_at - CALL_LENGTH - CALL_BELL_BEFORE, Mark.CALL_SOON))
    if is_execution(clock, state):
        moments.append((min(clock.begun_at + EXECUTION_WARNING_AFTER, clock.due_at), Mark.WARN_DAY_2))
    step = state if clock.name == ClockName.STAGE else ""
    return [Effect(clock.name, mark, at, clock.due_at, clock.started_at, step) for at, mark in moments]


def shares_of(clock: Clock, state: str) -> tuple:
    """At which shares of its time something falls due: (share, mark) pairs."""
    if clock.name == ClockName.STAGE and state in CONSUMER_STEPS:
        return CONSUMER_STEPS[state]
    warnings = () if is_execution(clock, state) else WARNINGS[clock.name]
    doubled = ((2, Mark.DOUBLE),) if clock.name in DOUBLED else ()
    return (*warnings, (1, Mark.BREACH), *doubled)


def is_execution(clock: Clock, state: str) -> bool:
    """Carrying out is warned of on its second day, however long it may take (domain.md 7.6)."""
    return clock.name == ClockName.STAGE and state == State.EXECUTING


def pending(c, since: datetime) -> list[Effect]:
    """What falls due about the complaint `c` after `since`, in time order; a clock that was met keeps only its past."""
    effects = []
    for clock in clocks(c):
        if not clock.met_at and (clock.paused_at or not runs(clock, c.state)):
            continue
        who = {"owner_id": c.owner_id, "desk_id": c.department_id or c.home_desk_id}
        effects += [
            replace(effect, **who)
            for effect in effects_of(clock, c.state)
            if effect.at > since and (clock.met_at is None or effect.at < clock.met_at)
        ]
    return sorted(effects, key=lambda effect: effect.at)


def fallen_due(versions, since: datetime, now: datetime) -> list[Effect]:
    """What fell due after `since` and until `now`, each effect once, in time order.

    `versions` are the complaint as it stood: (row, until) pairs, oldest first, `until` None for the present row.
    So a deadline that was missed counts even where somebody has changed the complaint before we look.
    """
    effects = {}
    for row, until in versions:
        for effect in pending(row, since):
            if effect.at <= now and (until is None or effect.at < until):
                effects.setdefault((effect.clock, effect.mark, effect.at), effect)
    return sorted(effects.values(), key=lambda effect: effect.at)


def step_is_over(c, now: datetime) -> bool:
    """Whether the time of a step that ends by itself has run out."""
    ends = any(mark == ENDED for _share, mark in CONSUMER_STEPS.get(c.state, ()))
    return ends and c.stage_by is not None and c.stage_by <= now


def next_look_at(c, now: datetime) -> datetime | None:
    """When the sweep has to look at this complaint again: at the next effect, or soon where its end is held up."""
    looks = [effect.at for effect in pending(c, c.swept_at)[:1]]
    if step_is_over(c, now):
        looks.append(now + LOOK_AGAIN)
    return min(looks, default=None)
