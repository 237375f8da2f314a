"""The proof of the clocks, from the rows alone: pauses folded up are what the due times were given."""

from datetime import timedelta

from django.db.models import Q, Sum
from django.db.models.expressions import F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from complaints.clock import MAX_PAUSE
from complaints.enums import ClockName, PauseReason
from complaints.models import Complaint, Pause, holds_of
from complaints.reports.money import CHUNK, Lie

NOTHING = timedelta()


def lies():
    """Every complaint whose columns and stretches of pause disagree, or which waited longer than it may."""
    for row in with_pauses().iterator(chunk_size=CHUNK):
        for reason in reasons(row):
            yield Lie(f"complaint {row.number} (row {row.pk})", reason)


def with_pauses():
    """The complaints that were ever paused, with what their stretches add up to."""
    ended = Pause.objects.filter(complaint=OuterRef("pk"), clock=ClockName.PLAN).order_by().values("complaint")
    since = Greatest("started_at", OuterRef("tier_set_at"))
    credit = ended.filter(ended_at__gt=since).annotate(total=Sum(F("ended_at") - since)).values("total")
    waited = ended.filter(why=PauseReason.CONSUMER).annotate(total=Sum(F("ended_at") - F("started_at"))).values("total")
    paused = Q(pk__in=Pause.objects.order_by().values("complaint")) | Q(plan_held__gt=NOTHING) | ~Q(paused_at=None)
    rows = Complaint.objects.filter(paused | ~Q(redline_paused_at=None)).order_by("pk")
    return rows.annotate(credit=Coalesce(Subquery(credit), NOTHING), waited=Coalesce(Subquery(waited), NOTHING))


def reasons(complaint):
    """What cannot be true of one complaint."""
    stands = holds_of({name: getattr(complaint, name) for name in ("paused_for", "paused_at", "redline_paused_at")})
    told = {row.clock: (row.why, row.started_at) for row in complaint.pauses.filter(ended_at=None)}
    if stands != told:
        yield f"its clocks stand still as {stands}, its open stretches say {told}"
    if complaint.plan_held != complaint.credit:
        yield f"its plan clock was given {complaint.plan_held}, its stretches add up to {complaint.credit}"
    if complaint.waited > MAX_PAUSE:
        yield f"its plan clock waited {complaint.waited} for the consumer, more than {MAX_PAUSE}"
