"""The figures by which the house judges its money: shown to all who read payments, set by a manager."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from complaints.actions import figures
from complaints.forms.losses import FigureForm
from complaints.lifecycle import Refused
from complaints.models import MoneyFigure
from complaints.roles import READ_PAYMENTS, has_role
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE


@require_safe
@only_for(READ_PAYMENTS)
def money_figures(request):
    """Every figure with its last change, and a form for who may set it."""
    return page(request)


@require_POST
@only_for(MoneyFigure.who_may["set_figure"])
def set_figure(request, code):
    """Set one figure, with a reason."""
    row = get_object_or_404(MoneyFigure, pk=code)
    form = FigureForm.of(row, request.POST)
    if form.is_valid():
        try:
            row = figures.set_figure(row, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("value", refused.reason)
        else:
            messages.success(request, _("%(figure)s: %(value)s") % {"figure": row, "value": row.told})
            return redirect("complaints:money_figures")
    return page(request, code, form, status=UNPROCESSABLE)


def page(request, code="", form=None, status=200):
    """The figures; the form that was refused stands at its row."""
    may_set = has_role(request.user, *MoneyFigure.who_may["set_figure"])
    last = {row.code: row for row in last_changes()}
    rows = [
        {
            "figure": row,
            "last": last.get(row.code),
            "form": (form if row.code == code else FigureForm.of(row)) if may_set else None,
            "is_open": row.code == code,
        }
        for row in MoneyFigure.objects.order_by("code")
    ]
    return render(request, "complaints/money_figures.html", {"rows": rows}, status=status)


def last_changes():
    """The last change of each figure, in one statement."""
    changes = MoneyFigure.history.select_related("history_user")
    return changes.order_by("code", "-history_id").distinct("code")
