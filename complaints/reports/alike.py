"""What may be told twice: complaints of the same order, of the same person, or in nearly the same words (IN-02).

Every list holds only what the asker may see.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _

from complaints import wording
from complaints.models import Complaint, Consumer, SearchEntry
from complaints.reports.goods import of_batch, shared_goods
from complaints.text import NEARLY, overlap, pairs_of, sketch

SHOWN = 5  # possible duplicates that are named
MANY = 40  # of a group of the same text
CANDIDATES = 60  # texts that are measured exactly
LATELY = timedelta(days=30)  # as long as two complaints count as near (domain.md 7.2 row 31)


@dataclass(frozen=True)
class Alike:
    """One complaint and what it has in common with the one at hand."""

    complaint: Complaint
    reasons: list
    is_only_same_person: bool


def possible_duplicates(agent, *, text="", order_number="", consumers=(), but=None):
    """Open complaints of the same order or person, or nearly the same words, best reasons first."""
    rows = Complaint.objects.open().visible_to(agent).exclude(pk=but and but.pk)
    shares = near_texts(text, but)
    near = Q(consumer__in=consumers) | Q(pk__in=shares)
    if order_number:
        near |= Q(order_number=order_number)
    rows = rows.filter(near).select_related("consumer", "owner").order_by("-registered_at", "-pk")
    found = [alike(row, order_number, consumers, shares) for row in rows[: SHOWN + CANDIDATES]]
    found.sort(key=lambda row: -len(row.reasons))
    return found[:SHOWN]


def alike(row, order_number, consumers, shares):
    """One candidate with its reasons in words."""
    is_same_person = row.consumer_id in consumers
    reasons = []
    if order_number and row.order_number == order_number:
        reasons.append(_("same order"))
    if is_same_person:
        reasons.append(_("same consumer"))
    if row.pk in shares:
        reasons.append(_("words %(share)s the same") % {"share": wording.percent(shares[row.pk])})
    return Alike(row, reasons, is_same_person and len(reasons) == 1)


def near_texts(text, but=None):
    """{key of a complaint: share of common pairs} for texts that are nearly the same, whoever may see them.

    The sketches find a few candidates through their index, the pairs measure them. The order is written as a sum, so
    that no plan walks the newest rows instead of the index.
    """
    keys = sketch(text)
    if not keys:
        return {}
    entries = SearchEntry.objects.filter(sketch__overlap=keys).exclude(pk=but and but.pk)
    newest = entries.order_by((F("pk") + 0).desc()).values_list("pk", "complaint__description")[:CANDIDATES]
    words = pairs_of(text)
    shares = {pk: overlap(words, pairs_of(description)) for pk, description in newest}
    return {pk: share for pk, share in shares.items() if share >= NEARLY}


def known_consumers(data):
    """Keys of the consumers with this phone, mail or account."""
    found = []
    for value in (data.get("phone"), data.get("email")):
        if value:
            found += Consumer.objects.with_contact(value).values_list("pk", flat=True)[:SHOWN]
    if data.get("external_id"):
        found += Consumer.objects.filter(external_id=data["external_id"]).values_list("pk", flat=True)
    return found


def same_person(consumer):
    """Keys of everybody we know under the same phone, mail or account."""
    known = {"phone": consumer.phone, "email": consumer.email, "external_id": consumer.external_id}
    return {consumer.pk, *known_consumers(known)}


@dataclass(frozen=True)
class Kin:
    """The surroundings of one complaint."""

    duplicates: list
    linked: list
    merged: list
    of_batch: list
    of_person: list
    earlier: int
    group: list
    people: int


def kin_of(complaint, agent):
    """The same batch, possible duplicates, what is linked or merged, the person's cases, the same text of others."""
    people = same_person(complaint.consumer)
    seen = Complaint.objects.visible_to(agent).exclude(pk=complaint.pk).select_related("consumer", "owner")
    of_person = list(seen.filter(consumer__in=people).open().order_by("-registered_at")[:MANY])
    linked = list(seen.filter(linked=complaint.pk).order_by("registered_at")[:MANY])
    batch = of_batch(complaint, agent, people)
    group = [row for row in group_of(complaint, agent, people) if row not in batch]
    tied = {row.pk for row in (*linked, *group, *batch)}
    duplicates = possible_duplicates(
        agent,
        text=complaint.description,
        order_number=complaint.order_number,
        consumers=people,
        but=complaint,
    )
    return Kin(
        duplicates=[row for row in duplicates if row.complaint.pk not in tied and not row.is_only_same_person],
        linked=linked,
        merged=list(seen.filter(master=complaint.pk).order_by("registered_at")),
        of_batch=[Alike(row, shared_goods(complaint, row), is_only_same_person=False) for row in batch],
        of_person=of_person,
        earlier=seen.filter(consumer__in=people).count(),
        group=group,
        people=len({row.consumer_id for row in group} | {complaint.consumer_id}),
    )


def like_it(complaint, agent):
    """All that could be linked to it at once: the same batch first, then the same words, everybody once."""
    people = same_person(complaint.consumer)
    batch = of_batch(complaint, agent, people)
    return batch + [row for row in group_of(complaint, agent, people) if row not in batch], bool(batch)


def group_of(complaint, agent, people=None):
    """Complaints of other people in nearly the same words, of the last thirty days, not linked yet."""
    people = same_person(complaint.consumer) if people is None else people
    rows = Complaint.objects.visible_to(agent).filter(pk__in=near_texts(complaint.description, complaint))
    near = (complaint.registered_at - LATELY, complaint.registered_at + LATELY)
    rows = rows.filter(registered_at__range=near).exclude(consumer__in=people).exclude(linked=complaint.pk)
    return list(rows.select_related("consumer", "owner").order_by("registered_at")[:MANY])
