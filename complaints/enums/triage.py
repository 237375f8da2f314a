"""Who may decide, how soon, through which door, about what."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class Platform(TextChoices):
    """Where a complaint may stand in public."""

    WEIBO = "weibo", _("Weibo")
    XIAOHONGSHU = "xiaohongshu", _("Xiaohongshu")
    DOUYIN = "douyin", _("Douyin")
    KUAISHOU = "kuaishou", _("Kuaishou")
    WECHAT = "wechat", _("WeChat")
    BILIBILI = "bilibili", _("Bilibili")
    ZHIHU = "zhihu", _("Zhihu")
    TOUSU = "tousu", _("Public complaint platform")
    X = "x", "X"
    FACEBOOK = "facebook", "Facebook"
    OTHER = "other", _("Something else")


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


class EscalationReason(TextChoices):
    """Why a complaint goes to the back office; being ignored is a reason of its own (FB-18)."""

    INJURY = "injury", _("Injury or safety")
    MANY = "many", _("Many cases of one cause")
    EXPOSURE = "exposure", _("Exposure in public")
    REGULATOR = "regulator", _("A regulator or the media asks")
    LEGAL = "legal", _("Legal threat with grounds")
    FELT_IGNORED = "felt_ignored", _("The consumer feels ignored")
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


UNCLASSIFIED = "O02"  # the code of what neither words nor likeness could name


class Measured(TextChoices):
    """What a complaint weighs beside its words (CL-05)."""

    ORDER = "order", _("Price paid")
    DEMAND = "demand", _("Amount wished")
    REACH = "reach", _("Reposts of a public post")


class Basis(TextChoices):
    """Out of what the machine named the category first."""

    WORDS = "words", _("Words")
    LIKENESS = "likeness", _("Likeness to examples")
    NOTHING = "nothing", _("Nothing: no word, no likeness")


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
    REPEAT_STORY = "repeat_story", _("Had to tell it again")
    ABUSE = "abuse", _("Abuse or threat")
    SELF_HARM = "self_harm", _("Self-harm hint")
    CHECK = "check", _("Words to be checked")
