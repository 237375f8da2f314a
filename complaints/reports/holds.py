"""Payments that wait for a payment body: which, how much, since when, and what happened to one of them (DP-20)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from complaints.models import Event, PaymentHold, Payout
from complaints.models.hold import is_held
from complaints.reports.payer import MOST


@dataclass(frozen=True)
class Held:
    """All holds that run: how many, how many payouts and how much money wait, and since when the oldest does."""

    count: int
    payouts: int
    amount: Decimal
    since: datetime | None


def held():
    """The Held of now; two statements."""
    waiting = Payout.objects.unpaid().filter(is_held()).aggregate(n=Count("pk"), all=Sum("amount"))
    running = PaymentHold.objects.running().aggregate(n=Count("pk"), since=Min("opened_at"))
    return Held(running["n"], waiting["n"], waiting["all"] or Decimal(0), running["since"])


def listed():
    """The running holds, the next due first, each with the money that waits for it."""
    same = Q(pk=OuterRef("payout")) | Q(complaint=OuterRef("complaint"))
    unpaid = Payout.objects.unpaid().filter(same).order_by()
    named = unpaid.filter(pk=OuterRef("payout")).values("amount")
    every = unpaid.values("complaint").annotate(all=Sum("amount")).values("all")
    rows = PaymentHold.objects.running().annotate(waiting=Coalesce(Subquery(named[:1]), Subquery(every[:1])))
    along = ("complaint__owner", "payout__complaint", "question", "opened_by")
    return list(rows.select_related(*along).order_by("question__due_by", "pk")[:MOST])


def events_of(hold):
    """What has happened to one hold, the newest first."""
    rows = Event.objects.filter(complaint=hold.complaint_id, data__hold=hold.pk)
    return rows.select_related("agent", "complaint", "payout").order_by("-at", "-pk")
