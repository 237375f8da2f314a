"""The words of the API: what comes in, checked field by field, and what goes out."""

from datetime import UTC, datetime
from decimal import Decimal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from complaints import rules
from complaints.actions.intake import MAX_WORDS, Intake
from complaints.api.errors import clean
from complaints.enums import PARTICULARS, Channel, DemandKind, EvidenceKind, PayerWord, PayoutState, Phase, State
from complaints.forms.fields import MAX_TEXT, phone_number
from complaints.forms.particulars import looks_right
from complaints.models import Complaint, Message

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
TOLD = _("This lies in the future: check the date and the time.")


class Strict(serializers.Serializer):
    """Unknown fields are refused: a misspelt name must not lose what somebody wanted to say."""

    def to_internal_value(self, data):
        """As declared, and nothing else."""
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, dict) else []
        if unknown:
            raise serializers.ValidationError({clean(name): [_("There is no such field.")] for name in unknown[:20]})
        return super().to_internal_value(data)


def text(most, **more):
    """An optional text."""
    return serializers.CharField(max_length=most, required=False, allow_blank=True, **more)


def amount():
    """An optional sum in CNY."""
    return serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=Decimal(0), required=False, allow_null=True
    )


class Moment(serializers.DateTimeField):
    """Something that has happened: ISO 8601; without a time zone it is meant in China's."""

    def __init__(self, **more):
        super().__init__(required=False, allow_null=True, **more)

    def to_internal_value(self, value):
        """The moment, unless it cannot be true."""
        if not isinstance(value, str) or len(value) > 40:
            self.fail("invalid", format="YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]")
        moment = super().to_internal_value(value)
        if moment < EARLIEST:
            raise serializers.ValidationError(_("This is too long ago: check the date."))
        if moment > timezone.now():
            raise serializers.ValidationError(TOLD)
        return moment


# --- what comes in ----------------------------------------------------------------------------------------


class ConsumerIn(Strict):
    """Who complains. One way of reaching the consumer, or the reason why there is none."""

    name = text(60)
    phone = text(30)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    external_id = text(64, help_text="The consumer's account on the platform.")
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)
    contact_none_reason = text(120)

    def validate_phone(self, value):
        """The same rule as on the pages."""
        return phone_number(value)

    def validate(self, data):
        """A way to reach the consumer has to be known."""
        if not any(data.get(way) for way in ("phone", "email", "external_id", "contact_none_reason")):
            sentence = _("Give a phone number or an e-mail address, or say why there is none.")
            raise serializers.ValidationError({"phone": [sentence]})
        return data


class OrderIn(Strict):
    """The order as it stands now; kept as a snapshot."""

    number = text(40)
    amount = amount()
    paid_at = Moment()
    merchant = text(120)
    product = text(200)
    brand = text(80)
    batch = text(60)
    carrier = text(60)
    tracking_number = text(60)
    received_at = Moment()
    unboxed_at = Moment()

    def validate(self, data):
        """What is unpacked has come before."""
        way = {name: data.get(name) for name in ("received_at", "unboxed_at")}
        verdict = rules.came_before_it_was_unpacked(**way, now=timezone.now())
        if not verdict:
            raise serializers.ValidationError({"unboxed_at": [verdict.why]})
        return data

    def columns(self, data):
        """As the complaint calls them."""
        own = {"number", "amount", "paid_at"}
        return {f"order_{name}" if name in own else name: value for name, value in data.items()}


class ParticularsIn(Strict):
    """What only some goods have, each with its shape (IN-20)."""

    def get_fields(self):
        """One optional text for each fact the house knows."""
        return {
            row.name: text(64, validators=[looks_right(row.name)], help_text=f"Such as {row.example}.")
            for row in PARTICULARS.values()
        }


class ComplaintIn(Strict):
    """A new complaint."""

    channel = serializers.ChoiceField(
        choices=[(c.value, c.label) for c in Channel if c != Channel.IMPORT], default=Channel.API
    )
    consumer = ConsumerIn()
    order = OrderIn(required=False)
    title = text(120)
    description = serializers.CharField(max_length=MAX_WORDS, help_text="What happened, in the consumer's words.")
    demand_kind = serializers.ChoiceField(choices=DemandKind.choices, required=False, allow_blank=True)
    demand_amount = amount()
    demand_text = text(300)
    happened_at = Moment()
    need_by = serializers.DateField(
        required=False, allow_null=True, help_text="The day by which the consumer needs it, such as a birthday."
    )
    particulars = ParticularsIn(required=False)
    first_contact_at = Moment(help_text="When the consumer first asked, if that was before now.")

    def intake(self, reference):
        """The checked data in the words of the action."""
        data = dict(self.validated_data)
        order = self.fields["order"].columns(data.pop("order", {}))
        known = {name: value for name, value in data.pop("particulars", {}).items() if value}
        return Intake(**data.pop("consumer"), **data, particulars=known, order=order, source_ref=reference)


class MessageIn(Strict):
    """What the consumer says."""

    body = serializers.CharField(max_length=MAX_TEXT)


class EvidenceIn(Strict):
    """Files of the consumer, and what they show."""

    files = serializers.ListField(child=serializers.FileField(), min_length=1)
    title = text(120)
    says = text(300)
    kind = serializers.ChoiceField(choices=EvidenceKind.choices, required=False)

    def facts(self):
        """What is said about the files."""
        return {name: self.validated_data.get(name, "") for name in ("title", "says", "kind")}


# --- what goes out ----------------------------------------------------------------------------------------


class FiledFacts(serializers.ModelSerializer):
    """What a new complaint was made to: the part of the answer that is kept for the same key."""

    category = serializers.CharField(source="category_id")
    matched_words = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Complaint
        fields = ["number", "state", "category", "priority", "tier", "respond_by", "dispatch_by", "matched_words"]


class Filed(FiledFacts):
    """The answer to a new complaint."""

    token = serializers.CharField(help_text="The secret of the consumer's page.")
    progress_url = serializers.URLField(help_text="The consumer's page.")

    class Meta(FiledFacts.Meta):
        fields = ["number", "token", "progress_url", *FiledFacts.Meta.fields[1:]]


class OrderOut(serializers.ModelSerializer):
    """The snapshot of the order."""

    number = serializers.CharField(source="order_number")
    amount = serializers.DecimalField(max_digits=12, decimal_places=2, source="order_amount", allow_null=True)
    paid_at = serializers.DateTimeField(source="order_paid_at", allow_null=True)

    class Meta:
        model = Complaint
        fields = [
            *("number", "amount", "paid_at", "merchant", "product", "brand", "batch", "carrier"),
            *("tracking_number", "received_at", "unboxed_at"),
        ]


class ConsumerOut(serializers.Serializer):
    """The consumer as everywhere outside the house: masked."""

    name = serializers.CharField(source="masked_name")
    phone = serializers.CharField(source="masked_phone")
    email = serializers.CharField(source="masked_email")
    external_id = serializers.CharField()


class ComplaintOut(serializers.ModelSerializer):
    """A complaint as it stands."""

    state = serializers.ChoiceField(choices=State.choices)
    state_name = serializers.CharField(source="get_state_display")
    phase = serializers.ChoiceField(choices=Phase.choices, help_text="The step as the consumer is shown it.")
    category = serializers.CharField(source="category_id")
    category_name = serializers.CharField(source="category.name")
    consumer = ConsumerOut()
    order = OrderOut(source="*")
    contact_person = serializers.SerializerMethodField(help_text="Under which name the consumer knows the owner.")
    updated_at = serializers.DateTimeField(source="changed_at")

    class Meta:
        model = Complaint
        fields = [
            *("number", "channel", "title", "description", "demand_kind", "demand_amount", "demand_text"),
            *("happened_at", "consumer", "order", "state", "state_name", "phase", "category", "category_name"),
            *("priority", "tier", "contact_person", "registered_at", "respond_by", "responded_at", "dispatch_by"),
            *("dispatched_at", "plan_by", "planned_at", "update_by", "stage_by", "settled_at", "closing_code"),
            *("closed_at", "updated_at", "secondary_codes", "business_stage"),
        ]

    def get_contact_person(self, complaint) -> str:
        return complaint.owner.alias if complaint.owner else ""


class MessageOut(serializers.ModelSerializer):
    """One message from or to the consumer."""

    class Meta:
        model = Message
        fields = ["direction", "body", "sent_at"]


class ComplaintWithMessages(ComplaintOut):
    """A complaint, and what was said."""

    messages = MessageOut(many=True, source="said")

    class Meta(ComplaintOut.Meta):
        fields = [*ComplaintOut.Meta.fields, "messages"]


class ChangesOut(serializers.Serializer):
    """One page of changes, oldest first."""

    results = ComplaintOut(many=True)
    next = serializers.URLField(help_text="Where the changes after these are asked for, now or later.")
    has_more = serializers.BooleanField(help_text="Whether there are some already.")


class MessageTaken(serializers.Serializer):
    """The message is in."""

    number = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices)


class EvidenceOut(serializers.Serializer):
    """One file that was kept."""

    title = serializers.CharField()
    file_name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()


class EvidenceTaken(serializers.Serializer):
    """The files are in, all of them."""

    number = serializers.CharField()
    evidence = EvidenceOut(many=True)


class PaymentWordIn(Strict):
    """What the payment system says about one order."""

    payout = serializers.IntegerField(min_value=1, max_value=2**63 - 1, help_text="As the order named it.")
    status = serializers.ChoiceField(choices=PayerWord.choices)
    reference = text(80, help_text="The bank's reference; with “paid” and “arrived”.")
    reason = text(200, help_text="Why not; with “failed” and “returned”.")

    def validate(self, facts):
        """Money that has left has a reference."""
        if facts["status"] in (PayerWord.PAID, PayerWord.ARRIVED) and not facts.get("reference", "").strip():
            raise serializers.ValidationError({"reference": [_("Enter the bank reference.")]})
        return facts


class PaymentWordTaken(serializers.Serializer):
    """It is written down; said again it changes nothing."""

    payout = serializers.IntegerField()
    state = serializers.ChoiceField(choices=PayoutState.choices)
    is_new = serializers.BooleanField()
    doubt = serializers.CharField(help_text="A code where it contradicts what is known here; people look into it.")


class ErrorOut(serializers.Serializer):
    """Every refusal."""

    code = serializers.CharField()
    detail = serializers.CharField()
    fields = serializers.DictField(child=serializers.ListField(child=serializers.CharField()), required=False)
