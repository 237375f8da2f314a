"""Privacy: what is due and what was done, and the copy of all that is kept of one person (AR-07, PIPL 45)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, Q
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions import erasure, retention
from complaints.enums import DataState, Direction, Keeping, RecordPart, State
from complaints.models import Complaint, DataRequest, LegalHold, RetentionPolicy
from complaints.wording import SHANGHAI, exact_moment

AHEAD = timedelta(days=30)
MOST = 100
SINCE = {
    Keeping.CASE: "stage_at",
    Keeping.PROFILE: "expires_at",
    Keeping.ORIGINAL: "complaint__stage_at",
    Keeping.MAIL: "received_at",
    Keeping.IMPORT: "ended_at",
}


@dataclass(frozen=True)
class Kept:
    """One kind of data: the policy in force, how much of it is due now and within a month, and the oldest of that."""

    policy: RetentionPolicy | None
    label: str
    due: int | None
    soon: int | None
    oldest: datetime | None


def kept(now):
    """Every kind of data with what is due (two statements a kind)."""
    day = now.astimezone(SHANGHAI).date()
    return [one_kind(kind, day, now) for kind in Keeping]


def one_kind(kind, day, now):
    """One kind; contact data is not erased but no longer shown, so that nothing of it falls due."""
    policy = RetentionPolicy.objects.filter(kind=kind, effective_from__lte=day).order_by("-effective_from").first()
    if kind not in retention.DUE:
        return Kept(policy, kind.label, None, None, None)
    found = retention.DUE[kind](now).order_by().aggregate(n=Count("pk"), oldest=Min(SINCE[kind]))
    soon = retention.DUE[kind](now + AHEAD).order_by().count() - found["n"]
    return Kept(policy, kind.label, found["n"], soon, found["oldest"])


def requests():
    """{tab: requests}: the open ones by due time, the answered ones newest first."""
    rows = DataRequest.objects.select_related("complaint", "consumer", "answered_by")
    return {
        "open": rows.filter(state=DataState.OPEN).order_by("due_by", "pk"),
        "answered": rows.exclude(state=DataState.OPEN).order_by("-asked_at", "-pk"),
    }


def holds():
    """Holds that nobody has lifted, newest first."""
    return list(LegalHold.objects.filter(lifted_at=None).select_related("complaint", "placed_by")[:MOST])


def done(now):
    """What was done in the last thirty days: cases erased, requests answered, and how many of those in time."""
    since = now - AHEAD
    answered = DataRequest.objects.filter(answered_at__gte=since).order_by()
    found = answered.aggregate(n=Count("pk"), kept=Count("pk", filter=Q(answered_at__lte=F("due_by"))))
    erased = Complaint.objects.filter(erased_at__gte=since).order_by().count()
    return {"erased": erased, "answered": found["n"], "in_time": found["kept"]}


# --- the copy ----------------------------------------------------------------------------------------------------


def copy_of(consumer, now):
    """All that is kept of one person, in words, as one may hand it to him: no notes, no names of colleagues.

    What may still be taken back is not in it.
    """
    cases = consumer.complaints.filter(erased_at=None).order_by("registered_at")
    return {
        _("Name"): consumer.name,
        _("Phone"): consumer.phone,
        _("E-mail"): consumer.email,
        _("Account"): consumer.external_id,
        _("Language"): consumer.language,
        _("What we remember for the next service"): [fact_of(fact) for fact in consumer.profile_facts.all()],
        _("Complaints"): [case_of(case, now) for case in cases],
    }


def fact_of(fact):
    """One remembered fact with its source and its end."""
    return {
        _("What"): str(fact),
        _("Source"): str(fact.get_source_display()),
        _("kept until"): exact_moment(fact.expires_at),
    }


def case_of(case, now):
    """One complaint: the facts, what was said both ways, the evidence of the person, answers and money."""
    spoken = case.messages.filter(direction__in=[Direction.FROM_CONSUMER, Direction.TO_CONSUMER], recalled_at=None)
    spoken = spoken.exclude(direction=Direction.TO_CONSUMER, sent_at__gt=now - rules.UNDO)
    given = case.evidence.get_queryset().shown_to_consumer().filter(complaint=case)
    return {
        _("Number"): case.number,
        _("Registered"): exact_moment(case.registered_at),
        _("State"): str(State(rules.state_told(case, now)).label),
        _("Order"): case.order_number,
        _("Product"): case.product,
        _("Merchant"): case.merchant,
        _("Description"): case.description,
        _("Wish"): " ".join(filter(None, [str(case.get_demand_kind_display()), case.demand_text])),
        _("Messages"): [
            {_("At"): exact_moment(row.sent_at), _("From"): str(row.get_direction_display()), _("Text"): row.body}
            for row in spoken
        ],
        _("Chat with customer service"): chat_of(case),
        _("Evidence"): [{_("What"): row.title, _("File"): row.file_name, _("Says"): row.says} for row in given],
        _("Proposals"): [
            {_("What we did"): row.what_we_did, _("Reasons"): row.reasons}
            for row in case.proposals.filter(sent_at__lte=now - rules.UNDO)
        ],
        _("Payments"): [
            {_("Amount"): str(row.amount), _("State"): str(row.get_state_display())} for row in case.payouts.all()
        ],
        _("Satisfaction"): case.satisfaction,
        _("Survey note"): case.survey_note,
    }


def chat_of(case):
    """The chat as the order system has told it last."""
    row = case.platform_records.filter(part=RecordPart.CHAT).first()
    lines = row.content.get("lines", []) if row else []
    return [{_("At"): line["at"], _("From"): line.get("name", ""), _("Text"): line["text"]} for line in lines]


def cases_due(now):
    """The cases that go next, oldest first."""
    return Complaint.objects.filter(pk__in=erasure.due_cases(now).values("pk")[:MOST]).order_by("stage_at", "pk")
