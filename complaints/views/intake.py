"""The quick form of agents, its preview while one types, and the receipt."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints import rules
from complaints.actions import exposure, intake, rulebook, sources, triage
from complaints.actions.orders import COLUMNS
from complaints.forms.intake import QuickForm, blank_form
from complaints.gateways import orders as order_source
from complaints.lifecycle import Refused
from complaints.models import Category, Complaint
from complaints.reports.alike import known_consumers, possible_duplicates, same_person
from complaints.reports.suggested import ranked
from complaints.sentences import urgency
from complaints.views.outcomes import UNPROCESSABLE


def need_the_hat(agent):
    """A page for those who may register complaints; the others are told why not."""
    verdict = rules.wears_the_hat("submit", agent)
    if not verdict:
        raise PermissionDenied(verdict.why)


@require_http_methods(["GET", "POST"])
def new(request):
    """Register a complaint for a consumer; with the second button accept it in the same go."""
    need_the_hat(request.user)
    if request.POST.get("then") == "order":
        return with_order_facts(request)
    if request.POST.get("take"):
        return page(request, QuickForm(initial=typed_in(request) | {"category": request.POST["take"]}))
    form = QuickForm(request.POST) if request.method == "POST" else blank_form()
    if form.is_bound and form.is_valid():
        complaint = register(request, form)
        if complaint:
            return redirect("complaints:registered", number=complaint.number)
    return page(request, form, **(preview_of(request.user, form) if form.is_bound else {}))


def page(request, form, **more):
    """The quick form as it stands."""
    form.keep_draft_of(request.user)
    why_no_accept = rules.wears_the_hat("accept", request.user).why
    context = {"form": form, "why_no_accept": why_no_accept, "has_order_source": order_source.is_connected(), **more}
    return render(request, "complaints/new.html", context, status=UNPROCESSABLE if form.errors else 200)


def typed_in(request):
    """Everything as it was typed, to go on with."""
    return request.POST.dict() | {"secondary_codes": request.POST.getlist("secondary_codes")}


def with_order_facts(request):
    """What was typed, filled up from the order source; nothing is registered, nothing typed is lost (IN-13)."""
    typed = typed_in(request)
    facts, word = order_facts(typed.get("order_number", "").strip())
    form = QuickForm(initial=typed | {column: facts[name] for column, name in COLUMNS.items() if name in facts})
    return page(request, form, order_word=word)


def order_facts(number):
    """(facts, what to tell): the gap is told, and work goes on."""
    if not number:
        return {}, _("Enter the order number first.")
    try:
        facts = order_source.ask(number, timezone.now())
    except (OSError, ValueError):
        return {}, _("The order system does not answer. Go on: it is asked again after registering.")
    if facts is None:
        return {}, _("The order system knows no such order: check the number.")
    return facts, _("Filled in from the order system.")


def register(request, form):
    """The complaint, registered once however often the button was pressed; None after a refusal put onto the form."""
    now = timezone.now()
    try:
        complaint = intake.submit_once(intake_of(form), by=request.user, now=now)
        keep_sources(complaint, form, by=request.user, now=now)
        complaint = keep_class(complaint, form, by=request.user, now=now)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return None
    if request.POST.get("then") == "accept":
        try:
            complaint = intake.accept(complaint, by=request.user, now=now)
        except Refused as refused:
            messages.warning(request, _("Registered, but not accepted: %(why)s") % {"why": refused.reason})
    return complaint


def keep_sources(complaint, form, *, by, now):
    """Put the pasted chat and the public post to their complaint; a second press finds them there."""
    if form.chat:
        sources.add_chat(complaint, form.chat, by=by, now=now)
    if form.post:
        exposure.add_post(complaint, by=by, now=now, **form.post)


def keep_class(complaint, form, *, by, now):
    """The codes and the business link that the agent has chosen himself; a second press finds them there."""
    chosen = {name: form.cleaned_data[name] for name in ("category", "business_stage", "secondary_codes")}
    if not any(chosen.values()) or complaint.codings.exists():
        return complaint
    category = chosen.pop("category") or complaint.category
    codes = chosen.pop("secondary_codes") or None
    reason = _("Said so while it was registered.")
    return triage.reclassify(
        complaint, by=by, now=now, category=category, reason=reason, secondary_codes=codes, **chosen
    )


def intake_of(form):
    """What the form says, in the words of the action; the first message of a chat is the first enquiry (IN-14)."""
    data = form.cleaned_data
    same = (
        "channel",
        "description",
        "name",
        "phone",
        "email",
        "preferred_channel",
        "external_id",
        "contact_none_reason",
    )
    more = ("demand_kind", "demand_amount", "demand_text", "happened_at", "first_contact_at", "need_by")
    facts = {name: data[name] for name in (*same, *more)}
    if form.chat and not facts["first_contact_at"]:
        facts["first_contact_at"] = min(line.at for line in form.chat.lines)
    reference = f"form:{data['idempotency_key']}"
    return intake.Intake(**facts, source_ref=reference, order=form.order, particulars=form.particulars)


@require_POST
def preview(request):
    """While one types: the class the words would get, and what they may repeat. Writes nothing."""
    need_the_hat(request.user)
    return render(request, "complaints/_preview.html", preview_of(request.user, QuickForm(request.POST)))


def preview_of(agent, form):
    """What the form as it stands would become, and what it may repeat."""
    form.is_valid()  # fills cleaned_data with what is good already
    data, now = form.cleaned_data, timezone.now()
    found = rulebook.Rulebook(now).classify(data["description"]) if data.get("description") else None
    return {
        "chat": form.chat,
        "found": found,
        "category": found and Category.objects.get(pk=found.category),
        "learned": ranked(found.learned) if found else [],
        "reasons": [urgency({"code": r.code, **r.params}) for r in found.reasons] if found else [],
        "same": possible_duplicates(
            agent,
            text=data.get("description", ""),
            order_number=data.get("order_number", ""),
            consumers=known_consumers(data),
        ),
    }


@require_safe
def registered(request, number):
    """The receipt to read out: number, promised times, the class and the words that fired."""
    rows = Complaint.objects.visible_to(request.user).select_related("consumer", "category", "owner")
    complaint = get_object_or_404(rows, number=number)
    same = possible_duplicates(
        request.user,
        text=complaint.description,
        order_number=complaint.order_number,
        consumers=same_person(complaint.consumer),
        but=complaint,
    )
    reasons = [urgency(reason) for reason in complaint.urgency_reasons]
    context = {"c": complaint, "reasons": reasons, "same": same}
    return render(request, "complaints/registered.html", context)
