"""The pack: what whoever takes over has to know, so that nobody tells the story twice (domain.md 7.5, point 3)."""

import re
from itertools import groupby

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from complaints import rules, wording
from complaints.enums import Direction, EvidenceStatus, RemedyStatus, Side
from complaints.models import EmotionReading, Event, Message
from complaints.sentences import plain
from complaints.text import fold

SAID = 40  # characters of a message that the story keeps
WORDS_READ = 20  # our newest messages that are searched for promises
PROMISES_KEPT = 3  # sentences taken over, the newest ones
SENTENCE_ENDS = re.compile(r"(?<=[。！？!?；;])|\n")
# What a promise sounds like, folded.
PROMISING = (
    *(
        "保证",
        "承诺",
        "答应",
        "一定会",
        "会在",
        "会给您",
        "会尽快",
        "前给您",
        "内给您",
        "给您答复",
        "给您回复",
        "给您消息",
    ),
    *("联系您", "回电", "we will", "i will", "we'll", "i'll", "promise"),
)


def pack_of(complaint, now):
    """The fields of a pack as the file stands, to be corrected by whoever hands over."""
    load_for_packs([complaint])
    return packed(complaint, now)


def load_for_packs(complaints):
    """Read what packs need: for one or five hundred complaints in the same few statements."""
    steps = Event.objects.exclude(kind__in=["note", "privacy"]).select_related("agent", "payout__complaint", "message")
    ours = Message.objects.filter(direction=Direction.TO_CONSUMER, recalled_at=None).order_by("-sent_at", "-pk")
    readings = EmotionReading.objects.order_by("-read_at", "-pk")
    prefetch_related_objects(
        complaints,
        Prefetch("events", steps.order_by("-at", "-pk")[: rules.STORY_LINES], to_attr="last_steps"),
        Prefetch("messages", ours[:WORDS_READ], to_attr="our_words"),
        Prefetch("emotion_readings", readings[:1], to_attr="last_reading"),
        *("evidence", "proposals__options__remedies"),
    )


def packed(complaint, now):
    """The pack of a complaint that `load_for_packs` has read."""
    return {
        "story": story_of(complaint),
        "promises": promises_of(complaint, now),
        "emotion": " ".join(f"{row} {row.note}".strip() for row in complaint.last_reading)[:200],
        "evidence": evidence_of(complaint),
        "next_contact_at": complaint.update_by,
    }


def story_of(complaint):
    """Five lines for the one who takes over: the matter, the wish, and the last steps."""
    wish = [complaint.get_demand_kind_display()] if complaint.demand_kind else []
    if complaint.demand_amount:
        wish.append(wording.money(complaint.demand_amount))
    lines = [complaint.title]
    if wish or complaint.demand_text:
        lines.append(_("Wish: %(wish)s") % {"wish": " ".join([*wish, complaint.demand_text]).strip()})
    steps = complaint.last_steps[: rules.STORY_LINES - len(lines)]
    return "\n".join([*lines, *(step_line(event) for event in reversed(steps))])


def step_line(event):
    """One step with its time; what was said with its first words."""
    said = event.message.body.split("\n")[0][:SAID] if event.message_id else ""
    return f"{wording.exact_moment(event.at)[5:16]} {plain(event)}{' ' if said else ''}{said}"


def promises_of(complaint, now):
    """What we owe by word: sentences of our messages, the offer, what was chosen, the next contact."""
    lines = said_promises(complaint)
    offer = rules.open_offer(complaint)
    if offer:
        titles = _(" / ").join(option.title for option in offer.options.all())
        lines.append(_("Offered, answer still open: %(what)s") % {"what": titles})
    due = [str(remedy) for remedy in rules.chosen_remedies(complaint) if remedy.status != RemedyStatus.DONE]
    if due:
        lines.append(_("Chosen, still to be done: %(what)s") % {"what": _(", ").join(due)})
    if complaint.update_by and complaint.responded_at:
        lines.append(_("Next contact by %(at)s") % {"at": wording.moment(complaint.update_by, now)})
    return "\n".join(lines)


def said_promises(complaint):
    """The newest sentences of our messages that promise something, each with its day, oldest first."""
    found = []
    for message in complaint.our_words:
        day = wording.exact_moment(message.sent_at)[5:16]
        sentences = [part.strip() for part in SENTENCE_ENDS.split(message.body) if part and part.strip()]
        found += [f"{day} {part}" for part in reversed(sentences) if is_promise(part)]
    return found[:PROMISES_KEPT][::-1]


def is_promise(sentence):
    """Whether a sentence of ours sounds like a promise."""
    folded = fold(sentence)
    return any(word in folded for word in PROMISING)


def evidence_of(complaint):
    """One line a side: what has come, what is still asked for."""
    order = list(Side)
    items = sorted(complaint.evidence.all(), key=lambda item: (order.index(item.side), item.pk))
    sides = groupby(items, key=lambda item: item.side)
    return "\n".join(side_line(Side(side), list(rows)) for side, rows in sides)


def side_line(side, items):
    """Consumer: received photo, invoice; missing video."""
    parts = []
    told = {
        EvidenceStatus.RECEIVED: _("received"),
        EvidenceStatus.ASKED: _("missing"),
        EvidenceStatus.SILENT: _("no answer"),
    }
    for status, words in told.items():
        titles = dict.fromkeys(item.title for item in items if item.status == status)
        if titles:
            parts.append(f"{words} {_(', ').join(titles)}")
    return _("%(side)s: %(what)s") % {"side": side.label, "what": _("; ").join(parts) or wording.NOTHING}
