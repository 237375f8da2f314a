"""The words of notices: all at a glance, one of them with its preview, and the four steps of a version."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints import rules
from complaints.actions import versions as actions
from complaints.actions.wordings import approve_wording, propose_wording
from complaints.enums import NoticeChannel
from complaints.forms.wordings import WordingForm, WordsForm
from complaints.models import Complaint, NoticeWording
from complaints.reports import wordings as report
from complaints.roles import READ_WORDING
from complaints.sentences.notices import place_of, places
from complaints.views.guards import only_for
from complaints.views.outcomes import UNPROCESSABLE, accepts
from complaints.views.versions import standing, take_step, whys

STATES = (
    ("", gettext_lazy("All")),
    ("own", gettext_lazy("With own words")),
    ("waiting", gettext_lazy("Waits for a second person")),
)
AUDIENCES = (("", gettext_lazy("To consumers")), ("staff", gettext_lazy("To colleagues")))
STEPS = {
    "approve": (approve_wording, gettext_lazy("In force: from now on every notice says this.")),
    "withdraw": (actions.withdraw, gettext_lazy("Taken back: it does not count.")),
    "end": (actions.end, gettext_lazy("The shipped words count again.")),
}


def place_or_404(channel, event, language):
    """The place of an address."""
    place = place_of(event, channel)
    if place is None or language not in dict(settings.LANGUAGES):
        raise Http404
    return place


@require_safe
@only_for(READ_WORDING)
def wordings(request):
    """Every event of one audience, with the languages and channels that have own words or some that wait."""
    audience, state = request.GET.get("audience", ""), request.GET.get("state", "")
    state = state if state in report.STATES else ""
    context = {
        "lines": report.overview(staff=audience == "staff", state=state),
        "audiences": [chip(label, audience == code, audience=code, state=state) for code, label in AUDIENCES],
        "states": [chip(label, state == code, audience=audience, state=code) for code, label in STATES],
        "is_staff": audience == "staff",
    }
    return render(request, "complaints/wordings.html", context)


def chip(label, current, **params):
    """One way to narrow the list."""
    wanted = "&".join(f"{name}={value}" for name, value in params.items() if value)
    return {"label": label, "url": f"?{wanted}", "current": current, "count": None}


@require_http_methods(["GET", "POST"])
@only_for(READ_WORDING)
def wording(request, channel, event, language):
    """One place: the words that count, a form for others, how they look, and what they were before."""
    place = place_or_404(channel, event, language)
    if request.method == "GET":
        return page(request, place, language)
    verdict = rules.may_step_version(NoticeWording, "propose", request.user)
    if not verdict:
        raise PermissionDenied(verdict.why)
    form = WordingForm(request.POST, place=place, language=language)
    facts = {"event": event, "channel": channel, "language": language, "by": request.user, "now": timezone.now()}
    if form.is_valid() and accepts(form, lambda: propose_wording(**facts, **form.cleaned_data)):
        messages.success(request, _("Handed in: it counts as soon as a colleague puts it into force."))
        return redirect("complaints:wording", channel, event, language)
    return page(request, place, language, form)


def page(request, place, language, form=None):
    """The page of one place, with what was typed or else with the words that count."""
    versions = report.versions_of(place, language)
    waiting, in_force = standing([row for row, _changes in versions])
    with translation.override(language):
        subject, body = place.shipped
    if start := waiting or in_force:
        subject, body = start.subject, start.body
    shown = form or WordingForm(initial={"subject": subject, "body": body}, place=place, language=language)
    complaint = chosen_complaint(request)
    context = looked_at(shown, place, language, complaint, NoticeWording(subject=subject, body=body) if start else None)
    context |= {
        "place": place,
        "form": shown,
        "language": language,
        "tabs": tabs_of(place, language),
        "facts": report.facts_of(place, language),
        "versions": versions,
        "waiting": waiting,
        "in_force": in_force,
        "others": others(place, language, complaint),
        "why_not": whys(request.user, NoticeWording, waiting, rules.may_approve_wording),
        "number": request.GET.get("complaint", ""),
        "is_unknown": bool(request.GET.get("complaint")) and complaint is None,
    }
    return render(request, "complaints/wording.html", context, status=UNPROCESSABLE if form else 200)


def chosen_complaint(request):
    """The complaint to look at the words with, if this agent may see it."""
    number = (request.POST.get("complaint") or request.GET.get("complaint", "")).strip()
    rows = Complaint.objects.visible_to(request.user).select_related("consumer")
    return rows.filter(number=number).first() if number else None


def looked_at(form, place, language, complaint, own):
    """The preview, and what the plain-language look says; `own`: the words, where the form says none."""
    own = form.wording if form.is_bound else own
    return {"seen": report.seen(place, language, own, complaint), "warnings": form.warnings, "place": place}


def others(place, language, complaint):
    """The same place in the other languages, as it counts now."""
    found = []
    for code, label in settings.LANGUAGES:
        if code != language:
            own = NoticeWording.objects.of(place.event, place.channel, code).in_force().first()
            found.append((code, label, report.seen(place, code, own, complaint)))
    return found


def tabs_of(place, language):
    """The other channels and languages of the same event and audience."""
    here = [other for other in places(place.event) if other.is_for_staff == place.is_for_staff]
    return [
        {
            "label": f"{NoticeChannel(other.channel).label} · {label}",
            "url": reverse("complaints:wording", args=[other.channel, other.event, code]),
            "current": other == place and code == language,
            "count": None,
        }
        for other in here
        for code, label in settings.LANGUAGES
    ]


@require_POST
@only_for(READ_WORDING)
def preview_wording(request, channel, event, language):
    """The words as they are typed: how they look, and what is wrong with them."""
    place = place_or_404(channel, event, language)
    form = WordsForm(request.POST, place=place, language=language)
    form.is_valid()
    context = looked_at(form, place, language, chosen_complaint(request), None)
    context["faults"] = [error for errors in form.errors.values() for error in errors]
    return render(request, "complaints/_wording_seen.html", context)


@require_POST
@only_for(READ_WORDING)
def wording_step(request, pk, verb):
    """Put into force, take back, or go back to the shipped words."""
    row = get_object_or_404(NoticeWording, pk=pk)
    take_step(request, row, STEPS, verb)
    return redirect("complaints:wording", row.channel, row.event, row.language)
