"""The words of all notices at a glance, and how one of them looks to its reader."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from complaints import letters, rules
from complaints.enums import NoticeChannel
from complaints.models import Complaint, Consumer, Notice, NoticeWording
from complaints.sentences.alerts import TO_AGENT
from complaints.sentences.notices import NAMES, TO_CONSUMER, places
from complaints.wording import NOTHING

HIDDEN_LINK = "…"
IN_BELL = Q(channel=NoticeChannel.IN_APP)
STATES = {"own": "in_force", "waiting": "waiting"}


@dataclass(frozen=True)
class Cell:
    """One channel and language of an event: whether the shipped words count, own ones, or some that wait."""

    place: object
    language: str
    label: str
    in_force: NoticeWording | None
    waiting: NoticeWording | None


def overview(*, staff, state=""):
    """[(title, text, event, [(channel label, [Cell, ...]), ...]), ...] of one audience; `state`: own, waiting or all.

    The text is that of the first channel in the active language, as it counts now; of an alert the title is the text.
    """
    rows = NoticeWording.objects.filter(IN_BELL if staff else ~IN_BELL, ended_at=None)
    found = defaultdict(dict)
    for row in rows:
        found[row.event, row.channel, row.language]["waiting" if row.is_waiting else "in_force"] = row
    lines = []
    for event in TO_AGENT if staff else TO_CONSUMER:
        here = [place for place in places(event) if place.is_for_staff == staff]
        channels = [(NoticeChannel(place.channel).label, cells_of(place, found)) for place in here]
        cells = [cell for _label, group in channels for cell in group]
        if not state or any(getattr(cell, STATES[state]) for cell in cells):
            lines.append((here[0].title, text_of(here[0], found), event, channels))
    return lines


def text_of(place, found):
    """The words of one place that count now in the active language; what a colleague writes himself has none."""
    own = found.get((place.event, place.channel, translation.get_language()), {}).get("in_force")
    if own:
        return own.body
    return "" if place.is_for_staff else place.shipped[1]


def cells_of(place, found):
    """The languages of one place."""
    cells = []
    for language, label in settings.LANGUAGES:
        rows = found.get((place.event, place.channel, language), {})
        cells.append(Cell(place, language, label, rows.get("in_force"), rows.get("waiting")))
    return cells


def versions_of(place, language):
    """All versions of one place, the newest first, each with what it changed against the words before it."""
    rows = NoticeWording.objects.of(place.event, place.channel, language)
    rows = list(rows.select_related("written_by", "approved_by"))
    lines = []
    for number, row in enumerate(rows):
        before = next((old for old in rows[number + 1 :] if old.approved_at), None)
        subject, body = (before.subject, before.body) if before else place.shipped
        pairs = (("subject", subject, row.subject), ("body", body, row.body))
        lines.append((row, [change(name, old, new) for name, old, new in pairs if old != new]))
    return lines


def change(name, old, new):
    """One line of the differences."""
    return {"label": NoticeWording._meta.get_field(name).verbose_name, "old": old or NOTHING, "new": new or NOTHING}


def example_of(place, language, complaint=None):
    """(notice, link) to look at words with: of a chosen complaint its newest notice of this event, else examples.

    The key of a real page is never shown to staff.
    """
    link = f"{settings.PUBLIC_URL}/p/{HIDDEN_LINK}"
    facts = {"event": place.event, "channel": place.channel, "language": language}
    if complaint is None:
        person = Consumer(name=str(EXAMPLE_NAME[language]), language=language)
        example = Complaint(number=str(NAMES["complaint"][1]), description=EXAMPLE_STORY[language], consumer=person)
        return Notice(**facts, complaint=example, consumer=person, context=example_facts()), link
    told = complaint.notices.filter(event=place.event).exclude(channel=NoticeChannel.WEBHOOK).order_by("-pk").first()
    context = example_facts() | (told.context if told else {})
    return Notice(**facts, complaint=complaint, consumer=complaint.consumer, context=context), link


EXAMPLE_NAME = {"zh-hans": "陆女士", "en": "Ms Lu"}
EXAMPLE_STORY = {"zh-hans": "收到的杯子边上缺了一块，想退款。", "en": "The cup arrived with a chipped rim."}


def example_facts():
    """Every name with its example, in the active language."""
    return {name: str(example) for name, (_label, example) in NAMES.items() if example}


def seen(place, language, own, complaint=None):
    """{"subject", "text", "segments"} as the reader gets them; `segments`: how many short messages, 0 elsewhere."""
    with translation.override(language):
        notice, link = example_of(place, language, complaint)
    subject, text = letters.as_seen(notice, own, link)
    if place.channel != NoticeChannel.SMS:
        return {"subject": subject, "text": text, "segments": 0}
    return {
        "subject": "",
        "text": text,
        "segments": rules.segments(text.replace(link, letters.link_of(notice.complaint))),
    }


def facts_of(place, language):
    """[(name, what it stands for, an example), ...] of what the words may name."""
    with translation.override(language):
        facts = letters.facts_of(example_of(place, language)[0])
        examples = {name: facts[name] for name in place.names}
    examples["link"] = f"{settings.PUBLIC_URL}/p/{HIDDEN_LINK}"
    return [(name, NAMES[name][0], examples[name], name in place.needed) for name in place.names]
