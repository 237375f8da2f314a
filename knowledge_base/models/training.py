"""Training tags: what one colleague wants to practise, and the case that showed it (AS-21; scenario 22)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.roles import has_role
from knowledge_base import roles
from knowledge_base.enums import TrainingTopic


class TrainingTagQuerySet(models.QuerySet):
    """The verbs of training lists."""

    def visible_to(self, agent):
        """One's own; those of others for who leads them. Nobody's need is shown to the house."""
        return self if has_role(agent, *roles.TRAINERS) else self.filter(agent=agent)

    def open(self):
        return self.filter(done_at=None)


class TrainingTag(models.Model):
    """One need of one colleague: advice, no judgement. It ends with what was done about it."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="+")
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="training_tags", verbose_name=_("colleague")
    )
    topic = models.CharField(_("topic"), max_length=10, choices=TrainingTopic)
    because = models.CharField(_("what the case showed"), max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("noted at"))
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(_("done at"), null=True)
    done_how = models.CharField(_("what was done"), max_length=200, blank=True)

    objects = TrainingTagQuerySet.as_manager()

    class Meta:
        verbose_name = _("training tag")
        verbose_name_plural = _("training tags")
        ordering = ["topic", "-set_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "agent", "topic"], condition=Q(done_at=None), name="training_tag_once"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None, done_how="")
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(done_how="")),
                name="training_done_says_how",
            ),
        ]

    def __str__(self):
        return self.get_topic_display()
