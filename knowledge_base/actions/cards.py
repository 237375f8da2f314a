"""Education cards: attached to the end of a complaint, and taken off before it is closed (AR-08)."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints.enums import EventKind, State
from complaints.lifecycle import Refused, check, lock, tell
from complaints.rules import wears_the_hat
from knowledge_base import roles, rules
from knowledge_base.models import GivenCard


def give_card(article, *, complaint, by, now):
    """Attach the newest version of a published card to `complaint`; once is enough. Raises Refused. Returns it."""
    with transaction.atomic():
        complaint = lock(complaint)
        check(wears_the_hat("give_card", by, roles.ARTICLE))
        check(rules.may_give_card(complaint, by))
        check(rules.is_card(article))
        version = article.versions.first()
        given, is_new = GivenCard.objects.get_or_create(
            complaint=complaint, version=version, defaults={"given_by": by, "given_at": now}
        )
        if is_new:
            say("give_card", given, by, now)
    return given


def take_card_back(given, *, by, now):
    """Take a card off again, as long as the complaint is not closed. Raises Refused."""
    with transaction.atomic():
        complaint = lock(given.complaint)
        check(wears_the_hat("take_card_back", by, roles.ARTICLE))
        check(rules.may_give_card(complaint, by))
        if complaint.state != State.RESOLVED:
            raise Refused(_("It went with the closing message already."))
        say("take_card_back", given, by, now)
        given.delete()


def say(verb, given, by, now):
    """One line of the complaint's timeline."""
    facts = {"title": given.version.title}
    tell(verb, by=by, now=now, complaint=given.complaint, kind=EventKind.DECISION, data=facts)
