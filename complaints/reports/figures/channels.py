"""Each door by volume, answers, reopening and endings, and how long complaints took to get in (IN-01, IN-14).

K01 and K02 of domain.md 5.1 by the stored clocks. Who waits for an answer counts with the time so far.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Aggregate, Avg, Case, Count, DurationField, ExpressionWrapper, F, Q, Value, When
from django.db.models.functions import Coalesce

from complaints.enums import Channel
from complaints.models import Complaint
from complaints.models.choosing import (
    COUNTED,
    IN_TIME,
    OPEN,
    REOPENED,
    SETTLED,
    entered_after,
    unanswered_in_time,
)
from complaints.reports.figures.rates import Rate
from complaints.seeds import benchmarks

ALL = ""


class Percentile(Aggregate):
    """The value that a share of a column stays below, computed by PostgreSQL."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Door:
    """One channel, or all of them together, in one period."""

    code: str
    came: int
    of: int
    counted: int
    in_time: Rate
    answer: timedelta | None
    reopened: Rate
    settled: Rate
    lag: timedelta | None
    lag_p90: timedelta | None
    lag_mean: timedelta | None
    lagging: Rate

    @property
    def label(self):
        return Channel(self.code).label if self.code else ""

    @property
    def share(self):
        """Per cent of all that came in."""
        return 100 * self.came / self.of if self.of else 0


def baseline():
    """(the claimed lag, the benchmark it comes from)."""
    found = benchmarks()["contact_lag"]
    return timedelta(hours=found.value), found


def figures(now):
    """The columns of a Door, by name."""
    answered = Coalesce(F("responded_at"), Case(When(OPEN, then=Value(now)), default=F("stage_at")))
    answer = ExpressionWrapper(answered - F("registered_at"), DurationField())
    lag = ExpressionWrapper(F("registered_at") - F("first_contact_at"), DurationField())
    wants_answer = COUNTED & Q(respond_by__isnull=False)
    return {
        "came": Count("pk"),
        "counted": Count("pk", filter=COUNTED),
        "kept": Count("pk", filter=IN_TIME),
        "missed": Count("pk", filter=unanswered_in_time(now)),
        "reopens": Count("pk", filter=REOPENED),
        "ends": Count("pk", filter=SETTLED),
        "slow": Count("pk", filter=entered_after(baseline()[0])),
        "answer": Percentile(answer, share=0.5, filter=wants_answer),
        "lag": Percentile(lag, share=0.5, filter=COUNTED),
        "lag_p90": Percentile(lag, share=0.9, filter=COUNTED),
        "lag_mean": Avg(lag, filter=COUNTED),
    }


def doors(span, now):
    """[all channels together, each channel, the busiest first]; two statements."""
    since, until = span
    rows = Complaint.objects.filter(registered_at__gte=since, registered_at__lt=until).order_by()
    wanted = figures(now)
    total = rows.aggregate(**wanted)
    groups = rows.values("channel").annotate(**wanted)
    found = [door(group, total["came"]) for group in groups]
    return [door(total | {"channel": ALL}, total["came"]), *sorted(found, key=lambda row: (-row.came, row.code))]


def door(row, of):
    """One line of the statement as a Door."""
    counted = row["counted"]
    decided = row["kept"] + row["missed"]
    return Door(
        code=row["channel"],
        came=row["came"],
        of=of,
        counted=counted,
        in_time=Rate(row["kept"], decided),
        reopened=Rate(row["reopens"], counted),
        settled=Rate(row["ends"], counted),
        lagging=Rate(row["slow"], counted),
        **{name: row[name] for name in ("answer", "lag", "lag_p90", "lag_mean")},
    )
