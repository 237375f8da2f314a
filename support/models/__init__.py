"""What is stored. Each module holds one concept; import everything from here."""

from support.models.check_in import CheckIn, CheckInConsent
from support.models.consultation import Consultation, cases_visible_to
from support.models.supervision import PrivateNote, SupervisionRelation, SupervisionSession
from support.models.tactic import TacticCard, TacticFeedback

__all__ = [
    "CheckIn",
    "CheckInConsent",
    "Consultation",
    "PrivateNote",
    "SupervisionRelation",
    "SupervisionSession",
    "TacticCard",
    "TacticFeedback",
    "cases_visible_to",
]
