"""Everything needed to decide about one request, on one page: the facts, the money, the ladder, what was checked."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from complaints import clock, rules, wording
from complaints.actions.payouts import SPLIT_WINDOW_DAYS
from complaints.enums import EvidenceStatus, HandoverStatus, OutsideBody, PayoutKind, PayoutState, State
from complaints.lifecycle import why_not
from complaints.models import LadderRung, Payout
from complaints.models.payout import rung_for
from complaints.reports.approvals import paid_lately
from complaints.reports.findings import findings_of

PAYMENTS_SHOWN = 12


@dataclass(frozen=True)
class Check:
    """One thing the system looked at; `tone` is green, amber (look yourself) or red (stands against it)."""

    tone: str
    sentence: str


def facts_of(complaint, now):
    """What every kind of request shows of its complaint: clock, evidence of both sides, gate, cheap to render."""
    complaint.looked_at = now
    return {
        "complaint": complaint,
        "clock": clock.stored_light(complaint, now),
        "evidence": [evidence_line(item, now) for item in complaint.evidence.all()],
        "gate": rules.gate_sentence(complaint),
    }


def evidence_line(item, now):
    """One row of the evidence table: side, item, state in words with its tone, what it shows."""
    if item.status == EvidenceStatus.RECEIVED:
        words, tone = _("received %(at)s") % {"at": wording.brief_moment(item.received_at, now)}, "green"
    elif item.status == EvidenceStatus.WAIVED:
        words, tone = _("waived"), ""
    elif item.status == EvidenceStatus.SILENT:
        words, tone = _("no answer: judged by what there is"), "amber"
    elif item.due_by and item.due_by < now:
        words, tone = _("missing, %(time)s late") % {"time": wording.span(now - item.due_by)}, "red"
    else:
        words, tone = _("asked for"), "amber"
    return {
        "side": f"{item.get_side_display()} · {item.body}" if item.body else item.get_side_display(),
        "title": item.title,
        "words": words,
        "tone": tone,
        "says": item.says or item.waived_reason,
    }


def payout_dossier(payout, agent, now):
    """The page of one payout request."""
    complaint = payout.complaint
    payout.looked_at = now
    purse = complaint.money_for(payout.proposed_by)
    counted = payout.kind != PayoutKind.REFUND
    verb = "endorse" if payout.rung.needs_two and not payout.endorsed_by_id else "approve"
    return facts_of(complaint, now) | {
        "payout": payout,
        "verb": verb,
        "why": why_not(payout, verb, agent, now),
        "purse": purse,
        "counted": counted,
        "total": purse.spent + payout.amount if counted else purse.spent,
        "left": purse.left,
        "recoveries": complaint.recoveries.all(),
        "reject_why": why_not(payout, "reject", agent, now),
        "rungs": ladder(payout, purse.spent + payout.amount if counted else Decimal(0)),
        "payments": payments_around(payout),
        "checks": payout_checks(payout, agent, now),
    }


def ladder(payout, total):
    """The rungs of this tier in order, with the one that decides marked."""
    complaint, statutory = payout.complaint, payout.kind == PayoutKind.STATUTORY
    deciding = rung_for(complaint, total, statutory)
    rows, floor = [], None
    for rung in LadderRung.objects.filter(tier=complaint.tier, statutory=statutory):
        row = deciding if rung.pk == deciding.pk else rung
        rows.append(
            {
                "range": range_words(floor, rung.up_to),
                "who": rules.hats(row.roles),
                "second": rules.hats(row.second_roles) if row.second_roles else "",
                "is_current": rung.pk == deciding.pk,
            }
        )
        floor = rung.up_to
    return rows


def range_words(floor, ceiling):
    """Up to ¥500 · ¥500 – 2,000 · above ¥10,000."""
    if ceiling is None:
        return _("above %(floor)s") % {"floor": round_money(floor)} if floor else _("any amount")
    if floor is None:
        return _("up to %(ceiling)s") % {"ceiling": round_money(ceiling)}
    return f"{round_money(floor)} – {ceiling:,.0f}"


def round_money(amount):
    """A ceiling without its cents: ¥2,000."""
    return f"¥{amount:,.0f}"


def payments_around(payout):
    """Other payouts to the same consumer or on the same family of complaints, the newest first."""
    complaint = payout.complaint
    near = Q(complaint__consumer=complaint.consumer_id) | Q(complaint__in=complaint.family)
    rows = Payout.objects.filter(near).exclude(pk=payout.pk)
    return rows.select_related("complaint", "approved_by", "proposed_by").order_by("-proposed_at", "-pk")[
        :PAYMENTS_SHOWN
    ]


def payout_checks(payout, agent, now):
    """What the system looked at before asking a person: involvement, relatives, doubles, splitting, the price."""
    complaint = payout.complaint
    own = (complaint.owner_id, complaint.handler_id, complaint.first_owner_id, payout.proposed_by_id)
    checks = [
        verdict_line(
            rules.allow(agent.pk not in own, _("You had a hand in this complaint: somebody else should decide.")),
            _("You are not the author and did not handle this complaint."),
        ),
        relative_line(payout),
        double_line(payout),
        splitting_line(payout, now),
        verdict_line(rules.is_refund_covered(payout), _("Refunds stay within the price paid.")),
    ]
    gate = rules.gate_sentence(complaint)
    return [*checks, Check("amber", gate) if gate else Check("green", _("The evidence of both sides is complete."))]


def verdict_line(verdict, fine):
    """A rule's answer as a line: `fine` if it says yes, else its reason."""
    return Check("green", fine) if verdict else Check("red", verdict.why)


def relative_line(payout):
    """Nothing on record keeps the author from this case (7.3); what it is, nobody reads here."""
    if rules.is_impartial(payout.complaint, payout.proposed_by):
        return Check("green", _("Nothing on record keeps the author from this case."))
    return Check("red", _("The author must not ask here: have somebody else ask for it."))


def double_line(payout):
    """Whether the family waits for another payout of this kind."""
    waiting = Payout.objects.of_family(payout.complaint).filter(kind=payout.kind, state=PayoutState.PROPOSED)
    others = [row.number for row in waiting.exclude(pk=payout.pk).select_related("complaint")]
    if not others:
        return Check("green", _("No other request of this kind waits for a decision."))
    return Check("amber", _("Also waiting: %(numbers)s.") % {"numbers": _(", ").join(others)})


def splitting_line(payout, now):
    """Several payouts to one consumer within the window (domain.md 7.3)."""
    rows = paid_lately(payout.complaint.consumer_id, now).exclude(complaint=payout.complaint)
    amounts = [row.amount for row in rows]
    if not amounts:
        return Check(
            "green", _("Nothing else was paid to this consumer within %(days)s days.") % {"days": SPLIT_WINDOW_DAYS}
        )
    words = _("Looks split: %(sum)s more was paid to this consumer within %(days)s days.")
    return Check("amber", words % {"days": SPLIT_WINDOW_DAYS, "sum": wording.money(sum(amounts))})


def proposal_dossier(proposal, agent, now):
    """The page of one proposal under review."""
    complaint = proposal.complaint
    facts = facts_of(complaint, now)
    purse = complaint.money_for(None)
    checks = [
        verdict_line(rules.may_review(complaint, agent), _("You are not the author.")),
        verdict_line(
            rules.is_proposal_complete(proposal), _("It says what we did, the reasons and at least one option.")
        ),
        Check("amber", facts["gate"])
        if facts["gate"]
        else Check("green", _("The evidence of both sides is complete.")),
    ]
    return facts | {
        "proposal": proposal,
        "verb": "approve_proposal",
        "why": why_not(complaint, "approve_proposal", agent, now),
        "options": proposal.options.all(),
        "purse": purse,
        "total": purse.spent + proposal.largest_total,
        "findings": findings_of(complaint),
        "checks": checks,
    }


def refusal_dossier(refusal, agent, now):
    """The page of one proposed refusal."""
    complaint = refusal.complaint
    checks = [
        verdict_line(rules.may_confirm_refusal(complaint, agent), _("You did not propose it yourself.")),
        verdict_line(rules.is_not_stopped_safety(complaint), _("It is no safety case.")),
        verdict_line(
            rules.allow(refusal.routes, _("The letter names no outside route.")), _("The letter names outside routes.")
        ),
        verdict_line(rules.may_decide_objection(complaint, agent), _("You had no part in an earlier refusal.")),
    ]
    return facts_of(complaint, now) | {
        "refusal": refusal,
        "verb": "refuse",
        "why": why_not(complaint, "refuse", agent, now),
        "routes": [OutsideBody(route).label for route in refusal.routes],
        "checks": checks,
    }


def handover_dossier(handover, agent, now):
    """The page of one offered hand-over: the pack, so that nobody asks the consumer again."""
    checks = [
        verdict_line(rules.may_take_handover(handover, agent, now), _("It was offered to you.")),
        Check("green", _("The first-contact owner stays; the consumer is told your alias.")),
    ]
    return facts_of(handover.complaint, now) | {
        "handover": handover,
        "verb": "take_handover",
        "why": rules.may_take_handover(handover, agent, now).why,
        "checks": checks,
    }


# --- what was decided meanwhile -----------------------------------------------------------------------------

DECIDED_BY = {
    "payouts": ("approve", "reject", "cancel"),
    "proposals": ("approve_proposal", "return_proposal", "escalate", "withdraw"),
    "refusals": ("refuse", "return_refusal", "accept", "withdraw", "merge"),
    "handovers": ("take_handover", "decline_handover", "lapse_handover"),
}


def settled(row, kind):
    """The event that decided a request which no longer waits: who, what, when. None while it waits."""
    if is_waiting(row, kind):
        return None
    events = row.complaint.events.filter(verb__in=DECIDED_BY[kind])
    if kind == "payouts":
        events = events.filter(payout=row)
    return events.select_related("agent", "payout").first()


def is_waiting(row, kind):
    """Whether the request still waits for a decision of anybody."""
    return {
        "payouts": lambda: row.state == PayoutState.PROPOSED,
        "proposals": lambda: row.is_draft and row.complaint.state == State.IN_REVIEW,
        "refusals": lambda: not row.confirmed_at and not row.dropped_at,
        "handovers": lambda: row.status == HandoverStatus.OFFERED,
    }[kind]()
