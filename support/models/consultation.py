"""Consultations: an agent asks the social worker about one complaint (AS-15)."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from complaints.models import Complaint, EmotionReading
from complaints.roles import Role, has_role
from support import roles, rules
from support.enums import ConsultationState

S = ConsultationState
STRONG = 7  # from here on somebody has to catch it, and the social worker may look (domain.md 6.1)


def cases_visible_to(agent):
    """Complaints whose support page `agent` may open; the social worker sees strong ones and those asked about."""
    if not has_role(agent, Role.SOCIAL_WORKER):
        return Complaint.objects.visible_to(agent) if has_role(agent, *roles.STAFF) else Complaint.objects.none()
    strong = EmotionReading.objects.filter(complaint=OuterRef("pk"), intensity__gte=STRONG)
    asked = Consultation.objects.filter(complaint=OuterRef("pk"))
    return Complaint.objects.filter(Exists(strong) | Exists(asked))


class ConsultationQuerySet(models.QuerySet):
    """Consultations by reader and by state."""

    def visible_to(self, agent):
        """Social workers see all of them; staff those about complaints they may see."""
        if has_role(agent, Role.SOCIAL_WORKER):
            return self
        if not has_role(agent, *roles.STAFF):
            return self.none()
        return self.filter(complaint__in=Complaint.objects.visible_to(agent))

    def unfinished(self):
        return self.exclude(state=S.CLOSED)

    def waiting(self):
        return self.filter(state=S.ASKED)

    def asked_by(self, agent):
        return self.filter(asked_by=agent)


class Consultation(models.Model):
    """One question and its answer; both also stand in the complaint's timeline, as internal notes."""

    who_may = roles.CONSULTATION

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="consultations")
    state = FSMField(_("state"), default=S.ASKED, choices=S.choices, protected=True)
    question = models.TextField(_("question"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="consultations_asked")
    asked_at = models.DateTimeField(_("question sent at"))
    answer_text = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="consultations_answered"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    # The moment at which rules look at this row; set by the door.
    looked_at = None

    history = HistoricalRecords()
    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["asked_at", "id"], condition=~Q(state="closed"), name="consultation_unfinished"),
            models.Index(fields=["complaint", "-asked_at"], name="consultation_of_complaint"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="consultation_state_is_known"),
            models.CheckConstraint(condition=~Q(question=""), name="consultation_asks_something"),
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(state="asked"), name="consultation_one_open_question"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered")
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer_text=""),
                name="consultation_answered_has_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="consultation_closed_has_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.complaint_id}: {self.question[:40]}"

    @transition(state, source=S.ASKED, target=S.ANSWERED, permission=rules.may_answer)
    def answer(self, *, by, now, text):
        self.answer_text, self.answered_by, self.answered_at = text, by, now

    @transition(state, source=[S.ASKED, S.ANSWERED], target=S.CLOSED, permission=rules.may_close)
    def close(self, *, by, now):
        """The answer was read, or the question has settled itself."""
        self.closed_at = now
