"""Small tables beside the complaint: its search words, the numbers given out, who is looking, wrong links tried."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """The words of one complaint as overlapping bigrams, kept apart so that lists never read them (stack.md)."""

    complaint = models.OneToOneField(
        "complaints.Complaint", models.CASCADE, primary_key=True, related_name="search_entry"
    )
    words = SearchVectorField()
    # What texts that are nearly the same have in common (text.sketch): found by overlap, measured afterwards.
    sketch = ArrayField(models.IntegerField(), default=list)

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="search_words", fastupdate=False),
            GinIndex(fields=["sketch"], name="search_sketch", fastupdate=False),
        ]

    def __str__(self):
        return f"words of {self.complaint_id}"


class NumberSeries(models.Model):
    """The last running number given out on one day (IN-04): never reused."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.day}: {self.last}"


class Presence(models.Model):
    """Who has a complaint open, and whether he is writing (product.md 2): two agents never answer at once unseen."""

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="presences")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_writing = models.CharField(max_length=5, blank=True, choices=[("reply", _("reply")), ("note", _("note"))])
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "agent"], name="presence_once")]

    def __str__(self):
        return f"{self.agent_id} at {self.complaint_id}"


class LinkAttempt(models.Model):
    """Tries that are counted: wrong links of one browser, of one address, complaints filed from it (scenario 19)."""

    address_key = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.tries} tries"
