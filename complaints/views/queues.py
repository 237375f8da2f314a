"""The queues of the inbox, and what the complaint page needs of them: the same list, and its neighbours.

An address carries the queue, the conditions and the sorting; `queue_of(request)` turns it into one ordered queryset.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from complaints.actions.orphans import orphans
from complaints.enums import (
    DISPUTE_STATES,
    UNCLASSIFIED,
    WAITING_FOR_CONSUMER,
    ClockName,
    HandoverStatus,
    OrphanKind,
    State,
    Tier,
)
from complaints.filters import ComplaintFilter
from complaints.models import Call, ClockMark, Complaint, SavedFilter
from complaints.roles import HANDLERS, Role, has_role
from complaints.views.paging import CAP, CappedCount, Order

SOON = timedelta(minutes=30)
PHRASE = 120  # characters of the consumer's words that a row may show
MINE, TEAM, ALL = _("Mine"), _("Team"), _("All")
BY_DUE, BY_NEWEST = ("next_due_at", "pk"), ("-registered_at", "-pk")
SORTS = {"due": BY_DUE, "newest": BY_NEWEST}
# Just what a row of a list shows; the long texts stay where they are.
COLUMNS = (
    *("number", "title", "demand_text", "tier", "priority", "state", "demand_amount", "registered_at", "owner_id"),
    *("next_due_at", "next_started_at", "next_clock", "paused_at", "surveyed_at"),
    *("category__name_zh", "category__name_en", "consumer__name", "handler__display_name", "handler__username"),
)


@dataclass(frozen=True)
class Queue:
    """One named list. `rows(complaints, agent, now)` says what is in it; `roles`: who sees it in the rail."""

    code: str
    label: str
    section: str
    rows: Callable
    roles: frozenset = frozenset()
    is_archive: bool = False

    def list(self, complaints, agent, now):
        """Its rows in its own order, which is the order of an index."""
        return self.rows(complaints, agent, now).order_by(*(BY_NEWEST if self.is_archive else BY_DUE))


def mine(complaints, me, _now):
    """What I own or handle."""
    return complaints.on_the_desk_of(me)


def to_answer(complaints, me, _now):
    """What falls due next is a word to the consumer."""
    return complaints.on_the_desk_of(me).filter(next_clock__in=[ClockName.RESPOND, ClockName.UPDATE])


def with_consumer(complaints, me, _now):
    """Mine, and the consumer has the next word."""
    return complaints.on_the_desk_of(me).filter(state__in=WAITING_FOR_CONSUMER)


def elsewhere(complaints, me, _now):
    """I answer for it, somebody else works on it."""
    return complaints.open().owned_by(me).exclude(handler=me)


def offered(complaints, me, _now):
    """A colleague offers me the work."""
    return complaints.open().filter(handovers__to_agent=me, handovers__status=HandoverStatus.OFFERED)


def at_my_desk(complaints, me, _now):
    """Dispatched to my department."""
    return complaints.open().filter(department=me.department_id) if me.department_id else complaints.none()


def unclassified(complaints, _me, _now):
    """What neither words nor likeness could name: coded by people, many at once from the list."""
    return complaints.open().filter(category=UNCLASSIFIED)


def aged(complaints, _me, _now):
    """Complex cases that are open longer than their tier should take; the sweep has marked them (CL-09)."""
    marks = ClockMark.objects.filter(clock=ClockName.AGE, task=None)
    return complaints.open().filter(pk__in=marks.values("complaint"))


def in_states(*states):
    """What stands in one of these states."""

    def rows(complaints, _me, _now):
        return complaints.open().filter(state__in=states)

    return rows


def for_my_decision(complaints, me, _now):
    """What waits for the word of my office: a review or dispute, an arbitration, a high-tier report (domain.md 7.2)."""
    states = {state for role, mine in DECIDED_BY.items() if has_role(me, role) for state in mine}
    return complaints.open().filter(state__in=sorted(states))


def to_call(complaints, me, _now):
    """Consumers whom I am to call back: booked, tried once, or missed."""
    return complaints.on_the_desk_of(me).filter(Exists(Call.objects.due().filter(complaint=OuterRef("pk"))))


def standing_in(complaints, me, _now):
    """I stand in for somebody who is away."""
    return complaints.open().filter(stand_in=me)


def orphaned(kind):
    """Nobody looks after them, in this way."""

    def rows(complaints, _me, now):
        return orphans(kind, now, complaints)

    return rows


# What these choose an agent owns or handles; `visible_to` gives a front-line agent exactly that, and more.
OWN = (mine, to_answer, to_call, with_consumer, elsewhere, standing_in)


def chosen_from(queue, agent):
    """What a queue chooses from: all the agent may see. Where the queue itself sees to that, it is not asked twice."""
    if queue.rows in OWN and has_role(agent, Role.FRONT_LINE):
        return Complaint.objects.all()
    return Complaint.objects.visible_to(agent)


LEADS = frozenset({Role.LEAD})
DECIDED_BY = {
    Role.MID_OFFICE: (State.IN_REVIEW, State.MEDIATION, State.RE_REVIEW),
    Role.BACK_OFFICE: (State.HIGH_REVIEW,),
    Role.ARBITER: (State.ARBITRATION,),
}
REVIEWERS = frozenset({Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE, Role.ARBITER, Role.LEGAL, Role.PR})
QUEUES = {
    queue.code: queue
    for queue in (
        Queue("mine", _("My work"), MINE, mine, HANDLERS),
        Queue("answer", _("Waiting for my answer"), MINE, to_answer, HANDLERS),
        Queue("calls", _("Call-backs"), MINE, to_call, HANDLERS),
        Queue("consumer", _("Waiting for the consumer"), MINE, with_consumer, HANDLERS),
        Queue("elsewhere", _("Mine, handled by others"), MINE, elsewhere, HANDLERS),
        Queue("offered", _("Offered to me"), MINE, offered, HANDLERS),
        Queue("decide", _("For my decision"), MINE, for_my_decision, frozenset(DECIDED_BY)),
        Queue("stand_in", _("Standing in"), MINE, standing_in, HANDLERS),
        Queue("unassigned", _("Unassigned"), TEAM, lambda rows, _me, _now: rows.open().owned_by(None)),
        Queue("soon", _("Due within 30 min"), TEAM, lambda rows, _me, now: rows.open().due_within(SOON, now)),
        Queue("overdue", _("Overdue"), TEAM, lambda rows, _me, now: rows.open().overdue(now)),
        Queue("high", _("High tier"), TEAM, lambda rows, _me, _now: rows.open().filter(tier=Tier.HIGH)),
        Queue("medium", _("Medium tier"), TEAM, lambda rows, _me, _now: rows.open().filter(tier=Tier.MEDIUM)),
        Queue("unclassified", _("Unclassified"), TEAM, unclassified),
        Queue("aged", _("Open too long"), TEAM, aged),
        Queue("desk", _("At my desk"), TEAM, at_my_desk, HANDLERS),
        Queue("handed_about", _("Handed over often"), TEAM, lambda rows, _me, _now: rows.handed_about(), LEADS),
        Queue("gone", _("Owner gone"), TEAM, orphaned(OrphanKind.GONE), LEADS),
        Queue("left_alone", _("Owner away, nobody stands in"), TEAM, orphaned(OrphanKind.AWAY), LEADS),
        Queue("review", _("In review"), TEAM, in_states(State.IN_REVIEW, State.HIGH_REVIEW), REVIEWERS),
        Queue("disputes", _("In dispute"), TEAM, in_states(*DISPUTE_STATES, State.EXTERNAL), REVIEWERS),
        Queue("open", _("All open"), ALL, lambda rows, _me, _now: rows.open()),
        Queue("settled", _("Settled, to be closed"), ALL, lambda rows, _me, _now: rows.filter(state=State.RESOLVED)),
        Queue("all", _("Archive and all"), ALL, lambda rows, _me, _now: rows, is_archive=True),
    )
}


def queues_for(agent):
    """The queues in the rail of this agent."""
    return [queue for queue in QUEUES.values() if not queue.roles or has_role(agent, *queue.roles)]


def first_queue(agent):
    """Where this agent's day begins: the own work, what waits for the own decision, or everything open."""
    if has_role(agent, Role.FRONT_LINE):
        return QUEUES["mine"]
    return QUEUES["decide" if has_role(agent, *DECIDED_BY) else "open"]


@dataclass(frozen=True)
class Listing:
    """What an address asks for: the queue, the conditions, the sorting."""

    agent: object
    params: object
    now: object

    @cached_property
    def queue(self):
        return QUEUES.get(self.params.get("queue")) or first_queue(self.agent)

    @cached_property
    def visible(self):
        return Complaint.objects.visible_to(self.agent)

    @cached_property
    def queued(self):
        return self.queue.rows(chosen_from(self.queue, self.agent), self.agent, self.now)

    @cached_property
    def filters(self):
        return ComplaintFilter(self.params, queryset=self.queued)

    @property
    def is_good(self):
        """False if a condition in the address makes no sense; the list is then empty and says why."""
        return not self.has_conditions or self.filters.is_valid()

    @property
    def has_conditions(self):
        """Whether the address narrows the queue; reading its conditions costs as much as reading its rows."""
        return any(self.params.get(name) for name in ComplaintFilter.base_filters)

    @cached_property
    def saved(self):
        """The saved filter this list was opened by, while the agent still finds it."""
        pk = self.params.get("saved", "")
        if not (pk.isdecimal() and len(pk) < 19):
            return None
        return SavedFilter.objects.found_by(self.agent).filter(pk=pk).first()

    @property
    def conditions(self):
        """The conditions that are set, as they stand in the address."""
        return {name: self.params[name] for name in ComplaintFilter.base_filters if self.params.get(name)}

    @property
    def title(self):
        return self.saved.name if self.saved else self.queue.label

    @property
    def has_changed(self):
        """Whether the list is no longer what its saved filter says."""
        saved = self.saved
        now = (self.queue.code, self.conditions, self.params.get("sort") or "due")
        return bool(saved) and now != (saved.queue, saved.conditions, saved.sort)

    @property
    def sort(self):
        asked = self.params.get("sort")
        return "newest" if self.queue.is_archive or asked == "newest" else "due"

    @property
    def bare(self):
        """The complaints that meet the conditions, in no order."""
        if not self.is_good:
            return self.visible.none()
        return self.filters.qs if self.has_conditions else self.queued

    @cached_property
    def rows(self):
        """The complaints in order, with the columns of a row."""
        return with_row_columns(self.bare.order_by(*SORTS[self.sort]))


def with_row_columns(complaints):
    """Read just what a row of a list shows, in one statement."""
    rows = complaints.select_related("consumer", "category", "handler").only(*COLUMNS)
    return rows.annotate(opening=Left("description", PHRASE))


def listing_of(request):
    """The listing a request asks for; what belongs to one page of it is left out of its `params`."""
    params = request.GET.copy()
    for passing in ("after", "before", "add"):
        params.pop(passing, None)
    return Listing(request.user, params, timezone.now())


def queue_of(request):
    """The list one comes from: its ordered queryset, and the parameters that carry it on in links."""
    listing = listing_of(request)
    return listing.rows, listing.params


@dataclass(frozen=True)
class Neighbours:
    """Where a complaint stands in a list. `position` is 0 when it is not (or no longer) in it."""

    previous: str
    next: str
    position: int
    total: int

    @property
    def position_text(self):
        """3 / 41, or 3 / 1000+."""
        total = f"{CAP}+" if self.total > CAP else self.total
        return f"{self.position} / {total}" if self.position else ""


def neighbours(queryset, complaint):
    """The numbers before and after `complaint` in an ordered queryset, and its position: one statement.

    A complaint without a place in the order (it has just been closed, say) is followed by the first row.
    """
    bare = queryset.only("pk").select_related(None)
    order = Order.of(bare)
    key = order.key(complaint)
    before = order.beyond(bare.reverse(), key, backwards=True) if key else bare.none()
    after = order.beyond(bare, key) if key else bare
    found = Complaint.objects.filter(pk=complaint.pk).values_list(
        Subquery(before.values("number")[:1]),
        Subquery(after.values("number")[:1]),
        Exists(bare.filter(pk=OuterRef("pk"))),
        CappedCount(before),
        CappedCount(bare),
    )
    previous, following, is_in, ahead, total = found.get()
    return Neighbours(previous or "", following or "", ahead + 1 if is_in and ahead < CAP else 0, total)
