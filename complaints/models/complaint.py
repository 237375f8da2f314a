"""The complaint: its facts, its people and its stored due times."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import (
    ENDED_STATES,
    OPEN_STATES,
    OWNERLESS_STATES,
    PARTICULARS,
    PHASE_OF,
    BusinessStage,
    Channel,
    ClockName,
    ClosingCode,
    DemandKind,
    EvidenceStatus,
    Flag,
    OrderStatus,
    Party,
    PauseReason,
    Post,
    Priority,
    Rating,
    RootCause,
    State,
    Tier,
)
from complaints.models.choosing import HANDED_ABOUT, OPEN, ComplaintQuerySet
from complaints.models.clockwork import ComplaintClockwork
from complaints.models.machine import ComplaintMachine
from complaints.models.payout import purse_of


class Complaint(ComplaintClockwork, ComplaintMachine):
    """One grievance of one consumer, from its first word to its archive (IN-04, IN-05)."""

    read_along = ("consumer",)  # what nearly every step asks for next, and never another one

    number = models.CharField(_("number"), max_length=20, unique=True)
    link_nonce = models.CharField(max_length=32, editable=False)
    link_hash = models.CharField(max_length=64, unique=True, editable=False)
    link_expires_at = models.DateTimeField(_("link expires at"))
    channel = models.CharField(_("channel"), max_length=15, choices=Channel)
    source_ref = models.CharField(_("reference of the source"), max_length=120, blank=True)
    consumer = models.ForeignKey(
        "complaints.Consumer", models.PROTECT, related_name="complaints", verbose_name=_("consumer")
    )
    contact_none_reason = models.CharField(_("why no contact"), max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("the consumer's words"))
    demand_kind = models.CharField(_("wish"), max_length=15, choices=DemandKind, blank=True)
    demand_amount = models.DecimalField(_("amount wished"), max_digits=12, decimal_places=2, null=True, blank=True)
    demand_text = models.CharField(_("wish in own words"), max_length=300, blank=True)
    happened_at = models.DateTimeField(_("happened at"), null=True, blank=True)
    first_contact_at = models.DateTimeField(_("first enquiry at"))

    # The order as it stood when the complaint came in (a snapshot, not a reference).
    order_number = models.CharField(_("order number"), max_length=40, blank=True)
    order_amount = models.DecimalField(_("price paid"), max_digits=12, decimal_places=2, null=True, blank=True)
    order_paid_at = models.DateTimeField(_("paid at"), null=True, blank=True)
    merchant = models.CharField(_("merchant"), max_length=120, blank=True)
    product = models.CharField(_("product"), max_length=200, blank=True)
    brand = models.CharField(_("brand"), max_length=80, blank=True)
    batch = models.CharField(_("batch"), max_length=60, blank=True)
    carrier = models.CharField(_("carrier"), max_length=60, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=60, blank=True)
    received_at = models.DateTimeField(_("goods received at"), null=True, blank=True)
    unboxed_at = models.DateTimeField(_("unpacked at"), null=True, blank=True)

    order_status = models.CharField(_("order facts"), max_length=10, choices=OrderStatus, blank=True)
    order_is_theirs = models.BooleanField(_("the order is the consumer's own"), null=True, blank=True)

    # What only some kinds of goods have, by name; the shapes stand in enums/particulars.py (IN-20).
    particulars = models.JSONField(_("particulars"), default=dict, blank=True)
    need_by = models.DateField(_("needed by"), null=True, blank=True)

    # Classification (CL-04 to CL-06).
    category = models.ForeignKey("complaints.Category", models.PROTECT, related_name="+", verbose_name=_("category"))
    secondary_codes = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    tier = models.CharField(_("tier"), max_length=8, choices=Tier, default=Tier.LOW)
    priority = models.CharField(_("priority"), max_length=2, choices=Priority, default=Priority.P3)
    # During a promotion: what the priority is without it, and which one raised it (CL-08).
    calm_priority = models.CharField(max_length=2, choices=Priority, blank=True, editable=False)
    promoted_by = models.ForeignKey(
        "complaints.PromotionWindow", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    flags = ArrayField(models.CharField(max_length=20, choices=Flag), default=list, blank=True)
    matched_words = models.JSONField(_("words that fired"), default=list, blank=True)
    urgency_reasons = models.JSONField(_("reasons of the urgency"), default=list, blank=True)
    business_stage = models.CharField(_("business stage"), max_length=15, choices=BusinessStage, blank=True)
    # Never changed: category, basis, confidence, priority, rules (keys of keyword rules), learned suggestion (CL-20).
    machine_said = models.JSONField(_("what the machine said first"), default=dict, blank=True, editable=False)

    # People and desks.
    first_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="first_owned",
        verbose_name=_("first-contact owner"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned",
        verbose_name=_("owner"),
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="handled",
        verbose_name=_("handler"),
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="standing_in",
        verbose_name=_("stand-in"),
    )
    home_desk = models.ForeignKey("complaints.Department", models.PROTECT, related_name="+", default="CS")
    department = models.ForeignKey(
        "complaints.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    bounces = models.PositiveSmallIntegerField(default=0)
    ruled_at = models.DateTimeField(_("desk ruled at"), null=True, blank=True)
    handovers_taken = models.PositiveSmallIntegerField(_("hand-overs"), default=0)
    handovers_seen = models.PositiveSmallIntegerField(_("hand-overs a lead has looked at"), default=0)
    info_rounds = models.PositiveSmallIntegerField(default=0)
    info_items = models.TextField(_("what is missing"), blank=True)
    objections = models.PositiveSmallIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(_("reopened"), default=0)
    is_contested = models.BooleanField(_("the facts are contested"), default=False)

    # Stored times (architecture.md 3): `_at` happened, `_by` is due.
    registered_at = models.DateTimeField(_("registered at"))
    respond_by = models.DateTimeField(_("first response by"), null=True)
    responded_at = models.DateTimeField(_("first response at"), null=True, blank=True)
    dispatch_by = models.DateTimeField(_("dispatch by"), null=True)
    dispatched_at = models.DateTimeField(_("dispatched at"), null=True, blank=True)
    tier_set_at = models.DateTimeField(_("tier set at"))
    plan_by = models.DateTimeField(_("plan by"), null=True)
    planned_at = models.DateTimeField(_("plan sent at"), null=True, blank=True)
    contacted_at = models.DateTimeField(_("last contact at"))
    told_by = models.DateTimeField(_("later date the consumer was told"), null=True, blank=True)
    update_by = models.DateTimeField(_("next contact by"), null=True, blank=True)
    # The second message after acceptance: a first opinion, or what is being checked (FB-19).
    opinion_by = models.DateTimeField(_("first opinion by"), null=True, blank=True)
    opinion_at = models.DateTimeField(_("first opinion at"), null=True, blank=True)
    stage_at = models.DateTimeField(_("this step since"))
    stage_by = models.DateTimeField(_("this step by"), null=True, blank=True)
    redline_by = models.DateTimeField(_("legal red line"), null=True)
    # What the consumer asked for and still waits for: his call-back, an answer by a person (IN-18).
    call_set_at = models.DateTimeField(_("call-back booked at"), null=True, blank=True)
    call_by = models.DateTimeField(_("call-back by"), null=True, blank=True)
    person_asked_at = models.DateTimeField(_("person asked for at"), null=True, blank=True)
    person_by = models.DateTimeField(_("answer by a person by"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    # Clocks that stand still now; how often and how long they did is told by the rows of `Pause`.
    paused_at = models.DateTimeField(_("plan clock paused since"), null=True, blank=True)
    paused_for = models.CharField(_("plan clock paused for"), max_length=12, choices=PauseReason, blank=True)
    paused_until = models.DateTimeField(_("plan clock paused until at most"), null=True, blank=True)
    plan_held = models.DurationField(_("plan clock stood still for"), default=timedelta)
    redline_paused_at = models.DateTimeField(_("red line paused since"), null=True, blank=True)
    inspection_by = models.DateTimeField(_("inspection expected by"), null=True, blank=True)
    next_due_at = models.DateTimeField(null=True, editable=False)
    next_started_at = models.DateTimeField(null=True, editable=False)
    next_clock = models.CharField(max_length=12, blank=True, choices=ClockName, editable=False)
    swept_at = models.DateTimeField(editable=False)
    sweep_at = models.DateTimeField(null=True, editable=False)
    # By the database's own clock, at every change of the row (a trigger): what a reader of changes can rely on.
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)

    # Ends.
    master = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_here")
    linked = models.ManyToManyField("self", blank=True)
    left_state = models.CharField(max_length=20, blank=True, choices=State, editable=False)
    closing_code = models.CharField(_("closing code"), max_length=25, choices=ClosingCode, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    satisfaction = models.PositiveSmallIntegerField(_("satisfaction"), choices=Rating, null=True, blank=True)
    felt_heard = models.BooleanField(_("someone listened fully"), null=True, blank=True)
    survey_note = models.TextField(_("survey note"), blank=True)
    surveyed_at = models.DateTimeField(_("survey answered at"), null=True, blank=True)
    handling_minutes = models.PositiveIntegerField(_("handling minutes"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    root_cause = models.CharField(_("root cause"), max_length=12, choices=RootCause, blank=True)
    responsible_party = models.CharField(_("responsible party"), max_length=12, choices=Party, blank=True)
    has_lesson = models.BooleanField(_("there is a lesson in it"), null=True, blank=True)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    # Its words are gone, the figures remain; a trigger lets it happen once, after the end and without a hold.
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)

    history = HistoricalRecords(
        excluded_fields=[
            *("link_nonce", "link_hash", "description", "next_due_at", "next_started_at"),
            *("next_clock", "swept_at", "sweep_at", "changed_at", "matched_words", "urgency_reasons", "machine_said"),
        ]
    )
    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["-registered_at", "-pk"]
        indexes = [
            models.Index(fields=["-registered_at", "-id"], name="complaint_newest"),
            models.Index(fields=["state", "-registered_at", "-id"], name="complaint_by_state"),
            models.Index(fields=["category", "-registered_at", "-id"], name="complaint_by_category"),
            models.Index(fields=["tier", "-registered_at", "-id"], name="complaint_by_tier"),
            models.Index(fields=["consumer", "-registered_at"], name="complaint_of_consumer"),
            models.Index(fields=["order_number"], condition=~Q(order_number=""), name="complaint_by_order"),
            models.Index(fields=["batch", "-registered_at", "-id"], condition=~Q(batch=""), name="complaint_by_batch"),
            models.Index(fields=["need_by"], condition=OPEN & Q(need_by__isnull=False), name="complaint_need_by"),
            models.Index(fields=["next_due_at", "id"], condition=OPEN, name="complaint_due"),
            models.Index(fields=["state", "next_due_at", "id"], condition=OPEN, name="complaint_due_state"),
            models.Index(fields=["owner", "next_due_at", "id"], condition=OPEN, name="complaint_due_owner"),
            models.Index(fields=["handler", "next_due_at", "id"], condition=OPEN, name="complaint_due_handler"),
            models.Index(
                fields=["stand_in", "next_due_at", "id"],
                condition=Q(stand_in__isnull=False),
                name="complaint_due_stand_in",
            ),
            models.Index(fields=["next_due_at", "id"], condition=HANDED_ABOUT, name="complaint_handed_about"),
            models.Index(fields=["department", "next_due_at", "id"], condition=OPEN, name="complaint_due_desk"),
            models.Index(fields=["tier", "next_due_at", "id"], condition=OPEN, name="complaint_due_tier"),
            models.Index(
                fields=["respond_by"],
                condition=OPEN & Q(responded_at=None),
                name="complaint_respond_by",
            ),
            models.Index(
                fields=["dispatch_by"],
                condition=OPEN & Q(dispatched_at=None),
                name="complaint_dispatch_by",
            ),
            models.Index(fields=["plan_by"], condition=OPEN & Q(planned_at=None), name="complaint_plan_by"),
            models.Index(fields=["paused_until"], condition=~Q(paused_until=None), name="complaint_paused_until"),
            models.Index(
                fields=["sweep_at", "id"],
                condition=Q(sweep_at__isnull=False),
                name="complaint_sweep",
            ),
            models.Index(fields=["changed_at", "id"], name="complaint_changed"),
            models.Index(
                fields=["stage_at", "id"],
                condition=Q(erased_at=None, state__in=[state.value for state in ENDED_STATES]),
                name="complaint_to_erase",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="complaint_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=OWNERLESS_STATES) | Q(owner__isnull=False, first_owner__isnull=False),
                name="complaint_never_ownerless",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(master__isnull=False),
                name="complaint_merged_has_a_master",
            ),
            models.CheckConstraint(condition=Q(master=None) | ~Q(master=F("id")), name="complaint_not_its_own_master"),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "archived"]) | (~Q(closing_code="") & Q(closed_at__isnull=False)),
                name="complaint_closed_with_a_code",
            ),
            models.CheckConstraint(
                condition=~Q(state="archived")
                | (~Q(summary="") & ~Q(root_cause="") & ~Q(responsible_party="") & Q(has_lesson__isnull=False)),
                name="complaint_archived_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(demand_amount=None) | Q(demand_amount__gte=0),
                name="complaint_demand_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(order_amount=None) | Q(order_amount__gte=0),
                name="complaint_price_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(order_status="") | ~Q(order_number=""), name="complaint_order_status_has_an_order"
            ),
            models.CheckConstraint(
                condition=Q(promoted_by=None, calm_priority="") | Q(promoted_by__isnull=False) & ~Q(calm_priority=""),
                name="complaint_promoted_keeps_its_own",
            ),
            models.CheckConstraint(condition=~Q(description=""), name="complaint_has_words"),
            models.CheckConstraint(
                condition=Q(paused_at=None, paused_until=None, paused_for="")
                | (Q(paused_at__isnull=False, paused_until__isnull=False) & ~Q(paused_for="")),
                name="complaint_paused_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["channel", "source_ref"],
                condition=~Q(source_ref=""),
                name="complaint_source_once",
            ),
        ]

    posts = tuple(Post)  # whose changes the door keeps as intervals

    def __str__(self):
        return self.number

    def timeline(self):
        """Where the door writes what happened."""
        return {"complaint_id": self.pk}

    @property
    def short_number(self):
        """The running number of the day, as agents say it: 0417."""
        return self.number.split("-")[2]

    @property
    def is_open(self):
        return self.state in OPEN_STATES

    @property
    def phase(self):
        return PHASE_OF[self.state]

    @property
    def named_particulars(self):
        """[(label, value), ...] of the facts of special goods."""
        return [(row.label, self.particulars[name]) for name, row in PARTICULARS.items() if name in self.particulars]

    @property
    def is_vulnerable(self):
        return Flag.VULNERABLE in self.flags

    @property
    def is_safety(self):
        return Flag.SAFETY in self.flags

    @cached_property
    def family(self):
        """Primary keys of this complaint and of all merged into it, linked to it, or on the same orders."""
        return set(self.family_rows().values_list("pk", flat=True))

    def family_rows(self):
        """The family as one statement, or as a subquery of another: a union, so that every part finds its index."""
        return Complaint.objects.family_of(self.pk, self.master_id or self.pk)

    # The moment at which rules look at this row; set by the door.
    looked_at = None

    def money_for(self, agent):
        """What stands behind one more payout by `agent` (None: whoever) at the moment the rules look.

        Payouts of the whole family count together, whoever paid them (product.md 4). Cached on the instance:
        under the row lock the door works on a fresh instance.
        """
        cache = self.__dict__.setdefault("_money", {})
        key = agent and agent.pk
        if key not in cache:
            cache[key] = purse_of(self, agent, self.looked_at or timezone.now())
        return cache[key]

    def evidence_from(self, side):
        """What is settled of one side, out of the prefetched rows: received, waived, or asked in vain (IV-05)."""
        done = (EvidenceStatus.RECEIVED, EvidenceStatus.WAIVED, EvidenceStatus.SILENT)
        return [e for e in self.evidence.all() if e.side == side and e.status in done and e.is_ready]
