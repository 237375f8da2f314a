"""People, what they say and feel, and how it reaches them."""

from dataclasses import dataclass

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Via:
    """From where somebody acts: the face used, the request and the masked network address."""

    source: str = "shell"
    request_id: str = ""
    address: str = ""


class ActorKind(TextChoices):
    AGENT = "agent", _("Agent")
    CONSUMER = "consumer", _("Consumer")
    SYSTEM = "system", _("System")


class EventKind(TextChoices):
    """The filter chips of the timeline."""

    STATE = "state", _("Steps")
    MESSAGE = "message", _("Messages")
    NOTE = "note", _("Notes")
    EVIDENCE = "evidence", _("Evidence")
    DECISION = "decision", _("Decisions")
    MONEY = "money", _("Payouts")
    HANDOVER = "handover", _("Hand-overs")
    TASK = "task", _("Sub-tasks")
    CLOCK = "clock", _("Clocks")
    FACT = "fact", _("Changes")
    PRIVACY = "privacy", _("Privacy")


class Direction(TextChoices):
    """Replies and notes are different things from the first key on (product.md 2)."""

    FROM_CONSUMER = "from_consumer", _("From the consumer")
    TO_CONSUMER = "to_consumer", _("To the consumer")
    # Nobody has proved that these are the consumer's words; colleagues read and judge them.
    UNPROVED = "unproved", _("From an unproved sender")
    NOTE = "note", _("Internal note")


class NoticeChannel(TextChoices):
    MAIL = "mail", _("E-mail")
    SMS = "sms", _("SMS")
    PAGE = "page", _("Progress page")
    IN_APP = "in_app", _("In-app alert")
    PAYER = "payer", _("Payment system")
    WEBHOOK = "webhook", _("Webhook")


# The channels whose words a house may write itself; what machines read is fixed.
WORDED_CHANNELS = (NoticeChannel.MAIL, NoticeChannel.SMS, NoticeChannel.PAGE, NoticeChannel.IN_APP)


class Reach(TextChoices):
    """The way a consumer likes to hear from us; the progress page shows everything in any case (IN-01)."""

    MAIL = "mail", _("E-mail")
    SMS = "sms", _("SMS")
    PAGE = "page", _("Only the progress page")


class NoticeStatus(TextChoices):
    QUEUED = "queued", _("Queued")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    READ = "read", _("Read")


class MailAlerts(TextChoices):
    """Which alerts an agent also wants by mail."""

    NONE = "none", _("none")
    URGENT = "urgent", _("only P1 and safety, at once")
    ALL = "all", _("all; those of quiet hours in one mail at their end")


class MailFate(TextChoices):
    """What became of a mail that came in."""

    WAITING = "waiting", _("to be read")
    OPENED = "opened", _("became a complaint")
    JOINED = "joined", _("joined its complaint")
    DOUBTFUL = "doubtful", _("joined, sender unproved")
    BOUNCE = "bounce", _("report of a letter that did not arrive")
    AUTOMATIC = "automatic", _("written by a machine")
    HELD = "held", _("waits for a person")
    UNREADABLE = "unreadable", _("could not be read")


class Emotion(TextChoices):
    """The emotion map (domain.md 6.1)."""

    ANGER = "anger", _("Anger")
    ANXIETY = "anxiety", _("Anxiety")
    FEAR = "fear", _("Fear")
    GRIEVANCE = "grievance", _("Grievance")
    DISAPPOINTMENT = "disappointment", _("Disappointment")
    DISTRUST = "distrust", _("Distrust")
    HELPLESSNESS = "helplessness", _("Helplessness")
    HUMILIATION = "humiliation", _("Humiliation")
    FATIGUE = "fatigue", _("Fatigue")
    GRIEF = "grief", _("Grief")
    CONFUSION = "confusion", _("Confusion")
    CALM = "calm", _("Calm")
    RELIEF = "relief", _("Relief")
    GRATITUDE = "gratitude", _("Gratitude")


class EmotionMoment(TextChoices):
    INTAKE = "intake", _("At intake")
    FIRST_REPLY = "first_reply", _("After the first reply")
    PROPOSAL = "proposal", _("At the proposal")
    CLOSE = "close", _("At the close")


class EmotionBasis(TextChoices):
    WORDS = "words", _("Words")
    VOICE = "voice", _("Voice")
    BEHAVIOUR = "behaviour", _("Behaviour")


class HandoverReason(TextChoices):
    """The only reasons for changing the handler (domain.md 7.5)."""

    ABSENCE = "absence", _("Absence")
    LEAVE = "leave", _("Leave or resignation")
    SKILL = "skill", _("Skill or language")
    CONFLICT = "conflict", _("Conflict of interest")
    ABOUT_AGENT = "about_agent", _("Complaint about the agent")
    WISH = "wish", _("Consumer's wish")
    SAFETY = "safety", _("Safety or abuse")
    LOAD = "load", _("Load, decided by the lead")


class HandoverStatus(TextChoices):
    OFFERED = "offered", _("offered")
    ACCEPTED = "accepted", _("taken")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("went back")
    GIVEN = "given", _("given by the lead")


class DisputeKind(TextChoices):
    MEDIATION = "mediation", _("Mediation")
    RE_REVIEW = "re_review", _("Second review")
    ARBITRATION = "arbitration", _("Arbitration")
    EXTERNAL = "external", _("Outside procedure")


class OutsideBody(TextChoices):
    """The routes outside the platform (domain.md 4.2)."""

    ASSOCIATION = "association", _("Consumer association")
    HOTLINE_12315 = "12315", _("12315 market regulator")
    POSTAL_12305 = "12305", _("12305 postal regulator")
    FINANCE_12378 = "12378", _("12378 bank and insurance regulator")
    CITY_12345 = "12345", _("12345 city hotline")
    ARBITRATION = "arbitration", _("Arbitration commission")
    COURT = "court", _("Court")


class AgeBand(TextChoices):
    """A band, never an age (product.md 4)."""

    UNDER_18 = "under_18", _("Under 18")
    ADULT = "18_39", _("18 to 39")
    MIDDLE = "40_64", _("40 to 64")
    SENIOR = "65_plus", _("65 or older")


class Preference(TextChoices):
    TIME = "time", _("Speed first")
    COMPENSATION = "compensation", _("Compensation first")
    APOLOGY = "apology", _("Apology first")


class Rating(IntegerChoices):
    """The survey's five steps (FB-09)."""

    VERY_BAD = 1, _("Very dissatisfied")
    BAD = 2, _("Dissatisfied")
    FAIR = 3, _("Neither")
    GOOD = 4, _("Satisfied")
    VERY_GOOD = 5, _("Very satisfied")
