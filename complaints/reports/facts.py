"""What the words of templates may name of a complaint: scripts and standard options (FB-13)."""

import re

from django.utils.translation import gettext as _

from complaints import wording
from complaints.sentences.notices import SLOT

# A sentence with its end; a full stop within a number ends nothing.
SENTENCE = re.compile(r".+?(?:[。！？!?]+|\.(?=\s|$)|\n|$)\s*", re.DOTALL)


def facts_about(complaint):
    """What a template may name of a complaint: {name: words}, in the language in use (FB-13)."""
    return {
        "name": complaint.consumer.name,
        "number": complaint.number,
        "order": complaint.order_number,
        "product": complaint.product,
        "merchant": complaint.merchant,
        "price": wording.money(complaint.order_amount) if complaint.order_amount else "",
        "wished": wording.money(complaint.demand_amount) if complaint.demand_amount else "",
        "alias": complaint.owner.alias if complaint.owner else "",
    }


def filled(words, facts):
    """A template with the facts in their places; what is not known keeps its name, so that the writer sees it."""
    return SLOT.sub(lambda slot: facts.get(slot[1]) or slot[0], words)


def filled_or_unsaid(words, facts):
    """A template as a letter begins with it: the thing has a neutral word, a sentence that lacks a fact is left out."""
    facts = facts | {"product": facts.get("product") or _("the goods")}
    said = [filled(sentence, facts) for sentence in SENTENCE.findall(words)]
    return "".join(sentence for sentence in said if not SLOT.search(sentence)).strip()
