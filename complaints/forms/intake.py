"""The quick form: what an agent writes down while the consumer talks, and what is searched for."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints import rules
from complaints.actions.intake import ORDER_FIELDS
from complaints.enums import PARTICULARS, Channel, DemandKind
from complaints.forms.codes import CodeField, CodesField, stage_field
from complaints.forms.fields import large_text, short_text
from complaints.forms.particulars import particular
from complaints.forms.public import FilingForm, check_preferred, preferred_channel
from complaints.forms.sources import SourceFields
from complaints.forms.verb import DayField

# Doors an agent opens for the consumer; the others file by themselves.
SPOKEN = [channel for channel in Channel if channel not in (Channel.API, Channel.IMPORT)]
MONEY = {"max_digits": 12, "decimal_places": 2, "min_value": 0, "required": False}


def moment(label, **more):
    """A date and a time, neither in the future."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=False, widget=widget, validators=[not_in_the_future], **more)


def not_in_the_future(at):
    """What has happened lies behind us."""
    if at > timezone.now():
        raise forms.ValidationError(_("This lies in the future: check the date and the time."))


class QuickForm(SourceFields):
    """One screen: who, which way, what happened, what is wished, and the order where it is known."""

    channel = forms.ChoiceField(label=_("Came by"), choices=[(c.value, c.label) for c in SPOKEN])
    name = short_text(_("Name"), 60)
    phone = short_text(_("Mobile number"), 30, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    email = forms.EmailField(label=_("E-mail address"), required=False)
    preferred_channel = preferred_channel()
    external_id = short_text(_("Account id"), 64)
    contact_none_reason = short_text(_("Why there is no contact"), 120)
    description = large_text(_("What happened, in the consumer's words"), rows=7, required=False)
    demand_kind = forms.ChoiceField(label=_("Wish"), required=False, choices=[("", "—"), *DemandKind.choices])
    demand_amount = forms.DecimalField(label=_("Amount wished"), **MONEY)
    demand_text = short_text(_("Wish in own words"), 300)
    first_contact_at = moment(_("First enquiry"), help_text=_("If the consumer asked earlier: the service clock."))
    happened_at = moment(_("Happened at"))
    order_number = short_text(_("Order number"), 40)
    order_amount = forms.DecimalField(label=_("Price paid"), **MONEY)
    order_paid_at = moment(_("Paid at"))
    merchant = short_text(_("Merchant"), 120)
    product = short_text(_("Product"), 200)
    brand = short_text(_("Brand"), 80)
    batch = short_text(_("Batch"), 60)
    carrier = short_text(_("Carrier"), 60)
    tracking_number = short_text(_("Tracking number"), 60)
    received_at = moment(_("Goods received at"))
    unboxed_at = moment(_("Unpacked at"))
    need_by = DayField(
        label=_("Needed at the latest"), required=False, help_text=_("A birthday, a journey: the priority rises.")
    )
    customs_number = particular("customs_number")
    account = particular("account")
    membership = particular("membership")
    expiry = particular("expiry")
    category = CodeField(required=False, empty_label=_("as the words say"))
    business_stage = stage_field()
    secondary_codes = CodesField()
    idempotency_key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    clean_phone = FilingForm.clean_phone
    clean_idempotency_key = FilingForm.clean_idempotency_key

    def clean(self):
        """A way to reach the consumer, or the reason why there is none."""
        cleaned = super().clean()
        ways = ("phone", "email", "external_id", "contact_none_reason")
        if not set(ways) & set(self.errors) and not any(cleaned.get(way) for way in ways):
            self.add_error("phone", _("Give a phone number or an e-mail address, or say why there is none."))
        else:
            check_preferred(self, cleaned)
        way = {name: cleaned.get(name) for name in ("received_at", "unboxed_at")}
        verdict = rules.came_before_it_was_unpacked(**way, now=timezone.now())
        if not verdict and not set(way) & set(self.errors):
            self.add_error("unboxed_at", verdict.why)
        return cleaned

    def keep_draft_of(self, agent):
        """Let the browser keep what this agent types until it has arrived."""
        self.fields["description"].widget.attrs["data-draft-key"] = f"new:complaint:{agent.pk}"

    @property
    def about_the_consumer(self):
        """Who it is, how to reach him, and how he reached us."""
        names = ("channel", "name", "phone", "email", "preferred_channel", "external_id", "contact_none_reason")
        return [self[name] for name in (*names, "first_contact_at", "happened_at")]

    @property
    def about_the_wish(self):
        return [self[name] for name in ("demand_kind", "demand_amount", "demand_text")]

    @property
    def about_the_order(self):
        """The foldable part."""
        return [self[name] for name in ORDER_FIELDS]

    @property
    def about_the_goods(self):
        """What only some goods have (IN-20), foldable."""
        return [self[name] for name in ("need_by", *PARTICULARS)]

    @property
    def about_the_class(self):
        """What the agent may say better than the machine, foldable."""
        return [self[name] for name in ("category", "business_stage", "secondary_codes")]

    @property
    def has_class(self):
        return any(field.errors or field.value() for field in self.about_the_class)

    @property
    def has_goods(self):
        return any(field.errors or field.value() for field in self.about_the_goods)

    @property
    def particulars(self):
        return {name: self.cleaned_data[name] for name in PARTICULARS if self.cleaned_data.get(name)}

    @property
    def has_order(self):
        """Whether the folded part has something to show."""
        return any(field.errors or field.value() for field in self.about_the_order)

    @property
    def order(self):
        return {name: self.cleaned_data[name] for name in ORDER_FIELDS}


def blank_form():
    """An empty quick form with a key of its own, so that pressing twice registers once."""
    return QuickForm(initial={"idempotency_key": uuid.uuid4().hex, "channel": Channel.PHONE})


class SearchForm(forms.Form):
    """What somebody is looking for."""

    q = short_text(_("Search"), 100)
