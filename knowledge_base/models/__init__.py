"""What is stored. Each module holds one concept; import everything from here."""

from knowledge_base.models.article import Article, ArticleEntry, ArticleVersion, Vote
from knowledge_base.models.card import GivenCard
from knowledge_base.models.review import Alternative, CaseReview, DecisionPoint, Lesson, ReviewAction
from knowledge_base.models.training import TrainingTag

__all__ = [
    "Alternative",
    "Article",
    "ArticleEntry",
    "ArticleVersion",
    "CaseReview",
    "DecisionPoint",
    "GivenCard",
    "Lesson",
    "ReviewAction",
    "TrainingTag",
    "Vote",
]
