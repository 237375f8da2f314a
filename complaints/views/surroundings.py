"""What the desk says about the surroundings of a complaint: its events, its consumer, its offers, its money."""

import json
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigAutoField, Count, DateTimeField, F, Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from complaints.enums import ClockName, HandoverStatus, Mark, RemedyStatus
from complaints.models import (
    Call,
    Category,
    ClockMark,
    Coding,
    Complaint,
    Event,
    Finding,
    FollowUp,
    Freeze,
    Handover,
    Pause,
    PaymentHold,
    PlatformRecord,
    ProfileFact,
    Referral,
    Remedy,
    ReturnCheck,
    Task,
    WantedItem,
    Watch,
)
from complaints.models.choosing import COUNTED
from complaints.models.payout import SUMS, family_sums, sums_of
from complaints.models.written import Asked, Written
from complaints.views.asked import CALL, GOING_BACK, TASK, WATCH
from complaints.views.at_risk import FREEZE, REFERRAL
from complaints.views.cases import people_at
from complaints.views.joined import joined

MOMENTS = 100  # of a consumer's complaints: enough to see a rhythm
MOST_FINDINGS = 8  # of which the newest of each party count
MISSED = ("pk", "clock", "at", "reason_code", "explanation")
# A hand-over that waits for its answer, or the newest that brought a pack.
PACKS = (HandoverStatus.OFFERED, HandoverStatus.ACCEPTED, HandoverStatus.GIVEN)
WANTED = {"pk": "pk", "code": "category_id", "side": "side", "kind": "kind", "zh": "name_zh", "en": "name_en"}
RECORD = {"part": "part", "at": "taken_at", "item": "evidence_id"}
PROMISED = [status.value for status in RemedyStatus if status != RemedyStatus.OFFERED]  # chosen by the consumer
HOLD = JSONObject(
    **{name: name for name in ("pk", "payout", "state", "refund_reference")},
    name="body_name",
    due_by="question__due_by",
    runs=Q(state="running"),
)
HANDOVER = {
    **{name: name for name in ("pk", "to_agent", "reason", "status", "accept_by", "answered_at", "next_contact_at")},
    **{name: name for name in ("story", "promises", "emotion", "evidence", "note")},
    "from_name": "from_agent__display_name",
    "to_name": "to_agent__display_name",
}


def look_around(complaint, now):
    """Hang on `complaint` what stands around it at `now`, in one statement; the names are those of `parts`."""
    root = complaint.master_id or complaint.pk
    (found,) = AROUND.row(pk=complaint.pk, root=root, now=now)
    around = json.loads(found, parse_float=Decimal)
    around["sums"] = around["sums"] or dict.fromkeys(SUMS)  # nobody has asked for money yet
    vars(complaint).update(around)


def parts(pk, root, now):
    """Each part as a column of the complaint. `sums` is what `Complaint.money_for` would add up for itself."""
    sums = sums_of(pk, root, OuterRef("order_number"))
    money = {"sums": Subquery(family_sums(Complaint.objects.family_of(pk, root), sums))}
    return story() | consumer(now) | classes() | work() | {"people": people_at(OuterRef("pk"), now)} | money


def story():
    """What has happened: how many events of which kind, the last one, pauses and missed times."""
    events = Event.objects.filter(complaint=OuterRef("pk")).order_by()
    kinds = events.values("kind").annotate(n=Count("pk")).values(pair=JSONObject(kind="kind", n="n"))
    pauses = Pause.objects.filter(complaint=OuterRef("pk"), clock=ClockName.PLAN).order_by("started_at")
    missed = ClockMark.objects.filter(complaint=OuterRef("pk"), mark=Mark.BREACH).order_by("-at")
    return {
        "event_counts": ArraySubquery(kinds),
        "last_event": Subquery(events.order_by("-pk").values("pk")[:1]),
        "stretches": ArraySubquery(pauses.values(row=JSONObject(why="why", since="started_at", until="ended_at"))),
        "missed": ArraySubquery(missed.values(row=JSONObject(**{name: name for name in MISSED}))[:8]),
    }


def consumer(now):
    """Who complains: other complaints, their hours, what we keep of him, what he was promised before."""
    others = Complaint.objects.filter(consumer=OuterRef("consumer")).exclude(pk=OuterRef("pk")).order_by()
    theirs = Complaint.objects.filter(COUNTED, consumer=OuterRef("consumer")).order_by("-registered_at")
    facts = ProfileFact.objects.in_force(now).filter(consumer=OuterRef("consumer"))
    known = ("pk", "kind", "value", "source", "consent_at", "expires_at")
    fact = JSONObject(**{name: name for name in known}, number="complaint__number")
    given = Remedy.objects.filter(option__proposal__complaint__consumer=OuterRef("consumer"), status__in=PROMISED)
    given = given.exclude(option__proposal__complaint=OuterRef("pk")).order_by("-pk")
    word = {"kind": "kind", "detail": "detail", "status": "status", "number": "option__proposal__complaint__number"}
    return {
        "earlier_count": Subquery(others.values("consumer").annotate(n=Count("pk")).values("n")),
        "came_at": ArraySubquery(theirs.values("registered_at")[:MOMENTS]),
        "profile": ArraySubquery(facts.order_by("kind", "-recorded_at").values(row=fact)[:8]),
        "given_words": ArraySubquery(given.values(row=JSONObject(**word))[:4]),
    }


def classes():
    """What it is about: the other codes, who coded it last, the evidence its code needs, what was found."""
    place = Func(OuterRef("secondary_codes"), F("code"), function="array_position", output_field=IntegerField())
    also = Category.objects.alias(place=place).filter(place__isnull=False).order_by("place")
    of_code = Q(category=OuterRef("category")) | Q(category=OuterRef("category__parent"))
    wanted = WantedItem.objects.filter(of_code, is_active=True).order_by()
    coded = Coding.objects.filter(complaint=OuterRef("pk")).order_by("-pk")
    found = Finding.objects.filter(complaint=OuterRef("pk")).order_by("-found_at", "-pk")
    kept = PlatformRecord.objects.filter(complaint=OuterRef("pk"))
    return {
        "also": ArraySubquery(also.values(row=JSONObject(code="code", zh="name_zh", en="name_en"))),
        "coded": Subquery(coded.values(row=JSONObject(by="decided_by__display_name", at="decided_at"))[:1]),
        "wanted": ArraySubquery(wanted.values(row=JSONObject(**WANTED))),
        "found": ArraySubquery(
            found.values(row=JSONObject(party="party", share="share", grounds="grounds", whys="whys"))[:MOST_FINDINGS]
        ),
        "kept_records": ArraySubquery(kept.newest().values(row=JSONObject(**RECORD))),
    }


def work():
    """What is under way: the hand-over pack, sub-tasks, the watch, a booked call, a call owed to the unhappy."""
    packs = Handover.objects.filter(complaint=OuterRef("pk"), status__in=PACKS).order_by("-offered_at", "-pk")
    asked = Task.objects.filter(complaint=OuterRef("pk")).order_by("-asked_at", "-pk")
    watches = Watch.objects.running().filter(complaint=OuterRef("pk")).order_by()
    due_calls = Call.objects.filter(complaint=OuterRef("pk")).due()
    back = ReturnCheck.objects.filter(complaint=OuterRef("pk")).order_by()
    unhappy = FollowUp.objects.filter(complaint=OuterRef("pk")).owing_a_call()
    holds = PaymentHold.objects.filter(complaint=OuterRef("pk")).order_by(F("ended_at").desc(nulls_first=True), "-pk")
    return {
        "pack": Subquery(packs.values(row=JSONObject(**HANDOVER))[:1]),
        "asked": ArraySubquery(asked.values(row=JSONObject(**TASK))[:12]),
        "watched": Subquery(watches.values(row=JSONObject(**WATCH))[:1]),
        "call_back": Subquery(due_calls.values(row=JSONObject(**CALL))[:1]),
        "going_back": Subquery(back.values(row=JSONObject(**GOING_BACK))[:1]),
        "frozen": ArraySubquery(Freeze.objects.filter(complaint=OuterRef("pk")).values(row=JSONObject(**FREEZE))[:8]),
        "referred": ArraySubquery(
            Referral.objects.filter(complaint=OuterRef("pk")).values(row=JSONObject(**REFERRAL))[:8]
        ),
        "holds_around": ArraySubquery(holds.values(row=HOLD)[:6]),
        "joined": joined(title="incident__title"),
        "unhappy": Subquery(unhappy.values(row=JSONObject(by="call_by", stars="satisfaction", note="note"))[:1]),
    }


def write():
    """The statement for any complaint, with places for what is asked."""
    pk, root = Asked("pk", BigAutoField()), Asked("root", BigAutoField())
    found = JSONObject(**parts(pk, root, Asked("now", DateTimeField())))
    return Complaint.objects.filter(pk=pk).order_by().values_list(found)


AROUND = Written(write)
