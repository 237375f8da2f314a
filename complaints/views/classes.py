"""Insight into classes: how good each rule is, why complaints arise, how often suggestions are followed."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from complaints import rules
from complaints.actions import learning
from complaints.actions.audit import export_report
from complaints.forms.insight import PeriodForm, RulesForm
from complaints.lifecycle import Refused
from complaints.models import Category, Complaint, KeywordRule, LearnedModel
from complaints.reports import agreement, causes, prevention, rule_quality
from complaints.reports.shares import per_cent, wilson
from complaints.views.outcomes import press
from complaints.views.periods import for_who_sees_all, frame
from complaints.views.spreadsheets import csv_answer

SHOWN = 60  # rules on a page; the export holds all


def why_no_export(agent):
    """What stands against taking figures out of the house."""
    return rules.may_find("export_report", agent).why


# How good each rule is


@require_GET
@for_who_sees_all
def rule_report(request):
    """Precision and false P1 of each keyword rule, worst first."""
    period, context = frame(request, timezone.now(), "keyword_rules")
    sort = RulesForm(request.GET).sort()
    found = rule_quality.rules_of(*period.span, sort)
    total, decided, kept = rule_quality.main_codes(*period.span)
    context |= {
        "sort": sort,
        "sorts": [(code, label, f"?{period.query}&sort={code}") for code, (label, _key) in rule_quality.SORTS.items()],
        "rules": found[:SHOWN],
        "rest": len(found) - len(found[:SHOWN]),
        "total": total,
        "decided": decided,
        "kept": per_cent(kept, decided),
        "kept_interval": wilson(kept, decided) if decided else None,
        "bad": sum(rule.is_bad for rule in found),
        "line": rule_quality.RETIRE_BELOW,
        "may_edit": request.user.has_perm("complaints.change_keywordrule"),
        "why_no_export": why_no_export(request.user),
    }
    return render(request, "complaints/insight/rules.html", context)


@require_GET
@for_who_sees_all
def rule_hits(request, pk):
    """The complaints behind one rule's numbers."""
    rule = get_object_or_404(KeywordRule.objects.select_related("category"), pk=pk)
    period = PeriodForm(request.GET).period(timezone.now())
    context = {
        "rule": rule,
        "period": period,
        "rows": with_names(rule_quality.hits_of(rule, *period.span)),
        "back": f"{reverse('complaints:keyword_rules')}?{period.query}",
        "may_edit": request.user.has_perm("complaints.change_keywordrule"),
    }
    return render(request, "complaints/insight/rule_hits.html", context)


def with_names(rows):
    """The rows with the names of their codes."""
    names = {category.pk: str(category) for category in Category.objects.all()}
    for row in rows:
        row["said_name"], row["code_name"] = names.get(row["said"], ""), names.get(row["code"], "")
    return rows


@require_POST
@for_who_sees_all
def export_rules(request):
    """The figures of every rule as CSV; that they left the house is written down."""
    form = RulesForm(request.GET)
    period = form.period(timezone.now())
    found = rule_quality.rules_of(*period.span, form.sort())
    heads = (_("Keyword rule"), _("Category"), _("Mark"), _("Hits"), _("Decided by people"), _("Confirmed"))
    heads += (_("Corrected"), _("Mostly to"), _("Precision"), _("Of P1 decided"), _("False P1"))
    lines = (
        (
            *(rule.term, rule.code, rule.flag, rule.hits, rule.decided),
            *((rule.confirmed, rule.corrected, rule.mostly) if rule.code else ("", "", "")),
            "" if rule.precision is None else f"{rule.precision:.1f} %",
            *(rule.p1_decided, rule.p1_false),
        )
        for rule in found
    )
    return exported(request, "keyword-rules.csv", _("Keyword rules"), heads, list(lines), period)


def exported(request, name, title, heads, lines, period):
    """The figures as a download, recorded first."""
    try:
        conditions = {"since": str(period.first), "until": str(period.last)}
        export_report(by=request.user, now=timezone.now(), rows=len(lines), title=title, conditions=conditions)
    except Refused as refused:
        raise PermissionDenied(refused.reason) from refused
    return csv_answer(name, heads, lines)


# What complaints are about, and why they arose


@require_GET
@for_who_sees_all
def cause_report(request):
    """The families beside the benchmark, root causes and responsible parties as a Pareto."""
    period, context = frame(request, timezone.now(), "causes")
    rows = registered_in(period, request.user)
    groups = causes.families(rows)
    context |= {
        "families": [family for family in groups if family.benchmark is not None],
        "others": [family for family in groups if family.benchmark is None and family.count],
        "distance": causes.distance(groups),
        "paretos": [
            (_("Root causes"), "root_cause", causes.root_causes(rows)),
            (_("Responsible parties"), "responsible_party", causes.parties(rows)),
        ],
        "list_url": f"{reverse('complaints:inbox')}?queue=all&{period.days_query}",
        "why_no_export": why_no_export(request.user),
        "may_plan": prevention.may_plan(request.user),
    }
    return render(request, "complaints/insight/causes.html", context)


def registered_in(period, agent):
    """What came in within the period, as far as this agent may see it."""
    rows = Complaint.objects.visible_to(agent)
    return rows.filter(registered_at__gte=period.since, registered_at__lt=period.until)


@require_POST
@for_who_sees_all
def export_causes(request):
    """Both Paretos as CSV; recorded."""
    period = PeriodForm(request.GET).period(timezone.now())
    rows = registered_in(period, request.user)
    heads = (_("Kind"), _("Code"), _("Complaints"), _("Share"), _("Share so far"))
    kinds = ((_("Root cause"), causes.root_causes(rows)), (_("Responsible party"), causes.parties(rows)))
    lines = [
        (kind, bar.label, bar.count, f"{bar.share:.1f} %", f"{bar.together:.1f} %")
        for kind, bars in kinds
        for bar in bars
    ]
    return exported(request, "causes.csv", _("Causes"), heads, lines, period)


# How often suggestions are followed


@require_GET
@for_who_sees_all
def suggestion_report(request):
    """Agreement with words, likeness and the learned model; the versions that were learnt, with their measures."""
    period, context = frame(request, timezone.now(), "suggestions")
    rows, shown = agreement.learned(*period.span)
    context |= {
        "machine": agreement.machine(*period.span),
        "learned": rows,
        "shown": shown,
        "models": [version_of(model) for model in LearnedModel.objects.all()[:10]],
        "why_no_switch": rules.may_find("switch_suggestions", request.user).why,
        "least": learning.LEAST,
    }
    return render(request, "complaints/insight/suggestions.html", context)


def version_of(model):
    """One version with its measures in per cent."""
    shares = {name: round(100 * getattr(model, name)) for name in ("accuracy", "top_three", "rules_accuracy")}
    return {"model": model, "weakest": weakest(model), **shares}


def weakest(model):
    """The codes it was least often right about, of those held back at least five times."""
    rows = [(code, round(100 * right / count), count) for code, count, right in model.by_code if count >= 5]
    return sorted(rows, key=lambda row: row[1])[:5]


@require_POST
@for_who_sees_all
def switch_suggestions(request, pk):
    """Switch one version on or off."""
    model = get_object_or_404(LearnedModel, pk=pk)
    is_on = request.POST.get("on") == "1"
    switch = partial(learning.switch_suggestions, model, by=request.user, now=timezone.now(), on=is_on)
    done = _("%(model)s now suggests.") if is_on else _("%(model)s no longer suggests.")
    press(request, switch, done % {"model": model})
    return redirect("complaints:suggestions")
