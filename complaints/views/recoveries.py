"""Claims against who caused losses: what is due, one claim with its steps, and how much comes back (DP-09)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST, require_safe

from complaints import rules
from complaints.actions import recoveries as acts
from complaints.actions.audit import export_report
from complaints.actions.reversals import repay_claim
from complaints.enums import RecoveryState
from complaints.forms import losses as forms
from complaints.lifecycle import Refused
from complaints.models import Recovery
from complaints.reports import recoveries as report
from complaints.roles import FINDING, READ_PAYMENTS, SEE_ALL, Role, has_role
from complaints.sentences import plain
from complaints.views.guards import only_for
from complaints.views.panels import Panels, PanelStep
from complaints.views.periods import for_who_sees_all, frame
from complaints.views.spreadsheets import csv_answer
from complaints.views.story import line_of
from complaints.views.tabs import tabbed

PAGE = 50
READERS = SEE_ALL | {Role.FRONT_LINE}
TABS = {
    "due": gettext_lazy("Overdue"),
    "open": gettext_lazy("Running"),
    "unclaimed": gettext_lazy("Not claimed yet"),
    "asked": gettext_lazy("To be given up"),
    "received": gettext_lazy("Received"),
    "owed_back": gettext_lazy("To be paid back"),
    "given_up": gettext_lazy("Given up"),
    "all": gettext_lazy("All"),
}


def lists_of(agent, conditions, now):
    """{tab: queryset}: what runs by the time it is due, all else the newest first."""
    rows = report.listed(agent, conditions)
    newest = rows.order_by("-opened_at", "-pk")
    return {
        "due": rows.overdue(now).order_by("due_by", "pk"),
        "open": rows.running().order_by("due_by", "pk"),
        "unclaimed": report.unclaimed(agent, conditions).order_by("split_at", "pk"),
        "asked": rows.running().filter(give_up_asked_by__isnull=False).order_by("give_up_asked_at", "pk"),
        "received": newest.filter(state=RecoveryState.RECEIVED),
        "owed_back": rows.filter(state=RecoveryState.OWED_BACK).order_by("due_by", "pk"),
        "given_up": newest.filter(state=RecoveryState.GIVEN_UP),
        "all": newest,
    }


@require_safe
@only_for(READERS)
def recoveries(request):
    """What is due first; the parts nobody has claimed yet have a list of their own."""
    now, form = timezone.now(), forms.RecoveriesForm(request.GET)
    conditions = form.conditions()
    lists = lists_of(request.user, conditions, now)
    rows, context = tabbed(request.GET, lists, TABS, first="open", uncounted="all")
    context |= {
        "form": form,
        "rows": [(row, report.open_parts(row)) for row in rows] if context["tab"] == "unclaimed" else rows,
        "now": now,
        "is_narrowed": bool(conditions),
        "may_export": has_role(request.user, *FINDING["export_report"]),
        "reads_all": has_role(request.user, *SEE_ALL),
        "reads_figures": has_role(request.user, *READ_PAYMENTS),
    }
    return render(request, "complaints/recoveries.html", context)


@require_POST
@only_for(FINDING["export_report"])
def export(request):
    """The listed claims as a table, recorded first."""
    form = forms.RecoveriesForm(request.POST)
    conditions = form.conditions()
    rows = list(report.listed(request.user, conditions).order_by("-opened_at", "-pk"))
    told = {name: str(value) for name, value in conditions.items()}
    title = _("Recoveries")
    try:
        export_report(by=request.user, now=timezone.now(), rows=len(rows), title=title, conditions=told)
    except Refused as refused:
        raise PermissionDenied(refused.reason) from refused
    heads = [_("Number"), _("Complaint"), _("Payout"), _("From whom"), _("Merchant"), _("State"), _("Claimed back")]
    heads += [_("Agreed to pay"), _("Received"), _("Outstanding"), _("Claimed on"), _("Due by")]
    return csv_answer("recoveries.csv", heads, map(cells, rows))


def cells(row):
    """One claim as a line of a table."""
    case = [row.number, row.complaint.number, row.payout.number, row.get_party_display(), row.complaint.merchant]
    amounts = [row.get_state_display(), row.amount, row.agreed or "", row.recovered, row.outstanding]
    return [*case, *amounts, timezone.localdate(row.opened_at), timezone.localdate(row.due_by)]


# One claim


STEPS = {
    "receive_recovery": PanelStep(
        gettext_lazy("Money has come in"),
        forms.ReceiveForm,
        acts.receive_recovery,
        gettext_lazy("It may come in several parts, each with its own reference."),
    ),
    "agree_recovery": PanelStep(gettext_lazy("They agree"), forms.AgreeForm, acts.agree_recovery),
    "refuse_recovery": PanelStep(gettext_lazy("They refuse"), forms.AnswerForm, acts.refuse_recovery),
    "claim_again": PanelStep(gettext_lazy("Claim it again"), forms.AgainForm, acts.claim_again),
    "ask_give_up": PanelStep(
        gettext_lazy("Ask to give it up"),
        forms.WhyForm,
        acts.ask_give_up,
        gettext_lazy("Somebody else decides; until then it is claimed on."),
        shown=lambda row: row.is_running and not row.give_up_asked_by_id,
        rule=rules.may_ask_give_up,
    ),
    "keep_recovery": PanelStep(
        gettext_lazy("Go on claiming"),
        forms.WhyForm,
        acts.keep_recovery,
        shown=lambda row: row.is_running and row.give_up_asked_by_id,
        rule=rules.may_keep_recovery,
    ),
    "give_up_recovery": PanelStep(
        gettext_lazy("Give it up"),
        forms.WhyForm,
        acts.give_up_recovery,
        gettext_lazy("What has not come in the platform bears."),
        kind="danger",
        rule=lambda row, _by: acts.needs_two(row),
    ),
    "repay_claim": PanelStep(
        gettext_lazy("Paid back to them"),
        forms.RepayForm,
        repay_claim,
        gettext_lazy("The payout came back, so what they had paid us is theirs again."),
    ),
}


def load(agent, pk):
    """The claim, if this agent may know of it; else 404."""
    along = ("complaint__owner", "complaint__handler", "payout__split", "opened_by", "give_up_asked_by", "given_up_by")
    rows = Recovery.objects.visible_to(agent).select_related(*along)
    return get_object_or_404(rows.prefetch_related("receipts__recorded_by"), pk=pk)


@require_safe
def recovery(request, pk):
    """One claim: what is open, until when, what came in, what was said, and the next steps."""
    return show(request, load(request.user, pk))


@require_POST
def recovery_step(request, pk, verb):
    """Take one step; what was wrong comes back with the text."""
    row = load(request.user, pk)

    def say(row, _result):
        messages.success(request, plain(report.events_of(row).first()))

    return PANELS.step(request, row, verb, show=show, say=say)


def show(request, row, *, status=200, **sent):
    """The page of a claim; `sent` brings a form back with its errors."""
    now, agent = timezone.now(), request.user
    events = list(report.events_of(row))
    context = {
        "recovery": row,
        "c": row.complaint,
        "is_late": row.is_open and row.due_by < now,
        "events": [line_of(event) for event in events],
        "steps": PANELS.of(row, agent, now, sent),
    }
    return render(request, "complaints/recovery.html", context, status=status)


PANELS = Panels(Recovery, STEPS, "complaints:recovery_step")


# How much comes back


@require_GET
@for_who_sees_all
def rates(request):
    """What others bear of our payouts and how much has come back: by party, month and merchant (K34)."""
    period, context = frame(request, timezone.now(), "recovery_rates")
    found, before = report.yields(period.span), report.yields(period.before).together
    address = f"{reverse('complaints:recoveries')}?tab=all&{period.days_query}"
    context |= {
        "found": found,
        "before": before,
        "all_url": address,
        "unclaimed_url": address.replace("tab=all", "tab=unclaimed"),
    }
    return render(request, "complaints/insight/recoveries.html", context)
