"""The figures of a list of complaints: how many, of what kind, on which day, and how their clocks stand; in SQL."""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from complaints import wording
from complaints.enums import State, Tier
from complaints.models import Category
from complaints.models.choosing import OPEN, late

DAYS = 31
TOP = 20
# Clock -> (label, due by, happened at)
CLOCKS = (
    (_("First response"), "respond_by", "responded_at"),
    (_("Dispatch"), "dispatch_by", "dispatched_at"),
    (_("Plan"), "plan_by", "planned_at"),
)


@dataclass(frozen=True)
class Part:
    """One line of a split: what, how many, how many of them are late now, and the condition that leads to its list."""

    label: str
    count: int
    late: int
    share: float
    condition: dict


@dataclass(frozen=True)
class ClockLine:
    """How often one promised time was kept, missed, or is still running."""

    label: str
    kept: int
    missed: int
    running: int

    @property
    def missed_share(self):
        """Of those that are decided; None where none is."""
        decided = self.kept + self.missed
        return 100 * self.missed / decided if decided else None


def figures_of(complaints, now):
    """Totals, clocks and splits of the complaints: one statement for the totals, one a split."""
    rows = complaints.order_by()
    wanted = {"total": Count("pk"), "open": Count("pk", filter=OPEN), "late": Count("pk", filter=late(now))}
    for _label, due, done in CLOCKS:
        wanted |= clock_counts(due, done, now)
    totals = rows.aggregate(**wanted)
    clocks = [
        ClockLine(label, totals[f"{due}_kept"], totals[f"{due}_missed"], totals[f"{due}_running"])
        for label, due, _done in CLOCKS
    ]
    total = totals["total"]
    splits = [
        (_("Tier"), split(rows, "tier", total, now, lambda code: Tier(code).label)),
        (_("State"), split(rows, "state", total, now, lambda code: State(code).label)),
        (_("Category"), split(rows, "category", total, now, category_names().get)),
        (_("Day it came in"), by_day(rows, total, now)),
    ]
    late_share = 100 * totals["late"] / totals["open"] if totals["open"] else None
    return {**{name: totals[name] for name in ("total", "open", "late")}, "late_share": late_share} | {
        "clocks": clocks,
        "splits": splits,
    }


def clock_counts(due, done, now):
    """Kept, missed (done too late, or due and not done), still running; without a due time it counts nowhere."""
    missed = Q(**{f"{done}__gt": F(due)}) | Q(**{done: None, f"{due}__lt": now})
    running = Q(**{done: None, f"{due}__gte": now})
    return {
        f"{due}_kept": Count("pk", filter=Q(**{f"{done}__lte": F(due)})),
        f"{due}_missed": Count("pk", filter=missed),
        f"{due}_running": Count("pk", filter=running),
    }


def split(rows, field, total, now, name):
    """The largest groups by one column."""
    groups = rows.values_list(field).annotate(n=Count("pk"), late=Count("pk", filter=late(now))).order_by("-n", field)
    return [Part(str(name(code) or code), n, late, share(n, total), {field: code}) for code, n, late in groups[:TOP]]


def by_day(rows, total, now):
    """The last days on which complaints came in, the newest first; days are those of Shanghai."""
    days = rows.annotate(day=TruncDate("registered_at", tzinfo=wording.SHANGHAI)).values_list("day")
    groups = days.annotate(n=Count("pk"), late=Count("pk", filter=late(now))).order_by("-day")[:DAYS]
    return [
        Part(day.isoformat(), n, late, share(n, total), {"since": day.isoformat(), "until": day.isoformat()})
        for day, n, late in groups
    ]


def share(count, total):
    """Per cent."""
    return 100 * count / total if total else 0


def category_names():
    """{code: code and name}."""
    return {category.pk: str(category) for category in Category.objects.all()}


HEADS = (
    *(_("Complaint"), _("Title"), _("State"), _("Tier"), _("Priority"), _("Category"), _("Channel"), _("Came in")),
    *(_("Next due"), _("Consumer"), _("Owner"), _("Handler"), _("Wished"), _("Paid for")),
    *(_("Also about"), _("Business link"), _("Root cause"), _("Responsible party")),
)
NEEDED = ("consumer", "category", "owner", "handler")
COLUMNS = (
    *("number", "title", "state", "tier", "priority", "channel", "registered_at", "next_due_at", "demand_amount"),
    *("secondary_codes", "business_stage", "root_cause", "responsible_party"),
    *("order_amount", "consumer__name", "category__name_zh", "category__name_en"),
    *("owner__display_name", "owner__username", "handler__display_name", "handler__username"),
)


def for_export(complaints):
    """The complaints with just what a line of the export needs."""
    return complaints.select_related(*NEEDED).only(*COLUMNS)


def cells_of(complaint):
    """One complaint as the cells of a spreadsheet row; the consumer masked, no contact data."""
    c = complaint
    return (
        *(c.number, c.title, c.get_state_display(), c.get_tier_display(), c.get_priority_display(), c.category),
        *(c.get_channel_display(), wording.exact_moment(c.registered_at)),
        wording.exact_moment(c.next_due_at) if c.next_due_at else "",
        *(c.consumer.masked_name, c.owner or "", c.handler or ""),
        *("" if amount is None else amount for amount in (c.demand_amount, c.order_amount)),
        *(" ".join(c.secondary_codes), c.get_business_stage_display()),
        *(c.get_root_cause_display(), c.get_responsible_party_display()),
    )
