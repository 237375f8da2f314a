"""Saved filters: the list of them, saving and changing one, its report and its export."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints import rules
from complaints.actions import finding
from complaints.actions.audit import export_complaints
from complaints.enums import Audience, RuleEffect
from complaints.forms.finding import SavedFilterForm, initial_of
from complaints.lifecycle import Refused
from complaints.models import SavedFilter
from complaints.reports import filtered
from complaints.views.conditions import altered, conditions_of
from complaints.views.guards import only_if
from complaints.views.outcomes import UNPROCESSABLE, accepts, press
from complaints.views.queues import QUEUES, Listing
from complaints.views.spreadsheets import csv_answer

for_finders = only_if(partial(rules.may_find, "save_filter"))


def found(request, pk):
    """A saved filter this agent finds; for everybody else there is none."""
    rows = SavedFilter.objects.found_by(request.user).select_related("owner", "desk", "effect_desk", "effect_agent")
    return get_object_or_404(rows, pk=pk)


def changeable(request, pk):
    """A saved filter this agent may change: his own, or one he looks after."""
    saved = get_object_or_404(SavedFilter.objects.active().select_related("owner__department"), pk=pk)
    if saved.owner != request.user and not rules.may_change_filter(saved, request.user):
        return found(request, pk)  # found, but another's: the form says so; not found: 404
    return saved


@require_safe
@for_finders
def saved_filters(request):
    """All saved filters this agent finds, and the rules and shared ones he looks after."""
    looks_after = bool(rules.may_find("make_rule", request.user))
    rows = SavedFilter.objects.found_by(request.user, looks_after=looks_after)
    rows = rows.select_related("owner", "desk", "effect_desk", "effect_agent")
    lines = [line_of(saved, request.user) for saved in rows]
    return render(request, "complaints/saved_filters.html", {"lines": lines})


def line_of(saved, agent):
    """A saved filter with what it does, in words."""
    shared = {
        Audience.ROLE: saved.get_role_display,
        Audience.DESK: lambda: saved.desk,
        Audience.EVERYBODY: saved.get_audience_display,
        Audience.ME: saved.get_audience_display,
    }[saved.audience]()
    may_change = bool(rules.may_change_filter(saved, agent))
    return {"saved": saved, "shared": shared, "uses": uses_of(saved), "may_change": may_change}


def uses_of(saved):
    """What the filter does, use by use."""
    told = [_("queue")] if saved.is_queue else []
    if saved.is_alert:
        if saved.alert_count is not None:
            told.append(_("alert above %(n)s") % {"n": saved.alert_count})
        if saved.alert_minutes:
            told.append(_("alert when the oldest is older than %(n)s min") % {"n": saved.alert_minutes})
    if saved.is_rule:
        told.append(_("rule: %(name)s") % {"name": effect_words(saved)})
    return told + ([_("report")] if saved.is_report else [])


def effect_words(saved):
    """What a rule does, with its mark, desk or colleague."""
    what = {
        RuleEffect.FLAG: saved.get_effect_flag_display,
        RuleEffect.DESK: lambda: saved.effect_desk,
        RuleEffect.TELL: lambda: saved.effect_agent,
    }.get(saved.effect, str)()
    return f"{saved.get_effect_display()} {what}".strip()


@require_http_methods(["GET", "POST"])
@for_finders
def new_filter(request):
    """Save a view of the inbox under a name."""
    if request.method == "GET":
        form = form_of(request.user, initial={"address": request.GET.urlencode()})
        return form_page(request, form, request.GET)
    form = form_of(request.user, request.POST)
    who = {"by": request.user, "now": timezone.now()}
    if form.is_valid() and accepts(form, lambda: finding.save_filter(**who, **form.facts)):
        messages.success(request, _("Saved: %(name)s") % {"name": form.cleaned_data["name"]})
        return redirect("complaints:saved_filters")
    return form_page(request, form, QueryDict(request.POST.get("address", "")))


@require_http_methods(["GET", "POST"])
@for_finders
def edit_filter(request, pk):
    """Change a saved filter; its conditions too, where they come along from the inbox."""
    saved = changeable(request, pk)
    verdict = rules.may_change_filter(saved, request.user)
    if not verdict:
        raise PermissionDenied(verdict.why)
    if request.method == "GET":
        address = request.GET.urlencode() if "queue" in request.GET else saved.query
        form = form_of(saved.owner, initial=initial_of(saved) | {"address": address})
        return form_page(request, form, QueryDict(address), saved)
    form = form_of(saved.owner, request.POST)
    if form.is_valid() and accepts(
        form, lambda: finding.edit_filter(saved, by=request.user, now=timezone.now(), **form.facts)
    ):
        messages.success(request, _("Saved: %(name)s") % {"name": form.cleaned_data["name"]})
        return redirect("complaints:saved_filters")
    return form_page(request, form, QueryDict(request.POST.get("address", "")), saved)


def form_of(owner, data=None, **more):
    """The form; “my desk” is that of the owner."""
    return SavedFilterForm(data, queues=QUEUES, owner=owner, **more)


def form_page(request, form, params, saved=None):
    """The form with the conditions in words; those that make no sense are told, and nothing typed is lost."""
    listing = Listing(request.user, params, timezone.now())
    context = {
        "form": form,
        "saved": saved,
        "listing": listing,
        "conditions": conditions_of(listing)["set"] if listing.is_good else [],
        "why_no_rule": rules.may_find("make_rule", request.user).why,
    }
    status = UNPROCESSABLE if form.is_bound and not form.is_valid() else 200
    return render(request, "complaints/saved_filter.html", context, status=status)


@require_POST
@for_finders
def end_filter(request, pk):
    """Take a filter out of use; its history stays."""
    saved = changeable(request, pk)
    end = partial(finding.end_filter, saved, by=request.user, now=timezone.now())
    press(request, end, _("Deleted: %(name)s. Its history stays.") % {"name": saved.name})
    return redirect("complaints:saved_filters")


@require_safe
@for_finders
def open_filter(request, pk):
    """The list a saved filter stands for."""
    return redirect(f"{reverse('complaints:inbox')}?{found(request, pk).query}")


# The report


def listing_of_saved(request, saved):
    """The list of a saved filter as this agent sees it."""
    return Listing(request.user, QueryDict(saved.query), timezone.now())


@require_safe
@for_finders
def report(request, pk):
    """How many, of what kind, how late: every figure leads to its list."""
    saved = found(request, pk)
    listing = listing_of_saved(request, saved)
    context = {"saved": saved, "listing": listing, "list_url": f"{reverse('complaints:inbox')}?{saved.query}"}
    if listing.is_good:
        context |= filtered.figures_of(listing.bare, listing.now)
        context["splits"] = [(label, linked(parts, listing)) for label, parts in context["splits"]]
        context["conditions"] = conditions_of(listing)["set"]
        context["late_url"] = late_url(listing)
    context["why_no_export"] = rules.may_find("export_complaints", request.user).why
    return render(request, "complaints/filter_report.html", context, status=200 if listing.is_good else 400)


def linked(parts, listing):
    """Each part with the address of its list."""
    inbox_url = reverse("complaints:inbox")
    return [(part, f"{inbox_url}?{altered(listing.params, saved=None, **part.condition)}") for part in parts]


def late_url(listing):
    """The list of the late ones, where the queue of late ones holds them all."""
    if listing.queue.code not in ("open", "all", "overdue"):
        return ""
    return f"{reverse('complaints:inbox')}?{altered(listing.params, queue='overdue', saved=None)}"


@require_POST
@for_finders
def export(request, pk):
    """The list as CSV, streamed; that it left the house is written down."""
    saved = found(request, pk)
    listing = listing_of_saved(request, saved)
    if not listing.is_good:
        return redirect("complaints:filter_report", pk=pk)
    rows = filtered.for_export(listing.bare).order_by("-registered_at", "-pk")
    facts = {"title": saved.name, "conditions": {"queue": saved.queue, **saved.conditions}}
    try:
        export_complaints(by=request.user, now=listing.now, rows=rows.count(), **facts)
    except Refused as refused:
        raise PermissionDenied(refused.reason) from refused
    lines = (filtered.cells_of(complaint) for complaint in rows.iterator(chunk_size=2000))
    return csv_answer("complaints.csv", filtered.HEADS, lines)
