"""What the support pages show: read models. Who sees what is decided by `visible_to` and the tables of `roles`."""

from datetime import datetime, timedelta

from django.db.models import Aggregate, Count, Exists, F, FloatField, OuterRef, Q, Subquery

from complaints import clock
from complaints.enums import OPEN_STATES, Emotion, EmotionMoment
from complaints.models import Agent, Department, EmotionReading
from complaints.reports.shares import wilson
from complaints.roles import Role, has_role
from complaints.wording import SHANGHAI
from support import roles
from support.enums import ANCHORS, NEEDS, Effect, RelationKind
from support.models import (
    CheckIn,
    Consultation,
    SupervisionRelation,
    SupervisionSession,
    TacticCard,
    cases_visible_to,
)
from support.models.consultation import STRONG

WEEK = timedelta(days=7)
EFFECT_WINDOW = timedelta(days=90)
PROTOCOL = 9  # from here on the same rules hold for every feeling (domain.md 6.3)
BREAK_AFTER = 8  # a reading of this strength: a break is offered (AS-23)
BREAK_OFFERED_FOR = timedelta(hours=2)
SMALLEST_GROUP = 7  # fewer people are never shown, not even as "none" (domain.md 6.4)
ROWS = 8
SESSIONS = 30


class Median(Aggregate):
    """The middle value of a column, computed by PostgreSQL."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


# --- tactic cards ---------------------------------------------------------------------------------------


def effects_of_tactics(now):
    """Cards that were tried in the last 90 days, the most tried first, with shares and interval."""
    cards = TacticCard.objects.with_effects(now - EFFECT_WINDOW).filter(tried__gt=0).order_by("-tried", "pk")
    return [effect_row(card) for card in cards[:ROWS]]


def effect_row(card):
    """One line of the table; the segments of the bar lie side by side on a width of 100."""
    counts = [getattr(card, effect.value) for effect in Effect]
    shares = [round(100 * count / card.tried) for count in counts]
    low, high = wilson(card.helped, card.tried)
    ends = [100 * sum(counts[: n + 1]) / card.tried for n in range(len(counts))]
    return {
        "card": card,
        "shares": shares,
        "helped_end": f"{ends[0]:.1f}",
        "no_change_end": f"{ends[1]:.1f}",
        "low": low,
        "high": high,
    }


def cards_to_read():
    """The cards in force: those of each emotion, and apart the protocol from 9 on, which mostly reads alike."""
    cards = list(TacticCard.objects.active())
    protocol = {
        (card.intensity_from, card.do_zh, card.do_en): card for card in cards if card.intensity_from >= PROTOCOL
    }
    return {
        "cards": [card for card in cards if card.intensity_from < PROTOCOL],
        "protocol": [protocol[key] for key in sorted(protocol)],
    }


# --- emotions -------------------------------------------------------------------------------------------


def week_of_readings(now):
    """How often which feeling was read how strong in the last seven days, as rows of heat cells."""
    counts = (
        EmotionReading.objects.filter(read_at__gte=now - WEEK)
        .values("emotion", "intensity")
        .annotate(times=Count("pk"))
        .order_by()
    )
    times = {(row["emotion"], row["intensity"]): row["times"] for row in counts}
    most = max((cell for code in Emotion.values for cell in cells_of(code, times)), default=0)
    rows = [{"label": Emotion(code).label, "cells": cells_of(code, times)} for code in Emotion.values]
    return {
        "bands": [anchor.span for anchor in ANCHORS],
        "rows": [row | {"cells": [heat(cell, most) for cell in row["cells"]]} for row in rows if any(row["cells"])],
        "total": sum(times.values()),
    }


def cells_of(code, times):
    """The counts of one feeling, one a step of the scale."""
    return [sum(times.get((code, n), 0) for n in range(a.lowest, a.highest + 1)) for a in ANCHORS]


def heat(count, most):
    """A figure and the tone of its ground, 0 to 5."""
    return {"count": count, "tone": 0 if not count else max(1, round(5 * count / most))}


def relief(now):
    """Complaints closed with a reading in the last 90 days: median strength of their first and their last one."""
    first = EmotionReading.objects.filter(complaint=OuterRef("complaint")).order_by("read_at", "pk")
    last = EmotionReading.objects.filter(moment=EmotionMoment.CLOSE, read_at__gte=now - EFFECT_WINDOW)
    return (
        last.annotate(first=Subquery(first.values("intensity")[:1]), first_id=Subquery(first.values("pk")[:1]))
        .exclude(first_id=F("pk"))
        .aggregate(cases=Count("complaint", distinct=True), before=Median("first"), after=Median("intensity"))
    )


def strong_cases(agent, now):
    """Open complaints whose latest reading is 7 or more, the strongest and most pressing first."""
    latest = EmotionReading.objects.filter(complaint=OuterRef("complaint")).order_by("-read_at", "-pk")
    readings = (
        EmotionReading.objects.filter(
            intensity__gte=STRONG,
            complaint__state__in=[state.value for state in OPEN_STATES],
            complaint__in=cases_visible_to(agent),
            pk=Subquery(latest.values("pk")[:1]),
        )
        .select_related("complaint__category", "complaint__first_owner")
        .order_by("-intensity", "complaint__next_due_at")
    )
    return [
        {
            "reading": reading,
            "complaint": reading.complaint,
            "emotions": emotions_of(reading),
            "need": NEEDS[reading.emotion],
            "light": clock.stored_light(reading.complaint, now),
        }
        for reading in readings[:ROWS]
    ]


def emotions_of(reading):
    """The one or two feelings of a reading, as labels."""
    codes = [reading.emotion, reading.second_emotion]
    return [Emotion(code).label for code in codes if code]


# --- care for the people --------------------------------------------------------------------------------


def last_full_week(now):
    """Monday to Monday in Shanghai; whole weeks only, so that nobody can subtract yesterday from today."""
    today = now.astimezone(SHANGHAI).date()
    monday = today - timedelta(days=today.weekday())
    end = datetime(monday.year, monday.month, monday.day, tzinfo=SHANGHAI)
    return end - WEEK, end


def team_load(now):
    """Counts and medians of last week's check-ins by desk; only desks where at least seven people took part.

    There is no total and no list of the hidden ones, so none of them can be worked out from the others.
    """
    start, end = last_full_week(now)
    this, before = in_week(start, end), in_week(start - WEEK, start)
    desks = (
        Department.objects.filter(agents__is_active=True)
        .annotate(
            people=Count("agents__check_ins__agent", filter=this, distinct=True),
            people_before=Count("agents__check_ins__agent", filter=before, distinct=True),
            times=Count("agents__check_ins", filter=this, distinct=True),
            median=Median("agents__check_ins__load", filter=this),
            median_before=Median("agents__check_ins__load", filter=before),
        )
        .filter(people__gte=SMALLEST_GROUP)
        .order_by("code")
    )
    return [load_row(desk) for desk in desks]


def in_week(start, end):
    """The check-ins of a desk's people in that time."""
    return Q(agents__check_ins__at__gte=start, agents__check_ins__at__lt=end)


def load_row(desk):
    """What may be told of one desk; the change only if both weeks had people enough."""
    known = desk.people_before >= SMALLEST_GROUP
    change = desk.median - desk.median_before if known else None
    return {"name": desk.name, "times": desk.times, "median": desk.median, "change": change}


def break_offer(agent, now):
    """The strength of a hard reading this agent made within the last two hours, or None: then a break is offered."""
    hard = EmotionReading.objects.filter(
        rater=agent, intensity__gte=BREAK_AFTER, read_at__gte=now - BREAK_OFFERED_FOR, read_at__lte=now
    )
    return hard.order_by("-read_at").values_list("intensity", flat=True).first()


def agenda(agent, now):
    """The next sessions of this agent, on either side of the table."""
    sessions = SupervisionSession.objects.visible_to(agent).upcoming(now).filter(relation__ended_at=None)
    return sessions.select_related("relation__supervisor", "relation__supervisee")[:ROWS]


# --- the first page -------------------------------------------------------------------------------------


def home_of(agent, now):
    """The panels of /support/ for this agent; what is not for this role is not even asked of the database."""
    page = {"effects": effects_of_tactics(now)}
    if has_role(agent, *roles.SUPERVISORS, *roles.STAFF):
        page["agenda"] = agenda(agent, now)
    if has_role(agent, *roles.SEE_COUNTS):
        page["team_load"] = team_load(now)
    if has_role(agent, Role.SOCIAL_WORKER):
        page |= {"week": week_of_readings(now), "relief": relief(now), "shared": shared_check_ins(agent)}
    if has_role(agent, Role.SOCIAL_WORKER, *roles.STAFF):
        page |= {"strong": strong_cases(agent, now), "consultations": consultations(agent)}
    if has_role(agent, *roles.STAFF):
        page["break_after"] = break_offer(agent, now)
    return page


def consultations(agent):
    """Unfinished ones: all for the social worker, those one asked for everybody else."""
    rows = Consultation.objects.visible_to(agent).unfinished()
    if not has_role(agent, Role.SOCIAL_WORKER):
        rows = rows.asked_by(agent)
    waiting_first = F("answered_at").asc(nulls_first=True)
    return rows.select_related("complaint__category", "asked_by", "answered_by").order_by(waiting_first, "asked_at")[
        :ROWS
    ]


def shared_check_ins(agent):
    """What others told this social worker, the newest first."""
    rows = CheckIn.objects.visible_to(agent).exclude(agent=agent)
    return rows.select_related("agent")[:ROWS]


# --- supervision ----------------------------------------------------------------------------------------


def sessions_of(agent):
    """The sessions of this agent on either side: what is planned first, then the newest."""
    rows = SupervisionSession.objects.visible_to(agent).select_related("relation__supervisor", "relation__supervisee")
    return rows.order_by(F("held_at").desc(nulls_first=True), "-planned_at")[:SESSIONS]


def without_line_supervisor():
    """Active staff nobody accompanies in line."""
    line = SupervisionRelation.objects.running().filter(kind=RelationKind.LINE, supervisee=OuterRef("pk"))
    staff = Agent.objects.filter(is_active=True, groups__name__in=roles.STAFF)
    return staff.filter(~Exists(line)).distinct()
