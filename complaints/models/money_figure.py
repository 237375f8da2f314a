"""The few figures by which the house judges its money: set by a manager, each change with its reason in the history."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import FIGURE_RANGES, WHOLE_FIGURES, Figure
from complaints.roles import Role


class MoneyFigure(models.Model):
    """One figure: what is claimed back alone, how long a claim waits, what a minute costs (DP-09, DP-18, DP-19)."""

    who_may = {"set_figure": {Role.MANAGER}}

    code = models.CharField(_("figure"), max_length=20, choices=Figure, primary_key=True)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("figure of the money")
        verbose_name_plural = _("figures of the money")
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=models.Q(value__gte=0), name="money_figure_not_negative")]

    def __str__(self):
        return self.get_code_display()

    # The moment at which rules look at this row; set by the door.
    looked_at = None

    @property
    def range(self):
        """The least and the most it may be."""
        return FIGURE_RANGES[self.code]

    @property
    def is_whole(self):
        return self.code in WHOLE_FIGURES

    @property
    def told(self):
        """The value as it is written: days without decimals."""
        return f"{self.value:,.0f}" if self.is_whole else f"{self.value:,.2f}"


def figure(code):
    """The value of one figure as it is now."""
    return MoneyFigure.objects.values_list("value", flat=True).get(code=code)
