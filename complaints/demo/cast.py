"""Who works in the demo: one or more people at every desk, their calendar, their promotion and their limits."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import chinese_calendar
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group

from complaints.actions.absences import plan_absence
from complaints.actions.payouts import raise_limit
from complaints.actions.ties import declare_tie
from complaints.demo.people import CAST, COLLEAGUES, IN_ENGLISH, STAFF
from complaints.enums import Via
from complaints.models import Absence, Agent, AgentSkill, CalendarDay, Department, PromotionWindow, Tie
from complaints.workdays import CHINA

EVERYBODY = CAST | COLLEAGUES


def load_cast(password, *, now):
    """Create whoever is missing, with `password`; returns {username: Agent} and how many are new."""
    secret, new = make_password(password), 0
    for username, (name, alias, roles, desk) in EVERYBODY.items():
        agent, created = Agent.objects.get_or_create(
            username=username,
            defaults={
                "display_name": name,
                "alias": alias,
                "department": Department.objects.get(pk=desk) if desk else None,
                "password": secret,
                "is_staff": bool(STAFF & set(roles)),
                "language": "en" if username in IN_ENGLISH else "zh-hans",
                "date_joined": now - timedelta(days=400),
            },
        )
        if created:
            agent.groups.set(Group.objects.filter(name__in=roles))
        new += created
    return people(), new


def people():
    """{username: Agent} of the demo, each acting from an office address of its own."""
    found = {agent.username: agent for agent in Agent.objects.filter(username__in=EVERYBODY)}
    for agent in found.values():
        agent.via = Via("web", "", "10.20.*.*")
    return found


def set_password(cast, password):
    """Give everybody `password`, unless it fits already."""
    if not check_password(password, cast["lin"].password):
        Agent.objects.filter(pk__in=[agent.pk for agent in cast.values()]).update(password=make_password(password))


def load_limits(cast, now):
    """¥500.00 for everybody at the front, ¥200.00 for the newcomer, a raise with an end for one."""
    front = [agent for agent in cast.values() if "front_line" in agent.roles]
    if any(agent.payout_limits.exists() for agent in front):
        return
    for agent in front:
        amount = Decimal("200.00") if agent.username == "xin" else Decimal("500.00")
        reason = "新人期，过上岗考核后调到 500 元" if agent.username == "xin" else "一线默认额度"
        raise_limit(agent, by=cast["zhao"], now=now, amount=amount, reason=reason, valid_from=now - timedelta(days=300))
    raise_limit(
        cast["wang"],
        by=cast["zhao"],
        now=now,
        amount=Decimal("800.00"),
        valid_from=now - timedelta(days=5),
        valid_until=now + timedelta(days=9),
        daily_pot=Decimal("3000.00"),
        reason="大促售后高峰，临时提额",
    )


# username: what he knows, and how well
SKILLS = {
    "ou": {"crossborder": 3, "english": 2},
    "jin": {"payment": 3},
    "mu": {"privacy": 3},
    "fang": {"legal": 3},
    "song": {"legal": 2},
    "yan": {"fraud": 3},
    "amy": {"english": 3, "crossborder": 2},
    "wang": {"payment": 2, "fraud": 1},
    "lin": {"legal": 1},
}


def load_skills(cast, now):
    """Who knows what; the newcomer has a smaller limit of open work than the role."""
    AgentSkill.objects.bulk_create(
        [
            AgentSkill(agent=cast[username], skill_id=code, level=level, since=(now - timedelta(days=200)).date())
            for username, known in SKILLS.items()
            for code, level in known.items()
        ],
        ignore_conflicts=True,
    )
    Agent.objects.filter(username="xin", work_limit=None).update(work_limit=8)


def load_calendar(now):
    """The days of this year that are not what their weekday says: holidays and make-up workdays."""
    first = date(now.astimezone(CHINA).year, 1, 1)
    days = [first + timedelta(days=n) for n in range(365)]
    odd = [day for day in days if chinese_calendar.is_workday(day) != (day.weekday() < 5)]
    rows = [(day, chinese_calendar.is_workday(day), chinese_calendar.get_holiday_detail(day)[1]) for day in odd]
    CalendarDay.objects.bulk_create(
        [CalendarDay(date=day, is_workday=worked, name=name or "") for day, worked, name in rows],
        ignore_conflicts=True,
    )


def load_promotion(now):
    """11.11: deliveries go one step up for four days."""
    year = now.astimezone(CHINA).year
    PromotionWindow.objects.get_or_create(
        name=f"双 11 大促 {year}",
        defaults={
            "codes": ["F"],
            "starts_at": datetime(year, 11, 10, tzinfo=CHINA),
            "ends_at": datetime(year, 11, 14, tzinfo=CHINA),
            "priority_delta": 1,
        },
    )


def load_ties(cast, now):
    """Two colleagues have declared whom they are close to."""
    if not Tie.objects.exists():
        since = now - timedelta(days=60)
        declare_tie(by=cast["ye"], now=since, kind="family", name="叶敏", phone="13900001234", merchant="叶家茶铺")
        declare_tie(by=cast["qin"], now=since, kind="business", merchant="秦川果业")


def load_absences(cast, now):
    """Somebody is ill today, somebody goes on leave next week, and tonight somebody has the urgent cases."""
    if Absence.objects.exists():
        return
    hour, then = timedelta(hours=1), now - timedelta(minutes=70)
    tonight = now.astimezone(CHINA).replace(hour=21, minute=0, second=0, microsecond=0) + timedelta(days=1)
    for who, kind, begins_at, ends_at, stand_in in (
        ("amy", "sick", now - hour, now + 24 * hour, "wang"),
        ("gao", "leave", now + 170 * hour, now + 260 * hour, "kang"),
        ("lin", "night", tonight, tonight + 11 * hour, "ye"),
    ):
        times = {"begins_at": begins_at, "ends_at": ends_at}
        plan_absence(cast[who], by=cast["zhao"], now=then, kind=kind, stand_in=cast[stand_in], **times)
