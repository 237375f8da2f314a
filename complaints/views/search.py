"""The search: a number, an order, an exact contact, or words; within what the agent may see."""

import re
from dataclasses import dataclass

from django.db.models import CharField, F, Q, Value
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from complaints import clock, workdays
from complaints.actions.audit import search_contact
from complaints.actions.numbers import is_number
from complaints.filters import FEW, words_query
from complaints.forms.intake import SearchForm
from complaints.models import Complaint, Consumer, SearchEntry
from complaints.text import fold, origins
from complaints.views.paging import Place, page_of, page_url
from complaints.views.queues import BY_NEWEST, COLUMNS

PAGE = 30
AROUND = 24  # characters shown before and behind a hit
SHORT_NUMBER = re.compile(r"\d{1,6}")
WHERE = {
    "number": _("number"),
    "order": _("order number"),
    "contact": _("contact"),
    "words": _("wording"),
}


@dataclass(frozen=True)
class Hit:
    """One complaint found: where, and the words around."""

    complaint: Complaint
    light: clock.Light | None
    where: str
    excerpt: SafeString | str


@require_safe
def search(request):
    """What fits the words typed; a whole number goes straight to its complaint."""
    form, now = SearchForm(request.GET or None), timezone.now()
    if not form.is_valid():
        return render(request, "complaints/search.html", {"form": form}, status=400 if form.errors else 200)
    text, visible = form.cleaned_data["q"].strip(), Complaint.objects.visible_to(request.user)
    if is_number(text) and visible.filter(number=text.upper()).exists():
        return redirect("complaints:complaint", number=text.upper())
    found = places_of(text, now) if text else {}
    place = Place.of(request.GET)
    by_contact = [pk for pk, where in found.items() if where == "contact"]
    if by_contact and place.is_first:
        search_contact(by=request.user, now=now, rows=visible.filter(pk__in=by_contact).count())
    rows = matching(visible, text, found).select_related("consumer", "category", "handler")
    page = page_of(rows.only(*COLUMNS, "description").order_by(*BY_NEWEST), place, PAGE)
    context = {
        "form": form,
        "query": text,
        "hits": [hit_of(complaint, text, found.get(complaint.pk), now) for complaint in page.rows],
        "wrong_digit": looks_like_number(text) and not is_number(text),
        "previous_url": page_url(request.GET, before=page.previous),
        "next_url": page_url(request.GET, after=page.next),
    }
    return render(request, "complaints/search.html", context)


def looks_like_number(text):
    """TS-261121-0417-3, whatever its check digit."""
    return bool(re.fullmatch(r"TS-\d{6}-\d{4,}-\d", text.upper()))


def places_of(text, now):
    """Primary key -> where the text stands, at most FEW + 1 of each kind, in one statement."""
    parts = [
        rows.order_by().annotate(where=Value(where, CharField())).values_list("id", "where")[: FEW + 1]
        for where, rows in (
            ("number", Complaint.objects.filter(number_condition(text, now))),
            ("order", Complaint.objects.filter(order_number=text).exclude(order_number="")),
            ("contact", Complaint.objects.filter(consumer__in=Consumer.objects.with_contact(text))),
        )
    ]
    words = words_query(text)
    if words is not None:
        entries = SearchEntry.objects.filter(words=words).annotate(id=F("pk"), where=Value("words", CharField()))
        parts.append(entries.values_list("id", "where")[: FEW + 1])
    found = {}
    for pk, where in parts[0].union(*parts[1:], all=True):
        found.setdefault(pk, where)
    return found


def number_condition(text, now):
    """A whole number, the beginning of one, or the running number of today."""
    if SHORT_NUMBER.fullmatch(text):
        return Q(number__startswith=f"TS-{now.astimezone(workdays.CHINA):%y%m%d}-{int(text):04d}-")
    return Q(number=text.upper())


def matching(visible, text, found):
    """The complaints found. Up to FEW they are fetched by key; a word that stands everywhere is met by walking."""
    if len(found) <= FEW:
        return visible.filter(pk__in=found)
    return visible.filter(search_entry__words=words_query(text))


def hit_of(complaint, text, where, now):
    """A line of the result."""
    where = where or "words"
    excerpt = excerpt_of(complaint, text) if where == "words" else ""
    return Hit(complaint, clock.stored_light(complaint, now), WHERE[where], excerpt)


def excerpt_of(complaint, text):
    """The first place in the consumer's words where the text stands, marked; nothing if only its parts do."""
    words, wanted = " ".join(complaint.description.split()), fold(text)
    at, came_from = fold(words).find(wanted), origins(words)
    if at < 0 or not wanted or came_from is None:
        return words[: 3 * AROUND]
    start, end = came_from[at], came_from[at + len(wanted) - 1] + 1
    before = words[max(0, start - AROUND) : start]
    return format_html(
        "{}{}<mark>{}</mark>{}", "…" if start > AROUND else "", before, words[start:end], words[end : end + 2 * AROUND]
    )
