"""Facts that only some kinds of goods have: which category group asks for which, and what they look like (IN-20)."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Particular:
    """One fact: its name in the record, its words, the groups of categories that ask for it, and its shape."""

    name: str
    label: str
    groups: tuple
    shape: re.Pattern
    example: str


PARTICULARS = {
    row.name: row
    for row in (
        # Customs declaration of goods bought across the border: eighteen digits.
        Particular(
            "customs_number", _("Customs declaration number"), ("C",), re.compile(r"[0-9]{18}"), "310120261000123456"
        ),
        Particular("account", _("Account that was topped up"), ("V",), re.compile(r"[^\s<>]{2,64}"), "player_2048"),
        Particular("membership", _("Membership number"), ("V", "L"), re.compile(r"[A-Za-z0-9-]{4,32}"), "VIP-20881234"),
    )
}
