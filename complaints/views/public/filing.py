"""Filing a complaint without an account, and the receipt."""

import uuid
from datetime import datetime, timedelta

from axes.helpers import get_client_ip_address
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints import progress
from complaints.actions import contact, intake, links
from complaints.actions.evidence import keep_files
from complaints.actions.waits import told_times, wait_at
from complaints.enums import Channel, ClockName
from complaints.forms.calls import BookCallForm
from complaints.forms.public import FilingForm
from complaints.lifecycle import Refused
from complaints.models import Complaint, contact_key
from complaints.reports.published import promised
from complaints.text import sketch
from complaints.views.outcomes import UNPROCESSABLE
from complaints.views.public.links import by_link, complaint_of, consumer_of, system_of

FILED, KEPT = "filed", 5  # where the session keeps what was filed, and how many
MOST_AN_HOUR = 20  # complaints from one address; an office behind one address still gets through


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def file(request):
    """The intake form; after it the receipt."""
    form = FilingForm(request.POST or None, request.FILES or None, initial={"idempotency_key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        complaint = file_once(request, form)
        if complaint:
            receipt = reverse("complaints:received", args=[links.token_of(complaint)])
            return redirect(f"{receipt}?call=1" if form.cleaned_data["wants_call"] else receipt)
    respond, dispatch = promised(ClockName.RESPOND, ClockName.DISPATCH)
    context = {"form": form, "respond": respond, "dispatch": dispatch, "wait": wait_at(timezone.now())}
    return render(request, "complaints/file.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def file_once(request, form):
    """Register what the form says, once per key; returns None after putting the refusal onto the form."""
    now, reference = timezone.now(), f"form:{form.cleaned_data['idempotency_key']}"
    earlier = Complaint.objects.filter(channel=Channel.WEB, source_ref=reference).first()
    if earlier:
        return earlier
    try:
        check_rate(request, now)
        before = filed_before(request, form)
        complaint = intake.submit(intake_of(form, reference), by=system_of(request, "page"), now=now)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    except IntegrityError:  # the same form at the same moment: the other one was first
        return Complaint.objects.get(channel=Channel.WEB, source_ref=reference)
    remember(request, form, now)
    if before:
        messages.info(request, _("It looks like one you have filed already: we look at both together."))
    checked, refused = form.cleaned_data["files"]
    refused += keep_files(complaint, checked, by=consumer_of(request, complaint), now=now)
    if form.cleaned_data["wants_call"]:  # also of who then chooses no hour (IN-18)
        contact.ask_person(complaint, by=consumer_of(request, complaint), now=now)
    for sentence in refused:
        messages.warning(request, _("Your complaint is in, but: %(what)s") % {"what": sentence})
    return complaint


def check_rate(request, now):
    """Refuse the flood from one address, and only that."""
    key = links.attempt_key("file", get_client_ip_address(request))
    if until := links.locked_until(key, now):
        time = progress.friendly(until, now)
        raise Refused(_("Too many complaints from one connection. Please try again at %(time)s.") % {"time": time})
    links.count_try(key, now=now, most=MOST_AN_HOUR, within=timedelta(hours=1))


def intake_of(form, reference):
    """What the form says, in the words of the action."""
    data = form.cleaned_data
    return intake.Intake(
        channel=Channel.WEB,
        description=data["description"],
        name=data["name"],
        phone=data["phone"],
        email=data["email"],
        preferred_channel=data["preferred_channel"],
        demand_kind=data["demand_kind"],
        language=get_language(),
        source_ref=reference,
        need_by=data["need_by"],
        particulars=form.particulars,
        order={
            "order_number": data["order_number"],
            "batch": data["batch"],
            **form.way,
        },
    )


@login_not_required
@require_POST
def again(request):
    """While one types: whether this browser has filed the same before. Nobody learns anything of other people."""
    form = FilingForm(request.POST)
    form.is_valid()  # fills cleaned_data with what is good already
    return render(request, "complaints/public/_filed_again.html", {"filed_at": filed_before(request, form)})


def filed_before(request, form):
    """When this browser filed the same order or nearly the same words, during this visit; or None (docs/adr/0016)."""
    order, marks = marks_of(form.cleaned_data)
    for row in reversed(request.session.get(FILED, [])):
        if (order and row["order"] == order) or set(row["marks"]) & set(marks):
            return datetime.fromisoformat(row["at"])
    return None


def remember(request, form, now):
    """Keep in the session what was filed, as hashes alone: on a shared machine they say nothing to the next person."""
    order, marks = marks_of(form.cleaned_data)
    rows = [*request.session.get(FILED, []), {"at": now.isoformat(), "order": order, "marks": marks}]
    request.session[FILED] = rows[-KEPT:]


def marks_of(data):
    """(hash of the order number, sketch of the words) of what stands in the form."""
    return contact_key(data.get("order_number", "")), sketch(data.get("description", ""))


@by_link(complaint_of)
@require_safe
def received(request, complaint, *, token):
    """The receipt: number, link, the promised times, what happens next; the hours for a call to who asked for one."""
    now, link = timezone.now(), request.build_absolute_uri(reverse("complaints:progress", args=[token]))
    context = {"complaint": complaint, "token": token, "link": link, "told": told_times(complaint)}
    if "call" in request.GET and progress.call_of(complaint, now)["may_book"]:
        context["call_form"] = BookCallForm(complaint=complaint, now=now)
    return render(request, "complaints/received_public.html", context)
