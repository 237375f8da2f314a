"""The time limits we publish, in dated versions (IN-17, FB-07): read off the history of the targets and hours."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from complaints import wording
from complaints.actions.deadlines import HOME_DESK
from complaints.enums import ClockName, State
from complaints.models import ServiceHours, TierTarget

WORKDAY = 1440
ONE_SITTING = timedelta(minutes=10)  # several rows changed one after the other are one version
# (clock, state) -> what we promise, in the order of a complaint's life.
PROMISES = {
    (ClockName.RESPOND, ""): _("A person reads your complaint and answers"),
    (ClockName.DISPATCH, ""): _("Somebody is in charge of it"),
    (ClockName.PLAN, ""): _("You get our proposal"),
    (ClockName.UPDATE, ""): _("You hear from us at least every"),
    (ClockName.STAGE, State.AWAITING_CONSUMER): _("You have time to choose"),
    (ClockName.STAGE, State.EXECUTING): _("What you chose is carried out"),
    (ClockName.STAGE, State.MEDIATION): _("A mediation ends"),
    (ClockName.STAGE, State.RE_REVIEW): _("A second review ends"),
    (ClockName.STAGE, State.ARBITRATION): _("The platform's arbiter decides"),
    (ClockName.STAGE, State.WITHDRAWN): _("You can take a withdrawal back"),
}


@dataclass(frozen=True)
class Version:
    """What was published from `since` on: the limits, and the hours in which our clocks run (none: day and night)."""

    number: int
    since: datetime | None
    limits: dict = field(default_factory=dict)  # (clock, state) -> (minutes, in working days)
    hours: tuple = ()  # (weekday, opens, closes)
    changes: tuple = ()  # (what, before, after), in words; of the first version none

    @property
    def promises(self):
        """[(what, how long), ...] in the order of a complaint's life."""
        return [(what, how_long(self.limits[key])) for key, what in PROMISES.items() if key in self.limits]

    @property
    def week(self):
        """[(weekday, hours), ...] of the week of service."""
        days = {}
        for weekday, opens, closes in self.hours:
            days.setdefault(weekday, []).append(f"{opens:%H:%M}–{closes:%H:%M}")
        return [(ServiceHours.Weekday(weekday).label, " · ".join(spans)) for weekday, spans in sorted(days.items())]


def how_long(limit):
    """48 hours, 5 working days; a dash where nothing is promised."""
    if limit is None:
        return wording.NOTHING
    minutes, in_working_days = limit
    if in_working_days:
        return _("%(n)s working days") % {"n": minutes // WORKDAY}
    return wording.span(timedelta(minutes=minutes))


def versions():
    """All versions, the oldest first; three statements. The last one is in force."""
    found, targets, hours = [], {row.pk: row for row in untold()}, {}
    for row in sorted([*target_rows(), *hour_rows()], key=lambda row: (row.history_date, row.history_id)):
        shelf = targets if isinstance(row, TierTarget.history.model) else hours
        shelf.pop(row.id, None)
        if row.history_type != "-":
            shelf[row.id] = row
        note(found, row.history_date, limits_of(targets.values()), week_of(hours.values()))
    found = found or [(None, limits_of(targets.values()), ())]
    return [version(number, found) for number in range(1, len(found) + 1)]


def promised(*clocks):
    """[how long, ...]: what is published now about these clocks; one statement."""
    limits = limits_of(TierTarget.objects.filter(clock__in=clocks, state=""))
    return [how_long(limits.get((clock, ""))) for clock in clocks]


def untold():
    """Targets that were loaded before their history began and have not changed since: they were always so."""
    return TierTarget.objects.exclude(pk__in=TierTarget.history.values("id"))


def target_rows():
    """Every state a target was ever in."""
    return TierTarget.history.filter(clock__in={clock for clock, _state in PROMISES})


def hour_rows():
    """Every state the week of the desk was ever in where complaints begin."""
    return ServiceHours.history.filter(department=HOME_DESK)


def note(found, at, limits, hours):
    """A version more if what is published differs; within one sitting the last word counts."""
    if found and found[-1][1:] == (limits, hours):
        return
    if found and at - found[-1][0] <= ONE_SITTING:
        found.pop()
    found.append((at, limits, hours))


def limits_of(rows):
    """{(clock, state): (minutes, in working days)}: the longest time any case gets, so that nobody is promised more."""
    longest = {}
    for row in rows:
        key, limit = (row.clock, row.state), (row.minutes, row.in_working_days)
        longest[key] = max(longest.get(key, limit), limit)
    return {key: longest[key] for key in PROMISES if key in longest}


def week_of(rows):
    """The spans of a week, in order."""
    return tuple(sorted((row.weekday, row.opens, row.closes) for row in rows))


def version(number, found):
    """The version of that number with what it changed."""
    since, limits, hours = found[number - 1]
    before = found[number - 2] if number > 1 else None
    return Version(number, since, limits, hours, tuple(changes(before, limits, hours)) if before else ())


def changes(before, limits, hours):
    """What is different from the version before, in plain words."""
    _at, old_limits, old_hours = before
    for key, what in PROMISES.items():
        old, new = old_limits.get(key), limits.get(key)
        if old != new:
            yield what, how_long(old), how_long(new)
    if old_hours != hours:
        yield _("The hours in which our clocks run"), hours_in_words(old_hours), hours_in_words(hours)


def hours_in_words(hours):
    """Monday 09:00–18:00, …; day and night where the desk never closes."""
    week = Version(0, None, hours=hours).week
    return _(", ").join(f"{day} {spans}" for day, spans in week) if week else _("day and night")


def in_force(all_versions, at):
    """The version that counted at a moment; the first one for whatever came before it."""
    dated = [one.since for one in all_versions if one.since]
    return all_versions[max(bisect_right(dated, at) - 1, 0)]
