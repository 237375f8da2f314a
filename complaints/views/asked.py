"""What a complaint's page says about what was asked of people: sub-tasks with clocks, the watch, the call-back."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from complaints import clock, rules
from complaints.enums import LIVE_TASKS, CallState, ClockName, PayoutKind, TaskKind
from complaints.models import Call, ReturnCheck
from complaints.sentences import named

# The columns read along with the complaint, as JSON.
TASK = {
    **{name: name for name in ("pk", "kind", "state", "title", "asked_at", "due_by")},
    "zh": "department__name_zh",
    "en": "department__name_en",
    "assignee": "assignee__display_name",
}
GOING_BACK = {
    name: name
    for name in (
        *("goods", "asked_on", "last_day", "is_intact", "was_confirmed", "is_promised", "back_at", "refund_by"),
    )
}
CALL = {name: name for name in ("pk", "state", "starts_at", "tries", "phone")}
WATCH = {
    **{name: name for name in ("every_days", "report_by", "watched_at", "reported_at")},
    "who": "watched_by__display_name",
}


def asked_of(complaint, now):
    """What other desks were asked, the open ones with their clocks; and the watch with its next report."""
    rows = [task_line(row, now) for row in complaint.asked]
    return {
        "tasks": sorted(rows, key=lambda row: row["light"] is None),
        "tasks_open": sum(row["light"] is not None for row in rows),
        "watch": watch_line(complaint.watched, now),
        "call_back": call_line(complaint),
    }


def call_line(complaint):
    """The call-back that is due: its hour, the masked number, whether it was missed; or None."""
    row = complaint.call_back
    if row is None:
        return None
    call = Call(complaint=complaint, starts_at=datetime.fromisoformat(row["starts_at"]), phone=row["phone"])
    missed = row["state"] == CallState.MISSED
    return {"starts_at": call.starts_at, "until": call.ends_at, "phone": call.masked_phone, "missed": missed} | {
        "tries": row["tries"]
    }


def going_back_of(complaint, now):
    """The checked return without a reason: its verdict, once the goods are back the clock of its refund; or None."""
    row = complaint.going_back
    if row is None:
        return None
    days = {name: date.fromisoformat(row[name]) for name in ("asked_on", "last_day")}
    found = ReturnCheck(**row | days | {"back_at": moment(row["back_at"]), "refund_by": moment(row["refund_by"])})
    light = None
    if found.back_at:
        times = clock.Clock("refund", found.back_at, found.refund_by, refunded_at(complaint), state_label=_("refund"))
        light = clock.light(times, now)
    facts = {"goods": found.get_goods_display(), "last_day": found.last_day, "back_at": found.back_at}
    may_take = rules.may_take_goods_back(found, complaint)
    return facts | {"verdict": rules.may_go_back(found), "may_take": may_take, "light": light}


def refunded_at(complaint):
    """When the first refund of the complaint was paid, or None."""
    paid = [row.paid_at for row in complaint.payouts.all() if row.kind == PayoutKind.REFUND and row.paid_at]
    return min(paid, default=None)


def moment(text):
    """The moment of a JSON column, or None."""
    return datetime.fromisoformat(text) if text else None


def task_line(row, now):
    """One sub-task: its desk in the language in use, and its clock while it runs."""
    name = ClockName.RULING if row["kind"] == TaskKind.RULING else ClockName.TASK
    times = clock.Clock(name, datetime.fromisoformat(row["asked_at"]), datetime.fromisoformat(row["due_by"]))
    light = clock.light(times, now) if row["state"] in LIVE_TASKS else None
    return row | {"desk": named(row), "light": light}


def watch_line(row, now):
    """The running watch with the clock of its next report, or None."""
    if row is None:
        return None
    since = datetime.fromisoformat(row["reported_at"] or row["watched_at"])
    times = clock.Clock("report_up", since, datetime.fromisoformat(row["report_by"]), state_label=_("next report"))
    return row | {"light": clock.light(times, now)}
