"""The thin floor: what Django itself costs for a list, a detail and a create, with nothing of ours around it."""

from django.db import transaction
from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import include, path

from complaints.actions.intake import new_complaint
from complaints.actions.numbers import next_numbers
from complaints.models import Complaint, Event
from complaints.templatetags import ui  # noqa: F401  the product's pages load their tags once, too
from complaints.text import words_of

LIST = """<!doctype html><title>Floor</title><table>{% for c in rows %}<tr><td>{{ c.number }}</td><td>{{ c.title }}</td>
<td>{{ c.get_state_display }}</td><td>{{ c.tier }}</td><td>{{ c.priority }}</td><td>{{ c.consumer.name }}</td>
<td>{{ c.category.name_zh }}</td><td>{{ c.next_due_at|date:"m-d H:i" }}</td></tr>{% endfor %}</table>"""
DETAIL = """<!doctype html><title>{{ c.number }}</title><h1>{{ c.title }}</h1><p>{{ c.description }}</p>
<p>{{ c.get_state_display }} {{ c.tier }} {{ c.consumer.name }} {{ c.category.name_zh }}</p><ol>{% for e in events %}
<li>{{ e.at|date:"m-d H:i" }} {{ e.verb }} {{ e.agent.display_name }} {{ e.reason }} {{ e.message.body }}</li>
{% endfor %}</ol>"""
ENGINE = Engine(builtins=["django.templatetags.i18n"])
TEMPLATES = {"list": ENGINE.from_string(LIST), "detail": ENGINE.from_string(DETAIL)}
COLUMNS = ("number", "title", "state", "tier", "priority", "consumer__name", "category__name_zh", "next_due_at")


def page(name, **context):
    """A page of the floor."""
    return HttpResponse(TEMPLATES[name].render(Context(context)))


def floor_list(request):
    """Fifty open complaints, eight values each."""
    rows = Complaint.objects.open().select_related("consumer", "category").only(*COLUMNS)
    return page("list", rows=rows.order_by("next_due_at", "pk")[:50])


def floor_detail(request, pk):
    """One complaint with fifty lines of its timeline."""
    complaint = Complaint.objects.select_related("consumer", "category").get(pk=pk)
    events = complaint.events.select_related("agent", "message").order_by("-at", "-pk")[:50]
    return page("detail", c=complaint, events=events)


def floor_create(intake, consumer, rulebook, by, now):
    """Three inserts in one transaction: the complaint, its event, its audit row. Nothing is judged."""
    with transaction.atomic():
        number = next_numbers(now)[0]
        complaint = Complaint(**template_of(intake, consumer, rulebook), number=number, link_hash=number.ljust(64, "0"))
        complaint.save(force_insert=True)
        Event.objects.create(
            complaint=complaint, at=now, kind="state", verb="submit", actor_kind="system", source="bench"
        )
    return complaint


_templates = {}


def template_of(intake, consumer, rulebook):
    """The values of a complaint, judged once and for all."""
    if not _templates:
        made = new_complaint(intake, rulebook.classify(words_of(intake)), consumer, "", rulebook)
        own = {"id", "number", "link_hash", "state"}
        _templates.update(
            {f.attname: getattr(made, f.attname) for f in made._meta.concrete_fields if f.name not in own}
        )
    return _templates


urlpatterns = [
    path("floor/list/", floor_list),
    path("floor/detail/<int:pk>/", floor_detail),
    path("", include("complaints_site.urls")),
]
