"""What had been spent on a complaint and on everything that counts with it, at any moment of the past.

Complaints are merged and linked and get their order numbers as time goes on: a payout is judged by what belonged
together when it was approved, not by what belongs together today (`Complaint.family` is the family of today).
"""

from datetime import UTC, datetime

from django.db.models import Q

from complaints.enums import COMMITTED_STATES, PayoutKind
from complaints.models import Complaint, Event

EVER = datetime.min.replace(tzinfo=UTC)


class Spending:
    """The committed payouts of one complaint and of its kin, each with the moment from which it counts."""

    def __init__(self, rows, payouts):
        """`rows` are all payouts of one complaint, out of the queryset `payouts` of all there are."""
        self.rows = [row for row in rows if row.state in COMMITTED_STATES]
        self.since = kin_since(rows[0].complaint)
        self.purchase_since = purchase_since(rows[0].complaint)
        kin = set(self.since) - {rows[0].complaint_id}
        if kin and self.rows:
            self.rows += payouts.filter(complaint__in=kin, state__in=COMMITTED_STATES)

    def before(self, payout):
        """The sum approved before `payout` that counted with it then: refunds of one purchase, all else together."""
        is_refund = payout.kind == PayoutKind.REFUND
        since = self.purchase_since if is_refund else self.since
        return sum(
            row.amount
            for row in self.rows
            if (row.kind == PayoutKind.REFUND) == is_refund
            and moment(row) < moment(payout)
            and row.complaint_id in since
            and since[row.complaint_id] < payout.approved_at
        )


def moment(payout):
    """When it began to count; of two at the same time the one whose event came first."""
    return payout.approved_at or EVER, payout.decided or 0


def kin_since(complaint):
    """{key of a complaint: since when its payouts count with those of `complaint`}."""
    near = {complaint.pk: EVER} | merged_since(complaint) | linked_since(complaint)
    return and_same_orders(near, near)


def purchase_since(complaint):
    """The same for refunds: what is merely linked is another purchase with a price of its own (models/payout.py)."""
    return and_same_orders({complaint.pk: EVER} | merged_since(complaint), [complaint.pk])


def and_same_orders(near, named):
    """`near` with all complaints on the orders of those `named`, since they name the same one."""
    orders = dict(Complaint.objects.filter(pk__in=named).exclude(order_number="").values_list("pk", "order_number"))
    if not orders:
        return near
    same = Complaint.objects.filter(order_number__in=orders.values()).values_list("pk", "order_number")
    changed = order_changed_at([pk for pk, _order in same])
    for pk, order in same:
        ways = [max(near[n], changed.get(n, EVER), changed.get(pk, EVER)) for n, o in orders.items() if o == order]
        near[pk] = min([*ways, *([near[pk]] if pk in near else [])])
    return near


def merged_since(complaint):
    """The complaints merged into the same one, since the later of the two merges."""
    root = complaint.master_id or complaint.pk
    ids = Complaint.objects.filter(Q(pk=root) | Q(master=root)).exclude(pk=complaint.pk).values_list("pk", flat=True)
    merges = Event.objects.filter(verb="merge", to_state="merged", complaint__in=[*ids, complaint.pk]).order_by("at")
    at = dict(merges.values_list("complaint", "at"))
    return {pk: max(at.get(pk, EVER), at.get(complaint.pk, EVER)) for pk in ids}


def linked_since(complaint):
    """The complaints linked with this one, since they were."""
    links = Event.objects.filter(verb="link", complaint=complaint).order_by("at").values_list("data__number", "at")
    at = dict(links)
    return {pk: at.get(number, EVER) for pk, number in complaint.linked.values_list("pk", "number")}


def order_changed_at(complaints):
    """When the order number of each complaint was last changed, of those where it ever was."""
    events = Event.objects.filter(complaint__in=complaints, changes__contains=[["order_number"]]).order_by("at")
    return dict(events.values_list("complaint", "at"))
