"""What stands in public: who names a post, and what an answer that everybody reads must not say (FB-14, CO-01)."""

import re

from django.utils.translation import gettext as _

from complaints.roles import Role, has_role
from complaints.rules.people import is_own_complaint, may_take_or_work_on_or_system
from complaints.rules.verdict import YES, allow, no
from complaints.text import fold

LONG_NUMBER = re.compile(r"\d{7,}", re.ASCII)  # a telephone, an order, an identity: nothing shorter names a person


def may_name_a_post(complaint, by):
    """Whoever looks after what stands in public, or the consumer who wrote or found the post."""
    return is_own_complaint(complaint, by) if has_role(by, Role.CONSUMER) else may_speak_in_public(complaint, by)


def may_speak_in_public(complaint, by):
    """Public relations for every complaint; else whoever works on it."""
    return YES if has_role(by, Role.PR) else may_take_or_work_on_or_system(complaint, by)


def keeps_the_secret(words, complaint):
    """Everybody reads a public answer: no name, address or number of the consumer stands in it."""
    folded, consumer = fold(words), complaint.consumer
    private = (consumer.name, consumer.phone, consumer.email, complaint.order_number, complaint.number)
    if any(len(fact) > 1 and fold(fact) in folded for fact in private if fact):
        return no(_("Everybody reads it: leave out the consumer's name, contact and all numbers of the case."))
    has_number = LONG_NUMBER.search(re.sub(r"[\s-]", "", folded))
    return allow(not has_number, _("Everybody reads it: leave out long numbers."))
