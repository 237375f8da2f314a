"""The house's own words of a notice: handed in by one, put into force by another, taken back to the shipped ones.

A version never changes and none is deleted, so it can always be said what a notice said and why.
"""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, wearers_of
from complaints.lifecycle import Refused, amend, check, require, store
from complaints.models import NoticeWording
from complaints.roles import WORDING
from complaints.sentences.notices import place_of


def propose_wording(*, by, now, event, channel, language, subject="", body, because):
    """Hand in words for one event, channel and language; what waited there before is replaced. Raises Refused."""
    check(rules.may_word("propose_wording", by))
    require(because, _("Say why it is changed."))
    place = {"event": event, "channel": channel, "language": language}
    facts = {"subject": subject.strip(), "body": tidy(body, channel), "because": because.strip()}
    wording = NoticeWording(**place, **facts, written_by=by, written_at=now)
    check(rules.is_fit_wording(wording))
    with told_if_late():
        for waiting in NoticeWording.objects.of(**place).waiting():
            amend(waiting, "propose_wording", by=by, now=now, allowed=rules.is_waiting_wording, ended_at=now)
        wording = store(wording, {}, "propose_wording", by, now, because)
        colleagues = wearers_of(*WORDING["approve_wording"]).exclude(pk=by.pk)
        facts = {"name": place_of(event, channel).title, "place": [channel, event, language]}
        tell_agents(colleagues, "wording_waits", now=now, once=f"wording-{wording.pk}", **facts)
    return wording


def approve_wording(wording, *, by, now):
    """Put handed-in words into force from now on; what counted before ends. Never by their writer. Raises Refused."""
    with told_if_late():
        for before in NoticeWording.objects.of(wording.event, wording.channel, wording.language).in_force():
            amend(before, "approve_wording", by=by, now=now, allowed=rules.is_wording_in_force, ended_at=now)
        return amend(
            wording,
            "approve_wording",
            by=by,
            now=now,
            allowed=lambda fresh: rules.may_approve_wording(fresh, by),
            approved_by=by,
            approved_at=now,
        )


def withdraw_wording(wording, *, by, now):
    """Take back words that wait."""
    return amend(
        wording,
        "withdraw_wording",
        by=by,
        now=now,
        allowed=lambda fresh: rules.may_withdraw_wording(fresh, by),
        ended_at=now,
    )


def end_wording(wording, *, by, now):
    """Back to the shipped words, from now on."""
    return amend(wording, "end_wording", by=by, now=now, allowed=rules.is_wording_in_force, ended_at=now)


def tidy(body, channel):
    """A mail keeps its lines; everything else is one line."""
    return body.replace("\r\n", "\n").strip() if channel == "mail" else " ".join(body.split())


@contextmanager
def told_if_late():
    """Two hand in, or put into force, at once: the second is told so."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "wording_one" not in str(error):
            raise
        raise Refused(_("Somebody else has just changed these words: look at them first.")) from error
