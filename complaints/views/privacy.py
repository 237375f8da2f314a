"""Privacy: requests about own data, what is due for erasure, legal holds; for legal, the back office, managers."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from complaints import clock, rules
from complaints.actions import privacy as acts
from complaints.enums import AskedOf, DataState
from complaints.forms import privacy as forms
from complaints.lifecycle import Refused, why_not
from complaints.models import Complaint, DataRequest, LegalHold
from complaints.reports import privacy as report
from complaints.roles import PRIVACY_OFFICERS, READ_PRIVACY, has_role
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE
from complaints.views.paging import Place, page_of, page_url
from complaints.views.public.links import by_link, complaint_of

PAGE = 50


@require_safe
@only_for(READ_PRIVACY)
def privacy(request):
    """What is to be answered, what is due, what was done."""
    return render(request, "complaints/privacy.html", overview(request))


def overview(request, **sent):
    """All that the page shows."""
    now, lists = timezone.now(), report.requests()
    tab = "answered" if request.GET.get("tab") == "answered" else "open"
    page = page_of(lists[tab], Place.of(request.GET), PAGE)
    seen = Complaint.objects.visible_to(request.user)
    names = (("open", _("To be answered")), ("answered", _("Answered")))
    return {
        "tabs": [
            {"label": label, "url": f"?tab={name}", "count": None, "current": name == tab} for name, label in names
        ],
        "rows": [(row, clock.light(row.clock, now)) for row in page.rows],
        "previous_url": page_url(request.GET, before=page.previous),
        "next_url": page_url(request.GET, after=page.next),
        "kept": report.kept(now),
        "done": report.done(now),
        "holds": report.holds(),
        "due_cases": seen.filter(pk__in=report.cases_due(now).values("pk")).order_by("stage_at", "pk"),
        "may_act": has_role(request.user, *PRIVACY_OFFICERS),
        "lift_form": forms.LiftHoldForm(),
    } | sent


def load(pk):
    """One request, or 404."""
    rows = DataRequest.objects.select_related("complaint", "consumer", "recorded_by", "answered_by")
    return get_object_or_404(rows, pk=pk)


@require_safe
@only_for(READ_PRIVACY)
def data_request(request, pk):
    """One request: what is asked, what stands against it, and the answer."""
    return show(request, load(pk))


def form_of(verb, row, *sent):
    """The form of an answer."""
    if verb == "refuse_request":
        return forms.RefuseRequestForm(*sent, auto_id="refuse_%s")
    return (forms.CorrectForm if row.kind == AskedOf.CORRECTION else forms.GrantForm)(*sent, auto_id="grant_%s")


@require_POST
@only_for(READ_PRIVACY)
def answer_request(request, pk, verb):
    """Grant it, or refuse it with reasons; what was wrong comes back with the text."""
    row = load(pk)
    if verb not in ("grant_request", "refuse_request"):
        raise Http404
    form = form_of(verb, row, request.POST)
    if form.is_valid():
        try:
            done = getattr(acts, verb)(row, by=request.user, now=timezone.now(), **form.facts())
        except Refused as refused:
            form.refuse(refused.reason)
        else:
            messages.success(request, done.get_state_display())
            return redirect("complaints:data_request", pk=pk)
    return show(request, row, status=UNPROCESSABLE, **{verb: form})


def show(request, row, *, status=200, **sent):
    """The page of a request; `sent` brings a form back with its errors."""
    now, agent = timezone.now(), request.user
    verbs = ("grant_request", "refuse_request") if row.state == DataState.OPEN else ()
    hat = rules.wears_the_hat("grant_request", agent, DataRequest.who_may)
    against = str(hat.why) or (why_not(row, "grant_request", agent, now) if verbs else "")
    context = {
        "row": row,
        "light": clock.light(row.clock, now),
        "forms": {verb: sent.get(verb) or form_of(verb, row) for verb in verbs},
        "why": against if verbs else "",
        "sees_complaint": Complaint.objects.visible_to(agent).filter(pk=row.complaint_id).exists(),
        "cases": row.consumer.complaints.order_by("-registered_at", "-pk"),
        "may_copy": bool(hat) and row.kind == AskedOf.ACCESS and row.consumer.erased_at is None,
    }
    return render(request, "complaints/data_request.html", context, status=status)


@require_POST
@only_for(READ_PRIVACY)
def take_copy(request, pk):
    """The copy as a file, for the officer who answers; recorded."""
    row = load(pk)
    hat = rules.wears_the_hat("grant_request", request.user, DataRequest.who_may)
    if not hat or row.kind != AskedOf.ACCESS:
        raise PermissionDenied(hat.why)
    acts.take_copy(row, by=request.user, now=timezone.now())
    return as_file(row)


@by_link(complaint_of)
@require_GET
def own_copy(request, complaint, *, token):
    """The copy as a file, for the person himself, once it was granted."""
    granted = complaint.data_requests.filter(kind=AskedOf.ACCESS, state=DataState.GRANTED)
    return as_file(get_object_or_404(granted.select_related("consumer").order_by("-pk")[:1]))


def as_file(row):
    """All that is kept of the person as JSON, to be saved."""
    text = json.dumps(report.copy_of(row.consumer, timezone.now()), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="data-{row.complaint.number}.json"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


@require_POST
@only_for(READ_PRIVACY)
def lift_hold(request, pk):
    """Lift a hold, with the reason."""
    hold = get_object_or_404(LegalHold, pk=pk)
    form = forms.LiftHoldForm(request.POST)
    if form.is_valid():
        try:
            acts.lift_hold(hold, by=request.user, now=timezone.now(), **form.facts())
        except Refused as refused:
            form.refuse(refused.reason)
        else:
            messages.success(request, _("The hold is lifted."))
            return redirect("complaints:privacy")
    context = overview(request, lift_form=form, lifted=hold.pk)
    return render(request, "complaints/privacy.html", context, status=UNPROCESSABLE)
