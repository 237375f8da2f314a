"""Sub-tasks: what a desk is asked for while the owner stays, with a due time and a small machine of its own."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from complaints import clock, rules
from complaints.enums import LIVE_TASKS, MEASURES, ClockName, EventKind, TaskKind, TaskState
from complaints.roles import HANDLERS, SEE_ALL, Role, has_role

S = TaskState
LIVE = Q(state__in=[state.value for state in LIVE_TASKS])
MOST_TIMES = 100  # nobody promises more; a larger figure is a slip of the pen


class TaskQuerySet(models.QuerySet):
    """The verbs by which pages and commands choose sub-tasks."""

    def live(self):
        return self.filter(LIVE)

    def visible_to(self, agent):
        """Whoever sees every complaint sees every task; all others those of their desk and of their complaints."""
        if has_role(agent, *SEE_ALL):
            return self
        if not has_role(agent, Role.FRONT_LINE):
            return self.none()
        mine = Q(assignee=agent) | Q(complaint__owner=agent) | Q(complaint__handler=agent)
        return self.filter(mine | Q(department=agent.department_id) if agent.department_id else mine)

    def at_the_desk_of(self, agent):
        """What waits at this agent's desk, or was taken by him."""
        return self.live().filter(Q(department=agent.department_id) | Q(assignee=agent))

    def sweepable(self, now):
        """Tasks about which something has fallen due."""
        return self.filter(sweep_at__lte=now).order_by("sweep_at", "pk")

    def cases_of_desk(self, department_id):
        """The complaints at which this desk has something to do, as a subquery."""
        return self.live().filter(department=department_id).values("complaint")


class Task(models.Model):
    """One thing asked of one desk about one complaint (OW-05). Only `lifecycle.move()` changes its state."""

    who_may = {
        "ask_desk": HANDLERS,
        "take_task": HANDLERS,
        "answer_task": HANDLERS,
        "rule_task": {Role.MID_OFFICE},
        "return_task": HANDLERS,
        "waive_task": HANDLERS | {Role.SYSTEM},
    }

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="tasks")
    # Asked for an incident: the complaint is then its first one, and its end does not end the task (DP-15).
    incident = models.ForeignKey(
        "complaints.Incident", models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("incident")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=TaskKind, default=TaskKind.ORDINARY)
    state = FSMField(_("state"), default=S.OPEN, choices=S.choices, protected=True)
    department = models.ForeignKey(
        "complaints.Department", models.PROTECT, related_name="tasks", verbose_name=_("department")
    )
    title = models.CharField(_("title"), max_length=120)
    question = models.TextField(_("what is asked"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    due_by = models.DateTimeField(_("due by"))
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("taken by"),
    )
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    because = models.TextField(_("why it was returned or waived"), blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    evidence = models.ManyToManyField("complaints.Evidence", blank=True, related_name="tasks")
    # A ruling: whose case it is.
    decided = models.ForeignKey(
        "complaints.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided desk"),
    )
    # The legal gate of a clause claim: nothing of the claim is paid or closed before its answer (CL-17).
    is_gate = models.BooleanField(_("legal gate"), default=False)
    promised_times = models.PositiveSmallIntegerField(
        _("times the price promised"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_TIMES)],
    )
    swept_at = models.DateTimeField(editable=False)
    sweep_at = models.DateTimeField(null=True, editable=False)

    history = HistoricalRecords(excluded_fields=["swept_at", "sweep_at"])
    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("sub-task")
        verbose_name_plural = _("sub-tasks")
        ordering = ["due_by", "pk"]
        indexes = [
            models.Index(fields=["department", "due_by", "id"], condition=LIVE, name="task_due_desk"),
            models.Index(fields=["due_by", "id"], condition=LIVE, name="task_due"),
            models.Index(fields=["sweep_at", "id"], condition=Q(sweep_at__isnull=False), name="task_sweep"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="task_state_is_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(question=""), name="task_asks_something"),
            models.CheckConstraint(condition=Q(due_by__gt=F("asked_at")), name="task_due_after_asked"),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(assignee__isnull=False, taken_at__isnull=False),
                name="task_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (~Q(answer="") & Q(ended_by__isnull=False)), name="task_done_has_an_answer"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "cancelled"]) | ~Q(because=""), name="task_ended_with_a_reason"
            ),
            models.CheckConstraint(condition=LIVE | Q(ended_at__isnull=False), name="task_ended_has_a_time"),
            models.CheckConstraint(
                condition=~Q(kind="ruling") | ~Q(state="done") | Q(decided__isnull=False), name="task_ruling_decides"
            ),
            models.CheckConstraint(condition=~Q(is_gate=True) | Q(kind="legal"), name="task_gate_is_legal"),
            models.CheckConstraint(
                condition=Q(promised_times=None) | Q(promised_times__range=(1, MOST_TIMES)),
                name="task_promised_times_1_to_100",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[kind.value for kind in MEASURES]) | Q(incident__isnull=False),
                name="task_measure_of_an_incident",
            ),
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(is_gate=True) & ~Q(state__in=["returned", "cancelled"]),
                name="task_gate_once",
            ),
            models.UniqueConstraint(fields=["complaint"], condition=Q(kind="ruling") & LIVE, name="task_ruling_once"),
        ]

    def __str__(self):
        return self.title

    def timeline(self):
        """Where the door writes what happened: the timeline of the complaint."""
        facts = {"complaint_id": self.complaint_id, "task": self, "kind": EventKind.TASK}
        return facts | {"incident_id": self.incident_id} if self.incident_id else facts

    # The moment at which rules look at this row; set by the door.
    looked_at = None

    @property
    def is_live(self):
        return self.state in LIVE_TASKS

    @property
    def clock(self):
        """Its one clock, met when it ended."""
        name = ClockName.RULING if self.kind == TaskKind.RULING else ClockName.TASK
        return clock.Clock(name, self.asked_at, self.due_by, self.ended_at)

    def effects(self):
        """What falls due about it after the last sweep; once it has ended only what was due before."""
        every = clock.effects_of(self.clock, "")
        return [e for e in every if e.at > self.swept_at and (self.ended_at is None or e.at < self.ended_at)]

    def arrange_clocks(self, now, left=""):
        """When the sweep has to look again (called by the door). What is due already stays due."""
        if self.sweep_at is None or self.sweep_at > now:
            self.sweep_at = min((effect.at for effect in self.effects()), default=None)

    @transition(state, S.OPEN, S.TAKEN, permission=rules.may_work_on_task)
    def take_task(self, *, by, now):
        self.assignee, self.taken_at = by, now

    @transition(
        state,
        [S.OPEN, S.TAKEN],
        S.DONE,
        conditions=[rules.is_no_ruling],
        permission=rules.may_answer_task,
    )
    def answer_task(self, *, by, now, answer):
        self.assignee, self.answer = self.assignee or by, answer
        self.end(by, now)

    @transition(
        state,
        [S.OPEN, S.TAKEN],
        S.DONE,
        conditions=[rules.is_ruling],
        permission=rules.may_work_on_task,
    )
    def rule_task(self, *, by, now, answer, decided):
        self.assignee, self.answer, self.decided = self.assignee or by, answer, decided
        self.end(by, now)

    @transition(
        state,
        [S.OPEN, S.TAKEN],
        S.RETURNED,
        conditions=[rules.is_returnable],
        permission=rules.may_work_on_task,
    )
    def return_task(self, *, by, now, because):
        self.because = because
        self.end(by, now)

    @transition(state, [S.OPEN, S.TAKEN], S.CANCELLED, permission=rules.may_waive_task)
    def waive_task(self, *, by, now, because):
        self.because = because
        self.end(by, now)

    def end(self, by, now):
        """Nothing more is asked of the desk."""
        self.ended_at, self.ended_by_id = now, by.pk
