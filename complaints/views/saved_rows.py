"""What a saved filter holds for an agent: counted for the rail, measured for its threshold."""

from django.db.models import Min

from complaints.actions.finding import Measure, watch_filter
from complaints.actions.sweep import Round
from complaints.filters import StoredFilter
from complaints.models import SavedFilter
from complaints.views.queues import BY_DUE, QUEUES, chosen_from

RAIL = 12  # saved filters in the rail; all stand on their own page


def saved_rows(saved, agent, now):
    """The complaints in it that this agent may see; nothing is asked before it is counted.

    Words are found by their own index and then need no order; everything else walks the index of its list.
    """
    queue = QUEUES.get(saved.queue) or QUEUES["open"]
    rows = StoredFilter(saved.conditions, queryset=queue.rows(chosen_from(queue, agent), agent, now)).rows
    return rows.order_by() if "words" in saved.conditions or queue.is_archive else rows.order_by(*BY_DUE)


def in_rail(agent):
    """The saved filters that stand in this agent's rail as queues."""
    return list(SavedFilter.objects.found_by(agent).filter(is_queue=True)[:RAIL])


def measured(saved, agent, now):
    """How many complaints the filter holds for this agent, one beyond the threshold at most, and the oldest's time."""
    rows = saved_rows(saved, agent, now)
    most = saved.alert_count if saved.alert_count is not None else 1000
    count = rows.values("pk")[: most + 1].count()
    oldest = rows.order_by().aggregate(at=Min("registered_at"))["at"] if saved.alert_minutes and count else None
    return Measure(count, oldest)


def settle_threshold(pk, *, by, now):
    """Look at one threshold as each of its people."""
    return watch_filter(pk, by=by, now=now, measure=measured)


THRESHOLDS = Round(due=SavedFilter.objects.watching, settle=settle_threshold)
