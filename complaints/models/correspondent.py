"""Whom we write to outside: the addresses of merchants and carriers for our questions (IV-05, IV-11)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import Side


class Correspondent(models.Model):
    """One merchant or carrier, named as its complaints name it, with the address where questions arrive."""

    SIDES = [(side.value, side.label) for side in (Side.MERCHANT, Side.CARRIER)]

    side = models.CharField(_("side"), max_length=15, choices=SIDES)
    name = models.CharField(_("name"), max_length=80, help_text=_("Written as it stands in complaints."))
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    is_active = models.BooleanField(_("active"), default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("contact outside")
        verbose_name_plural = _("contacts outside")
        ordering = ["side", "name"]
        constraints = [
            models.UniqueConstraint(fields=["side", "name"], name="correspondent_once"),
            models.CheckConstraint(condition=Q(side__in=["merchant", "carrier"]), name="correspondent_side_is_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(email=""), name="correspondent_has_an_address"),
        ]

    def __str__(self):
        return self.name
