"""The house's own words of a notice: the next version of a place, and its second look (actions/versions.py)."""

from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.versions import approve, hand_in, told_if_late
from complaints.lifecycle import check, require
from complaints.models import NoticeWording
from complaints.sentences.notices import place_of


def propose_wording(*, by, now, event, channel, language, subject="", body, because):
    """Hand in words for one event, channel and language; what waited there before is replaced. Raises Refused."""
    check(rules.may_step_version(NoticeWording, "propose", by))
    require(because, _("Say why it is changed."))
    place = {"event": event, "channel": channel, "language": language}
    facts = {"subject": subject.strip(), "body": tidy(body, channel), "because": because.strip()}
    wording = NoticeWording(**place, **facts, written_by=by, written_at=now)
    check(rules.is_fit_wording(wording))
    with told_if_late(NoticeWording):
        told = {"name": place_of(event, channel).title, "place": [channel, event, language]}
        return hand_in(wording, by=by, now=now, **told)


def approve_wording(wording, *, by, now):
    """Put handed-in words into force from now on, if a second look still finds them fit. Raises Refused."""
    return approve(wording, by=by, now=now, allowed=rules.may_approve_wording)


def tidy(body, channel):
    """A mail keeps its lines; everything else is one line."""
    return body.replace("\r\n", "\n").strip() if channel == "mail" else " ".join(body.split())
