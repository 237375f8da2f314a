"""Whether a complaint is ours to handle: the checklist, its answers, and the reasons for not accepting (IN-02)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IneligibleReason(TextChoices):
    """Mirrors the refusal list of the complaint measures (domain.md 4, SAMR121-16)."""

    NOT_OURS = "not_ours", _("The platform is not competent for it")
    ALREADY_HANDLED = "already_handled", _("A court, an authority or another body already handles it")
    NOT_CONSUMPTION = "not_consumption", _("Not bought for living, or no proof of a dispute")
    OVER_THREE_YEARS = "over_three_years", _("More than three years since the harm was known")
    PAPERS_MISSING = "papers_missing", _("Papers missing or not genuine")
    FALSE_NAME = "false_name", _("False name, or no cooperation")
    OTHER = "other", _("Another reason")


class Criterion(TextChoices):
    """The refusal list turned into questions, so that a yes always speaks for the consumer; and one of our own."""

    COMPETENT = "competent", _("The platform is competent for it")
    NOWHERE_ELSE = "nowhere_else", _("No court, authority or other body handles it already")
    FOR_LIVING = "for_living", _("Bought for living, and there is proof of a dispute")
    IN_TIME = "in_time", _("Not too long since the harm was known")
    PAPERS = "papers", _("The papers are there and genuine")
    IDENTITY = "identity", _("True name and a contact; the consumer cooperates")
    ONLY_ONCE = "only_once", _("Not filed before under another number")


class Answer(TextChoices):
    """What somebody found; unknown is an answer too."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


# What a "no" may be refused for. A complaint filed twice is merged, never refused.
REFUSED_FOR = {
    Criterion.COMPETENT: IneligibleReason.NOT_OURS,
    Criterion.NOWHERE_ELSE: IneligibleReason.ALREADY_HANDLED,
    Criterion.FOR_LIVING: IneligibleReason.NOT_CONSUMPTION,
    Criterion.IN_TIME: IneligibleReason.OVER_THREE_YEARS,
    Criterion.PAPERS: IneligibleReason.PAPERS_MISSING,
    Criterion.IDENTITY: IneligibleReason.FALSE_NAME,
}
# The legal rule behind each question, by its code in the table of legal rules.
LEGAL_SOURCE = dict.fromkeys(REFUSED_FOR, "SAMR121-16") | {Criterion.IDENTITY: "SAMR121-10"}
