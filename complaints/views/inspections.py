"""Insight into inspections by bodies outside: what they cost, how long they take, what they say (IV-08)."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from complaints.enums import EvidenceStatus, InspectionOutcome
from complaints.forms.inspections import InspectionRecordsForm
from complaints.reports import inspections as report
from complaints.views.paging import Place, page_of, page_url
from complaints.views.periods import for_who_sees_all, frame

PAGE = 50


@require_safe
@for_who_sees_all
def inspections(request):
    """The inspections asked for in a period, by body and by category; every figure opens its records."""
    period, context = frame(request, timezone.now(), "inspections")
    everything, bearers, outcomes, tables = report.inspections(period.span)
    before = report.inspections(period.before)[0]
    address = f"{reverse('complaints:inspection_records')}?{period.query}"
    context |= {
        "all": everything,
        "before": before,
        "bearers": bearers,
        "outcomes": outcomes,
        "tables": tables,
        "records_url": address,
        "reported_url": f"{address}&status={EvidenceStatus.RECEIVED}",
        "agreed_url": f"{address}&outcome={InspectionOutcome.CONSUMER}",
    }
    return render(request, "complaints/insight/inspections.html", context)


@require_safe
@for_who_sees_all
def inspection_records(request):
    """The inspections behind a figure, the newest question first."""
    form = InspectionRecordsForm(request.GET)
    period = form.period(timezone.now())
    rows = report.records(request.user, period.span, **form.conditions())
    page = page_of(rows, Place.of(request.GET), PAGE)
    context = {
        "rows": [(row, row.received_at - row.asked_at if row.received_at else None) for row in page.rows],
        "period": period,
        "newer_url": page_url(request.GET, before=page.previous),
        "older_url": page_url(request.GET, after=page.next),
    }
    return render(request, "complaints/insight/inspection_records.html", context)
