"""Which complaints: the verbs by which pages and commands choose them, and the conditions that indexes share."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from complaints import roles
from complaints.enums import (
    OPEN_STATES,
    ClockName,
    Mark,
    State,
)
from complaints.roles import Role

OPEN = Q(state__in=[state.value for state in OPEN_STATES])
# More than two hand-overs, and no lead has looked since (domain.md 7.5, point 7).
HANDED_ABOUT = OPEN & Q(handovers_taken__gt=2) & Q(handovers_taken__gt=F("handovers_seen"))

# What figures per channel count (K01, K02 of domain.md 5.1). A merged one counts with the one it was merged into.
COUNTED = Q(master=None)
IN_TIME = COUNTED & Q(responded_at__lte=F("respond_by"))
SETTLED_STATES = (State.RESOLVED, State.CLOSED, State.ARCHIVED)
SETTLED = COUNTED & Q(state__in=[state.value for state in SETTLED_STATES])
REOPENED = COUNTED & Q(reopened__gt=0)
ENDED_WHOLE = COUNTED & Q(closed_at__isnull=False)
SILENCE = Q(clock=ClockName.UPDATE, mark=Mark.BREACH)  # marks of a consumer who heard nothing in time (FB-08, K07)
REPEAT_WITHIN = timedelta(days=30)  # K21


def unanswered_in_time(now):
    """Answered too late, or not at all although the time was over before it ended, or is over now."""
    silent = Q(responded_at=None) & (OPEN & Q(respond_by__lt=now) | ~OPEN & Q(respond_by__lt=F("stage_at")))
    return COUNTED & (Q(responded_at__gt=F("respond_by")) | silent)


def entered_after(lag):
    """Longer than `lag` from the first enquiry to the complaint (IN-14)."""
    return COUNTED & Q(registered_at__gt=F("first_contact_at") + lag)


def late(now):
    """Open and late. Closed ones keep their last due time, which is nobody's concern (and in no index)."""
    return OPEN & Q(next_due_at__lt=now)


def due_within(span, now):
    """Open and due before `span` is over."""
    return OPEN & Q(next_due_at__gte=now, next_due_at__lt=now + span)


class ComplaintQuerySet(models.QuerySet):
    """The verbs by which pages and commands choose complaints."""

    def open(self):
        return self.filter(OPEN)

    def visible_to(self, actor):
        """What this agent may know of at all; a stranger sees nothing, a page then answers 404 (reliability.md)."""
        if roles.has_role(actor, *roles.SEE_ALL):
            return self
        if not roles.has_role(actor, Role.FRONT_LINE):
            return self.none()
        mine = Q(first_owner=actor) | Q(owner=actor) | Q(handler=actor) | Q(stand_in=actor)
        if actor.department_id is None:
            return self.filter(mine)
        asked = apps.get_model("complaints", "Task").objects.cases_of_desk(actor.department_id)
        desk = Q(home_desk=actor.department_id) | Q(department=actor.department_id) | Q(pk__in=asked)
        return self.filter(mine | desk)

    def owned_by(self, agent):
        return self.filter(owner=agent)

    def on_the_desk_of(self, agent):
        """Open complaints this agent answers for, works on, or stands in for."""
        return self.open().filter(Q(owner=agent) | Q(handler=agent) | Q(stand_in=agent))

    def handed_about(self):
        """Open ones that went through too many hands without a lead's look."""
        return self.filter(HANDED_ABOUT)

    def unowned(self):
        return self.filter(state=State.REGISTERED, owner=None)

    def overdue(self, now):
        return self.filter(late(now))

    def due_within(self, span, now):
        return self.filter(due_within(span, now))

    def family_of(self, pk, root):
        """The keys of all that count together with the complaint `pk`, which is merged into `root` or is it."""
        rows = self.order_by()
        near = (
            rows.filter(pk__in=[root, pk])
            .values("pk")
            .union(rows.filter(master=root).values("pk"), rows.filter(linked=pk).values("pk"))
        )
        orders = rows.filter(pk__in=near).exclude(order_number="").values("order_number")
        same_order = rows.filter(order_number__in=orders).exclude(order_number="")
        return near.union(same_order.values("pk"))

    def with_repeats(self):
        """Add `same_order` and `same_topic`: whether the consumer came again within thirty days (K21)."""
        again = self.model.objects.order_by().filter(
            COUNTED,
            consumer=OuterRef("consumer"),
            registered_at__gt=OuterRef("registered_at"),
            registered_at__lte=OuterRef("registered_at") + REPEAT_WITHIN,
        )
        same_order = again.filter(order_number=OuterRef("order_number")).exclude(order_number="")
        same_topic = again.filter(category=OuterRef("category"), merchant=OuterRef("merchant")).exclude(merchant="")
        return self.annotate(same_order=Exists(same_order), same_topic=Exists(same_topic))

    def repeated(self):
        """Closed ones after which the consumer came again, on the same order or the same matter."""
        return self.filter(ENDED_WHOLE).with_repeats().filter(Q(same_order=True) | Q(same_topic=True))

    def sweepable(self, now):
        """Complaints about which some clock effect has fallen due."""
        return self.filter(sweep_at__lte=now).order_by("sweep_at", "pk")

    def pause_over(self, now):
        """Complaints whose plan clock has stood still for as long as it may."""
        return self.filter(paused_until__lte=now).order_by("paused_until", "pk")
