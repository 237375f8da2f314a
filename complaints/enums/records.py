"""What the platform's own systems know of an order, part by part."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from complaints.enums.proof import EvidenceKind


class RecordPart(TextChoices):
    """The platform's side of the evidence (IV-03)."""

    ORDER = "order", _("Order")
    TRACK = "track", _("Logistics track")
    BATCH = "batch", _("Goods batch")
    WAREHOUSE = "warehouse", _("Warehouse position")
    CHAT = "chat", _("Chat with customer service")


# As which kind of evidence each stands on the board.
KIND_OF_PART = {
    RecordPart.ORDER: EvidenceKind.ORDER,
    RecordPart.TRACK: EvidenceKind.LOGISTICS,
    RecordPart.BATCH: EvidenceKind.BATCH,
    RecordPart.WAREHOUSE: EvidenceKind.OTHER,
    RecordPart.CHAT: EvidenceKind.CHAT,
}
