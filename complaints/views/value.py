"""Insight into money: offers beside claims, and what handling costs and brings (DP-14, DP-18, DP-05)."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from complaints.forms.value import CostRecordsForm, OfferRecordsForm
from complaints.reports import costs as cost_report
from complaints.reports import offers as offer_report
from complaints.views.classes import exported, why_no_export
from complaints.views.paging import Place, page_of, page_url
from complaints.views.periods import for_who_sees_all, frame
from complaints.views.refusals import reasons_of

PAGE = 50


@require_GET
@for_who_sees_all
def offers(request):
    """First offers beside what was asked for: by category, tier and author; the newest refusals in their words."""
    period, context = frame(request, timezone.now(), "offers")
    tables, address = offer_report.offers(period.span), f"{reverse('complaints:offer_records')}?{period.query}"
    context |= {
        "all": tables["all"],
        "before": offer_report.offers(period.before)["all"],
        "tables": [
            (_("By category"), "category", tables["category"]),
            (_("By tier"), "tier", tables["tier"]),
            (_("By author"), "agent", tables["agent"]),
        ],
        "records_url": address,
        "low_url": f"{address}&low=1",
        "rejected_url": f"{address}&rejected=1",
    }
    context |= reasons_of(request, period)
    return render(request, "complaints/insight/offers.html", context)


@require_GET
@for_who_sees_all
def offer_records(request):
    """The offers behind a figure, the newest first."""
    form = OfferRecordsForm(request.GET)
    period = form.period(timezone.now())
    rows = offer_report.records(request.user, period.span, form.conditions())
    page = page_of(rows, Place.of(request.GET), PAGE)
    context = {
        "rows": page.rows,
        "period": period,
        "newer_url": page_url(request.GET, before=page.previous),
        "older_url": page_url(request.GET, after=page.next),
    }
    return render(request, "complaints/insight/offer_records.html", context)


@require_GET
@for_who_sees_all
def costs(request):
    """What the cases closed in a period cost and brought, by category and week, with the formula; and cost centres."""
    period, context = frame(request, timezone.now(), "costs")
    prices = cost_report.Prices.now()
    everything, categories, weeks = cost_report.costs(period.span, prices)
    before, _categories, _weeks = cost_report.costs(period.before, prices)
    centres = cost_report.by_centre(period.span)
    context |= {
        "all": everything,
        "before": before,
        "categories": categories,
        "weeks": weeks,
        "centres": centres,
        "prices": prices,
        "records_url": f"{reverse('complaints:cost_records')}?{period.query}",
        "why_no_export": why_no_export(request.user),
    }
    return render(request, "complaints/insight/costs.html", context)


@require_GET
@for_who_sees_all
def cost_records(request):
    """The cases behind a figure, the last closed first, each with its cost."""
    form = CostRecordsForm(request.GET)
    period, prices = form.period(timezone.now()), cost_report.Prices.now()
    page = page_of(cost_report.records(request.user, period.span, **form.conditions()), Place.of(request.GET), PAGE)
    context = {
        "rows": [(row, prices.cost_of(row)) for row in page.rows],
        "period": period,
        "prices": prices,
        "newer_url": page_url(request.GET, before=page.previous),
        "older_url": page_url(request.GET, after=page.next),
    }
    return render(request, "complaints/insight/cost_records.html", context)


@require_POST
@for_who_sees_all
def export_costs(request):
    """Every payout of the period with its cost centres, recorded first."""
    period, _context = frame(request, timezone.now(), "costs")
    heads = [_("Payout"), _("Complaint"), _("Approved"), _("Kind"), _("Cost centre"), _("Borne by"), _("Amount (CNY)")]
    lines = [
        [
            *(payout.number, payout.complaint.number, timezone.localdate(payout.approved_at)),
            *(payout.get_kind_display(), centre.label, bearer.label, amount),
        ]
        for payout, centre, bearer, amount in cost_report.cost_lines(request.user, period.span)
    ]
    return exported(request, "cost-centres.csv", _("Cost centres"), heads, lines, period)
