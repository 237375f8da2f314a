"""Evidence: how one asks for it, how long somebody outside has, when it stays as it is (IV-05, IV-11, IV-13, IV-15)."""

from datetime import timedelta

from django.utils.translation import gettext as _

from complaints.enums import Chase, EvidenceKind, EvidenceStatus, Side
from complaints.rules.plain import BLAMING, FORBIDDEN, findings, quoted, said_in
from complaints.rules.verdict import YES, allow, first_no, no
from complaints.text import fold

# How long a side has where the asker names no time. The carrier's days come from the law (LegalRule below).
REPLY_IN = {
    Side.CONSUMER: timedelta(hours=24),
    Side.PLATFORM: timedelta(hours=24),
    Side.MERCHANT: timedelta(hours=24),  # domain.md IV-11
    Side.CARRIER: timedelta(hours=24),  # only where no law is in force
    Side.THIRD_PARTY: timedelta(days=3),  # our proposal
}
LEGAL_REPLY = {Side.CARRIER: "EXP-28"}
# Our proposal: a quarter of the time before it is over one is reminded, and as long after it one still waits.
LEAST_RESPITE, MOST_RESPITE = timedelta(hours=4), timedelta(days=1)
# Words that suspect the consumer, whoever reads them (domain.md IV-15: the request must not accuse).
ACCUSING = (
    *("人为损坏", "自己弄坏", "自行损坏", "故意损坏", "自证", "证明不是您", "证明不是你", "是不是您", "是不是你"),
    *("编造", "薅羊毛", "羊毛党", "否则不予", "否则视为"),
    *("prove that you", "prove you did not", "you broke", "your own damage", "on purpose", "so-called", "or else"),
)


def is_neutral(request):
    """A request for evidence names a thing and suspects nobody; nothing void in it either (IV-15)."""
    folded = fold(request)
    accused, void = said_in(folded, (*ACCUSING, *BLAMING)), said_in(folded, FORBIDDEN)
    if accused:
        why = _("This sounds like a reproach: %(words)s. Name the thing you need, not whose fault it is.")
        return no(why % {"words": quoted(accused)})
    return no(_("The law makes this void: %(words)s. Leave it out.") % {"words": quoted(void)}) if void else YES


def hints_about(request):
    """What the asker might say better, for the place beside the field; nothing of it blocks."""
    return list(dict.fromkeys(found.why for found in findings(request, is_whole=False))) if is_neutral(request) else []


def remind_at(asked_at, due_by):
    """When one is reminded of a question: a quarter of its time before the end, a day at most."""
    return due_by - min((due_by - asked_at) / 4, MOST_RESPITE)


def end_of_wait(asked_at, due_by):
    """Until when one waits for an answer that is late: a quarter of its time longer, four hours to a day."""
    return due_by + min(max((due_by - asked_at) / 4, LEAST_RESPITE), MOST_RESPITE)


def asked_of_consumer(complaint):
    """What we have asked the consumer for and not got, the first to fall due first."""
    rows = complaint.evidence.all()
    asked = [item for item in rows if item.side == Side.CONSUMER and item.status == EvidenceStatus.ASKED]
    return sorted(asked, key=lambda item: (item.due_by, item.pk))


def is_still_asked(item):
    return allow(item.status == EvidenceStatus.ASKED, _("This was already answered."))


def is_not_decided_on(item):
    """What a sent decision rests on stays as it was (IV-13; domain.md 4, ECL-62); a trigger says the same."""
    return allow(
        item.locked_at is None, _("A decision that rests on it has been sent: it stays as it is. Add a new item.")
    )


def is_report_to_judge(item):
    """A report that has come, of which nobody has said yet whom it bears out (IV-08)."""
    is_report = item.kind == EvidenceKind.INSPECTION and item.status == EvidenceStatus.RECEIVED
    return first_no(
        allow(is_report, _("This is no report of an inspection.")),
        allow(not item.outcome, _("It was said already whom it bears out.")),
    )


def may_still_come(item):
    """An answer counts after its time, too, until a decision was sent without it."""
    open_ones = (EvidenceStatus.ASKED, EvidenceStatus.SILENT)
    return first_no(allow(item.status in open_ones, _("This was already answered.")), is_not_decided_on(item))


def next_chase(item, now):
    """What falls due about a question without an answer: a reminder, the lead, or the end ("")."""
    if item.chased == Chase.ESCALATED:
        return ""
    return Chase.ESCALATED if item.chased == Chase.REMINDED or now >= item.due_by else Chase.REMINDED
