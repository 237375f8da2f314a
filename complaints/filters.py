"""The conditions a list of complaints can be narrowed by. Every one is declared; nothing else in an address filters."""

from datetime import datetime, time, timedelta

import django_filters
from django import forms
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.db.models.functions import ExtractHour
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.enums import (
    DISPUTE_STATES,
    OPEN_STATES,
    WAITING_FOR_CONSUMER,
    BusinessStage,
    Channel,
    Flag,
    Party,
    Priority,
    RootCause,
    State,
    Tier,
)
from complaints.models import Agent, Category, ClockMark, Complaint, Department, SearchEntry
from complaints.models.choosing import IN_TIME, REOPENED, SETTLED_STATES, SILENCE, entered_after, unanswered_in_time
from complaints.text import search_query
from complaints.wording import SHANGHAI

FEW = 1000  # up to so many hits the words are looked up first, above it the list is walked
STATE_GROUPS = {
    "open": (_("all open ones"), OPEN_STATES),
    "ours": (_("in our hands"), [state for state in OPEN_STATES if state not in WAITING_FOR_CONSUMER]),
    "waiting": (_("waiting for the consumer"), WAITING_FOR_CONSUMER),
    "disputed": (_("in dispute"), DISPUTE_STATES),
    "ended": (_("ended"), [state for state in State if state not in OPEN_STATES]),
    "settled": (_("resolved, closed or archived"), SETTLED_STATES),
}
STATE_CHOICES = [
    (_("Groups"), [(code, label) for code, (label, _states) in STATE_GROUPS.items()]),
    (_("States"), State.choices),
]

# The first answer against its stored clock; the figures of `/insight/` count the same rows.
ANSWERS = {"in_time": _("in time"), "late": _("late or missing")}
LONG_LAG = timedelta(hours=4)  # the claimed baseline of IN-14
NIGHT = "night"
NIGHT_HOURS = (22, 23, 0, 1, 2, 3, 4, 5)  # in China; the story of 001 §2.2 speaks of the night shift
HOURS = [(NIGHT, _("at night, 22:00–06:00")), *((str(hour), f"{hour:02d}:00–{hour:02d}:59") for hour in range(24))]


def midnight(day):
    """The moment at which a day begins in Shanghai."""
    return datetime.combine(day, time(), SHANGHAI)


def words_query(text):
    """The query for the words of a text, or None where there is nothing to look for."""
    query = search_query(text)
    return SearchQuery(query, config="simple", search_type="raw") if query else None


def mentioning(complaints, text):
    """The complaints in whose words `text` occurs.

    For a rare word the database is made to look up the words first: left alone it may walk the list by date
    until it has found a page of hits, which for a rare word means all of it (performance.md).
    """
    words = words_query(text)
    if words is None:
        return complaints.none()
    hits = list(SearchEntry.objects.filter(words=words).values_list("pk", flat=True)[: FEW + 1])
    if len(hits) <= FEW:
        return complaints.filter(pk__in=hits)
    return complaints.filter(search_entry__words=words)


class ComplaintFilter(django_filters.FilterSet):
    """State, people, class, channel, desk, mark, days and words."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=STATE_CHOICES, method="in_state")
    owner = django_filters.ModelChoiceFilter(
        label=_("Owner"), queryset=Agent.objects.filter(is_active=True), to_field_name="username"
    )
    handler = django_filters.ModelChoiceFilter(
        label=_("Handler"), queryset=Agent.objects.filter(is_active=True), to_field_name="username"
    )
    category = django_filters.ModelChoiceFilter(
        label=_("Category"), queryset=Category.objects.filter(is_active=True), method="in_category"
    )
    tier = django_filters.ChoiceFilter(label=_("Tier"), choices=Tier)
    priority = django_filters.ChoiceFilter(label=_("Priority"), choices=Priority)
    channel = django_filters.ChoiceFilter(label=_("Channel"), choices=Channel)
    department = django_filters.ModelChoiceFilter(
        label=_("Department"), queryset=Department.objects.filter(is_active=True)
    )
    also = django_filters.ModelChoiceFilter(
        label=_("Also about"),
        queryset=Category.objects.filter(is_active=True, parent__isnull=False),
        method="with_code",
    )
    business_stage = django_filters.ChoiceFilter(label=_("Business link"), choices=BusinessStage)
    root_cause = django_filters.ChoiceFilter(label=_("Root cause"), choices=RootCause)
    responsible_party = django_filters.ChoiceFilter(label=_("Responsible party"), choices=Party)
    flag = django_filters.ChoiceFilter(label=_("Mark"), choices=Flag, method="with_flag")
    since = django_filters.DateFilter(
        label=_("Registered since"), method="since_day", widget=forms.DateInput(attrs={"type": "date"})
    )
    until = django_filters.DateFilter(
        label=_("Registered until"), method="until_day", widget=forms.DateInput(attrs={"type": "date"})
    )
    words = django_filters.CharFilter(label=_("Own words hold"), method="with_words", max_length=80)
    answer = django_filters.ChoiceFilter(label=_("First answer"), choices=list(ANSWERS.items()), method="answered")
    reopened = django_filters.ChoiceFilter(label=_("Reopened"), choices=[("1", _("yes"))], method="was_reopened")
    repeated = django_filters.ChoiceFilter(
        label=_("Came again"), choices=[("1", _("within 30 days"))], method="was_repeated"
    )
    silent = django_filters.ChoiceFilter(
        label=_("Update missed"), choices=[("1", _("at least once"))], method="was_silent"
    )
    lag = django_filters.ChoiceFilter(
        label=_("Registered after the enquiry"), choices=[("long", _("more than 4 h later"))], method="after_lag"
    )
    hour = django_filters.ChoiceFilter(label=_("Time of day"), choices=HOURS, method="at_hour")
    batch = django_filters.CharFilter(label=_("Batch"), field_name="batch", lookup_expr="exact", max_length=60)
    consumer = django_filters.NumberFilter(label=_("Consumer"), min_value=1, max_value=2**62)

    class Meta:
        model = Complaint
        fields = []

    def in_state(self, rows, _name, value):
        states = STATE_GROUPS[value][1] if value in STATE_GROUPS else [value]
        return rows.filter(state__in=[str(state) for state in states])

    def in_category(self, rows, _name, category):
        """A group stands for all its codes."""
        family = Category.objects.filter(Q(pk=category.pk) | Q(parent=category))
        return rows.filter(category__in=family.values("pk"))

    def with_flag(self, rows, _name, value):
        return rows.filter(flags__contains=[value])

    def with_code(self, rows, _name, category):
        """Codes beside the main one."""
        return rows.filter(secondary_codes__contains=[getattr(category, "pk", category)])

    def since_day(self, rows, _name, day):
        return rows.filter(registered_at__gte=midnight(day))

    def until_day(self, rows, _name, day):
        return rows.filter(registered_at__lt=midnight(day) + timedelta(days=1))

    def with_words(self, rows, _name, value):
        return mentioning(rows, value)

    def answered(self, rows, _name, value):
        return rows.filter(IN_TIME if value == "in_time" else unanswered_in_time(timezone.now()))

    def was_reopened(self, rows, _name, _value):
        return rows.filter(REOPENED)

    def was_repeated(self, rows, _name, _value):
        return rows.filter(pk__in=Complaint.objects.repeated().values("pk"))

    def was_silent(self, rows, _name, _value):
        """Once at least the consumer heard nothing within the update time (K07)."""
        return rows.filter(pk__in=ClockMark.objects.filter(SILENCE).values("complaint"))

    def after_lag(self, rows, _name, _value):
        return rows.filter(entered_after(LONG_LAG))

    def at_hour(self, rows, _name, value):
        """Registered in this hour of the day in China, on whatever day."""
        hours = NIGHT_HOURS if value == NIGHT else (int(value),)
        return rows.annotate(hour_of_day=ExtractHour("registered_at", tzinfo=SHANGHAI)).filter(hour_of_day__in=hours)


class StoredFilter(ComplaintFilter):
    """The same conditions, checked when they were stored: asked inside another statement, it asks nothing itself."""

    owner = django_filters.CharFilter(field_name="owner__username")
    handler = django_filters.CharFilter(field_name="handler__username")
    category = django_filters.CharFilter(method="in_category_code")
    also = django_filters.CharFilter(method="with_code")
    department = django_filters.CharFilter(field_name="department_id")

    def in_category_code(self, rows, _name, code):
        family = Category.objects.filter(Q(pk=code) | Q(parent=code))
        return rows.filter(category__in=family.values("pk"))

    def with_words(self, rows, _name, value):
        words = words_query(value)
        return rows.none() if words is None else rows.filter(search_entry__words=words)

    @property
    def rows(self):
        """What meets the conditions; nothing, if they make no sense any more."""
        return self.qs if self.is_valid() else self.queryset.none()
