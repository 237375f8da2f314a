"""Public posts about a complaint: where it can be read by everybody, by how many, and what we said to it (FB-14)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import OPEN_STATES, Platform
from complaints.roles import HANDLERS, Role

# Who may be told of a step: whoever can do something about it.
TOLD_OF_REACH = [(str(role), role.label) for role in Role if role in HANDLERS | {Role.MANAGER}]


class PublicPostQuerySet(models.QuerySet):
    """The verbs by which pages and the sweep choose posts."""

    def of_open_cases(self):
        return self.filter(complaint__state__in=OPEN_STATES)

    def unanswered(self):
        return self.filter(answered_at=None)

    def to_read_again(self, now):
        """Posts of open complaints whose reach nobody has looked at for a while; the oldest look first."""
        return self.of_open_cases().filter(read_again_at__lte=now).order_by("read_again_at", "pk")


class PublicPost(models.Model):
    """One post on a social platform, as it was seen. A copy of its words: posts vanish.

    `reposts` and `likes` are the greatest that was ever read; every look is a `PostReading`.
    """

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="public_posts")
    platform = models.CharField(_("platform"), max_length=15, choices=Platform)
    url = models.URLField(_("address"), max_length=500, blank=True)
    author = models.CharField(_("author"), max_length=100, blank=True)
    text = models.TextField(_("text"), blank=True)
    reposts = models.PositiveIntegerField(_("reposts"), null=True, blank=True)
    likes = models.PositiveIntegerField(_("likes"), null=True, blank=True)
    seen_at = models.DateTimeField(_("seen at"))
    read_again_at = models.DateTimeField(_("to be looked at again"), null=True, blank=True)
    alarmed_from = models.PositiveIntegerField(_("step alarmed so far, in reposts"), default=0)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    watcher = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who watches it")
    )
    answer = models.TextField(_("our public answer"), blank=True)
    answer_url = models.URLField(_("address of the answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PublicPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("public post")
        verbose_name_plural = _("public posts")
        ordering = ["seen_at", "pk"]
        indexes = [
            models.Index(fields=["read_again_at"], name="post_to_read", condition=Q(read_again_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "platform", "url"], name="post_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="", answered_by=None)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="post_answer_is_whole",
            ),
        ]

    def __str__(self):
        return f"{self.get_platform_display()} {self.author}".strip()


class PostReading(models.Model):
    """How far a post had come at one moment, as somebody read it. Append-only."""

    post = models.ForeignKey(PublicPost, models.PROTECT, related_name="readings")
    reposts = models.PositiveIntegerField(_("reposts"), null=True, blank=True)
    likes = models.PositiveIntegerField(_("likes"), null=True, blank=True)
    read_at = models.DateTimeField(_("read at"))
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("reading of a reach")
        verbose_name_plural = _("readings of a reach")
        ordering = ["read_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reposts__isnull=False) | Q(likes__isnull=False), name="reading_says_something"
            )
        ]

    def __str__(self):
        return f"{self.post_id}: {self.reposts}"


class ReachStep(models.Model):
    """From how many reposts on a public post alarms, whom, and what begins by itself (FB-14, scenario 2)."""

    at_least = models.PositiveIntegerField(_("reposts, at least"), unique=True, validators=[MinValueValidator(1)])
    tells = ArrayField(
        models.CharField(max_length=20, choices=TOLD_OF_REACH), verbose_name=_("tells, beside the owner"), default=list
    )
    asks_pr = models.BooleanField(_("public relations are asked for an answer"), default=False)
    is_high = models.BooleanField(
        _("is a high-risk case"),
        default=False,
        help_text=_("Tier high and a report in 12 hours; what is not decided yet goes to the back office."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("step of reach")
        verbose_name_plural = _("steps of reach")
        ordering = ["at_least"]
        constraints = [models.CheckConstraint(condition=Q(at_least__gt=0), name="reach_step_positive")]

    def __str__(self):
        return f"≥ {self.at_least:,}"
