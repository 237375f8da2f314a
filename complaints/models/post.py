"""Public posts about a complaint: where it can be read by everybody, and by how many (CL-12)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.enums import Platform


class PublicPost(models.Model):
    """One post on a social platform, as it was seen. A copy of its words: posts vanish."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="public_posts")
    platform = models.CharField(_("platform"), max_length=15, choices=Platform)
    url = models.URLField(_("address"), max_length=500, blank=True)
    author = models.CharField(_("author"), max_length=100, blank=True)
    text = models.TextField(_("text"), blank=True)
    reposts = models.PositiveIntegerField(_("reposts"), null=True, blank=True)
    likes = models.PositiveIntegerField(_("likes"), null=True, blank=True)
    seen_at = models.DateTimeField(_("seen at"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("public post")
        verbose_name_plural = _("public posts")
        ordering = ["seen_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["complaint", "platform", "url"], name="post_once")]

    def __str__(self):
        return f"{self.get_platform_display()} {self.author}".strip()
