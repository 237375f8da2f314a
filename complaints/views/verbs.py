"""One view for every verb: load what may be seen, read the form, call one action, go back to the desk."""

from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from complaints import rules, wording
from complaints.actions import contact
from complaints.actions.links import merchant_token
from complaints.enums import EventKind, PayoutKind
from complaints.lifecycle import Refused
from complaints.models import Complaint, LadderRung, Message
from complaints.reports.after import voices_of
from complaints.sentences import plain, sentence
from complaints.views.acts import ACTS
from complaints.views.desk import desk, load
from complaints.views.files import handed_out
from complaints.views.letter import letter_page
from complaints.views.outcomes import press
from complaints.views.steps import against, against_payout, hat_of, is_ruled, wears

UNPROCESSABLE, CONFLICT = 422, 409
# What may make a text wrong that somebody has been writing meanwhile.
LOUD = Q(kind__in=[EventKind.STATE, EventKind.HANDOVER]) | Q(verb__in=["set_tier", "reclassify", "draft_proposal"])
OVER = "complaints/_act_dialog.html"
SPEECH = ("reply", "note", "hear_consumer")


@require_http_methods(["GET", "POST"])
def act(request, number, verb):
    """The page of one verb; sent, its action."""
    complaint, form = prepared(request, number, verb)
    if request.method == "GET":
        return form_page(request, complaint, verb, form)
    conflict = newer_event(complaint, form, request.user, verb)
    if conflict:
        return form_page(request, complaint, verb, form, conflict=conflict)
    result = carried_out(form, verb)
    if result is None and ACTS[verb].is_bare:
        messages.error(request, " ".join(form.non_field_errors()))
        return redirect(desk_url(request, complaint, verb))
    if result is None:
        return form_page(request, complaint, verb, form)
    tell_done(request, complaint, verb, form)
    return redirect(desk_url(request, complaint, verb))


def prepared(request, number, verb):
    """The complaint and the verb's form, or 404 for strangers and 403 for the wrong hat."""
    complaint = load(request, number)
    if not wears(verb, request.user):
        raise PermissionDenied(rules.wears_the_hat(hat_of(verb), request.user).why)
    form_class = ACTS[verb].form
    first = {"seen": complaint.last_event}
    if form_class.target in request.GET:
        first[form_class.target] = request.GET[form_class.target]
    first |= {name: request.GET[name] for name in form_class.starts if name in request.GET}
    sent = request.method == "POST"
    form = form_class(
        request.POST if sent else None,
        request.FILES if sent else None,
        complaint=complaint,
        by=request.user,
        now=complaint.looked_at,
        initial=first,
    )
    return complaint, form


def carried_out(form, verb):
    """The action's result, or None with the reasons on the form."""
    if not form.is_valid():
        return None
    try:
        return ACTS[verb].action(form.subject(), by=form.by, now=form.now, **form.facts()) or True
    except Refused as refused:
        form.refuse(refused.reason)
        return None


def newer_event(complaint, form, by, verb):
    """What happened after the author's screen and may make the text wrong; None without a screen or news.

    Others' steps count, and this very verb by the same person: then the form was sent twice.
    """
    seen = form.data.get("seen", "")
    if not seen.isdecimal() or int(seen) >= complaint.last_event:
        return None
    rows = complaint.events.filter(pk__gt=int(seen)).select_related("agent", "payout")
    loud = LOUD | Q(verb="reply") if verb == "reply" else LOUD
    news = ~Q(agent=by) & loud
    if verb not in (*SPEECH, "propose_payout"):
        news |= Q(agent=by, verb=verb)
    return None if verb == "note" else rows.filter(news).exclude(actor_kind="system").order_by("-pk").first()


def conflict_sentence(event, now):
    """王芳 2 min ago: …"""
    return _("%(ago)s: %(what)s. ") % {"ago": wording.ago(event.at, now), "what": plain(event)}


def form_page(request, complaint, verb, form, *, conflict=None):
    """The plain page of one verb, with what stands against it, what was wrong, or what came between."""
    status = CONFLICT if conflict else UNPROCESSABLE if form.is_bound else 200
    if conflict:
        form.data = form.data.copy()
        form.data["seen"] = complaint.last_event
    context = {
        "c": complaint,
        "act": ACTS[verb],
        "verb": verb,
        "form": form,
        "why": "" if form.is_bound else why_blocked(complaint, verb, form),
        "conflict": conflict and conflict_sentence(conflict, complaint.looked_at),
        "desk_url": desk_url(request, complaint, verb),
        "proposal": rules.draft_of(complaint) or rules.open_offer(complaint),
        "refusal": rules.pending_refusal(complaint),
        "about": form.about() if hasattr(form, "about") else None,
        "may_see_original": wears("reveal_original", request.user),
        **money_facts(complaint, verb, request.user),
        **voices(complaint, verb),
    }
    if verb == "draft_proposal":
        context |= letter_page(complaint, form)
    over_the_desk = request.htmx and ACTS[verb].is_short
    return render(request, OVER if over_the_desk else ACTS[verb].page, context, status=status)


def why_blocked(complaint, verb, form):
    """The sentence that stands against the verb before anything is typed."""
    if form.target == "payout":
        payout = form.about()
        return against_payout(payout, verb, form.by, form.now) if payout else _("Choose a payout first.")
    return against(complaint, verb, form.by, form.now) if is_ruled(verb) else ""


def money_facts(complaint, verb, agent):
    """What stands behind one more payout: the limit, what is spent, and who approves what is above it."""
    if verb != "propose_payout":
        return {}
    rungs = LadderRung.objects.filter(tier=complaint.tier, statutory=False)
    return {
        "purse": complaint.money_for(agent),
        "rungs": [(rung, rules.hats(rung.roles), rules.hats(rung.second_roles)) for rung in rungs],
        "refund_kind": PayoutKind.REFUND,
    }


def voices(complaint, verb):
    """What everybody says of the case, beside the evaluation; and the link under which the merchant says it."""
    if verb != "evaluate":
        return {}
    open_to_merchant = rules.may_hear_merchant(complaint)
    path = reverse("complaints:merchant", args=[merchant_token(complaint)]) if open_to_merchant else ""
    asked = complaint.notices.filter(event="merchant_asked").select_related("correspondent").first()
    link = path and f"{settings.PUBLIC_URL}{path}"
    return {"voices": voices_of(complaint), "merchant_link": link, "merchant_asked": asked}


def tell_done(request, complaint, verb, form):
    """Say what has happened, in the words of the timeline."""
    if verb == "reveal_contact":
        return
    last = complaint.events.filter(agent=request.user).select_related("agent", "payout").order_by("-pk").first()
    if last and last.verb not in rules.LETTERS:  # of a letter the toast tells that takes it back
        messages.success(request, sentence(last))


def named_by(form_class):
    """What the address of a verb's page names beside the list one comes from."""
    return (form_class.target, *form_class.starts)


def desk_url(request, complaint, verb="", **more):
    """The desk of `complaint` inside the list one comes from."""
    params = request.GET.copy()
    for name in ("kind", "older", "sent", "kept", "draft", *(named_by(ACTS[verb].form) if verb else ())):
        params.pop(name, None)
    query = urlencode([*params.items(), *more.items()])
    return reverse("complaints:complaint", args=[complaint.number]) + (f"?{query}" if query else "")


# The composer: two verbs that live on the desk itself


@require_http_methods(["GET", "POST"])
def speak(request, number, verb):
    """Send a reply, or keep a note. Errors and conflicts come back on the desk with the text."""
    if request.method == "GET":
        return redirect(desk_url(request, get_object_or_404(Complaint.objects.visible_to(request.user), number=number)))
    complaint, form = prepared(request, number, verb)
    form.auto_id = f"{verb}_%s"
    conflict = newer_event(complaint, form, request.user, verb)
    hint = "" if conflict else hint_of(complaint, form, verb)
    message = None if conflict or hint else carried_out(form, verb)
    if message is None:
        form.data = form.data.copy()
        form.data["seen"] = complaint.last_event
        told = conflict and conflict_sentence(conflict, complaint.looked_at)
        status = CONFLICT if conflict else UNPROCESSABLE
        returned = {f"{verb}_form": form, "open_pane": verb, "conflict": told, "hint": hint}
        return desk(request, complaint, status=status, **returned)
    following = request.POST.get("next", "") if "go_on" in request.POST else ""
    target = Complaint.objects.visible_to(request.user).filter(number=following).first() or complaint
    return redirect(desk_url(request, target, **{"sent" if verb == "reply" else "kept": message.pk}))


def hint_of(complaint, form, verb):
    """Said once: the text asks for what we hold, or is not as plain as it should be. Sent again it goes out."""
    if verb != "reply" or form.data.get("hinted"):
        return ""
    body = form.data.get("body", "")
    return rules.first_no(rules.is_filled(body), rules.is_not_asked_again(complaint, body), rules.is_plain(body)).why


@require_POST
def recall(request, number):
    """Take the reply back that is still in the house."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user), number=number)
    rows = Message.objects.filter(complaint=complaint).select_related("complaint")
    chosen = request.POST.get("message", "")
    message = get_object_or_404(rows, pk=chosen if chosen.isdecimal() else 0)
    recall = partial(contact.recall, message, by=request.user, now=timezone.now())
    is_back = press(request, recall, _("Taken back: the consumer has not received it."))
    return redirect(desk_url(request, complaint, **({"draft": message.pk} if is_back else {})))


@require_http_methods(["GET", "POST"])
def reveal(request, number):
    """Show the contact data on this one answer; a reload shows them masked again."""
    complaint, form = prepared(request, number, "reveal_contact")
    if request.method == "GET":
        return form_page(request, complaint, "reveal_contact", form)
    revealed = carried_out(form, "reveal_contact")
    if revealed is None:
        return form_page(request, complaint, "reveal_contact", form)
    return desk(request, load(request, number), revealed=revealed)


@require_http_methods(["GET", "POST"])
def original(request, number):
    """Hand out a photo as it came; the file itself is the answer."""
    complaint, form = prepared(request, number, "reveal_original")
    item = carried_out(form, "reveal_original") if request.method == "POST" else None
    return handed_out(item, item.original) if item else form_page(request, complaint, "reveal_original", form)


OWN_VIEWS = ("reply", "note", "reveal_contact", "reveal_original")


def paths():
    """/complaints/<number>/<verb>/ for every verb of the table that has no view of its own."""
    return [
        path(f"complaints/<str:number>/{verb.replace('_', '-')}/", act, {"verb": verb}, name=verb)
        for verb in ACTS
        if verb not in OWN_VIEWS
    ]
