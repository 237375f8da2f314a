"""The next legal steps of one complaint for one agent, as buttons: what he may do, and what not yet and why."""

from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.payouts import CENT
from complaints.enums import ANSWERED_STATES, State
from complaints.lifecycle import next_steps, why_not
from complaints.models import Complaint
from complaints.views.acts import ACTS

# What may follow at any time, kept behind one button; and what is shown only when it is possible.
ASIDE = ("escalate", "go_external", "withdraw", "merge", "split")
IF_POSSIBLE = (
    "evaluate",
    "ask_freeze",
    *("fail_execution", "send_report", "reopen", "assign", "set_new_date", "look_at_handovers"),
    *("undo_merge", "return_refusal", "rule_desk"),
)
FACTS = (
    *(
        "hear_consumer",
        "arrange_call",
        "ask_order",
        "reclassify",
        "confirm_class",
        "raise_flag",
        "record_particulars",
        "add_post",
        "check_return",
    ),
    *("read_emotion", "link", "change_owner", "watch", "report_up", "unwatch", "record_clause"),
    *("ask_freeze", "draft_referral", "hold_payment"),
)
PRIVACY = ("ask_data", "place_hold")
AFTERWARDS = ("evaluate",)
EVERYWHERE = ("ask_evidence", "ask_desk", "offer_handover", "set_tier", "set_new_date", "look_at_handovers")
BESIDE = {
    State.REGISTERED: ("check_eligibility", "assign", "propose_refusal", "return_refusal"),
    State.NEED_INFO: ("check_eligibility", "propose_refusal", "return_refusal"),
    State.INVESTIGATING: ("record_finding",),
    State.PROPOSING: ("draft_proposal",),
    State.HIGH_REVIEW: ("draft_proposal", "approve_clause"),
    State.MEDIATION: ("draft_proposal", "fail_mediation"),
    State.RE_REVIEW: ("draft_proposal",),
    State.ARBITRATION: ("draft_proposal",),
}
BESIDE |= {state: (*BESIDE.get(state, ()), "send_report") for state in ANSWERED_STATES}
# The natural next step of a state: the first of these that is possible is the filled button.
NATURAL = {
    State.REGISTERED: ("accept",),
    State.NEED_INFO: ("give_info",),
    State.ACCEPTED: ("solve_now", "dispatch"),
    State.DISPATCHED: ("rule_desk", "start"),
    State.INVESTIGATING: ("finish_check", "record_finding"),
    State.PROPOSING: ("send_proposal", "ask_review", "draft_proposal"),
    State.IN_REVIEW: ("approve_proposal",),
    State.HIGH_REVIEW: ("issue_report", "draft_proposal"),
    State.AWAITING_CONSUMER: ("send_report",),
    State.EXECUTING: ("send_report", "resolve"),
    State.MEDIATION: ("propose_settlement", "draft_proposal"),
    State.RE_REVIEW: ("propose_settlement", "draft_proposal"),
    State.ARBITRATION: ("award", "draft_proposal"),
    State.RESOLVED: ("close",),
    State.CLOSED: ("archive",),
    State.EXTERNAL: ("resume_external",),
}
KEYS = {"ask_evidence": "e", "offer_handover": "u", "set_tier": "t", "assign": "a"}
NUMBER = "NUMBER"
DRAFT_VERBS = ("draft_proposal", "send_proposal", "ask_review", "approve_proposal", "propose_settlement")


@dataclass(frozen=True)
class Step:
    """One button. A blocked one carries its reason in `why`."""

    verb: str
    label: str
    url: str
    why: str = ""
    is_bare: bool = False
    is_short: bool = False
    kind: str = "plain"
    key: str = ""


@dataclass(frozen=True)
class Steps:
    """The natural step first, then what else is possible, what is not yet, and what stands behind “more”."""

    possible: list
    blocked: list
    more: list
    why_none: str = ""


def steps_of(complaint, agent, now, query="", *, asked_first=False):
    """Everything this agent may do next with `complaint`, asked of the same rules that the door asks.

    `asked_first`: something else waits for an answer first, so that no step is the filled button.
    """
    asked = {verb: against(complaint, verb, agent, now) for verb in candidates(complaint, agent)}
    aside = aside_of(complaint, now)
    main = [verb for verb in asked if verb not in aside]
    possible = [verb for verb in main if not asked[verb]]
    expected = () if asked_first else NATURAL.get(complaint.state, ())
    natural = next((verb for verb in expected if verb in possible), None)
    possible.sort(key=lambda verb: verb != natural)
    blocked = [verb for verb in main if asked[verb] and verb not in IF_POSSIBLE]
    if left := left_to_owner(complaint, agent):
        asked["ask_review"] = left
        blocked.append("ask_review")
    not_mine = "" if possible else str(on_the_case(complaint, agent).why)

    def step(verb, why=""):
        return as_step(complaint, verb, why, query, "primary" if verb == natural else "plain")

    return Steps(
        possible=[step(verb) for verb in possible],
        blocked=[] if not_mine else [step(verb, asked[verb]) for verb in blocked],
        more=[step(verb) for verb in asked if verb in aside and not asked[verb]],
        why_none=not_mine,
    )


def left_to_owner(complaint, agent):
    """Why somebody who wrote the proposal does not hand it in himself; "" where he may, or has written none."""
    draft = rules.draft_of(complaint) if complaint.state == State.PROPOSING else None
    return str(rules.may_hand_in(complaint, agent).why) if draft and draft.author_id == agent.pk else ""


def aside_of(complaint, now):
    """What stands behind “more”; a new date comes forward once a promised time was missed."""
    early = () if rules.missed_promise(complaint, now) else ("set_new_date",)
    return ASIDE + FACTS + PRIVACY + early


def candidates(complaint, agent):
    """The verbs of the state and those beside it, as far as the agent wears the hat."""
    verbs = [*next_steps(complaint), *BESIDE.get(complaint.state, ())]
    if complaint.is_open:
        verbs += (*EVERYWHERE, "split")
    if complaint.state not in (State.ARCHIVED, State.MERGED):
        verbs += FACTS
    verbs += (*PRIVACY, *AFTERWARDS) if complaint.state in (State.CLOSED, State.ARCHIVED) else PRIVACY
    return [verb for verb in dict.fromkeys(verbs) if verb in ACTS and wears(verb, agent)]


def wears(verb, agent):
    """Whether the agent's roles may use this verb at all."""
    if verb == "approve_clause":
        return "legal" in agent.roles
    return bool(rules.wears_the_hat(hat_of(verb), agent))


def hat_of(verb):
    """The verb of roles.WHO_MAY that a verb of the desk needs."""
    return ACTS[verb].hat or verb


def against(complaint, verb, agent, now):
    """The sentence that stands against `verb`, or ""."""
    if verb in BESIDE_RULES:
        return str(BESIDE_RULES[verb](complaint, agent).why)
    return why_not(complaint, verb, agent, now)


def is_ruled(verb):
    """Whether something can be said against the verb before its facts are known."""
    return verb in BESIDE_RULES or hasattr(Complaint, verb)


def on_the_case(complaint, agent):
    """Whether this agent may work on it, or take it."""
    return rules.may_take_or_work_on(complaint, agent)


# What the actions of the verbs without a step of their own will ask.
BESIDE_RULES = {
    "assign": lambda c, _by: rules.allow(c.owner_id is None, _("It already has an owner: offer a hand-over.")),
    "propose_refusal": rules.may_propose_refusal,
    "check_eligibility": rules.may_check_eligibility,
    "return_refusal": lambda c, by: rules.first_no(rules.has_refusal_proposed(c), rules.may_decide_objection(c, by)),
    "record_finding": rules.may_work_on,
    "record_clause": rules.may_record_clause,
    "draft_proposal": lambda c, by: rules.first_no(
        rules.may_draft_proposal(c, by), rules.may_work_on(c, by) or rules.is_uninvolved(c, by)
    ),
    "send_report": rules.may_send_report,
    "fail_mediation": rules.may_fail_mediation,
    "approve_clause": lambda c, _by: rules.has_complete_proposal(c),
    "ask_evidence": rules.may_add_evidence,
    "offer_handover": lambda c, by: rules.first_no(rules.has_owner(c), rules.may_work_on(c, by)),
    "ask_order": lambda c, by: rules.may_ask_order(c, by, c.order_number or "?"),
    "change_owner": lambda c, _by: rules.first_no(rules.has_owner(c), rules.is_cared_for(c)),
    "look_at_handovers": lambda c, _by: rules.was_handed_about(c),
    "set_tier": on_the_case,
    "set_new_date": lambda c, by: rules.may_set_new_date(c, by, c.looked_at),
    "hear_consumer": rules.may_reply,
    "arrange_call": rules.may_book_call,
    "record_call": lambda c, by: rules.first_no(
        rules.allow(c.call_back, _("No call-back is booked.")), rules.may_take_or_work_on(c, by)
    ),
    "reclassify": on_the_case,
    "confirm_class": lambda c, by: rules.first_no(
        rules.allow(not c.coded, _("A person has said so already.")), rules.may_confirm_class(c, by)
    ),
    "add_post": rules.may_speak_in_public,
    "check_return": on_the_case,
    "raise_flag": on_the_case,
    "record_particulars": on_the_case,
    "ask_desk": rules.may_ask_desk,
    "watch": lambda c, by: rules.first_no(
        rules.may_watch(c, by), rules.allow(not c.watched, _("It is on the watch list already."))
    ),
    "report_up": lambda c, by: rules.first_no(
        rules.allow(c.watched, _("It is not on the watch list.")), rules.may_report_up(c, by)
    ),
    "unwatch": lambda c, _by: rules.allow(c.watched, _("It is not on the watch list.")),
    "read_emotion": lambda _c, _by: rules.YES,
    "evaluate": rules.may_evaluate,
    "ask_data": lambda c, _by: rules.allow(c.erased_at is None, _("It is erased already.")),
    "place_hold": lambda c, _by: rules.allow(c.erased_at is None, _("It is erased already.")),
    "link": on_the_case,
    "hold_payment": rules.may_hold_payment,
    "split": rules.may_split,
    "unlink": on_the_case,
    "propose_payout": rules.may_propose_payout,
    "add_evidence": rules.may_add_evidence,
    "ask_freeze": rules.may_ask_freeze,
    "draft_referral": rules.may_draft_referral,
}


def as_step(complaint, verb, why, query, kind):
    """The button of one verb."""
    act = ACTS[verb]
    label = label_of(complaint, verb, is_natural=kind == "primary")
    return Step(
        verb=verb,
        label=label,
        url=address_of(verb).replace(NUMBER, complaint.number) + query,
        why=why,
        is_bare=act.is_bare,
        is_short=act.is_short,
        kind="danger" if act.danger and kind == "plain" else kind,
        key=KEYS.get(verb, ""),
    )


@cache
def address_of(verb):
    """The address of a verb's page, of which only the number is still missing: a page names thirty of them."""
    return reverse(f"complaints:{verb}", args=[NUMBER])


def label_of(complaint, verb, *, is_natural):
    """The words of a button; the natural step that sends the draft names what it offers."""
    label = str(ACTS[verb].label)
    draft = rules.draft_of(complaint) if verb in DRAFT_VERBS else None
    if draft and verb == "draft_proposal":
        return _("Change the proposal")
    if not (draft and is_natural):
        return label
    offers = _(" / ").join(option.title for option in draft.options.all())
    return _("%(act)s: %(what)s") % {"act": label, "what": offers}


PAYOUT_STEPS = ("pay", "mark_paid", "fail", "retry", "confirm", "cancel", "reverse")


def payout_steps(payout, agent, now, query=""):
    """What this agent may do with one payout; approving has a page of its own."""
    join = "&" if query else "?"
    verbs = [verb for verb in next_steps(payout) if verb in PAYOUT_STEPS and not why_not(payout, verb, agent, now)]
    verbs += [verb for verb in LOSS_STEPS if wears(verb, agent) and not LOSS_STEPS[verb](payout, agent)]
    return [
        Step(
            verb=verb,
            label=str(ACTS[verb].label),
            url=f"{address_of(verb).replace(NUMBER, payout.complaint.number)}{query}{join}payout={payout.pk}",
            kind="danger" if ACTS[verb].danger else "plain",
        )
        for verb in verbs
    ]


def against_payout(payout, verb, agent, now):
    """The sentence that stands against `verb` on one payout, or ""."""
    return LOSS_STEPS[verb](payout, agent) if verb in LOSS_STEPS else why_not(payout, verb, agent, now)


def against_split(payout, agent):
    """The sentence that stands against sharing out what this payout cost, or ""."""
    return str(rules.may_split_loss(payout, agent).why)


def against_recovery(payout, agent):
    """The sentence that stands against claiming this payout back, or ""."""
    verdict = rules.first_no(
        rules.is_recoverable(payout, payout.amount),
        rules.may_work_on(payout.complaint, agent),
        rules.is_left_to_recover(payout, CENT),
    )
    return str(verdict.why)


def against_hold(payout, agent):
    """The sentence that stands against asking a payment body about this payout, or ""."""
    verdict = rules.first_no(
        rules.may_hold_payment(payout.complaint, agent), rules.is_holdable(payout.complaint, payout)
    )
    return str(verdict.why)


# What is not a step of the payout, but of the loss that it is, or of where it is.
LOSS_STEPS = {"hold_payment": against_hold, "split_loss": against_split, "open_recovery": against_recovery}
