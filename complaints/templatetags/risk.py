"""Badges of freezes and of reports to authorities. Amber: somebody of ours has to act. Blue: under way."""

from django import template

from complaints.enums import FreezeState, ReferralState
from complaints.templatetags.ui import badge

register = template.Library()

FREEZE_TONES = dict.fromkeys(FreezeState, "") | {
    FreezeState.ASKED: "amber",
    FreezeState.GRANTED: "amber",
    FreezeState.IN_FORCE: "blue",
}
REFERRAL_TONES = dict.fromkeys(ReferralState, "") | {ReferralState.SENT: "blue", ReferralState.ASKED: "amber"}


@register.simple_tag
def freeze_badge(state: str) -> str:
    """The badge of a freeze's state."""
    state = FreezeState(state)
    return badge(state.label, FREEZE_TONES[state])


@register.simple_tag
def referral_badge(state: str) -> str:
    """The badge of the state of a report to an authority."""
    state = ReferralState(state)
    return badge(state.label, REFERRAL_TONES[state])
