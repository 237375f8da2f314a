"""The first stage: a complaint comes in, gets its number, its class and its clocks; somebody takes it."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.contrib.postgres.search import SearchVector
from django.db import IntegrityError, transaction
from django.db.models import Value
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions import orders
from complaints.actions.deadlines import due
from complaints.actions.ends import drop_refusal
from complaints.actions.intake_rules import apply_rules, rules_in_force, tell_if_urgent
from complaints.actions.links import link_hash, link_token
from complaints.actions.notices import tell_consumer
from complaints.actions.numbers import next_numbers
from complaints.actions.particulars import needed_soon
from complaints.actions.rulebook import Rulebook
from complaints.actions.tasks import open_gate
from complaints.actions.waits import told_times
from complaints.actions.weight import weighed
from complaints.enums import ClockName, EventKind, Measured, OrderStatus
from complaints.lifecycle import Refused, append, check, move, new_event, require
from complaints.models import (
    Agent,
    Complaint,
    Consumer,
    SearchEntry,
    contact_key,
)
from complaints.text import bigrams, language_of, sketch, words_of

LINK_LIFE = timedelta(days=400)
TITLE_LENGTH = 60
MAX_WORDS = 20_000  # characters of the consumer's words


@dataclass
class Intake:
    """What a door knows about a complaint when it comes in. Only channel and description are mandatory."""

    channel: str
    description: str
    title: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    external_id: str = ""
    language: str = ""  # where the door knows none, the words tell
    preferred_channel: str = ""
    contact_none_reason: str = ""
    demand_kind: str = ""
    demand_amount: Decimal | None = None
    demand_text: str = ""
    happened_at: datetime | None = None
    first_contact_at: datetime | None = None
    source_ref: str = ""
    need_by: date | None = None
    particulars: dict = field(default_factory=dict)
    order: dict = field(default_factory=dict)


# The columns of a complaint that an order snapshot may fill.
ORDER_FIELDS = (
    *("order_number", "order_amount", "order_paid_at", "merchant", "product", "brand", "batch"),
    *("carrier", "tracking_number", "received_at", "unboxed_at"),
)


def submit(intake, *, by, now):
    """Register a complaint: number, classification, clocks, search words, acknowledgement, in one transaction.

    Returns the complaint. Raises Refused if the text is empty or no way to reach the consumer is known.
    """
    check(rules.wears_the_hat("submit", by))
    require(intake.description, _("Say what happened."))
    if len(intake.description) > MAX_WORDS:
        raise Refused(_("At most %(n)s characters; send longer papers as files.") % {"n": f"{MAX_WORDS:,}"})
    reachable = intake.phone or intake.email or intake.external_id or intake.contact_none_reason
    if not reachable:
        raise Refused(_("Give a phone number or an e-mail address, or say why there is none."))
    rulebook = Rulebook(now)
    found = rulebook.classify(words_of(intake))
    with transaction.atomic():
        # The day's number is locked until the commit: whatever can be known before it is read before it.
        consumer, intake_rules = consumer_of(intake, now), rules_in_force()
        complaint = new_complaint(intake, found, consumer, next_numbers(now)[0], rulebook)
        complaint.order_status = OrderStatus.WAITING if complaint.order_number else ""
        enter(complaint, by=by, now=now)
        ask_about_order(complaint, now)
        acknowledge(complaint, now)
        if rules.claims_multiple(f"{complaint.title} {complaint.description} {complaint.demand_text}"):
            open_gate(complaint, now=now)
        return apply_rules(complaint, intake_rules, now=now)


def enter(complaint, *, by, now):
    """Save a new complaint with its first history row, its search words and the first line of its timeline."""
    complaint.arrange_clocks(now)
    complaint._history_user = by if isinstance(by, Agent) else None
    complaint._history_date, complaint._change_reason = now, "submit"
    complaint.save(force_insert=True)
    complaint._change_reason = None
    index_words(complaint)
    append(submitted(complaint, by=by, now=now))
    tell_if_urgent(complaint, now)


def ask_about_order(complaint, now):
    """The order source is asked by the worker; the receipt does not wait for it (IN-07, IN-13)."""
    asked = orders.question(complaint, now)
    if asked:
        asked.save(force_insert=True)


def submit_once(intake, *, by, now):
    """Register what carries a reference of its source; the same reference again answers with the first complaint."""
    same = Complaint.objects.filter(channel=intake.channel, source_ref=intake.source_ref)
    earlier = same.first()
    if earlier:
        return earlier
    try:
        return submit(intake, by=by, now=now)
    except IntegrityError:  # the same form at the same moment: the other one was first
        earlier = same.first()
        if earlier is None:
            raise
        return earlier


def new_complaint(intake, found, consumer, number, rulebook):
    """An unsaved complaint with everything the machine can know about it; `found` is its classification."""
    now = rulebook.now
    check(rules.has_good_shapes(intake.particulars))
    priority, reasons = urgency_of(found.priority, intake, rulebook)
    nonce = secrets.token_hex(16)
    return Complaint(
        number=number,
        link_nonce=nonce,
        link_hash=link_hash(link_token(number, nonce)),
        link_expires_at=now + LINK_LIFE,
        channel=intake.channel,
        source_ref=intake.source_ref,
        consumer=consumer,
        contact_none_reason=intake.contact_none_reason,
        title=intake.title.strip()[:120] or headline(intake.description),
        description=intake.description.strip(),
        demand_kind=intake.demand_kind,
        demand_amount=intake.demand_amount,
        demand_text=intake.demand_text,
        happened_at=intake.happened_at,
        first_contact_at=intake.first_contact_at or now,
        category_id=found.category,
        secondary_codes=list(found.secondary),
        need_by=intake.need_by,
        particulars=intake.particulars,
        business_stage=rulebook.stage_of(found.category),
        machine_said=said(found),
        priority=priority,
        calm_priority=urgency_of(found.calm_priority, intake, rulebook)[0] if found.promotion else "",
        promoted_by=found.promotion,
        tier=found.tier,
        flags=list(found.flags),
        matched_words=list(found.matched_words),
        urgency_reasons=[{"code": r.code, **r.params} for r in found.reasons] + reasons,
        registered_at=now,
        tier_set_at=now,
        contacted_at=now,
        stage_at=now,
        swept_at=now,
        **rulebook.first_clocks(found.tier, priority),
        **{name: intake.order[name] for name in ORDER_FIELDS if intake.order.get(name)},
    )


def urgency_of(priority, intake, rulebook):
    """(priority, reasons) with what is known beside the words: the day it is needed by, the money at stake (CL-05)."""
    soon = needed_soon(priority, intake.need_by, rulebook.now)
    money = {Measured.ORDER: intake.order.get("order_amount"), Measured.DEMAND: intake.demand_amount}
    raised, reasons = weighed(soon.get("priority", priority), rulebook.thresholds, **money)
    return raised, soon.get("reasons", []) + reasons


def said(found):
    """What the machine makes of a new complaint, kept as it was: people's corrections are measured by it (CL-20)."""
    learned = found.learned
    suggested = {"learned": {"model": learned.model, "code": learned.code, "share": learned.share}} if learned else {}
    return {
        "category": found.category,
        "basis": str(found.basis),
        "confidence": found.confidence,
        "priority": found.priority,
        "rules": [rule.pk for rule in found.rules],
        **suggested,
    }


def headline(text):
    """The consumer's first sentence, as a title until somebody writes a better one."""
    first = text.strip().splitlines()[0]
    for stop in "。！？!?;；":
        first = first.split(stop)[0]
    return shortened(first.strip() or text.strip())


def shortened(words):
    """At most sixty characters, cut between two words where the language has them."""
    if len(words) <= TITLE_LENGTH:
        return words
    whole = words[:TITLE_LENGTH].rpartition(" ")[0]
    return (whole if len(whole) > TITLE_LENGTH // 2 else words[: TITLE_LENGTH - 1]) + "…"


def consumer_of(intake, now):
    """The consumer we know by account, or by contact and name; else a new one."""
    known = None
    if intake.external_id:
        known = Consumer.objects.filter(external_id=intake.external_id).first()
    elif intake.phone or intake.email:
        known = Consumer.objects.with_contact(intake.phone or intake.email).filter(name=intake.name).first()
    if known is None:
        known = new_consumer(intake, now)
        known.save(force_insert=True)
    elif intake.preferred_channel and known.preferred_channel != intake.preferred_channel:
        known.preferred_channel = intake.preferred_channel
        known.save(update_fields=["preferred_channel"])
    return known


def new_consumer(intake, now):
    """An unsaved consumer with what the intake knows of him."""
    return Consumer(
        name=intake.name,
        phone=intake.phone,
        email=intake.email,
        external_id=intake.external_id,
        phone_key=contact_key(intake.phone),
        email_key=contact_key(intake.email),
        language=intake.language or language_of(intake.description),
        preferred_channel=intake.preferred_channel,
        created_at=now,
    )


def index_words(complaint):
    """Store the words of a complaint for the search, in one statement."""
    words = SearchVector(Value(search_words(complaint)), config="simple")
    entry = SearchEntry(complaint=complaint, words=words, sketch=sketch(complaint.description))
    SearchEntry.objects.bulk_create(
        [entry], update_conflicts=True, unique_fields=["complaint"], update_fields=["words", "sketch"]
    )


def search_words(complaint):
    """The words by which a complaint is found."""
    return bigrams(f"{complaint.title} {complaint.description}")


def submitted(complaint, *, by, now):
    """The first line of the timeline, unsaved."""
    return new_event(
        "submit",
        by=by,
        now=now,
        complaint=complaint,
        kind=EventKind.STATE,
        to_state=complaint.state,
        data={"channel": complaint.channel, "words": complaint.matched_words},
    )


def acknowledge(complaint, now):
    """The receipt at once, with number and promised times (IN-03, IN-08); no substitute for a human reply."""
    told = told_times(complaint)
    tell_consumer(
        complaint,
        "received",
        now=now,
        once="submit",
        respond_by=told.respond_by.isoformat(),
        dispatch_by=told.dispatch_by.isoformat(),
    )


def accept(complaint, *, by, now):
    """Take the complaint: the first who does owns it for ever (OW-01). Tells the consumer the name."""
    with transaction.atomic():
        opinion_by = due(complaint.tier, ClockName.UPDATE, now)
        complaint = move(complaint, "accept", by=by, now=now, opinion_by=opinion_by)
        drop_refusal(complaint, by=by, now=now)
        tell_consumer(complaint, "accepted", now=now, alias=by.alias)
    return complaint
