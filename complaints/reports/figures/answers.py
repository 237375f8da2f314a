"""How consumers hear from us: silence, first opinions, results in time, second surveys, who feels ignored.

K07 of domain.md 5.1 (FB-08), the set time of a result by tier (FB-12), the second message (FB-19), the survey on day 3
(FB-09), escalations of consumers who feel ignored beside the silence before them (FB-18).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Least

from complaints.actions.survey import UNHAPPY
from complaints.enums import ClockName, EscalationReason, Tier
from complaints.models import ClockMark, Complaint, FollowUp, TierTarget
from complaints.models.choosing import COUNTED, OPEN, SILENCE
from complaints.reports.figures.again import CONTENT
from complaints.reports.figures.channels import Percentile
from complaints.reports.figures.rates import Rate
from complaints.seeds import benchmarks

ESCALATED = """
SELECT coalesce(nullif(event.data->>'reason_code', ''), ''), count(*),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY (event.data->>'silence_minutes')::int),
    count(*) FILTER (WHERE EXISTS (
        SELECT FROM complaints_clockmark mark WHERE mark.complaint_id = event.complaint_id
            AND mark.clock = 'update' AND mark.mark = 'breach' AND mark.at <= event.at))
FROM complaints_event event
WHERE event.verb = 'escalate' AND event.at >= %(since)s AND event.at < %(until)s
GROUP BY 1 ORDER BY 2 DESC, 1
"""


def registered(span):
    """The complaints of a period, merged ones left out."""
    since, until = span
    return Complaint.objects.filter(COUNTED, registered_at__gte=since, registered_at__lt=until).order_by()


def ceiling():
    """The share above which the source calls it silence, as a claimed benchmark."""
    return benchmarks()["silence"]


def old_enough(now):
    """Ended, or open for longer than the update time of its tier (K07)."""
    found = ~OPEN
    for tier, minutes in TierTarget.objects.filter(clock=ClockName.UPDATE, state="").values_list("tier", "minutes"):
        found |= Q(tier=tier, registered_at__lte=now - timedelta(minutes=minutes))
    return found


def silence(span, now):
    """(all tiers, {tier: Rate}): complaints with at least one missed update, of those old enough; two statements."""
    missed = Exists(ClockMark.objects.filter(SILENCE, complaint=OuterRef("pk")))
    rows = registered(span).filter(old_enough(now)).annotate(is_silent=missed).values("tier")
    counts = rows.annotate(n=Count("pk"), hits=Count("pk", filter=Q(is_silent=True)))
    tiers = {row["tier"]: Rate(row["hits"], row["n"]) for row in counts}
    return Rate(sum(r.hits for r in tiers.values()), sum(r.tries for r in tiers.values())), tiers


def opinions(span, now):
    """First opinions, or results, sent within the update time after acceptance, of all whose time is decided."""
    since, until = span
    rows = Complaint.objects.filter(COUNTED, opinion_by__gte=since, opinion_by__lt=until).order_by()
    told = Least("opinion_at", "planned_at")  # of the two that which is there; NULL counts in neither
    counts = rows.annotate(told_at=told).aggregate(
        kept=Count("pk", filter=Q(told_at__lte=F("opinion_by"))),
        late=Count("pk", filter=Q(told_at__gt=F("opinion_by")) | Q(told_at=None, opinion_by__lt=now)),
    )
    return Rate(counts["kept"], counts["kept"] + counts["late"])


@dataclass(frozen=True)
class Results:
    """The results of one tier: how many within the set time, how long they took."""

    tier: str
    in_time: Rate
    half: timedelta | None
    most: timedelta | None

    @property
    def label(self):
        return Tier(self.tier).label


def results(span, now):
    """[Results, ...] by tier: of complaints whose result was due in the period; one statement."""
    since, until = span
    rows = Complaint.objects.filter(COUNTED, plan_by__gte=since, plan_by__lt=until).order_by()
    took = ExpressionWrapper(F("planned_at") - F("registered_at"), DurationField())
    late = Q(planned_at__gt=F("plan_by")) | Q(OPEN, planned_at=None, plan_by__lt=now)
    late |= Q(~OPEN, planned_at=None, plan_by__lt=F("stage_at"))
    groups = rows.values("tier").annotate(
        kept=Count("pk", filter=Q(planned_at__lte=F("plan_by"))),
        missed=Count("pk", filter=late),
        half=Percentile(took, share=0.5),
        most=Percentile(took, share=0.9),
    )
    found = {row["tier"]: row for row in groups}
    return [
        Results(row["tier"], Rate(row["kept"], row["kept"] + row["missed"]), row["half"], row["most"])
        for row in (found[tier] for tier in Tier.values if tier in found)
    ]


def second_surveys(span, now):
    """{name: Rate} of the surveys on day 3 asked in the period; one statement."""
    since, until = span
    rows = FollowUp.objects.filter(asked_at__gte=since, asked_at__lt=until).order_by()
    unhappy = Q(satisfaction__lte=UNHAPPY)
    counts = rows.aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        rated=Count("pk", filter=Q(satisfaction__isnull=False)),
        content=Count("pk", filter=Q(satisfaction__in=CONTENT)),
        heard=Count("pk", filter=Q(felt_heard=True)),
        asked_heard=Count("pk", filter=Q(felt_heard__isnull=False)),
        called=Count("pk", filter=unhappy & Q(called_at__lte=F("call_by"))),
        uncalled=Count("pk", filter=unhappy & (Q(called_at__gt=F("call_by")) | Q(called_at=None, call_by__lt=now))),
    )
    return {
        "answered": Rate(counts["answered"], counts["asked"]),
        "content": Rate(counts["content"], counts["rated"]),
        "heard": Rate(counts["heard"], counts["asked_heard"]),
        "called": Rate(counts["called"], counts["called"] + counts["uncalled"]),
    }


@dataclass(frozen=True)
class Escalations:
    """Escalations of one kind, how long nothing was heard before half of them, and how many had a missed update."""

    code: str
    count: int
    silence: timedelta | None
    missed: Rate

    @property
    def label(self):
        return EscalationReason(self.code).label if self.code in EscalationReason.values else ""

    @property
    def is_ignored(self):
        return self.code == EscalationReason.FELT_IGNORED


def escalations(span):
    """[Escalations, ...], the most first; one statement."""
    since, until = span
    with connection.cursor() as cursor:
        cursor.execute(ESCALATED, {"since": since, "until": until})
        rows = cursor.fetchall()
    return [
        Escalations(code, n, timedelta(minutes=half) if half is not None else None, Rate(missed, n))
        for code, n, half, missed in rows
    ]
