"""Evidence and what follows from it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Side(TextChoices):
    """Whose evidence it is (IV-01)."""

    CONSUMER = "consumer", _("Consumer")
    PLATFORM = "platform", _("Platform")
    MERCHANT = "merchant", _("Merchant")
    CARRIER = "carrier", _("Carrier")
    THIRD_PARTY = "third_party", _("Third party")


# They answer by a link, have a due time of their own, and are judged without if they stay silent.
ASKED_BY_LINK = (Side.MERCHANT, Side.CARRIER, Side.THIRD_PARTY)


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
    SILENT = "silent", _("no answer")


class Chase(TextChoices):
    """How far a question to somebody outside was followed up; empty before the first reminder (IV-05, IV-11)."""

    REMINDED = "reminded", _("reminded")
    ESCALATED = "escalated", _("a team lead knows")


class Disclosure(TextChoices):
    """Who may be shown one item of evidence (IV-14)."""

    INTERNAL = "internal", _("Internal only")
    CONSUMER = "consumer", _("May be shown to the consumer")
    MERCHANT = "merchant", _("May be shown to the merchant")
    BOTH = "both", _("May be shown to both sides")


class Scan(TextChoices):
    """What the malware scanner said of a file; empty where no scanner was set up when it came (IV-02)."""

    WAITING = "waiting", _("being checked")
    CLEAN = "clean", _("checked, clean")
    REFUSED = "refused", _("refused: malware")


READY = ("", Scan.CLEAN)  # only these files are shown and handed out


class InspectionOutcome(TextChoices):
    """Whom the report of an inspection bears out (IV-08)."""

    CONSUMER = "consumer", _("It bears out the consumer")
    OTHERS = "others", _("It speaks against the complaint")
    OPEN = "open", _("It leaves it open")


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


# Who may bear the cost of an inspection; the consumer only by agreement, which is a matter of its own (domain.md 4).
COST_BEARERS = [(party.value, party.label) for party in (Party.PLATFORM, Party.MERCHANT, Party.CARRIER)]
