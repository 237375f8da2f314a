"""What the payment system said, or did not say: lists for the people who look after it, and the proof of it (7.3)."""

from django.db.models import CharField, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from complaints.enums import ActorKind, PayerWord, PayoutState
from complaints.models import Event, Notice, PayerReport, Payout
from complaints.reports.money import CHUNK, Lie, name_of

LEFT = (PayerWord.PAID, PayerWord.ARRIVED)
HAS_LEFT = (PayoutState.PAID, PayoutState.CONFIRMED, PayoutState.REVERSED)
MOST = 100  # rows of a list; whoever has more to look after has another problem first


def doubts():
    """The oldest words in doubt that nobody has cleared up."""
    return list(PayerReport.objects.in_doubt().select_related("payout__complaint").order_by("at", "pk")[:MOST])


def silent(before):
    """Orders given before this moment, and no word yet whether they were paid."""
    rows = with_orders(Payout.objects.filter(state=PayoutState.PAYING, sent_at__lte=before))
    return list(rows.order_by("sent_at", "pk")[:MOST])


def failed():
    """Payouts that could not be paid, and nobody has cancelled or tried them again."""
    rows = with_orders(Payout.objects.filter(state=PayoutState.FAILED))
    return list(rows.order_by(F("sent_at").asc(nulls_first=True), "pk")[:MOST])


def with_orders(rows):
    """Payouts with the tries and the last error of their orders in the outbox."""
    order = Notice.objects.filter(once=Concat(Value("pay:"), Cast(OuterRef("pk"), CharField())))
    rows = rows.annotate(tries=Subquery(order.values("tries")[:1]), last_error=Subquery(order.values("last_error")[:1]))
    return rows.select_related("complaint__owner")


def lies():
    """Words in doubt that nobody has cleared up, money that left without being held as paid, and the reverse."""
    for report in PayerReport.objects.in_doubt().select_related("payout__complaint").order_by("pk"):
        yield Lie(name_of(report.payout), f"the payment system says {report.word}: {report.doubt}, not cleared up")
    said = PayerReport.objects.filter(payout=OuterRef("pk"), word__in=LEFT, doubt="")
    by_machine = Event.objects.filter(payout=OuterRef("pk"), verb="mark_paid", actor_kind=ActorKind.SYSTEM)
    payouts = Payout.objects.select_related("complaint").order_by("pk")
    for payout in payouts.filter(Exists(said)).exclude(state__in=HAS_LEFT).iterator(chunk_size=CHUNK):
        yield Lie(name_of(payout), f"the payment system has paid it, but it is {payout.state}")
    for payout in payouts.filter(Exists(by_machine), ~Exists(said)).iterator(chunk_size=CHUNK):
        yield Lie(name_of(payout), "it was marked as paid by the system, but the payment system never said so")
