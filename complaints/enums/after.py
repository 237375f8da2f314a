"""After the archive: files looked at again, evaluations, what the merchant says (AR-04, AR-06, FB-10)."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Drawn(TextChoices):
    """Why an archived case is looked at again; the first that fits."""

    HIGH = "high", _("high tier")
    REOPENED = "reopened", _("was reopened")
    RANDOM = "random", _("drawn at random")


class CheckPoint(TextChoices):
    """What is looked at in a file (ISO 10002: responsive, objective, plain, carried out)."""

    HEARD = "heard", _("The consumer was heard and kept informed")
    EVIDENCE = "evidence", _("Evidence of both sides is complete")
    REASONS = "reasons", _("The decision follows from it, with reasons")
    REMEDY = "remedy", _("The remedy fits and was carried out")
    LETTER = "letter", _("Letters are plain, polite and without a bare no")
    RECORD = "record", _("Category, cause and responsibility are right")


class Found(TextChoices):
    """What was found about one point."""

    GOOD = "good", _("in order")
    WEAK = "weak", _("could be better")
    WRONG = "wrong", _("wrong")
    NONE = "none", _("does not apply")


class Agreement(TextChoices):
    """Whether the reviewer would have decided so."""

    AGREE = "agree", _("I would have decided the same")
    PARTLY = "partly", _("Partly the same")
    DISAGREE = "disagree", _("Something else")


class Evaluator(TextChoices):
    """Whose evaluation it is."""

    OWNER = "owner", _("Owner")
    REVIEWER = "reviewer", _("Reviewer")


class Grade(IntegerChoices):
    """One to five, as in the survey."""

    VERY_GOOD = 5, _("Very good")
    GOOD = 4, _("Good")
    FAIR = 3, _("Fair")
    POOR = 2, _("Poor")
    VERY_POOR = 1, _("Very poor")
