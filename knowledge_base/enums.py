"""The words of team learning: every closed list of codes and its labels. Imports nothing of ours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ArticleKind(TextChoices):
    """What an article is for (TL-04)."""

    ARTICLE = "article", _("Article")
    SCRIPT = "script", _("Script")
    PLAYBOOK = "playbook", _("Playbook")
    REGULATION = "regulation", _("Regulation")
    CARD = "card", _("Education card")


class ArticleState(TextChoices):
    """The machine of an article; colleagues find published ones only."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("Being checked")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class ReviewState(TextChoices):
    """The machine of a case review (domain.md 6.7)."""

    NOMINATED = "nominated", _("Nominated")
    SCHEDULED = "scheduled", _("Scheduled")
    DISCUSSED = "discussed", _("Discussed")
    PUBLISHED = "published", _("Published")


class SelectionReason(TextChoices):
    """Why a case is worth an hour of ten people; successes belong to it (at least one in three)."""

    HIGH_TIER = "high_tier", _("High tier")
    REPEAT = "repeat", _("Repeat complaint")
    DISSATISFIED = "dissatisfied", _("Dissatisfied consumer")
    OPINION = "opinion", _("Opinion risk")
    NEAR_MISS = "near_miss", _("Near miss")
    SUCCESS = "success", _("Success")


class Hindsight(TextChoices):
    """How a decision looks today, judged by what was known then."""

    HELPED = "helped", _("Worked")
    DISPUTED = "disputed", _("Views differ")
    CHANGE = "change", _("To be changed")


class CauseKind(TextChoices):
    """Where a cause sits that no single person could have removed."""

    POLICY = "policy", _("Rule or policy of ours")
    TOOL = "tool", _("Tool")
    TRAINING = "training", _("Training")
    SUPPLIER = "supplier", _("Supplier")


class LessonTag(TextChoices):
    """What a lesson is about (TL-09)."""

    QUICK_REPLY = "quick_reply", _("Quick reply")
    OPEN_TALK = "open_talk", _("Open talk")
    COMPLIANCE = "compliance", _("Compliance")
    NEW_TOOLS = "new_tools", _("New tools")


class TrainingTopic(TextChoices):
    """What somebody wants to practise (AS-21; domain.md 8, scenario 22)."""

    PROGRESS = "progress", _("Telling unasked how it stands")
    EMPATHY = "empathy", _("Listening and tone")
    FACTS = "facts", _("Asking and checking facts")
    RULES = "rules", _("Rules, law and limits")
    LETTERS = "letters", _("Decisions in plain words")
    TOOLS = "tools", _("Using the system")


# The steps of a complaint that a review's timeline tells, by the verb of the event. Other events stay out: a
# review shows as little of the consumer as it can.
FACT_LINES = {
    "submit": _("complaint registered"),
    "accept": _("took it over"),
    "ask_info": _("asked for more information"),
    "give_info": _("gave the missing information"),
    "refuse": _("refused to accept it"),
    "object": _("objected"),
    "dispatch": _("dispatched it"),
    "bounce": _("sent it back: not competent"),
    "start": _("began to check"),
    "reply": _("answered"),
    "hear_consumer": _("wrote or called"),
    "ask_evidence": _("asked for evidence"),
    "add_evidence": _("sent evidence"),
    "record_finding": _("recorded a finding"),
    "finish_check": _("finished the check"),
    "solve_now": _("settled it at once"),
    "set_tier": _("changed the tier"),
    "escalate": _("escalated it"),
    "send_proposal": _("sent a proposal"),
    "recall_letter": _("took the letter back"),
    "ask_review": _("asked for approval of the proposal"),
    "approve_proposal": _("approved the proposal"),
    "return_proposal": _("returned the proposal"),
    "issue_report": _("issued the report"),
    "choose_option": _("chose an option"),
    "propose_payout": _("proposed a payout"),
    "approve": _("approved a payout"),
    "mark_paid": _("money paid"),
    "ask_mediation": _("asked for mediation"),
    "ask_re_review": _("asked for a second review"),
    "propose_settlement": _("proposed a settlement"),
    "refer_to_arbitration": _("referred it to arbitration"),
    "award": _("decided for the consumer"),
    "dismiss": _("decided against the consumer"),
    "go_external": _("went outside"),
    "take_handover": _("took the work over"),
    "breach": _("a deadline was missed"),
    "resolve": _("everything carried out"),
    "answer_survey": _("answered the survey"),
    "reopen": _("reopened it"),
    "close": _("closed"),
}
