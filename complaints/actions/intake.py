"""The first stage: a complaint comes in, gets its number, its class and its clocks; or is asked about, or refused."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.search import SearchVector
from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Value
from django.utils.translation import gettext as _
from stdnum.iso7064 import mod_11_10

from complaints import rules
from complaints.actions.deadlines import first_clocks, retarget, stage_due
from complaints.actions.notices import tell_agents, tell_consumer, wearers_of
from complaints.classify import Matcher, classify
from complaints.clock import CHINA
from complaints.enums import Direction, EventKind, Flag, Priority, State
from complaints.lifecycle import Refused, amend, check, lock, move, new_event, require, tell
from complaints.models import (
    Agent,
    Complaint,
    Consumer,
    KeywordRule,
    Message,
    NumberSeries,
    PromotionWindow,
    Refusal,
    SearchEntry,
    contact_key,
)
from complaints.roles import Role
from complaints.text import bigrams

LINK_LIFE = timedelta(days=400)
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
    language: str = "zh-hans"
    contact_none_reason: str = ""
    demand_kind: str = ""
    demand_amount: Decimal | None = None
    demand_text: str = ""
    happened_at: datetime | None = None
    first_contact_at: datetime | None = None
    source_ref: str = ""
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
    with transaction.atomic():
        complaint = new_complaint(intake, consumer_of(intake, now), next_numbers(now)[0], Rulebook(now))
        complaint.arrange_clocks(now)
        complaint._history_user = by if isinstance(by, Agent) else None
        complaint._history_date, complaint._change_reason = now, "submit"
        complaint.save(force_insert=True)
        complaint._change_reason = None
        index_words(complaint)
        submitted(complaint, by=by, now=now).save(force_insert=True)
        acknowledge(complaint, now)
        if complaint.priority == Priority.P1:
            tell_agents(wearers_of(Role.LEAD), "urgent", now=now, complaint=complaint, once="submit")
    return complaint


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


class Rulebook:
    """What a new complaint is judged by at one moment: words, promotions, targets. Read once for one or for many."""

    def __init__(self, now):
        self.now = now
        self._matcher = matcher()
        self._windows = list(PromotionWindow.objects.all())
        self._clocks = {}

    def classify(self, text):
        return classify(text, self._matcher, now=self.now, windows=self._windows)

    def first_clocks(self, tier):
        if tier not in self._clocks:
            self._clocks[tier] = first_clocks(tier, self.now)
        return self._clocks[tier]


def new_complaint(intake, consumer, number, rulebook):
    """An unsaved complaint with everything the machine can know about it."""
    now, found = rulebook.now, rulebook.classify(f"{intake.title}。{intake.description}")
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
        priority=found.priority,
        tier=found.tier,
        flags=list(found.flags),
        matched_words=list(found.matched_words),
        urgency_reasons=[{"code": r.code, **r.params} for r in found.reasons],
        registered_at=now,
        tier_set_at=now,
        contacted_at=now,
        stage_at=now,
        swept_at=now,
        **rulebook.first_clocks(found.tier),
        **{name: intake.order[name] for name in ORDER_FIELDS if intake.order.get(name)},
    )


def headline(text):
    """The consumer's first sentence, as a title until somebody writes a better one."""
    first = text.strip().splitlines()[0]
    for stop in "。！？!?;；":
        first = first.split(stop)[0]
    return first.strip()[:60] or text.strip()[:60]


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
        language=intake.language,
        created_at=now,
    )


def index_words(complaint):
    """Store the words of a complaint for the search."""
    words = SearchVector(Value(search_words(complaint)), config="simple")
    SearchEntry.objects.update_or_create(complaint=complaint, defaults={"words": words})


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
    tell_consumer(
        complaint,
        "received",
        now=now,
        once="submit",
        respond_by=complaint.respond_by.isoformat(),
        dispatch_by=complaint.dispatch_by.isoformat(),
    )


# --- numbers and links --------------------------------------------------------------------------------------


def next_numbers(now, count=1):
    """`count` new numbers such as TS-261121-0417-3: day, running number, ISO 7064 check digit (IN-04)."""
    day = now.astimezone(CHINA).date()
    with connection.cursor() as cursor:
        table = NumberSeries._meta.db_table
        cursor.execute(
            f"INSERT INTO {table} AS s (day, last) VALUES (%s, %s)"  # noqa: S608 - the name of our own table
            " ON CONFLICT (day) DO UPDATE SET last = s.last + EXCLUDED.last RETURNING last",
            [day, count],
        )
        last = cursor.fetchone()[0]
    return [number_of(day, n) for n in range(last - count + 1, last + 1)]


def number_of(day, running):
    """The number of the `running`th complaint of a day."""
    stem = f"{day:%y%m%d}{running:04d}"
    return f"TS-{day:%y%m%d}-{running:04d}-{mod_11_10.calc_check_digit(stem)}"


def is_number(text):
    """Whether `text` is a well-formed number with the right check digit."""
    parts = text.strip().upper().split("-")
    if len(parts) != 4 or parts[0] != "TS" or not all(part.isdigit() for part in parts[1:]):
        return False
    return mod_11_10.is_valid("".join(parts[1:]))


def link_token(number, nonce):
    """The secret in the consumer's link: 192 bits that nobody can compute without our key and the row."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{number}:{nonce}".encode(), hashlib.sha256)
    return digest.hexdigest()[:48]


def link_hash(token):
    """What is stored of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(complaint):
    """The secret of the consumer's link of `complaint`."""
    return link_token(complaint.number, complaint.link_nonce)


_matchers = {}


def matcher():
    """The compiled keyword rules; compiled again when a rule has changed."""
    version = KeywordRule.objects.aggregate(newest=Max("changed_at"), last=Max("pk"))
    key = (version["newest"], version["last"], KeywordRule.objects.count())
    if _matchers.get("key") != key:
        _matchers["matcher"] = Matcher([completed(rule) for rule in KeywordRule.objects.select_related("category")])
        _matchers["key"] = key
    return _matchers["matcher"]


def completed(rule):
    """A keyword rule; what it leaves open about urgency comes from its category."""
    if rule.category:
        rule.priority = rule.priority or rule.category.priority
        rule.tier = rule.tier or rule.category.tier
    return rule


# --- first steps --------------------------------------------------------------------------------------------


def accept(complaint, *, by, now):
    """Take the complaint: the first who does owns it for ever (OW-01). Tells the consumer the name."""
    with transaction.atomic():
        complaint = move(complaint, "accept", by=by, now=now)
        tell_consumer(complaint, "accepted", now=now, alias=by.alias)
    return complaint


def ask_info(complaint, *, by, now, items):
    """Ask the consumer for what is missing; our plan clock stands still for 72 hours at most."""
    require(items, _("Say what is missing."))
    with transaction.atomic():
        due = stage_due(complaint, State.NEED_INFO, now)
        complaint = move(complaint, "ask_info", by=by, now=now, items=items, stage_by=due, reason=items)
        tell_consumer(complaint, "need_info", now=now, items=items, by=due.isoformat())
    return complaint


def give_info(complaint, *, by, now, text):
    """The consumer answers what was asked; the clock goes on."""
    require(text, _("Write what you can tell us."))
    with transaction.atomic():
        complaint = move(complaint, "give_info", by=by, now=now)
        message = Message.objects.create(
            complaint=complaint,
            direction=Direction.FROM_CONSUMER,
            body=text,
            author=by if isinstance(by, Agent) else None,
            sent_at=now,
        )
        tell(
            "hear_consumer",
            by=by,
            now=now,
            complaint=complaint,
            kind=EventKind.MESSAGE,
            message=message,
        )
        tell_agents([complaint.owner, complaint.handler], "heard", now=now, complaint=complaint)
    return complaint


def propose_refusal(complaint, *, by, now, reason_code, letter, routes):
    """Propose not to accept the complaint; somebody else confirms it (IN-02)."""
    require(letter, _("Write the letter to the consumer."))
    if not routes:
        raise Refused(_("Name at least one outside route."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("propose_refusal", by))
        check(rules.is_not_stopped_safety(complaint))
        check(rules.may_take_or_work_on(complaint, by))
        if complaint.state not in (State.REGISTERED, State.NEED_INFO):
            raise Refused(str(rules.out_of_turn(complaint, "refuse").why))
        if rules.pending_refusal(complaint):
            raise Refused(_("A refusal is already proposed."))
        refusal = Refusal.objects.create(
            complaint=complaint,
            reason_code=reason_code,
            letter=letter,
            routes=routes,
            proposed_by=by,
            proposed_at=now,
        )
        tell(
            "propose_refusal",
            by=by,
            now=now,
            complaint=complaint,
            kind=EventKind.DECISION,
            reason=letter,
            data={"reason_code": reason_code},
        )
        tell_agents(wearers_of(Role.LEAD), "refusal_proposed", now=now, complaint=complaint)
    return refusal


def refuse(complaint, *, by, now):
    """Confirm the proposed refusal: the letter with reason and outside routes goes out."""
    with transaction.atomic():
        refusal = rules.pending_refusal(complaint)
        due = stage_due(complaint, State.INELIGIBLE, now)
        reason = refusal.letter if refusal else ""
        complaint = move(complaint, "refuse", by=by, now=now, stage_by=due, reason=reason)
        Refusal.objects.filter(pk=refusal.pk).update(confirmed_by=by, confirmed_at=now)
        tell_consumer(
            complaint,
            "refused",
            now=now,
            letter=refusal.letter,
            routes=refusal.routes,
            by=due.isoformat(),
        )
    return complaint


def object(complaint, *, by, now, because):  # noqa: A001 - the verb of the table, not Python's root class
    """The consumer objects once, within seven days; somebody else decides anew."""
    require(because, _("Say why you object."))
    with transaction.atomic():
        complaint = move(complaint, "object", by=by, now=now, reason=because)
        refusal = complaint.refusals.exclude(confirmed_at=None).first()
        Refusal.objects.filter(pk=refusal.pk).update(objected_because=because)
        others = wearers_of(Role.LEAD, Role.MID_OFFICE).exclude(pk=refusal.confirmed_by_id)
        tell_agents(others, "objection", now=now, complaint=complaint)
    return complaint


# --- classification by people -------------------------------------------------------------------------------


def set_tier(complaint, *, by, now, tier, reason):
    """Set the risk tier: up by anybody on the case, down by a supervisor with a reason (CL-06)."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(complaint)
        return amend(
            complaint,
            "set_tier",
            by=by,
            now=now,
            allowed=rules.may_set_tier(complaint, by, tier),
            reason=reason,
            **retarget(complaint, tier, now),
        )


def reclassify(complaint, *, by, now, category, reason, priority=None):
    """Correct the main code (and priority); the machine's suggestion stays in the history (CL-20)."""
    require(reason, _("Give the reason."))
    fields = {"category": category}
    if priority:
        fields["priority"] = priority
    return amend(
        complaint,
        "reclassify",
        by=by,
        now=now,
        allowed=lambda locked: rules.may_reclassify(locked, by, priority),
        reason=reason,
        data={"category": {"zh": category.name_zh, "en": category.name_en}},
        **fields,
    )


def raise_flag(complaint, *, by, now, flag, reason):
    """Add a flag; a flag only ever raises priority and tier (domain.md 2)."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        complaint = lock(complaint)
        fields = {"flags": sorted({*complaint.flags, flag})}
        if flag == Flag.SAFETY:
            fields |= {"priority": Priority.P1}
        allowed = rules.may_take_or_work_on_or_system(complaint, by)
        return amend(complaint, "reclassify", by=by, now=now, allowed=allowed, reason=reason, **fields)
