"""What a notice says: one sentence for the bell, an SMS or a page, and a whole letter for mail; in its language.

The house's own words count where a version is in force (models/notice_wording.py), else those that are shipped.
What a page and the bell say is what counted when the notice was written; mail and SMS say what counts as they leave.
"""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.template.loader import render_to_string, select_template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from complaints import rules, wording
from complaints.actions.inquiries import is_moved, legal_end
from complaints.actions.links import token_of
from complaints.actions.notices import QUIET_OVER
from complaints.actions.questions import law_of
from complaints.enums import ClockName, Mark, NoticeChannel, OrphanKind, OutsideBody, Platform, Rating
from complaints.models import Complaint, Notice, NoticeWording
from complaints.reports.routes import period
from complaints.sentences.alerts import TO_AGENT
from complaints.sentences.notices import BY_PEOPLE, SLOT, TIMES, TO_CONSUMER
from complaints.sentences.outside import TO_OUTSIDE

__all__ = ["BY_PEOPLE", "TO_AGENT", "TO_CONSUMER", "Words", "alert", "letter", "sentence", "short_message"]
PAGE = NoticeChannel.PAGE
MOST_TOLD = 30  # notices on the progress page
MOST_ALERTS = 100  # in one mail; the page has all of them


class Facts(dict):
    """The facts of a notice, in words; what an older row does not know is a dash."""

    def __missing__(self, name):
        return wording.NOTHING


def facts_of(notice):
    """The context of `notice` as a person reads it: times, money and codes in words of the active language."""
    facts = Facts(notice.context)
    for name in TIMES:
        if facts.get(name):
            facts[name] = day_and_time(datetime.fromisoformat(facts[name]))
    if facts.get("amount"):
        facts["amount"] = wording.money(Decimal(facts["amount"]))
    for name, words in (("clock", ClockName), ("mark", Mark), ("kind", OrphanKind), ("platform", Platform)):
        if facts.get(name) in words.values:
            facts[name] = words(facts[name]).label
    if notice.event == "external" and facts.get("body") in OutsideBody.values:
        facts["body"] = OutsideBody(facts["body"]).label
    facts["complaint"] = notice.complaint.number if notice.complaint else ""
    return facts


def day_and_time(at):
    """28 Nov, 15:02 in Shanghai: a time that stays true whenever it is read."""
    return date_format(at.astimezone(wording.SHANGHAI), gettext("j M, H:i"))


class Words:
    """The house's own words, all versions that ever counted: read once for a batch, in one statement."""

    def __init__(self, **which):
        self.which = which

    @cached_property
    def versions(self):
        """{(event, channel, language): [version, ...]}."""
        found = defaultdict(list)
        for version in NoticeWording.objects.approved().filter(**self.which).order_by():
            found[version.event, version.channel, version.language].append(version)
        return found

    def of(self, notice, channel, at, language):
        """The version that counted at a moment for this notice, or None: then the shipped words count."""
        versions = self.versions.get((notice.event, channel, language), ())
        return next((version for version in versions if version.counts_at(at)), None)


def said(text, facts):
    """Own words with the facts in their places; a fact is never looked into for names of others."""
    return SLOT.sub(lambda slot: str(facts[slot[1]]), text)


def sentence(notice, words=None) -> str:
    """What `notice` says to the consumer on the progress page, in the active language."""
    words = words or Words(channel=PAGE, event=notice.event)
    own = words.of(notice, PAGE, notice.created_at or timezone.now(), translation.get_language())
    facts = facts_of(notice)
    return " ".join(said(own.body, facts).split()) if own else str(TO_CONSUMER[notice.event].sentence) % facts


def told_of(complaint, now):
    """[(when, sentence), ...] of what the consumer was told, newest first, as it was said then; no replies."""
    rows = Notice.objects.filter(complaint=complaint, channel=PAGE).exclude(event="reply")
    rows = rows.exclude(event__in=["proposal", *rules.RULINGS.values()], created_at__gt=now - rules.UNDO)
    rows = list(rows.only("event", "context", "created_at").order_by("-created_at", "-pk")[:MOST_TOLD])
    words = Words(channel=PAGE, event__in={row.event for row in rows})
    for row in rows:
        row.complaint = complaint
    return [(row.created_at, sentence(row, words)) for row in rows]


def alert(notice, words=None) -> str:
    """What `notice` says to an agent in the bell, in the active language; without `words` as it is shipped."""
    own = words and words.of(notice, NoticeChannel.IN_APP, notice.created_at, translation.get_language())
    facts = facts_of(notice)
    return " ".join(said(own.body, facts).split()) if own else str(TO_AGENT[notice.event]) % facts


def link_of(complaint) -> str:
    """The whole address of the consumer's page."""
    return f"{settings.PUBLIC_URL}{reverse('complaints:progress', args=[token_of(complaint)])}"


def short_message(notice, own=None, link="") -> str:
    """An SMS: what it is about and the link, in the consumer's language; `own`: the house's version, if one counts."""
    link = link or link_of(notice.complaint)
    with translation.override(notice.language):
        facts = facts_of(notice)
        facts["link"] = link
        if own:
            return " ".join(said(own.body, facts).split())
        return f"{str(TO_CONSUMER[notice.event].subject) % facts} {link}"


def letter(notice, own=None, link="") -> tuple[str, str]:
    """(subject, body) of a mail in the consumer's language. `own` says subject and text anew; greeting, what
    templates/emails/<event>.txt adds, and the link stay.
    """
    link = link or link_of(notice.complaint)
    with translation.override(notice.language):
        facts = facts_of(notice)
        template = select_template([f"emails/{notice.event}.txt", "emails/letter.txt"])
        shipped = TO_CONSUMER[notice.event]
        body = template.render(
            {
                "name": notice.consumer.name,
                "own": said(own.body, facts) if own else "",
                "sentence": str(shipped.sentence) % facts,
                "facts": facts,
                "routes": [OutsideBody(code).label for code in notice.context.get("routes", [])],
                "complaint": notice.complaint,
                "link": link,
                "ratings": [] if notice.consumer.no_surveys_at else reversed(Rating.choices),
            }
        )
        subject = said(own.subject, facts) if own else str(shipped.subject) % facts
    return " ".join(subject.split()), body.strip() + "\n"


def alert_letter(notice, words) -> tuple[str, str]:
    """(subject, body) of a mail to a colleague: one alert, or those of the quiet hours that are still unread."""
    with translation.override(notice.language):
        rows = [notice]
        if notice.event == QUIET_OVER:
            rows = Notice.objects.unread_by(notice.agent).filter(created_at__gte=notice.created_at)
            rows = list(rows.select_related("complaint").order_by("pk")[:MOST_ALERTS])
        seen = set(Complaint.objects.visible_to(notice.agent).filter(notices__in=rows).values_list("pk", flat=True))
        lines = [(row, alert(row, words)) for row in rows if row.complaint_id is None or row.complaint_id in seen]
        subject = _("Alerts of your quiet hours: %(n)s") % {"n": len(rows)}
        if notice.event != QUIET_OVER:
            subject = " ".join([*([_("Urgent:")] if notice.is_urgent else []), *(words for _row, words in lines)])
        link = f"{settings.PUBLIC_URL}{reverse('complaints:alerts')}"
        body = render_to_string("emails/alerts.txt", {"lines": lines, "link": link})
    return " ".join((subject or _("An alert")).split())[:300], body.strip() + "\n"


def as_seen(notice, own, link="") -> tuple[str, str]:
    """(subject, text) as the reader of its channel gets them, in the notice's language; `own`: these words, if any."""
    if notice.channel == NoticeChannel.MAIL:
        return letter(notice, own, link)
    if notice.channel == NoticeChannel.SMS:
        return "", short_message(notice, own, link)
    with translation.override(notice.language):
        facts = facts_of(notice)
        shipped = TO_CONSUMER[notice.event].sentence if notice.channel == PAGE else TO_AGENT[notice.event]
        text = said(own.body, facts) if own else str(shipped) % facts
    return "", " ".join(text.split())


def law_told(item) -> str:
    """What the law says to the side a question goes to, by its row of that day; "" where it says nothing (IV-11)."""
    rule = law_of(item)
    if rule is None:
        return ""
    words = _("%(rule)s: the carrier answers a complaint within %(time)s, here by %(by)s.")
    told = words % {"rule": rule.named, "time": period(rule), "by": day_and_time(legal_end(rule, item.asked_at))}
    moved = _("The last day would be a day of rest: it ends on the next working day.")
    return f"{told} {moved}" if is_moved(rule, item.asked_at) else told


def question(notice, item, link) -> tuple[str, str]:
    """(subject, body) of a mail to a merchant or carrier: what we need, until when, where the answer goes; no names.

    `item`: the evidence that is asked for; None where we ask how they found our handling.
    """
    with translation.override(notice.language):
        facts, words = facts_of(notice), TO_OUTSIDE[notice.event]
        sentence = str(words.sentence) % facts
        told = {"name": notice.correspondent.name, "sentence": sentence, "law": item and law_told(item)}
        body = render_to_string("emails/question.txt", told | {"complaint": notice.complaint, "link": link})
        subject = str(words.subject) % facts
    return " ".join(subject.split())[:300], body.strip() + "\n"


def blotted(text, link) -> str:
    """What was said, without the key to the consumer's page: for keeping."""
    return text.replace(link, f"{settings.PUBLIC_URL}{reverse('complaints:progress', args=['***'])}")
