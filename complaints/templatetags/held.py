"""How held payments are shown."""

from django import template

from complaints.enums import HoldState
from complaints.templatetags.ui import badge

register = template.Library()

HOLD_TONES = {HoldState.RUNNING: "amber", HoldState.ANSWERED: "green", HoldState.RELEASED: "", HoldState.DROPPED: ""}


@register.simple_tag
def hold_badge(state: str) -> str:
    """The state of a held payment."""
    state = HoldState(state)
    return badge(state.label, HOLD_TONES[state])
