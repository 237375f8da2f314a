"""Payouts just below a limit: the sweep finds who stands out, tells the leads once a time, and one of them looks."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, wearers_of
from complaints.enums import Figure
from complaints.lifecycle import amend, claim, require, store
from complaints.models import Agent, LimitAlarm, MoneyFigure, limit_use
from complaints.roles import Role


def policy():
    """(band from per cent, least number, days) as the manager has set them, one statement."""
    figures = MoneyFigure.objects.in_bulk([Figure.NEAR_FROM, Figure.NEAR_LEAST, Figure.NEAR_DAYS])
    band, least, days = (figures[code].value for code in (Figure.NEAR_FROM, Figure.NEAR_LEAST, Figure.NEAR_DAYS))
    return band, int(least), timedelta(days=int(days))


def alarms_at(now):
    """The alarms to be raised at a moment, unsaved: whose share stands out, and who had none within the time."""
    band, least, length = policy()
    since = now - length
    rows = list(limit_use(since, now, band))
    payouts, near = sum(row["payouts"] for row in rows), sum(row["near"] for row in rows)
    found = [
        LimitAlarm(
            agent_id=row["agent"],
            since=since,
            until=now,
            band=band,
            limit=row["limit"],
            payouts=row["payouts"],
            near=row["near"],
            others_payouts=payouts - row["payouts"],
            others_near=near - row["near"],
        )
        for row in rows
    ]
    told = set(LimitAlarm.objects.filter(until__gt=since).values_list("agent", flat=True))
    return [alarm for alarm in found if alarm.agent_id not in told and stands_out(alarm, least)]


def stands_out(alarm, least):
    """Whether these figures are an alarm."""
    return rules.stands_out(alarm.near, alarm.payouts, alarm.others_near, alarm.others_payouts, least)


def standing_out(now):
    """The agents about whom an alarm is due."""
    return Agent.objects.filter(pk__in=[alarm.agent_id for alarm in alarms_at(now)]).order_by("pk")


def raise_alarm(pk, *, by, now):
    """Keep the figures and tell the leads, the manager where the only lead is meant. 1, or 0 if it was done before."""
    with transaction.atomic():
        agent = claim(Agent.objects.all(), pk)
        alarm = next((row for row in alarms_at(now) if row.agent_id == pk), None) if agent else None
        if alarm is None:
            return 0
        store(alarm, {}, "raise_alarm", by, now)
        leads = wearers_of(Role.LEAD).exclude(pk=pk)
        facts = {"name": str(agent), "n": alarm.near, "count": alarm.payouts, "limits": alarm.pk}
        tell_agents(leads or wearers_of(Role.MANAGER), "limit_alarm", now=now, once=f"limit-{alarm.pk}", **facts)
        return 1


def acknowledge_alarm(alarm, *, by, now, note):
    """Somebody has looked at the payouts and says what he found; nobody at the own ones."""
    require(note, _("Write what you found."))
    facts = {"seen_at": now, "seen_by": by, "note": note}
    allowed = {"allowed": lambda row: rules.may_acknowledge_alarm(row, by), "reason": note}
    return amend(alarm, "acknowledge_alarm", by=by, now=now, **allowed, **facts)
