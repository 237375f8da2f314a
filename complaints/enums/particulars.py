"""Facts that only some kinds of goods have: which category group asks for which, and what they look like (IN-20)."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Particular:
    """One fact: its name in the record, its words, the groups of categories that ask for it, and its shape.

    `said_as`: how people write it before a colon, in a mail say.
    """

    name: str
    label: str
    groups: tuple
    shape: re.Pattern
    example: str
    said_as: tuple = ()


PARTICULARS = {
    row.name: row
    for row in (
        # Customs declaration of goods bought across the border: eighteen digits.
        Particular(
            "customs_number",
            _("Customs declaration number"),
            ("C",),
            re.compile(r"[0-9]{18}"),
            "310120261000123456",
            ("报关单号", "报关单编号", "海关单号", "customs declaration number", "customs number"),
        ),
        Particular(
            "account",
            _("Account that was topped up"),
            ("V",),
            re.compile(r"[^\s<>]{2,64}"),
            "player_2048",
            ("充值账号", "游戏账号", "account topped up", "topped-up account"),
        ),
        Particular(
            "membership",
            _("Membership number"),
            ("V", "L"),
            re.compile(r"[A-Za-z0-9-]{4,32}"),
            "VIP-20881234",
            ("会员号", "会员编号", "会员卡号", "membership number"),
        ),
        # Food, medicine, cosmetics: the day printed on the package.
        Particular(
            "expiry",
            _("Use-by date"),
            ("G",),
            re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"),
            "2026-12-31",
            ("保质期至", "有效期至", "use by", "use-by date", "best before"),
        ),
    )
}
