"""Supervision: who accompanies whom, when they met, what they agreed (AS-09, domain.md 6.5)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.roles import Role, has_role
from support import roles
from support.enums import RelationKind, SupervisionFunction


class RelationQuerySet(models.QuerySet):
    """Who accompanies whom."""

    def running(self):
        return self.filter(ended_at=None)

    def visible_to(self, agent):
        """Only the two of them."""
        return self.filter(Q(supervisee=agent) | Q(supervisor=agent))


class SupervisionRelation(models.Model):
    """One person accompanies another, in line or for one topic, from when to when."""

    who_may = roles.SUPERVISION

    supervisee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="supervised_by", verbose_name=_("supervised person")
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="supervises", verbose_name=_("supervisor")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=RelationKind)
    topic = models.CharField(
        _("topic"), max_length=60, blank=True, help_text=_("For a functional supervisor: food safety, emotions, law.")
    )
    every_days = models.PositiveSmallIntegerField(_("every how many days"), default=14)
    began_at = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)

    looked_at = None  # set by the door

    history = HistoricalRecords()
    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("supervision")
        verbose_name_plural = _("supervisions")
        ordering = ["kind", "began_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["supervisee"],
                condition=Q(kind="line", ended_at=None),
                name="supervision_one_line_supervisor",
            ),
            models.UniqueConstraint(
                fields=["supervisee", "supervisor", "topic"],
                condition=Q(kind="functional", ended_at=None),
                name="supervision_functional_once_per_topic",
            ),
            models.CheckConstraint(condition=~Q(supervisee=F("supervisor")), name="supervision_not_of_oneself"),
            models.CheckConstraint(
                condition=Q(kind="line", topic="") | (Q(kind="functional") & ~Q(topic="")),
                name="supervision_functional_has_a_topic",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="supervision_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(every_days__gte=1), name="supervision_has_a_rhythm"),
        ]

    def __str__(self):
        return f"{self.supervisor} → {self.supervisee}"


class SessionQuerySet(models.QuerySet):
    """Meetings, planned and held."""

    def visible_to(self, agent):
        """The shared record belongs to the two of them; a line manager reads only what he himself recorded."""
        return self.filter(Q(relation__supervisee=agent) | Q(relation__supervisor=agent))

    def upcoming(self, now):
        return self.filter(held_at=None, planned_at__gte=now).order_by("planned_at")

    def unheld(self):
        return self.filter(held_at=None)


class SupervisionSession(models.Model):
    """One meeting: planned first, then recorded. Both people read everything that stands here."""

    who_may = roles.SUPERVISION

    relation = models.ForeignKey(SupervisionRelation, models.PROTECT, related_name="sessions")
    planned_at = models.DateTimeField(_("planned for"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=45)
    agenda = models.TextField(_("agenda"), blank=True)
    held_at = models.DateTimeField(_("recorded at"), null=True, blank=True)
    functions = ArrayField(
        models.CharField(max_length=15, choices=SupervisionFunction),
        default=list,
        blank=True,
        verbose_name=_("was for"),
    )
    went_well = models.TextField(_("what went well"), blank=True)
    difficulty = models.TextField(_("what is difficult"), blank=True)
    agreement = models.TextField(_("what we agreed"), blank=True)
    follow_up_on = models.DateField(_("look at it again on"), null=True, blank=True)

    looked_at = None  # set by the door

    history = HistoricalRecords()
    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("supervision session")
        verbose_name_plural = _("supervision sessions")
        ordering = ["-planned_at", "-pk"]
        indexes = [models.Index(fields=["relation", "-planned_at"], name="session_of_relation")]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_at=None) | (~Q(agreement="") & ~Q(functions=[])),
                name="session_held_has_an_agreement",
            ),
            models.CheckConstraint(condition=Q(minutes__range=(5, 240)), name="session_has_a_length"),
        ]

    def __str__(self):
        return f"{self.planned_at:%Y-%m-%d}"

    @property
    def function_labels(self):
        return [SupervisionFunction(code).label for code in self.functions]


class PrivateNoteQuerySet(models.QuerySet):
    """Notes that only their author reads."""

    def readable_by(self, agent):
        """Only its author: not the supervised person, not the line, not another social worker."""
        return self.filter(author=agent) if has_role(agent, Role.SOCIAL_WORKER) else self.none()


class PrivateNote(models.Model):
    """What a social worker keeps to herself about a session: an own table, no history, no admin, never exported."""

    session = models.OneToOneField(SupervisionSession, models.PROTECT, related_name="private_note")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.TextField(_("private note"))
    changed_at = models.DateTimeField(_("changed at"))

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")

    def __str__(self):
        return f"{self.changed_at:%Y-%m-%d}"
