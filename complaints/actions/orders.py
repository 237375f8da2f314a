"""Order facts: asked of the order source until it answers; the answer wins over what was typed, openly.

The source is asked outside of any transaction. While it is down work goes on and the gap is shown (IN-13).
"""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from complaints import rules
from complaints.actions.records import keep_records
from complaints.actions.weight import raised
from complaints.enums import Measured, OrderStatus
from complaints.lifecycle import Refused, amend, claim, lock
from complaints.models import OrderSnapshot
from complaints.roles import System

# The wait after the first, second, ... question without an answer; the last one repeats.
WAITS = [timedelta(minutes=m) for m in (1, 2, 5, 15, 30, 60)]
MOST_TRIES = 500  # some three weeks; then nobody waits for it any more
# Column of a complaint <- what the source calls it.
COLUMNS = {
    "order_amount": "amount",
    "order_paid_at": "paid_at",
    "merchant": "merchant",
    "product": "product",
    "brand": "brand",
    "batch": "batch",
    "carrier": "carrier",
    "tracking_number": "tracking_number",
    "received_at": "received_at",
}

BESIDE = ("records", "unreadable", "source")  # of the answer: not facts of the order


def question(complaint, now):
    """The question to the order source about a new complaint, unsaved; None where no order is named."""
    if not complaint.order_number:
        return None
    return OrderSnapshot(complaint=complaint, number=complaint.order_number, next_try_at=now)


def ask_order(complaint, *, by, now, order_number=""):
    """Ask the order source (again), about another number if one is given. The worker brings the answer."""
    with transaction.atomic():
        complaint = amend(
            complaint,
            "ask_order",
            by=by,
            now=now,
            allowed=lambda locked: rules.may_ask_order(locked, by, order_number),
            data={"number": order_number or complaint.order_number},
            order_number=order_number or complaint.order_number,
            order_status=OrderStatus.WAITING,
        )
        fresh = {"number": complaint.order_number, "status": OrderStatus.WAITING, "next_try_at": now, "tries": 0}
        OrderSnapshot.objects.update_or_create(complaint=complaint, defaults=fresh)
    return complaint


def fetch(*, now, ask, batch=200):
    """Ask up to `batch` waiting questions by `ask(number)`; returns (answered, errors).

    `ask` gives the facts, None for an unknown number, or raises whatever it likes: that stops nobody else.
    """
    answered, errors = 0, []
    for _turn in range(batch):
        snapshot = lease(now)
        if snapshot is None:
            break
        try:
            facts = ask(snapshot.number)
        except Exception as error:  # noqa: BLE001  one poison answer must not stop the others
            OrderSnapshot.objects.filter(pk=snapshot.pk).update(last_error=str(error)[:200])
            errors.append(str(error)[:200])
        else:
            answered += answer(snapshot, facts, now)
    return answered, errors


def lease(now):
    """The next question that is due, put off before it is asked, so that two workers never ask the same one."""
    with transaction.atomic():
        rows = OrderSnapshot.objects.filter(next_try_at__lte=now).order_by("next_try_at", "pk")
        snapshot = claim(rows)
        if snapshot is None:
            return None
        wait = WAITS[min(snapshot.tries, len(WAITS) - 1)]
        snapshot.tries += 1
        snapshot.next_try_at = now + wait if snapshot.tries < MOST_TRIES else None
        snapshot.save(update_fields=["tries", "next_try_at"])
    return snapshot


def answer(snapshot, facts, now):
    """Keep the answer if it is still the one that was asked for; returns 1, or 0 if the number has changed."""
    with transaction.atomic(), suppress(Refused):
        complaint = lock(snapshot.complaint)
        if complaint.order_number == snapshot.number:
            take_order_facts(complaint, facts, by=System(), now=now)
            return 1
    OrderSnapshot.objects.filter(pk=snapshot.pk, number=snapshot.number).update(next_try_at=None)
    return 0


def take_order_facts(complaint, facts, *, by, now, asked_by=None):
    """Write what the source says (None: no such order) into the complaint; the old values stay on the timeline.

    What it tells of track, batch, warehouse and chat is kept with the case as it was told (IV-03). `asked_by`: the
    agent who looked, if one did.
    """
    status = OrderStatus.UNKNOWN if facts is None else OrderStatus.FOUND
    told = {column: facts[name] for column, name in COLUMNS.items() if (facts or {}).get(name) not in (None, "")}
    with transaction.atomic():
        complaint = lock(complaint)
        price = {Measured.ORDER: Decimal(told.get("order_amount", 0))}
        complaint = amend(
            complaint,
            "take_order_facts",
            by=by,
            now=now,
            allowed=rules.is_not_archived,
            data={"status": status},
            order_status=status,
            order_is_theirs=is_theirs(complaint, facts),
            **told,
            **(raised(complaint, now, **price) if complaint.is_open else {}),
        )
        kept = {"number": complaint.order_number, "status": status, "facts": as_json(facts or {}), "answered_at": now}
        OrderSnapshot.objects.update_or_create(
            complaint=complaint, defaults=kept | {"next_try_at": None, "last_error": ""}
        )
        if facts:
            keep_records(complaint, as_json(facts), facts, by=by, now=now, asked_by=asked_by)
    return complaint


def is_theirs(complaint, facts):
    """Whether the buyer of the order is our consumer; None where one of the two accounts is not known."""
    buyer, consumer = (facts or {}).get("buyer"), complaint.consumer.external_id
    return buyer == consumer if buyer and consumer else None


def as_json(facts):
    """The facts of the order as they are stored: amounts and times as text; its records are kept apart."""
    own = {name: value for name, value in facts.items() if name not in BESIDE}
    return {name: value if isinstance(value, str | int | bool | None) else str(value) for name, value in own.items()}
