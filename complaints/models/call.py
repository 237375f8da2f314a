"""Call-backs: the hour a consumer has booked, who calls, what came of it, and whether he felt heard (IN-18, IN-19)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from complaints import rules
from complaints.clock import CALL_LENGTH
from complaints.enums import DUE_CALLS, CallState, EventKind
from complaints.roles import HANDLERS, Role

S = CallState
BOOKED = Q(state="booked")


class CallQuerySet(models.QuerySet):
    """The verbs by which pages and the sweep choose call-backs."""

    def booked(self):
        return self.filter(BOOKED)

    def due(self):
        """Somebody still has to call, in time or late; the newest booking first."""
        return self.filter(state__in=DUE_CALLS).order_by("-pk")

    def over(self, now):
        """The hour has passed and nobody has written down what came of it."""
        return self.booked().filter(starts_at__lte=now - CALL_LENGTH).order_by("starts_at", "pk")


class Call(models.Model):
    """One call-back of one complaint. Only `lifecycle.move()` changes its state.

    `place` is the seat it takes in its hour, with its host or, as long as nobody owns the complaint, at the desk: two
    bookings cannot have the same one.
    """

    who_may = {
        "book_call": HANDLERS | {Role.CONSUMER},
        "move_call": HANDLERS | {Role.CONSUMER},
        "cancel_call": {Role.CONSUMER},
        "drop_call": {Role.SYSTEM},
        "replace_call": {Role.SYSTEM},
        "try_call": HANDLERS,
        "reach_consumer": HANDLERS,
        "give_up_call": HANDLERS | {Role.SYSTEM},
        "miss_call": {Role.SYSTEM},
        "confirm_heard": {Role.CONSUMER},
    }

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="calls")
    state = FSMField(_("state"), default=S.BOOKED, choices=S.choices, protected=True)
    starts_at = models.DateTimeField(_("call-back from"))
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("booked with")
    )
    department = models.ForeignKey("complaints.Department", models.PROTECT, related_name="+", verbose_name=_("desk"))
    place = models.PositiveSmallIntegerField(_("place in the hour"))
    # Empty: the number we have of the consumer.
    phone = models.CharField(_("number to call"), max_length=30, blank=True)
    booked_at = models.DateTimeField(_("booked at"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    said = models.TextField(_("what was said"), blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("called by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True)
    heard = models.BooleanField(_("felt heard out"), null=True)
    heard_at = models.DateTimeField(_("said so at"), null=True)

    history = HistoricalRecords(excluded_fields=["phone"])
    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call-back")
        verbose_name_plural = _("call-backs")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["starts_at", "id"], condition=BOOKED, name="call_booked")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="call_state_is_known"),
            models.CheckConstraint(condition=Q(place__gte=1), name="call_place_from_one"),
            models.CheckConstraint(
                condition=~Q(state="reached") | (~Q(said="") & Q(called_by__isnull=False)), name="call_reached_was_said"
            ),
            models.CheckConstraint(condition=BOOKED | Q(ended_at__isnull=False), name="call_ended_has_a_time"),
            models.CheckConstraint(
                condition=Q(heard=None, heard_at=None)
                | Q(heard__isnull=False, heard_at__isnull=False, state="reached"),
                name="call_heard_after_it",
            ),
            models.UniqueConstraint(fields=["complaint"], condition=BOOKED, name="call_booked_once"),
            models.UniqueConstraint(
                fields=["host", "starts_at", "place"],
                condition=BOOKED & Q(host__isnull=False),
                name="call_place_of_host",
            ),
            models.UniqueConstraint(
                fields=["department", "starts_at", "place"],
                condition=BOOKED & Q(host__isnull=True),
                name="call_place_of_desk",
            ),
        ]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    def timeline(self):
        """Where the door writes what happened: the timeline of the complaint."""
        return {"complaint_id": self.complaint_id, "kind": EventKind.MESSAGE}

    # The moment at which rules look at this row; set by the door.
    looked_at = None

    @property
    def ends_at(self):
        return self.starts_at + CALL_LENGTH

    @property
    def masked_phone(self):
        """The number to call with stars; the consumer's own where he gave no other."""
        if not self.phone:
            return self.complaint.consumer.masked_phone
        return f"{self.phone[:3]}****{self.phone[-4:]}"

    @transition(state, S.BOOKED, S.CANCELLED, permission=rules.may_change_call, custom={"window": rules.has_not_begun})
    def cancel_call(self, *, by, now):
        self.end(now)

    @transition(state, [S.BOOKED, S.MISSED], S.CANCELLED, permission=rules.is_system)
    def drop_call(self, *, by, now):
        self.end(now)

    @transition(state, S.MISSED, S.CANCELLED, permission=rules.is_system)
    def replace_call(self, *, by, now):
        self.end(now)

    @transition(state, [S.BOOKED, S.MISSED], S.REACHED, permission=rules.may_record_call)
    def reach_consumer(self, *, by, now, said):
        self.said, self.called_by, self.tries = said, by, self.tries + 1
        self.end(now)

    @transition(state, [S.BOOKED, S.MISSED], S.UNREACHED, permission=rules.may_record_call)
    def give_up_call(self, *, by, now):
        self.end(now)

    @transition(state, S.BOOKED, S.MISSED, permission=rules.is_system)
    def miss_call(self, *, by, now):
        self.ended_at = now

    def end(self, now):
        """Nobody calls any more: a number given for this call alone is not kept (AR-07)."""
        self.ended_at, self.phone = now, ""
