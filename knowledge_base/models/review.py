"""Case reviews: one closed complaint, without its persons, and what the team learns from it (domain.md 6.7)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from complaints.enums import Tier
from complaints.roles import has_role
from knowledge_base import roles, rules
from knowledge_base.enums import CauseKind, Hindsight, LessonTag, ReviewState, SelectionReason

S = ReviewState


def colleague(label, **more):
    """A foreign key to one of the people of the meeting."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label, **more
    )


class CaseReviewQuerySet(models.QuerySet):
    """The verbs of review lists."""

    def visible_to(self, agent):
        """Everybody with a role: no review names the consumer or the agents."""
        return self if has_role(agent, *roles.READERS) else self.none()


class CaseReview(models.Model):
    """The record of one case meeting: it judges ways of working and conditions, never persons."""

    who_may = roles.REVIEW

    complaint = models.OneToOneField("complaints.Complaint", models.PROTECT, related_name="case_review")
    title = models.CharField(_("title"), max_length=120)
    selection_reason = models.CharField(_("selected as"), max_length=15, choices=SelectionReason)
    why_selected = models.TextField(_("why this case"), blank=True, help_text=_("One reason a line."))
    state = FSMField(_("state"), default=S.NOMINATED, choices=S.choices, protected=True)
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField(_("nominated at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    # Points 1 and 2, taken from the complaint without its persons when it was nominated.
    category = models.ForeignKey("complaints.Category", models.PROTECT, related_name="+", verbose_name=_("category"))
    tier = models.CharField(_("tier"), max_length=8, choices=Tier)
    facts = models.JSONField(_("timeline"), default=list)
    curve = models.JSONField(_("emotion curve"), default=list)

    # The meeting.
    held_at = models.DateTimeField(_("held at"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=50)
    facilitator = colleague(_("facilitator"))
    presenter = colleague(_("presenter"))
    recorder = colleague(_("recorder"))
    questioners = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("questioners")
    )
    guests = models.CharField(_("guests"), max_length=120, blank=True)

    # Points 4, 9 and 10.
    helped = models.TextField(_("what helped"), blank=True, help_text=_("One thing a line."))
    wants_article = models.BooleanField(_("becomes a knowledge draft"), null=True, blank=True)
    wants_recommendation = models.BooleanField(_("becomes a recommendation"), null=True, blank=True)
    recommendation = models.TextField(_("recommendation to management"), blank=True)

    # The moment at which rules look at this row; set by the door.
    looked_at = None

    history = HistoricalRecords(excluded_fields=["facts", "curve"])
    objects = CaseReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("case review")
        verbose_name_plural = _("case reviews")
        ordering = ["-nominated_at", "-pk"]
        indexes = [models.Index(fields=["state", "-nominated_at", "-id"], name="review_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="review_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="nominated")
                | Q(held_at__isnull=False, facilitator__isnull=False, presenter__isnull=False, recorder__isnull=False),
                name="review_meeting_is_staffed",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="review_published_has_a_time"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        return self.state != S.PUBLISHED

    @transition(state, source=[S.NOMINATED, S.SCHEDULED], target=S.SCHEDULED)
    def schedule(self, *, by, now, held_at, facilitator, presenter, recorder, minutes, guests=""):
        self.held_at, self.minutes, self.guests = held_at, minutes, guests
        self.facilitator, self.presenter, self.recorder = facilitator, presenter, recorder

    @transition(
        state,
        source=S.SCHEDULED,
        target=S.DISCUSSED,
        conditions=[rules.has_begun, rules.has_two_alternatives],
    )
    def discuss(self, *, by, now):
        """The meeting is over; what is missing may still be written down."""

    @transition(state, source=S.DISCUSSED, target=S.SCHEDULED)
    def reconvene(self, *, by, now):
        """It needs another meeting."""

    @transition(state, source=S.DISCUSSED, target=S.PUBLISHED, conditions=[rules.has_lessons, rules.has_answers])
    def publish(self, *, by, now):
        self.published_at = now


class Line(models.Model):
    """What the four lists of a review have in common."""

    created_at = models.DateTimeField(_("written at"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class DecisionPoint(Line):
    """A moment at which it could have gone another way, and what was known then (point 3)."""

    review = models.ForeignKey(CaseReview, models.CASCADE, related_name="decisions")
    at = models.DateTimeField(_("when"))
    decision = models.CharField(_("decision"), max_length=200)
    known = models.CharField(_("known then"), max_length=200)
    unknown = models.CharField(_("not known then"), max_length=200, blank=True)
    hindsight = models.CharField(_("seen today"), max_length=10, choices=Hindsight)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("decision point")
        verbose_name_plural = _("decision points")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.decision


class Alternative(Line):
    """What could be done another way next time (point 5)."""

    review = models.ForeignKey(CaseReview, models.CASCADE, related_name="alternatives")
    title = models.CharField(_("what"), max_length=120)
    text = models.CharField(_("why it might be better"), max_length=300)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("alternative")
        verbose_name_plural = _("alternatives")
        ordering = ["pk"]

    def __str__(self):
        return self.title


class Lesson(Line):
    """What is to be remembered, for which cases (point 7). The hardship may be told as well (TL-14)."""

    review = models.ForeignKey(CaseReview, models.CASCADE, related_name="lessons")
    text = models.CharField(_("lesson"), max_length=200)
    applies_to = models.CharField(_("applies to"), max_length=120, blank=True)
    tags = ArrayField(models.CharField(max_length=15, choices=LessonTag), verbose_name=_("about"), default=list)
    hardship = models.CharField(
        _("what made it hard"),
        max_length=300,
        blank=True,
        help_text=_("Conditions, not persons; nobody is ranked by it."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["pk"]

    def __str__(self):
        return self.text

    @property
    def tag_labels(self):
        return [LessonTag(tag).label for tag in self.tags]


class ReviewAction(Line):
    """A cause in the system, and who removes it by when (points 6 and 8)."""

    review = models.ForeignKey(CaseReview, models.CASCADE, related_name="actions")
    cause = models.CharField(_("cause"), max_length=200)
    cause_kind = models.CharField(_("kind of cause"), max_length=10, choices=CauseKind)
    action = models.CharField(_("action"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="review_actions", verbose_name=_("owner")
    )
    due_on = models.DateField(_("due"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["owner", "due_on"], condition=Q(done_at=None), name="review_action_open")]

    def __str__(self):
        return self.action
