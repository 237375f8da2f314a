"""Against fraud: measures asked against a merchant, and reports to authorities (DP-16)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FreezeKind(TextChoices):
    """What is asked at once, before anything is proved for good. One product off sale is an incident's measure."""

    PAYOUTS = "payouts", _("Freeze payouts to the merchant")
    SHOP = "shop", _("Freeze the shop")
    LISTING = "listing", _("Limit the listing")


class FreezeState(TextChoices):
    """The small machine of a freeze: asked by one, decided by another, carried out by the desk, lifted in the end."""

    ASKED = "asked", _("To be decided")
    GRANTED = "granted", _("To be carried out")
    IN_FORCE = "in_force", _("In effect")
    REFUSED = "refused", _("Not granted")
    WITHDRAWN = "withdrawn", _("Taken back")
    LIFTED = "lifted", _("Lifted")


OPEN_FREEZES = (FreezeState.ASKED, FreezeState.GRANTED, FreezeState.IN_FORCE)


class Extent(TextChoices):
    """How far it was carried out."""

    WHOLE = "whole", _("In full")
    PART = "part", _("In part")


class Authority(TextChoices):
    """To whom a case may be reported."""

    MARKET = "market", _("Market regulation")
    POLICE = "police", _("Police")
    CUSTOMS = "customs", _("Customs")
    PAYMENT = "payment", _("Payment regulator")
    CYBERSPACE = "cyberspace", _("Cyberspace administration")
    TAX = "tax", _("Tax office")
    OTHER = "other", _("Another authority")


class ReferralChannel(TextChoices):
    """By which way it went."""

    PORTAL = "portal", _("Their online portal")
    MAIL = "mail", _("E-mail")
    LETTER = "letter", _("Letter")
    PHONE = "phone", _("Phone")
    VISIT = "visit", _("In person")


class ReferralState(TextChoices):
    """Who has to do something about a report."""

    DRAFT = "draft", _("Being prepared")
    SENT = "sent", _("Waits for the authority")
    ASKED = "asked", _("They ask us")
    CLOSED = "closed", _("Closed")
    DROPPED = "dropped", _("Not sent")


RUNNING_REFERRALS = (ReferralState.DRAFT, ReferralState.SENT, ReferralState.ASKED)
OURS_TO_DO = (ReferralState.DRAFT, ReferralState.ASKED)


class ReferralResult(TextChoices):
    """What became of it there."""

    CASE_OPENED = "case_opened", _("They have opened a case")
    SANCTION = "sanction", _("They have imposed a penalty")
    PASSED_ON = "passed_on", _("Passed on to another authority")
    NOT_THEIRS = "not_theirs", _("Not competent")
    NO_ACTION = "no_action", _("No action")
    NO_ANSWER = "no_answer", _("No answer")
