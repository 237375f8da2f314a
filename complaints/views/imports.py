"""Imports in the browser: upload, mapping with a preview, a trial, progress, what was refused, what was done before."""

from datetime import timedelta
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints import rules
from complaints.actions import audit, imports
from complaints.enums import ImportStatus
from complaints.forms.import_row import fields_by_name
from complaints.forms.importing import MappingForm, TableForm, first_rows, label_of
from complaints.forms.table_file import TableFile
from complaints.models import ImportRun
from complaints.tasks import run_imports_soon
from complaints.views.guards import only_if
from complaints.views.outcomes import UNPROCESSABLE, press
from complaints.views.paging import Place, page_of, page_url
from complaints.views.spreadsheets import csv_answer

PAGE = 30
SHOWN = 50  # refused rows on the page; the file has them all
LATE = timedelta(seconds=90)  # waiting longer than this means that no worker runs
HEADS = (gettext_lazy("Row"), gettext_lazy("Why it was refused"))
TONES = {ImportStatus.DONE: "green", ImportStatus.FAILED: "red", ImportStatus.RUNNING: "blue"}


for_importers = only_if(partial(rules.may_find, "import_complaints"))


@require_http_methods(["GET", "POST"])
@for_importers
def import_runs(request):
    """What was imported by whom; a new file is checked, kept, and leads to its mapping."""
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    if form.is_bound and form.is_valid():
        run = imports.upload(form.cleaned_data["file"], by=request.user, now=timezone.now())
        return redirect("complaints:import", pk=run.pk)
    rows = ImportRun.objects.select_related("by").order_by("-created_at", "-pk")
    page = page_of(rows, Place.of(request.GET), PAGE)
    context = {
        "form": form,
        "lines": [(run, TONES.get(run.status, "")) for run in page.rows],
        "previous_url": page_url(request.GET, before=page.previous),
        "next_url": page_url(request.GET, after=page.next),
    }
    return render(request, "complaints/imports.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_importers
def import_run(request, pk):
    """One import: its mapping while it can be begun, how far it is, what was refused."""
    run = get_object_or_404(ImportRun.objects.select_related("by"), pk=pk)
    if request.method == "GET":
        return run_page(request, run, mapping_form(run))
    form = mapping_form(run, request.POST)
    if form.is_valid():
        facts = {"positions": form.positions, "channel": form.cleaned_data["channel"]}
        is_trial = request.POST.get("then") != "import"
        if press(request, partial(imports.begin, run, by=request.user, now=timezone.now(), is_trial=is_trial, **facts)):
            run_imports_soon()
        return redirect("complaints:import", pk=pk)
    return run_page(request, run, form)


def mapping_form(run, data=None):
    """The mapping as it was chosen, or as the names of the columns suggest."""
    return MappingForm(data, columns=run.columns, chosen=run.positions, channel=run.channel)


def run_page(request, run, form):
    """The page of one import."""
    context = progress_of(run) | {
        "form": form,
        "refusals": run.rejections.all()[:SHOWN],
        "before": earlier(run),
    }
    if run.can_begin:
        context["lines"] = lines_of(run, form)
    else:
        context["mapped"] = field_names(run)
    return render(request, "complaints/import.html", context, status=UNPROCESSABLE if form.errors else 200)


def lines_of(run, form):
    """(column, whether its name was known, its first cells, its field) for the mapping."""
    rows = first_rows(run.file.path)
    known = fields_by_name(run.columns)
    return [
        (column, bool(known[n]), [row[n] for row in rows if row[n]], field)
        for n, (column, field) in enumerate(zip(run.columns, form.column_fields, strict=True))
    ]


def earlier(run):
    """The last import of the same file that was done; its rows will be passed over."""
    same = ImportRun.objects.filter(sha256=run.sha256, status=ImportStatus.DONE).exclude(pk=run.pk)
    return same.select_related("by").order_by("-ended_at").first()


def progress_of(run):
    """How far it is, and whether a worker has it at all."""
    left = run.status == ImportStatus.WAITING and run.read == 0 and run.started_at < timezone.now() - LATE
    return {"run": run, "is_left": left, "most": max(run.rows, run.read, 1), "tone": TONES.get(run.status, "")}


@require_safe
@for_importers
def progress(request, pk):
    """The bar alone, asked for every other second; once it is over, the whole page is loaded again."""
    run = get_object_or_404(ImportRun, pk=pk)
    if not request.htmx:
        return redirect("complaints:import", pk=pk)
    if not run.is_busy:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "complaints/_import_progress.html", progress_of(run))


@require_POST
@for_importers
def cancel(request, pk):
    """Stop it; what is written stays."""
    run = get_object_or_404(ImportRun, pk=pk)
    press(request, partial(imports.cancel, run, by=request.user, now=timezone.now()))
    return redirect("complaints:import", pk=pk)


@require_POST
@for_importers
def export_refused(request, pk):
    """The refused rows as they stand in the file, each with its reason: correct them and import them again."""
    run = get_object_or_404(ImportRun, pk=pk)
    audit.export_rejected(run, by=request.user, now=timezone.now())
    return csv_answer("refused.csv", [*HEADS, *run.columns], refused_rows(run))


def refused_rows(run):
    """The number, the reason, and the cells."""
    reasons = dict(run.rejections.values_list("row", "reason"))
    for row in TableFile(run.file.path) if reasons else ():
        if row.number in reasons:
            yield (row.number, reasons[row.number], *row.cells)


def field_names(run):
    """[(column, field in words), ...] of what was mapped."""
    return [(run.columns[position], label_of(field)) for position, field in sorted(run.positions.items())]
