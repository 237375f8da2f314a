"""Forms of people without an account: the complaint itself, answers on the progress page, answers of merchants."""

import re
import uuid
from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints import rules
from complaints.actions.intake import MAX_WORDS
from complaints.enums import PARTICULARS, DemandKind, Rating, Reach
from complaints.forms.fields import large_text, phone_number, refusal_reason, short_text
from complaints.forms.files import MultipleFileField, sort_uploads
from complaints.forms.particulars import particular
from complaints.forms.sources import only_pages
from complaints.forms.verb import DayField
from complaints.workdays import CHINA

WISHES = (
    *(DemandKind.REFUND, DemandKind.RETURN, DemandKind.EXCHANGE, DemandKind.REPAIR, DemandKind.COMPENSATION),
    *(DemandKind.REDELIVERY, DemandKind.APOLOGY, DemandKind.EXPLANATION, DemandKind.BE_HEARD, DemandKind.OTHER),
)


GOODS = (
    (_("When it came"), ("received_on", "unboxed_on")),
    (_("Food, medicine or cosmetics"), ("batch", "expiry")),
    (_("Bought across the border"), ("customs_number",)),
    (_("A top-up, a game or a membership"), ("account", "membership")),
    (_("Needed for a certain day"), ("need_by",)),
)


def preferred_channel():
    """How the consumer likes to hear from us (IN-01)."""
    return forms.ChoiceField(
        label=_("How shall we write to you?"), required=False, choices=[("", _("As you think best")), *Reach.choices]
    )


def check_preferred(form, cleaned):
    """What is preferred has to be possible: told beside the contact that is missing."""
    wanted = cleaned.get("preferred_channel")
    if wanted == Reach.MAIL and not cleaned.get("email") and "email" not in form.errors:
        form.add_error("email", _("You asked for e-mail: give the address, or choose another way."))
    if wanted == Reach.SMS and not cleaned.get("phone") and "phone" not in form.errors:
        form.add_error("phone", _("You asked for SMS: give the number, or choose another way."))


class UploadsField(MultipleFileField):
    """Files of a consumer: the bad ones are told, the good ones are kept, and the text goes through in any case."""

    def clean(self, data, initial=None):
        """Return (checked files, sentences about the refused ones)."""
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        checked, errors = sort_uploads(files)
        return checked, [message for error in errors for message in error.messages]


class FilingForm(forms.Form):
    """A complaint in the consumer's own words."""

    description = large_text(
        _("What happened?"),
        rows=6,
        help_text=_("In your own words and as long as you need: what, when, with which order. 20,000 characters fit."),
        most=MAX_WORDS,
    )
    files = UploadsField(label=_("Photos, videos or documents"), required=False)
    order_number = short_text(_("Order number"), 40)
    demand_kind = forms.ChoiceField(
        label=_("What would you like?"),
        required=False,
        choices=[("", _("We decide together")), *((kind.value, kind.label) for kind in WISHES)],
    )
    name = short_text(_("How may we call you?"), 60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = short_text(
        _("Mobile number"), 30, widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("One of the two is enough; there we send you the link and our answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    preferred_channel = preferred_channel()
    # What only some goods have (IN-20), and the day by which it is needed (CL-15): folded, by kind of goods.
    batch = short_text(_("Batch"), 60, help_text=_("As it is printed on the package."))
    expiry = particular("expiry")
    received_on = DayField(label=_("Received on"), required=False)
    unboxed_on = DayField(label=_("Unpacked on"), required=False)
    customs_number = particular("customs_number")
    account = particular("account")
    membership = particular("membership")
    need_by = DayField(
        label=_("Needed at the latest"), required=False, help_text=_("A birthday, a journey: we then hurry.")
    )
    wants_call = forms.BooleanField(
        label=_("Please call me"), required=False, help_text=_("You choose the hour on the next page.")
    )
    idempotency_key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    # People do not see this field; programs fill it in.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    @property
    def goods(self):
        """[(kind of goods, its fields, whether it is unfolded), ...]; works without a script."""
        kinds = [(title, [self[name] for name in names]) for title, names in GOODS]
        return [(title, fields, any(field.errors or field.value() for field in fields)) for title, fields in kinds]

    @property
    def particulars(self):
        return {name: self.cleaned_data[name] for name in PARTICULARS if self.cleaned_data.get(name)}

    @property
    def way(self):
        """When the goods were received and unpacked: the beginning of the day, as a moment."""
        days = {"received_at": self.cleaned_data.get("received_on"), "unboxed_at": self.cleaned_data.get("unboxed_on")}
        return {name: day and datetime.combine(day, time(), CHINA) for name, day in days.items()}

    def clean_phone(self):
        return phone_number(self.cleaned_data["phone"])

    def clean_website(self):
        """A filled trap is a program, and is told so in case it is a person after all."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave this field empty."))
        return ""

    def clean_idempotency_key(self):
        """The key the page was given; a made-up one is replaced."""
        key = self.cleaned_data["idempotency_key"]
        return key if re.fullmatch(r"[0-9a-f]{32}", key) else uuid.uuid4().hex

    def clean(self):
        """A way to reach the consumer has to be known."""
        cleaned = super().clean()
        if not {"phone", "email"} & set(self.errors) and not (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("phone", _("Give a mobile number or an e-mail address, so that we can answer you."))
        else:
            check_preferred(self, cleaned)
        verdict = rules.came_before_it_was_unpacked(**self.way, now=timezone.now())
        if not verdict:
            self.add_error("unboxed_on" if cleaned.get("unboxed_on") else "received_on", verdict.why)
        return cleaned


class NothingForm(forms.Form):
    """A step that needs no words."""


class OptionForm(forms.Form):
    """Which of the offered options."""

    option = forms.IntegerField(error_messages={"required": _("Please choose one of the options.")})


class ReasonForm(forms.Form):
    """A step that needs the consumer's reason."""

    because = large_text(_("Your reason"))


class RejectForm(forms.Form):
    """Why an offer does not suit: the kind of reason if one likes, and the own words (DP-14)."""

    rejected_for = refusal_reason(_("What is the main reason?"))
    because = large_text(_("In your own words"))


class MessageForm(forms.Form):
    """A message to the people who look after the complaint."""

    body = large_text(_("Your message"))
    link = forms.URLField(
        label=_("Link to a public post about it, if there is one"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Wherever you or others wrote about it: we would rather answer there, too."),
    )

    clean_link = only_pages("link")


SOMETHING_ELSE = 0


class MaterialForm(forms.Form):
    """Files, what they show, and which of our questions they answer: what is given is not asked for again."""

    is_about_a_complaint = True
    item = forms.IntegerField(
        label=_("What is it?"),
        widget=forms.HiddenInput,
        error_messages={"required": _("Say which of our questions it answers, or choose “Something else”.")},
    )
    files = UploadsField(label=_("Photos, videos or documents"), required=False)
    says = large_text(_("What it shows"), rows=2, required=False, most=300)

    def __init__(self, *args, complaint, now, initial=None, **kwargs):
        questions = rules.asked_of_consumer(complaint)
        self.asked = [item.pk for item in questions]
        only = self.asked[0] if len(self.asked) == 1 else None
        given = {name: value for name, value in (initial or {}).items() if value}
        super().__init__(*args, initial={"item": only} | given, **kwargs)
        self.fields["item"].required = len(self.asked) > 1
        if questions:
            choices = [*((item.pk, item.title) for item in questions), (SOMETHING_ELSE, _("Something else"))]
            self.fields["item"].widget = forms.RadioSelect(choices=choices)

    def clean_item(self):
        """The question that is answered, or SOMETHING_ELSE; the only one there is needs no saying."""
        item = self.cleaned_data["item"]
        if item is None and self.asked:
            return self.asked[0]
        return item if item in self.asked else SOMETHING_ELSE

    def clean(self):
        """A file, or words where a question is answered."""
        cleaned = super().clean()
        checked, refused = cleaned.get("files") or ([], [])
        if refused and not checked:
            self.add_error("files", refused)
        elif not checked and not (cleaned.get("item") and cleaned.get("says")) and not self.errors:
            self.add_error("files", _("Choose at least one file."))
        return cleaned


class InformationForm(forms.Form):
    """What we asked for, as words and files."""

    text = large_text(_("Your answer"))
    files = UploadsField(label=_("Photos, videos or documents"), required=False)


class AnswerForm(forms.Form):
    """The answer of a merchant or carrier to one question."""

    says = large_text(_("Your answer"), most=300, required=False)
    files = UploadsField(label=_("Files"), required=False)

    def clean(self):
        """Words or a file."""
        cleaned = super().clean()
        checked, refused = cleaned.get("files") or ([], [])
        if refused:
            self.add_error("files", refused)
        elif not checked and not cleaned.get("says") and not self.errors:
            self.add_error("says", _("Attach a file, or write the answer."))
        return cleaned


class SurveyForm(forms.Form):
    """Two questions, both voluntary."""

    satisfaction = forms.TypedChoiceField(
        label=_("How satisfied are you with the result?"),
        choices=[(rating.value, rating.label) for rating in reversed(Rating)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    felt_heard = forms.TypedChoiceField(
        label=_("Did someone listen to you fully?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    survey_note = large_text(_("Anything else you want to tell us"), rows=2, required=False, most=1000)


class PayoutForm(forms.Form):
    """Which payment has arrived."""

    payout = forms.IntegerField()
