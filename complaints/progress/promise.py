"""What was promised with the option that holds, part by part, and how far each part is (DP-04, DP-21, FB-05)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints import wording
from complaints.enums import PayoutState, RemedyKind, RemedyStatus, State

IN_WRITING = (RemedyKind.APOLOGY, RemedyKind.EXPLANATION)
PAID = (PayoutState.PAID, PayoutState.CONFIRMED)


@dataclass(frozen=True)
class Part:
    """One part of the promise: its words, how far it is, and since when."""

    words: str
    says: str
    at: datetime | None = None


@dataclass(frozen=True)
class Promise:
    """The offer that holds: its title, its parts, consequences and time."""

    title: str
    parts: list
    consequence: str


def promise_of(complaint, answer, money):
    """The promise of the letter sent last once an option holds, until the end; else None.

    `money`: (payout, words, may be confirmed) of what was released, as the page shows it.
    """
    if answer is None or not answer.chosen_option_id:
        return None
    option = next(row for row in answer.options.all() if row.pk == answer.chosen_option_id)
    released = {}
    for payout, words, _may in money:
        if payout.remedy_id:
            released.setdefault(payout.remedy_id, []).append((payout, words))
    parts = [part_of(remedy, released.get(remedy.pk, []), complaint) for remedy in option.remedies.all()]
    return Promise(option.title, parts, option.consequence)


def part_of(remedy, released, complaint):
    """One remedy: done since when, or where it is; `released`: its [(payout, words), ...], if it is money."""
    if remedy.status == RemedyStatus.DONE:
        return Part(remedy.words, done_word(remedy), remedy.done_at)
    if remedy.status == RemedyStatus.FAILED:
        return Part(remedy.words, _("could not be done; we answer you anew"))
    paid = sum(payout.amount for payout, _words in released if payout.state in PAID)
    if paid and paid < remedy.amount:
        facts = {"paid": wording.money(paid), "left": wording.money(remedy.amount - paid)}
        return Part(remedy.words, _("%(paid)s paid, %(left)s still to come") % facts)
    if released:
        payout, words = released[-1]
        return Part(remedy.words, str(words), payout.paid_at if payout.state in PAID else None)
    return Part(remedy.words, _("still to come") if complaint.state == State.EXECUTING else _("not carried out yet"))


def done_word(remedy):
    """Paid, sent, or done: as it is said of such a thing."""
    if remedy.is_money:
        return pgettext("money", "paid")
    return pgettext("a letter", "sent") if remedy.kind in IN_WRITING else _("done")
