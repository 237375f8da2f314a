"""Files looked at again: the list of the sample with its rates, and one file with its form (AR-04, AR-06)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from complaints import rules
from complaints.actions import after as acts
from complaints.forms.after import CheckForm
from complaints.lifecycle import Refused
from complaints.models import CheckRound, FileCheck
from complaints.reports import after as report
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE
from complaints.views.tabs import tabbed

TABS = {"open": gettext_lazy("To be looked at"), "done": gettext_lazy("Looked at")}


@require_safe
@only_for(rules.CHECKERS)
def checks(request):
    """The sample: what is still to be looked at, what was found, and how often reviewers agree."""
    rounds = list(CheckRound.objects.exclude(drawn_at=None)[:12])
    chosen = next((row for row in rounds if str(row) == request.GET.get("round")), None)
    lists = report.lists_of(chosen and chosen.pk)
    every, kinds = report.agreements(lists["done"])
    rows, context = tabbed(request.GET, lists, TABS, first="open")
    context |= {
        "rounds": [round_chip(row, chosen, context["tab"]) for row in (None, *rounds)],
        "chosen": chosen,
        "next_round": CheckRound.objects.filter(drawn_at=None).order_by("draw_at").first(),
        "rows": rows,
        "agreement": every,
        "agreement_kinds": kinds,
        "points": report.points(lists["done"]),
    }
    return render(request, "complaints/checks.html", context)


def round_chip(row, chosen, tab):
    """One month, or all."""
    label = str(row) if row else _("All months")
    return {"label": label, "url": f"?tab={tab}" + (f"&round={row}" if row else ""), "current": row == chosen}


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(rules.CHECKERS)
def file_check(request, pk):
    """One file: what everybody says of it, what was found, or the form."""
    rows = FileCheck.objects.select_related("complaint__consumer", "complaint__owner", "complaint__category", "round")
    row = get_object_or_404(rows, pk=pk)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.check_file(row, by=request.user, now=timezone.now(), **form.facts())
        except Refused as refused:
            form.refuse(refused.reason)
        else:
            messages.success(request, _("The file has been looked at."))
            return redirect("complaints:file_check", pk=pk)
    context = {
        "check": row,
        "c": row.complaint,
        "form": form,
        "why": str(rules.may_check_file(row, request.user).why) if row.checked_at is None else "",
        "findings": row.findings.all(),
        "voices": report.voices_of(row.complaint),
    }
    return render(request, "complaints/file_check.html", context, status=UNPROCESSABLE if form.is_bound else 200)
