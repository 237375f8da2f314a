"""Dated versions with four eyes: handed in by one, put into force by another, ended by the next; none ever changes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class VersionQuerySet(models.QuerySet):
    """Versions by whether they count."""

    def approved(self):
        """Those that are or once were in force."""
        return self.filter(approved_at__isnull=False)

    def in_force(self):
        return self.approved().filter(ended_at=None)

    def waiting(self):
        """Handed in; a second person has not looked at it yet."""
        return self.filter(approved_at=None, ended_at=None)

    def at(self, moment):
        """Those that counted at a moment."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=moment), approved_at__lte=moment)


class Version(models.Model):
    """One version of what stands in one place.

    `noun` names its verbs (propose_<noun>, approve_<noun>, withdraw_<noun>, end_<noun>), `place` the fields that say
    what it is a version of, `who_may` who takes which step.
    """

    because = models.CharField(_("why it was changed"), max_length=200)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("put into force by")
    )
    approved_at = models.DateTimeField(_("in force since"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_waiting(self):
        return self.approved_at is None and self.ended_at is None

    @property
    def is_in_force(self):
        return self.approved_at is not None and self.ended_at is None

    def counts_at(self, moment):
        """Whether this was the version of `moment`."""
        begun = self.approved_at is not None and self.approved_at <= moment
        return begun and (self.ended_at is None or moment < self.ended_at)

    def in_its_place(self):
        """All versions of the same place."""
        return type(self).objects.filter(**{name: getattr(self, name) for name in self.place})

    @classmethod
    def verb(cls, step):
        """The verb of a step: approve -> approve_standard."""
        return f"{step}_{cls.noun}"


def walls_of_versions(noun, place):
    """The constraints of a table of versions: one in force and one waiting per place, approved by somebody else."""
    return [
        models.UniqueConstraint(
            fields=place, condition=Q(ended_at=None, approved_at__isnull=False), name=f"{noun}_one_in_force"
        ),
        models.UniqueConstraint(fields=place, condition=Q(ended_at=None, approved_at=None), name=f"{noun}_one_waits"),
        models.CheckConstraint(
            condition=Q(approved_at=None, approved_by=None) | Q(approved_at__isnull=False, approved_by__isnull=False),
            name=f"{noun}_approved_by_somebody",
        ),
        models.CheckConstraint(
            condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")), name=f"{noun}_by_four_eyes"
        ),
    ]
