"""The words of the domain: every closed list of codes, its labels and its derived groups. Imports nothing of ours."""

from dataclasses import dataclass

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Via:
    """From where somebody acts: the face used, the request and the masked network address."""

    source: str = "shell"
    request_id: str = ""
    address: str = ""


class State(TextChoices):
    """The twenty states of a complaint (domain.md 7.1)."""

    REGISTERED = "registered", _("Registered")
    NEED_INFO = "need_info", _("Information needed")
    INELIGIBLE = "ineligible", _("Not accepted")
    ACCEPTED = "accepted", _("Accepted")
    DISPATCHED = "dispatched", _("Dispatched")
    INVESTIGATING = "investigating", _("Investigating")
    PROPOSING = "proposing", _("Drafting proposal")
    IN_REVIEW = "in_review", _("Mid-office review")
    HIGH_REVIEW = "high_review", _("Back-office handling")
    AWAITING_CONSUMER = "awaiting_consumer", _("Awaiting consumer")
    EXECUTING = "executing", _("Being carried out")
    RESOLVED = "resolved", _("Resolved")
    MEDIATION = "mediation", _("In mediation")
    RE_REVIEW = "re_review", _("In second review")
    ARBITRATION = "arbitration", _("In arbitration")
    EXTERNAL = "external", _("Outside procedure")
    CLOSED = "closed", _("Closed")
    ARCHIVED = "archived", _("Archived")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged")


OPEN_STATES = (
    State.REGISTERED,
    State.NEED_INFO,
    State.ACCEPTED,
    State.DISPATCHED,
    State.INVESTIGATING,
    State.PROPOSING,
    State.IN_REVIEW,
    State.HIGH_REVIEW,
    State.AWAITING_CONSUMER,
    State.EXECUTING,
    State.MEDIATION,
    State.RE_REVIEW,
    State.ARBITRATION,
    State.EXTERNAL,
)
SETTLED_STATES = (State.RESOLVED, State.CLOSED, State.ARCHIVED)
TERMINAL_STATES = (State.INELIGIBLE, State.CLOSED, State.ARCHIVED, State.WITHDRAWN, State.MERGED)
DISPUTE_STATES = (State.MEDIATION, State.RE_REVIEW, State.ARBITRATION)
# Before somebody has accepted there may be no owner yet; afterwards there always is one.
OWNERLESS_STATES = (
    State.REGISTERED,
    State.NEED_INFO,
    State.INELIGIBLE,
    State.WITHDRAWN,
    State.MERGED,
)
# In these the next move is the consumer's: the badge is grey, our own plan clock stands still.
WAITING_FOR_CONSUMER = (State.NEED_INFO, State.AWAITING_CONSUMER)


class Phase(TextChoices):
    """The five steps a consumer is shown (domain.md, figures table)."""

    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Accepted")
    CHECKING = "checking", _("Checking")
    YOUR_CHOICE = "your_choice", _("Your choice")
    DONE = "done", _("Settled")


PHASE_OF = {
    State.REGISTERED: Phase.RECEIVED,
    State.NEED_INFO: Phase.RECEIVED,
    State.INELIGIBLE: Phase.DONE,
    State.ACCEPTED: Phase.ACCEPTED,
    State.DISPATCHED: Phase.ACCEPTED,
    State.INVESTIGATING: Phase.CHECKING,
    State.PROPOSING: Phase.CHECKING,
    State.IN_REVIEW: Phase.CHECKING,
    State.HIGH_REVIEW: Phase.CHECKING,
    State.AWAITING_CONSUMER: Phase.YOUR_CHOICE,
    State.EXECUTING: Phase.YOUR_CHOICE,
    State.MEDIATION: Phase.YOUR_CHOICE,
    State.RE_REVIEW: Phase.YOUR_CHOICE,
    State.ARBITRATION: Phase.YOUR_CHOICE,
    State.EXTERNAL: Phase.YOUR_CHOICE,
    State.RESOLVED: Phase.DONE,
    State.CLOSED: Phase.DONE,
    State.ARCHIVED: Phase.DONE,
    State.WITHDRAWN: Phase.DONE,
    State.MERGED: Phase.DONE,
}


class Tier(TextChoices):
    """Who may decide: the risk, never the speed (CL-06)."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")

    @property
    def rank(self):
        return list(Tier).index(self)


class Priority(TextChoices):
    """How soon: never who may decide (CL-05)."""

    P1 = "P1", _("P1 urgent")
    P2 = "P2", _("P2 high")
    P3 = "P3", _("P3 normal")
    P4 = "P4", _("P4 low")

    @property
    def rank(self):
        return list(Priority).index(self)

    def raised(self, steps):
        """The priority `steps` steps more urgent, never beyond P1."""
        return list(Priority)[max(0, self.rank - steps)]


class Channel(TextChoices):
    """The doors a complaint may come through (IN-01)."""

    PHONE = "phone", _("Phone")
    WEB = "web", _("Web form")
    APP = "app", _("App")
    IN_APP_BUTTON = "in_app_button", _("In-app button")
    MAIL = "mail", _("E-mail")
    SOCIAL = "social", _("Social media")
    CHAT = "chat", _("Chat")
    LETTER = "letter", _("Letter")
    REGULATOR = "regulator", _("Regulator")
    API = "api", _("Partner system")
    IMPORT = "import", _("Bulk import")


class DemandKind(TextChoices):
    """What the consumer wants, kept apart from facts and from the decision (IN-06)."""

    REFUND = "refund", _("Refund")
    RETURN = "return", _("Return and refund")
    EXCHANGE = "exchange", _("Exchange")
    REPAIR = "repair", _("Repair")
    COMPENSATION = "compensation", _("Compensation")
    REDELIVERY = "redelivery", _("Delivery")
    APOLOGY = "apology", _("Apology")
    EXPLANATION = "explanation", _("Explanation")
    BE_HEARD = "be_heard", _("To be heard")
    CORRECTION = "correction", _("Correction of a listing or record")
    OTHER = "other", _("Something else")


class BusinessStage(TextChoices):
    """The link of the business that failed (CL-10)."""

    PRE_SALE = "pre_sale", _("Before the sale")
    ORDER = "order", _("Ordering")
    PAY = "pay", _("Payment")
    WAREHOUSE = "warehouse", _("Warehouse")
    TRANSPORT = "transport", _("Transport")
    DELIVERY = "delivery", _("Delivery")
    AFTER_SALES = "after_sales", _("After-sales")
    PLATFORM = "platform", _("Platform")


class Flag(TextChoices):
    """Marks that are not categories; a flag may only raise priority and tier (domain.md 2)."""

    SAFETY = "safety", _("Safety or injury")
    MASS = "mass", _("Many cases")
    EXPOSURE = "exposure", _("Public exposure")
    REGULATOR = "regulator", _("Sent by a regulator")
    MEDIA = "media", _("Media")
    LEGAL_CLAUSE = "legal_clause", _("Legal clause claimed")
    VULNERABLE = "vulnerable", _("Vulnerable consumer")
    PERISHABLE = "perishable", _("Perishable")
    GIFT = "gift", _("Gift or fixed date")
    VALUABLE = "valuable", _("Valuable")
    REPEAT = "repeat", _("Repeat complaint")
    ABUSE = "abuse", _("Abuse or threat")
    SELF_HARM = "self_harm", _("Self-harm hint")
    CHECK = "check", _("Words to be checked")


class ClockName(TextChoices):
    """The clocks of domain.md 7.6; `stage` is the deadline of the present state itself."""

    RESPOND = "respond", _("first response")
    DISPATCH = "dispatch", _("dispatch")
    PLAN = "plan", _("plan")
    REPORT = "report", _("high-tier report")
    UPDATE = "update", _("progress update")
    STAGE = "stage", _("this step")
    REDLINE = "redline", _("legal red line")


# What the stage clock waits for, said in the clock's own words.
STAGE_LABELS = {
    State.NEED_INFO: _("consumer's information"),
    State.INELIGIBLE: _("objection window"),
    State.IN_REVIEW: _("review"),
    State.AWAITING_CONSUMER: _("consumer's answer"),
    State.EXECUTING: _("carrying out"),
    State.MEDIATION: _("mediation"),
    State.RE_REVIEW: _("second review"),
    State.ARBITRATION: _("arbitration"),
    State.RESOLVED: _("satisfaction survey"),
    State.CLOSED: _("archiving"),
    State.WITHDRAWN: _("undo window"),
}


class ClockState(TextChoices):
    RUNNING = "running", _("running")
    SOON = "soon", _("due soon")
    LATE = "late", _("late")
    PAUSED = "paused", _("paused")
    MET = "met", _("met")


class Mark(TextChoices):
    """What the sweep has already done about one clock; each mark is set once (CL-07)."""

    WARN_50 = "warn_50", _("half of the time has gone")
    WARN_80 = "warn_80", _("80 % of the time has gone")
    REMIND = "remind", _("consumer reminded")
    ALARM_10D = "alarm_10d", _("red-line alarm at day 10")
    BREACH = "breach", _("breached")
    DOUBLE = "double", _("200 % of the time has gone")


class Side(TextChoices):
    """Whose evidence it is (IV-01)."""

    CONSUMER = "consumer", _("Consumer")
    PLATFORM = "platform", _("Platform")
    MERCHANT = "merchant", _("Merchant")
    CARRIER = "carrier", _("Carrier")
    THIRD_PARTY = "third_party", _("Third party")


class EvidenceKind(TextChoices):
    PHOTO = "photo", _("Photo")
    VIDEO = "video", _("Video")
    ORDER = "order", _("Order record")
    LOGISTICS = "logistics", _("Logistics record")
    CHAT = "chat", _("Chat record")
    LISTING = "listing", _("Listing snapshot")
    BATCH = "batch", _("Batch record")
    RECEIPT = "receipt", _("Receipt or proof of payment")
    INSPECTION = "inspection", _("Inspection report")
    STATEMENT = "statement", _("Statement")
    OTHER = "other", _("Other")


class EvidenceStatus(TextChoices):
    ASKED = "asked", _("asked")
    RECEIVED = "received", _("received")
    WAIVED = "waived", _("waived")


class Disclosure(TextChoices):
    """Who may be shown one item of evidence (IV-14)."""

    INTERNAL = "internal", _("Internal only")
    CONSUMER = "consumer", _("May be shown to the consumer")
    MERCHANT = "merchant", _("May be shown to the merchant")
    BOTH = "both", _("May be shown to both sides")


class RemedyKind(TextChoices):
    """What can be offered (DP-04, DP-05)."""

    REFUND = "refund", _("Refund of the price")
    RETURN_REFUND = "return_refund", _("Return and refund")
    EXCHANGE = "exchange", _("Exchange")
    REPAIR = "repair", _("Repair")
    REDELIVER = "redeliver", _("Send again")
    COMPENSATION = "compensation", _("Compensation")
    GOODWILL = "goodwill", _("Goodwill payment")
    COUPON = "coupon", _("Coupon")
    DISCOUNT = "discount", _("Discount on a new one")
    SERVICE_UPGRADE = "service_upgrade", _("Service upgrade")
    APOLOGY = "apology", _("Apology")
    EXPLANATION = "explanation", _("Written explanation")
    RECTIFICATION = "rectification", _("Merchant rectifies")


class PayoutKind(TextChoices):
    """Goodwill and liability are separate kinds; a refund of the price is neither (product.md 4)."""

    REFUND = "refund", _("Refund of the price")
    LIABILITY = "liability", _("Liability")
    GOODWILL = "goodwill", _("Goodwill")
    STATUTORY = "statutory", _("Statutory multiple")


PAYOUT_KIND_OF = {
    RemedyKind.REFUND: PayoutKind.REFUND,
    RemedyKind.RETURN_REFUND: PayoutKind.REFUND,
    RemedyKind.COMPENSATION: PayoutKind.LIABILITY,
    RemedyKind.GOODWILL: PayoutKind.GOODWILL,
    RemedyKind.COUPON: PayoutKind.GOODWILL,
}
MONEY_REMEDIES = tuple(PAYOUT_KIND_OF)


class RemedyStatus(TextChoices):
    OFFERED = "offered", _("offered")
    DUE = "due", _("to be carried out")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class PayoutState(TextChoices):
    """The payout machine (domain.md 7.3)."""

    PROPOSED = "proposed", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    PAYING = "paying", _("Being paid")
    PAID = "paid", _("Paid")
    FAILED = "failed", _("Failed")
    CONFIRMED = "confirmed", _("Arrived")
    REJECTED = "rejected", _("Rejected")
    CANCELLED = "cancelled", _("Cancelled")
    REVERSED = "reversed", _("Reversed")


# Money that is spent or promised: it counts against the limit and the ladder.
COMMITTED_STATES = (
    PayoutState.APPROVED,
    PayoutState.PAYING,
    PayoutState.PAID,
    PayoutState.FAILED,
    PayoutState.CONFIRMED,
    PayoutState.REVERSED,
)
UNPAID_STATES = (
    PayoutState.PROPOSED,
    PayoutState.APPROVED,
    PayoutState.PAYING,
    PayoutState.FAILED,
)


class ClosingCode(TextChoices):
    """How a complaint ended (domain.md 7.4)."""

    ACCEPTED_MONEY = "accepted_money", _("Accepted, with money")
    ACCEPTED_NONMONEY = "accepted_nonmoney", _("Accepted, without money")
    ACCEPTED_EXPLANATION = "accepted_explanation", _("Accepted, with an explanation")
    MEDIATED = "mediated", _("Mediated")
    DECIDED_FOR_CONSUMER = "decided_for_consumer", _("Decided for the consumer")
    DECIDED_PARTLY = "decided_partly", _("Decided in part")
    DECIDED_AGAINST = "decided_against", _("Decided against the consumer")
    EXTERNAL_RESULT = "external_result", _("Result of an outside procedure")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NO_ANSWER = "no_answer", _("No answer from the consumer")
    INELIGIBLE = "ineligible", _("Not accepted")
    MERGED = "merged", _("Merged")
    DUPLICATE = "duplicate", _("Duplicate")
    SPAM = "spam", _("Spam")


class IneligibleReason(TextChoices):
    """Mirrors the refusal list of the complaint measures (domain.md 4, SAMR121-16)."""

    NOT_OURS = "not_ours", _("The platform is not competent for it")
    ALREADY_HANDLED = "already_handled", _("A court, an authority or another body already handles it")
    NOT_CONSUMPTION = "not_consumption", _("Not bought for living, or no proof of a dispute")
    OVER_THREE_YEARS = "over_three_years", _("More than three years since the harm was known")
    PAPERS_MISSING = "papers_missing", _("Papers missing or not genuine")
    FALSE_NAME = "false_name", _("False name, or no cooperation")
    OTHER = "other", _("Another reason")


class RootCause(TextChoices):
    """Why it happened, not what it looked like (IV-09, CL-13)."""

    PRODUCT = "product", _("Product or batch defect")
    LISTING = "listing", _("Listing or advertising")
    WAREHOUSE = "warehouse", _("Picking and packing")
    TRANSPORT = "transport", _("Transport or cold chain")
    DELIVERY = "delivery", _("Last mile")
    PAYMENT = "payment", _("Payment system")
    POLICY = "policy", _("Policy or rule")
    SYSTEM = "system", _("Platform system")
    SERVICE = "service", _("Customer service")
    CONSUMER = "consumer", _("Use or expectation of the consumer")
    UNKNOWN = "unknown", _("Could not be found out")


class Party(TextChoices):
    """Who bears responsibility (IV-04)."""

    MERCHANT = "merchant", _("Merchant")
    CARRIER = "carrier", _("Carrier")
    PLATFORM = "platform", _("Platform")
    CONSUMER = "consumer", _("Consumer")
    NOBODY = "nobody", _("Nobody")


class Direction(TextChoices):
    """Replies and notes are different things from the first key on (product.md 2)."""

    FROM_CONSUMER = "from_consumer", _("From the consumer")
    TO_CONSUMER = "to_consumer", _("To the consumer")
    NOTE = "note", _("Internal note")


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


class NoticeChannel(TextChoices):
    MAIL = "mail", _("E-mail")
    SMS = "sms", _("SMS")
    PAGE = "page", _("Progress page")
    IN_APP = "in_app", _("In-app alert")
    PAYER = "payer", _("Payment system")


class NoticeStatus(TextChoices):
    QUEUED = "queued", _("Queued")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    READ = "read", _("Read")


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
    CLOCK = "clock", _("Clocks")
    FACT = "fact", _("Changes")
    PRIVACY = "privacy", _("Privacy")


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
