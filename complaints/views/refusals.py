"""Insight into refused offers: which reasons consumers name, and the offers behind each figure (DP-14)."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from complaints.forms.value import RefusalRecordsForm
from complaints.reports import refusals as report
from complaints.views.paging import Place, page_of, page_url
from complaints.views.periods import for_who_sees_all

PAGE = 50
WORDS_SHOWN = 6


def reasons_of(request, period):
    """What the panel of the reasons shows: all of them, and by category, tier or author, as `by` asks."""
    columns = {"category": _("By category"), "tier": _("By tier"), "agent": _("By author")}
    by = request.GET.get("by") if request.GET.get("by") in columns else "category"
    everything, groups = report.refusals(period.span, by)
    chips = [
        {"label": label, "url": f"?{period.query}&by={name}#reasons", "current": name == by}
        for name, label in columns.items()
    ]
    return {
        "refused": everything,
        "groups": groups,
        "by": by,
        "by_label": columns[by],
        "by_chips": chips,
        "refusals_url": f"{reverse('complaints:refusal_records')}?{period.query}",
        "words": report.records(request.user, period.span, {})[:WORDS_SHOWN],
    }


@require_GET
@for_who_sees_all
def refusal_records(request):
    """The refused offers behind a figure, the last refused first."""
    form = RefusalRecordsForm(request.GET)
    period = form.period(timezone.now())
    page = page_of(report.records(request.user, period.span, form.conditions()), Place.of(request.GET), PAGE)
    context = {
        "rows": page.rows,
        "period": period,
        "told": form.told(),
        "newer_url": page_url(request.GET, before=page.previous),
        "older_url": page_url(request.GET, after=page.next),
    }
    return render(request, "complaints/insight/refusal_records.html", context)
