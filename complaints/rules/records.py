"""The platform's own records: when one looks again, and which leg of a track was the late one (IV-03)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from complaints.rules.cases import is_not_archived
from complaints.rules.people import may_take_or_work_on
from complaints.rules.verdict import allow, first_no

BETWEEN_LOOKS = timedelta(minutes=1)  # our proposal: the order system is no toy


@dataclass(frozen=True)
class Stop:
    """One stop of a parcel, and how long it took to get there from the one before."""

    at: datetime
    place: str
    what: str
    lag: timedelta | None = None
    is_late: bool = False


def may_look_again(complaint, by, now):
    """Anybody on the case, where an order is named; not twice in a minute."""
    return first_no(
        is_not_archived(complaint),
        may_take_or_work_on(complaint, by),
        allow(complaint.order_number, _("No order number is known: enter it first.")),
        allow(
            not complaint.platform_records.filter(taken_at__gt=now - BETWEEN_LOOKS).exists(),
            _("It was looked at within the last minute."),
        ),
    )


def stops_of(track):
    """The stops of a track with the time between; of a late parcel the longest leg is the late one."""
    rows = [(datetime.fromisoformat(row["at"]), row) for row in track["events"]]
    lags = [None, *(later[0] - earlier[0] for earlier, later in pairwise(rows))]
    worst = max((lag for lag in lags if lag), default=None) if is_track_late(track) else None
    return [
        Stop(at, row.get("place", ""), row["what"], lag, worst is not None and lag == worst)
        for (at, row), lag in zip(rows, lags, strict=True)
    ]


def is_track_late(track):
    """Whether the last stop lies behind the time that was promised."""
    promised = track.get("promised_at")
    return bool(promised) and datetime.fromisoformat(track["events"][-1]["at"]) > datetime.fromisoformat(promised)
