"""An agent's own account: settings, the second factor, and the alerts in the bell."""

from django.db import transaction
from django.utils.translation import gettext as _
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from complaints.enums import NoticeStatus
from complaints.lifecycle import Refused
from complaints.models import Agent, Notice

OWN = ("language", "hotkeys_on", "quiet_from", "quiet_until", "quiet_weekends", "mail_alerts")
TOLERANCE = 1  # steps of 30 seconds that two clocks may differ


def set_preferences(agent, *, now, **fields):
    """Change what an agent sets alone (those of `OWN`); the history signs it. Returns the agent."""
    with transaction.atomic():
        agent = Agent.objects.select_for_update(no_key=True).get(pk=agent.pk)
        for name in OWN:
            setattr(agent, name, fields.get(name, getattr(agent, name)))
        agent._history_user, agent._history_date, agent._change_reason = agent, now, "set_preferences"
        agent.save(update_fields=OWN)
        agent._change_reason = None
    return agent


def add_second_factor(agent, *, key, token):
    """Bind an authenticator app that has proved to know `key` (bytes). Raises Refused if the digits do not fit."""
    clock = TOTP(key, drift=0)
    if not clock.verify(int(token), tolerance=TOLERANCE):
        raise Refused(_("These digits do not fit. Wait for the next ones; the phone's clock must be right."))
    with transaction.atomic():
        TOTPDevice.objects.filter(user=agent).delete()
        return TOTPDevice.objects.create(
            user=agent, name="app", key=key.hex(), tolerance=TOLERANCE, last_t=clock.t() + clock.drift
        )


def read_alerts(agent, *, now, **which):
    """Mark the agent's unread alerts (those meeting `which`) as read. Returns how many there were."""
    unread = Notice.objects.unread_by(agent).filter(**which)
    return unread.update(status=NoticeStatus.READ, read_at=now)
