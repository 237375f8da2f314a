"""Tags of the consumer's pages and letters."""

from django import template
from django.utils import timezone, translation

from complaints import letters, progress
from complaints.enums import OutsideBody
from complaints.reports.decision import sent_letter
from complaints.reports.returned import returned_of
from complaints.reports.routes import routes_on
from complaints.reports.standing import standing_of

register = template.Library()


@register.filter
def friendly(at) -> str:
    """today 17:30, tomorrow 9:00, else 28 Nov, 15:02."""
    return progress.friendly(at, timezone.now()) if at else ""


@register.filter
def alert(notice) -> str:
    """What a notice says to an agent in the bell."""
    return letters.alert(notice)


@register.filter
def body_name(code) -> str:
    """The name of an outside body."""
    return OutsideBody(code).label


@register.simple_tag
def sent_parts(complaint, *, with_routes=True):
    """The letter that was sent last, part by part; nothing where there is none."""
    proposal = progress.latest_answer(complaint)
    return sent_letter(proposal, timezone.now(), with_routes=with_routes) if proposal else []


@register.simple_tag
def letter_parts(proposal):
    """The letter of a stored proposal in the consumer's language, for colleagues who look at it before it goes."""
    with translation.override(proposal.complaint.consumer.language):
        return sent_letter(proposal, timezone.now())


@register.inclusion_tag("complaints/_standing.html")
def standing(proposal) -> dict:
    """The rules as of order time under which a stored proposal was written (DP-13)."""
    return {"standing": standing_of(proposal.complaint, proposal, timezone.now())}


@register.inclusion_tag("complaints/_returned.html")
def came_back(proposal) -> dict:
    """What a version of it that came back from the review was asked to say better."""
    return {"returned": returned_of(proposal.complaint)}


@register.simple_tag
def outside_routes():
    """Where else a consumer can turn, with the limits of the law of today."""
    return routes_on(timezone.localdate())
