"""Tags of the consumer's pages and letters."""

from django import template
from django.utils import timezone

from complaints import letters, progress
from complaints.enums import OutsideBody

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
def sent_proposal(complaint):
    """The proposal that was sent last, or None."""
    return progress.latest_answer(complaint)
