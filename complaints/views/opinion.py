"""The second message after acceptance: what we check now, or a first opinion, with the next time (FB-19)."""

from django.utils import translation
from django.utils.translation import gettext as _

from complaints.actions.deadlines import due
from complaints.enums import ClockName
from complaints.letters import day_and_time

DRAFT = "opinion"  # ?draft=opinion puts the words into the composer


def opinion_of(complaint, params, now):
    """Whether it is owed, by when, and whether its words were asked for."""
    is_owed = complaint.is_open and complaint.opinion_by and not complaint.opinion_at and not complaint.planned_at
    if not is_owed:
        return None
    return {
        "by": complaint.opinion_by,
        "is_late": complaint.opinion_by < now,
        "is_offered": params.get("draft") == DRAFT,
    }


def first_words(complaint, now):
    """The first values of the composer: the group's words in the consumer's language, and the real next due time."""
    again = due(complaint.tier, ClockName.UPDATE, now)
    with translation.override(complaint.consumer.language):
        body = _("Hello, we have read your complaint. %(checking)s You hear from me again by %(time)s.") % {
            "checking": complaint.category.checking,
            "time": day_and_time(again),
        }
    return {"body": " ".join(body.split()), "next_contact_at": again, "is_opinion": True}
