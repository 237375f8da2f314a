"""Policy, one predicate a rule. Each answers with a Verdict: yes, or no with the sentence a person can act on.

Rules never write. `is_ has_ within_ needs_` take the object, `may_` takes the object and who asks,
a "window" takes the object and the moment. Sources: domain.md 7.2 (guards), 7.3 (ladder), 7.5 (owner).
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from complaints.enums import (
    COMMITTED_STATES,
    DISPUTE_STATES,
    OPEN_STATES,
    SETTLED_STATES,
    UNPAID_STATES,
    Direction,
    EvidenceStatus,
    Flag,
    HandoverStatus,
    PayoutKind,
    PayoutState,
    Priority,
    RemedyStatus,
    Side,
    State,
    Tier,
)
from complaints.roles import WHO_MAY, Role, has_role
from complaints.text import fold

MAX_INFO_ROUNDS = 2  # domain.md 7.2 row 3
MAX_OBJECTIONS = 1  # row 6
REOPEN_WINDOW = timedelta(days=30)  # row 29
SURVEY_WAIT = timedelta(hours=72)  # row 28
MIN_NOTE = 10  # characters: a returned or refused request says what is missing


@dataclass(frozen=True)
class Verdict:
    """Yes, or no with a reason. False when no."""

    ok: bool
    why: str = ""

    def __bool__(self):
        return self.ok


YES = Verdict(True)


def no(why):
    return Verdict(False, why)


def allow(ok, why):
    """YES if `ok`, else no with `why`."""
    return YES if ok else no(why)


def first_no(*verdicts):
    """The first refusal among `verdicts`, else YES."""
    return next((verdict for verdict in verdicts if not verdict), YES)


def money(amount):
    return f"¥{amount:,.2f}"


# --- who ------------------------------------------------------------------------------------------------


def wears_the_hat(verb, by, who_may=WHO_MAY):
    """Whether the actor's role may use this verb at all. Other apps' machines bring their own `who_may`."""
    wanted = who_may[verb]
    if has_role(by, *wanted):
        return YES
    names = _(", ").join(str(Role(role).label) for role in Role if role in wanted)
    return no(_("Only these may do this: %(roles)s.") % {"roles": names})


def out_of_turn(complaint, verb):
    """Why `verb` is not among the next steps of the present state."""
    if verb == "accept" and complaint.owner:
        return no(_("%(name)s has already accepted it.") % {"name": complaint.owner})
    return no(_("Not possible in the state “%(state)s”.") % {"state": complaint.get_state_display()})


def is_system(_complaint, by):
    return allow(has_role(by, Role.SYSTEM), _("This happens by itself when the time is up."))


def is_own_complaint(complaint, by):
    mine = has_role(by, Role.CONSUMER) and by.pk == complaint.consumer_id
    return allow(mine, _("Only the consumer can do this, on the progress page."))


def is_on_the_case(complaint, by):
    """Owner, handler, somebody of the desk it was dispatched to, or a supervisor."""
    if has_role(by, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE):
        return YES
    on_it = by.pk in (complaint.owner_id, complaint.handler_id) or (
        complaint.department_id is not None and by.department_id == complaint.department_id
    )
    if on_it:
        return YES
    owner = complaint.owner or _("nobody yet")
    return no(_("Only its owner (%(name)s) or handler does this.") % {"name": owner})


def may_accept(_complaint, _by):
    """Anybody of the right role who sees it may take it; the row lock decides who was first."""
    return YES


def may_work_on(complaint, by):
    return first_no(
        allow(not has_role(by, Role.CONSUMER, Role.SYSTEM), _("Only an agent does this.")),
        is_on_the_case(complaint, by) if by.pk else YES,
    )


def may_take_or_work_on(complaint, by):
    return YES if complaint.owner_id is None else may_work_on(complaint, by)


def may_work_on_or_system(complaint, by):
    return YES if has_role(by, Role.SYSTEM) else may_work_on(complaint, by)


def may_give_info(complaint, by):
    if has_role(by, Role.CONSUMER):
        return is_own_complaint(complaint, by)
    return YES if has_role(by, Role.SYSTEM) else may_take_or_work_on(complaint, by)


def may_start(complaint, by):
    """The handler it was given to, or anybody of the desk it was given to."""
    desk = by.department_id == complaint.department_id
    return allow(
        desk or by.pk == complaint.handler_id or has_role(by, Role.LEAD),
        _("It waits for %(desk)s.") % {"desk": complaint.department or _("a desk")},
    )


def may_escalate(complaint, by):
    return YES if has_role(by, Role.SYSTEM) else may_work_on(complaint, by)


def may_answer_for_consumer(complaint, by):
    """The consumer; or an agent on the case, who then has to name the proof of consent (row 17, 30)."""
    if has_role(by, Role.CONSUMER):
        return is_own_complaint(complaint, by)
    return may_take_or_work_on(complaint, by)


def may_reopen(complaint, by):
    if has_role(by, Role.CONSUMER):
        return is_own_complaint(complaint, by)
    return may_work_on(complaint, by)


def may_merge(_complaint, _by):
    return YES


# --- facts of a complaint -------------------------------------------------------------------------------


def has_owner(complaint):
    return allow(complaint.owner_id, _("Accept it first: nobody owns it yet."))


def is_open(complaint):
    return allow(complaint.state in OPEN_STATES, _("The complaint is closed."))


def is_low_tier(complaint):
    return allow(
        complaint.tier == Tier.LOW,
        _("Its tier is %(tier)s: the mid-office has to review it first.") % {"tier": complaint.get_tier_display()},
    )


def is_no_safety_case(complaint):
    return allow(Flag.SAFETY not in complaint.flags, _("A safety case is never settled without a check."))


def is_not_stopped_safety(complaint):
    return allow(Flag.SAFETY not in complaint.flags, _("A safety case is never stopped."))


def has_info_round_left(complaint):
    return allow(
        complaint.info_rounds < MAX_INFO_ROUNDS,
        _("Information was already asked for %(n)s times.") % {"n": MAX_INFO_ROUNDS},
    )


def has_objection_left(complaint):
    return allow(complaint.objections < MAX_OBJECTIONS, _("The objection was already decided once."))


def pending_refusal(complaint):
    rows = complaint.refusals.all()
    return next((r for r in rows if not r.confirmed_at and not r.dropped_at), None)


def has_refusal_proposed(complaint):
    return allow(pending_refusal(complaint), _("Somebody has to propose the refusal with its reason first."))


def may_confirm_refusal(complaint, by):
    refusal = pending_refusal(complaint)
    return allow(
        refusal is None or refusal.proposed_by_id != by.pk,
        _("Who proposed the refusal cannot confirm it."),
    )


def has_both_sides(complaint):
    """Two-sided evidence where the facts are contested (IV-01)."""
    if not complaint.is_contested:
        return YES
    if not complaint.evidence_from(Side.CONSUMER):
        return no(_("The facts are contested: evidence of the consumer is missing."))
    others = (Side.PLATFORM, Side.MERCHANT, Side.CARRIER, Side.THIRD_PARTY)
    return allow(
        any(complaint.evidence_from(side) for side in others),
        _("The facts are contested: evidence of the platform's side is missing."),
    )


def has_finding(complaint):
    return allow(
        complaint.tier == Tier.LOW or complaint.findings.all(),
        _("Record the finding on responsibility first."),
    )


def has_cause(complaint):
    return allow(complaint.tier == Tier.LOW or complaint.root_cause, _("Record the root cause first."))


def gate_sentence(complaint):
    """What the evidence gate still wants, for the head of the board; empty when it is open."""
    missing = [e for e in complaint.evidence.all() if e.status == EvidenceStatus.ASKED]
    verdict = first_no(has_both_sides(complaint), has_finding(complaint), has_cause(complaint))
    if not verdict:
        return verdict.why
    return _("%(n)s items are still asked for.") % {"n": len(missing)} if missing else ""


# --- proposals ------------------------------------------------------------------------------------------


def draft_of(complaint):
    """The proposal being written, or None."""
    return next((p for p in complaint.proposals.all() if p.is_draft), None)


def open_offer(complaint):
    """The proposal the consumer is asked about, or None."""
    rows = complaint.proposals.all()
    return next((p for p in rows if p.sent_at and not p.answered_at), None)


def is_proposal_complete(proposal):
    """What must stand in an answer before anybody may send it (FB-01, FB-02, DP-06)."""
    if not proposal.what_we_did.strip():
        return no(_("“What we did” cannot be empty."))
    if not proposal.reasons.strip():
        return no(_("Give the reasons."))
    if not proposal.options.all():
        return no(_("Offer at least one option."))
    if not proposal.refuses_wish:
        return YES
    return first_no(
        is_no_bare_no(proposal.reasons),
        allow(
            proposal.alternatives.strip(),
            _("A refused wish needs an alternative, or the grounds why there is none."),
        ),
    )


def has_complete_proposal(complaint):
    draft = draft_of(complaint)
    return is_proposal_complete(draft) if draft else no(_("Write the proposal first."))


def needs_no_second_look(complaint):
    """A refusal on an urgent case is looked at by a second person first (CL-12, scenario 1)."""
    draft = draft_of(complaint)
    urgent = complaint.priority in (Priority.P1, Priority.P2)
    return allow(
        not (draft and draft.refuses_wish and urgent),
        _("A refusal on an urgent case needs a second look: ask for review."),
    )


def has_complete_report(complaint):
    verdict = has_complete_proposal(complaint)
    if not verdict:
        return verdict
    missing = draft_of(complaint).missing_report_parts
    names = _(", ").join(str(draft_of(complaint)._meta.get_field(part).verbose_name) for part in missing)
    return allow(not missing, _("The report still lacks: %(parts)s.") % {"parts": names})


def has_legal_word_on_clause(complaint):
    """A clause claim is answered by legal before the report leaves (CL-17)."""
    if Flag.LEGAL_CLAUSE not in complaint.flags:
        return YES
    return allow(draft_of(complaint).legal_approved_by_id, _("Legal has to approve it: a clause is claimed."))


def may_decide_alone(complaint, by):
    """Row 8: only the owner decides a low-tier case alone."""
    return allow(
        by.pk == complaint.owner_id,
        _("Only its owner (%(name)s) may settle it at once.") % {"name": complaint.owner},
    )


def may_send_proposal(complaint, by):
    """Low tier: what is offered stays within the sender's own remaining limit (row 12)."""
    draft = draft_of(complaint)
    return first_no(may_work_on(complaint, by), offer_within_limit(complaint, draft, by))


def offer_within_limit(complaint, proposal, by):
    money_of = complaint.money_for(by)
    return allow(
        proposal is None or proposal.largest_total <= money_of.left,
        _("The offer is above your remaining limit of %(left)s: ask for review.") % {"left": money(money_of.left)},
    )


def may_review(complaint, by):
    """Four eyes: never the author (row 14)."""
    draft = draft_of(complaint)
    return allow(draft is None or draft.author_id != by.pk, _("The author cannot approve an own proposal."))


def may_issue_report(complaint, by):
    return YES


def has_open_offer(complaint):
    return allow(open_offer(complaint), _("There is no open proposal."))


def has_re_review_left(complaint):
    offer = open_offer(complaint)
    used = offer and any(d.kind == "re_review" and d.proposal_id == offer.pk for d in complaint.disputes.all())
    return allow(not used, _("This decision was already reviewed once."))


# --- disputes -------------------------------------------------------------------------------------------


def is_uninvolved(complaint, by):
    """Reviewer and arbiter had no hand in the case before (domain.md 7.2, invariants)."""
    mine = (complaint.first_owner_id, complaint.owner_id, complaint.handler_id)
    authors = [p.author_id for p in complaint.proposals.all() if p.sent_at]
    reviewers = [p.reviewed_by_id for p in complaint.proposals.all()]
    officers = [d.officer_id for d in complaint.disputes.all() if d.closed_at]
    return allow(
        by.pk not in (*mine, *authors, *reviewers, *officers),
        _("You were involved before: somebody else has to decide."),
    )


def may_settle_dispute(complaint, by):
    """The mediator's or second reviewer's own proposal; a re-review is never by author or handler."""
    return is_uninvolved(complaint, by)


def may_refer_to_arbitration(complaint, by):
    if has_role(by, Role.CONSUMER):
        return is_own_complaint(complaint, by)
    return YES


def may_arbitrate(complaint, by):
    return is_uninvolved(complaint, by)


# --- ends -----------------------------------------------------------------------------------------------


def chosen_remedies(complaint):
    """The remedies of the option the consumer chose last (proposals are newest first)."""
    rows = complaint.proposals.all()
    chosen = next((p.chosen_option for p in rows if p.chosen_option_id), None)
    return list(chosen.remedies.all()) if chosen else []


def has_all_remedies_done(complaint):
    rest = [r for r in chosen_remedies(complaint) if r.status != RemedyStatus.DONE]
    return allow(
        not rest,
        _("Not carried out yet: %(what)s.") % {"what": _(", ").join(remedy.get_kind_display() for remedy in rest)},
    )


def has_failed_remedy(complaint):
    failed = any(r.status == RemedyStatus.FAILED for r in chosen_remedies(complaint)) or any(
        p.state == PayoutState.FAILED for p in complaint.payouts.all()
    )
    return allow(failed, _("Nothing has failed."))


def has_nothing_unpaid(complaint):
    rest = [p for p in complaint.payouts.all() if p.state in UNPAID_STATES]
    return allow(
        not rest,
        _("A payout is not finished: %(numbers)s.") % {"numbers": _(", ").join(p.number for p in rest)},
    )


# --- windows: the object and the moment -------------------------------------------------------------------


def is_within_stage(complaint, now):
    due = complaint.stage_by
    return allow(due is None or now <= due, _("The time for this is over."))


def is_past_stage(complaint, now):
    due = complaint.stage_by
    return allow(due is not None and now >= due, _("The time for this is not over yet."))


def is_within_reopen_window(complaint, now):
    since = complaint.closed_at or complaint.settled_at
    return allow(
        since is None or now <= since + REOPEN_WINDOW,
        _("More than 30 days have passed: register a new complaint and link it."),
    )


def is_surveyed_or_past_stage(complaint, now):
    """Row 28: after the survey's answer, or 72 hours; a dissatisfied consumer is called first."""
    if complaint.satisfaction and complaint.satisfaction <= 2:
        return allow(
            complaint.contacted_at > complaint.surveyed_at,
            _("The consumer is dissatisfied: contact the consumer first."),
        )
    return allow(
        complaint.satisfaction or (complaint.stage_by and now >= complaint.stage_by),
        _("The survey is not answered and its 72 hours are not over."),
    )


# --- money (domain.md 7.3) --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Money:
    """What stands behind one more payout: the limit, what the family of cases has had, what is refundable."""

    limit: Decimal
    spent: Decimal
    pending: Decimal
    price: Decimal | None
    refunded: Decimal
    pot_left: Decimal | None = None

    @property
    def left(self):
        rest = max(Decimal(0), self.limit - self.spent)
        return rest if self.pot_left is None else min(rest, max(Decimal(0), self.pot_left))

    @property
    def refundable(self):
        return None if self.price is None else max(Decimal(0), self.price - self.refunded)


def within_payout_limit(payout, by):
    """The owner alone, low tier, up to the own limit for complaint and order together (DP-01)."""
    complaint, purse = payout.complaint, payout.complaint.money_for(by)
    if complaint.tier != Tier.LOW:
        return is_low_tier(complaint)
    if payout.kind == PayoutKind.STATUTORY:
        return no(_("A statutory multiple always needs two approvals."))
    if payout.kind == PayoutKind.REFUND:
        return YES
    return allow(
        payout.amount <= purse.left,
        _("%(over)s above your remaining limit of %(left)s.")
        % {"over": money(payout.amount - purse.left), "left": money(purse.left)},
    )


def is_refund_covered(payout):
    """A refund of the price never passes what was paid less earlier refunds (product.md 4)."""
    if payout.kind != PayoutKind.REFUND:
        return YES
    left = payout.complaint.money_for(None).refundable
    if left is None:
        return no(_("Enter the price paid first: a refund cannot be more than that."))
    return allow(
        payout.amount <= left,
        _("At most %(left)s can still be refunded.") % {"left": money(left)},
    )


def is_covered_by_review(payout):
    """A money remedy approved together with its proposal needs no second approval."""
    remedy = payout.remedy
    if remedy is None:
        return no(_("It belongs to no approved proposal."))
    proposal = remedy.option.proposal
    return allow(
        proposal.reviewed_by_id
        and payout.amount <= remedy.amount
        and proposal.reviewed_by_id != payout.proposed_by_id
        and wears_rung(payout, proposal.reviewed_by),
        _("The proposal was not approved by somebody who may approve this amount."),
    )


def wears_rung(payout, approver):
    rung = payout.rung
    return not rung.needs_two and approver.roles.issuperset(rung.roles)


def may_approve_payout(payout, by):
    """Alone within the own limit, covered by the reviewed proposal, or by the rung of the ladder."""
    if by.pk == payout.proposed_by_id:
        alone = within_payout_limit(payout, by)
        return alone if alone else (is_covered_by_review(payout) and YES) or alone
    return may_approve_by_ladder(payout, by)


def may_approve_by_ladder(payout, by):
    """The rung's role, never the author, never somebody who handled the case (four eyes)."""
    rung = payout.rung
    if by.pk == payout.proposed_by_id:
        return no(_("Nobody approves an own request."))
    if by.pk == payout.complaint.handler_id or by.pk == payout.complaint.owner_id:
        return no(_("You own or handle this complaint: somebody else has to approve."))
    if not rung.needs_two:
        return wears_roles(by, rung.roles)
    if not payout.endorsed_by_id:
        return no(_("This needs two approvals: the first is %(who)s.") % {"who": hats(rung.roles)})
    return first_no(
        allow(payout.endorsed_by_id != by.pk, _("The two approvers must differ.")),
        wears_roles(by, rung.second_roles),
    )


def may_endorse(payout, by):
    """The first of two approvals."""
    rung = payout.rung
    if not rung.needs_two:
        return no(_("One approval is enough here."))
    return first_no(
        allow(not payout.endorsed_by_id, _("The first approval is already given.")),
        allow(by.pk != payout.proposed_by_id, _("Nobody approves an own request.")),
        wears_roles(by, rung.roles),
    )


def may_reject_payout(payout, by):
    return first_no(
        allow(by.pk != payout.proposed_by_id, _("Cancel your own request instead.")),
        allow(
            by.roles.issuperset(payout.rung.roles)
            or by.roles.issuperset(payout.rung.second_roles or payout.rung.roles),
            _("It waits for %(who)s.") % {"who": hats(payout.rung.roles)},
        ),
    )


def may_cancel_payout(payout, by):
    return first_no(
        allow(
            by.pk == payout.proposed_by_id or has_role(by, Role.LEAD, Role.BACK_OFFICE, Role.SYSTEM),
            _("Only who asked for it, or a team lead, cancels it."),
        )
    )


def is_recoverable(payout, amount):
    """Nobody claims back more than was paid, nor before it is approved."""
    if payout.state not in COMMITTED_STATES or payout.amount < 0:
        return no(_("Only an approved payout can be claimed back."))
    return allow(
        amount <= payout.amount,
        _("At most %(amount)s can be claimed back.") % {"amount": money(payout.amount)},
    )


def may_handle_payment(payout, by):
    return may_work_on_or_system(payout.complaint, by)


def may_confirm_payment(payout, by):
    if has_role(by, Role.CONSUMER):
        return is_own_complaint(payout.complaint, by)
    return may_handle_payment(payout, by)


def may_reverse_payout(payout, by):
    return first_no(
        allow(payout.amount > 0, _("A reversal is not reversed.")),
        allow(by.pk != payout.approved_by_id, _("Who approved it does not reverse it.")),
    )


def may_propose_payout(complaint, by):
    """Money moves only on open, owned complaints, by somebody on the case (domain.md 7.2, invariants)."""
    return first_no(
        wears_the_hat("propose_payout", by),
        has_owner(complaint),
        allow(
            complaint.state in OPEN_STATES or complaint.state == State.RESOLVED,
            _("A closed complaint accepts no payout."),
        ),
        is_not_a_relative(complaint, by),
        may_work_on(complaint, by),
    )


def is_not_a_relative(complaint, by):
    """An agent who shares an account or a contact with the consumer is kept from the money (7.3)."""
    same = by.email and by.email.lower() == complaint.consumer.email.lower()
    return allow(not same, _("You and the consumer share a contact: somebody else has to decide."))


def wears_roles(by, wanted):
    return allow(by.roles.issuperset(wanted), _("It waits for %(who)s.") % {"who": hats(wanted)})


def hats(wanted):
    return " + ".join(str(Role(role).label) for role in wanted)


# --- verbs that change facts --------------------------------------------------------------------------------


def may_reply(complaint, by):
    return first_no(
        allow(
            complaint.state not in (State.ARCHIVED, State.MERGED),
            _("An archived or merged complaint is read-only."),
        ),
        may_take_or_work_on(complaint, by),
    )


# Whole answers that say no and nothing else (FB-02, scenario 14), folded.
BARE_NO = (
    *("不行", "不可以", "不能", "没办法", "不可能", "不支持", "不赔", "不退", "无法处理", "无能为力"),
    *("不在赔付范围", "不在保修范围", "no", "not possible", "we cannot", "we can't"),
)
# Words by which a reply refuses a wish, folded.
REFUSING = (
    *("不在赔付范围", "不属于赔付", "不予赔付", "不予受理", "不予退", "不能赔", "不能退", "不给退", "不给赔", "无法赔"),
    *("无法退", "拒绝退", "拒绝赔", "not in compensation scope", "not covered", "cannot refund", "refuse to refund"),
)
BARE_LENGTH = 12  # characters around a bare no that still say nothing more


def is_no_bare_no(text):
    """A "no" comes with its reason, an alternative and the next route (FB-02)."""
    said = "".join(letter for letter in fold(text) if letter.isalnum() or letter == " ").strip()
    bare = any(said == word or (word in said and len(said) <= BARE_LENGTH and not word.isascii()) for word in BARE_NO)
    return allow(not bare, _("A bare “no” is not sent: give the reason, an alternative and where else to turn."))


def may_say(complaint, text):
    """A refusal is never a bare one, and on an urgent case a second person looks first (CL-12, scenario 1)."""
    folded = fold(text)
    refuses = any(word in folded for word in REFUSING)
    urgent = complaint.priority in (Priority.P1, Priority.P2)
    return first_no(
        allow(
            not (refuses and urgent),
            _("A refusal on an urgent case needs a second look: write it as a proposal and ask for review."),
        ),
        is_no_bare_no(text),
    )


# What a consumer is not asked for again once we hold it (scenario 16; GB/T 47746), with the words that ask for it.
HELD_FACTS = {
    "order_number": ("订单号", "单号", "order number"),
    "product": ("哪款", "什么商品", "商品名称", "which product"),
    "tracking_number": ("快递单号", "运单号", "tracking number"),
    "happened_at": ("什么时候发生", "哪天", "when did"),
}
ASKING = (
    "请提供",
    "请您提供",
    "麻烦提供",
    "发一下",
    "告诉我",
    "多少",
    "吗",
    "?",
    "provide",
    "could you",
    "please send",
)


def is_not_asked_again(complaint, text):
    """A hint, never a wall: the text asks for something that is already in the file."""
    folded = fold(text)
    if not any(word in folded for word in ASKING):
        return YES
    held = [
        str(complaint._meta.get_field(name).verbose_name)
        for name, words in HELD_FACTS.items()
        if getattr(complaint, name) and any(word in folded for word in words)
    ]
    return allow(
        not held, _("We already hold: %(facts)s. The consumer need not tell it again.") % {"facts": _(", ").join(held)}
    )


def may_recall(message, by, now, within):
    """Its author, before it has left the house."""
    return first_no(
        allow(message.author_id == by.pk, _("Only its author takes a reply back.")),
        allow(message.direction == Direction.TO_CONSUMER, _("Only a reply to the consumer is taken back.")),
        allow(not message.recalled_at, _("It was already taken back.")),
        allow(now < message.sent_at + within, _("It is on its way already.")),
    )


def may_set_tier(complaint, by, tier):
    """Up by anybody on the case; down by a supervisor (CL-06)."""
    if complaint.state in SETTLED_STATES:
        return no(_("The complaint is closed."))
    lowers = Tier(tier).rank < Tier(complaint.tier).rank
    if lowers and not has_role(by, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE):
        return no(_("Only a supervisor lowers a tier."))
    return YES if has_role(by, Role.SYSTEM) else may_take_or_work_on(complaint, by)


def may_add_evidence(complaint, by):
    """Anybody on the case, and the consumer, until the archive."""
    if complaint.state in (State.ARCHIVED, State.MERGED):
        return no(_("An archived or merged complaint is read-only."))
    if has_role(by, Role.CONSUMER):
        return is_own_complaint(complaint, by)
    return may_take_or_work_on(complaint, by)


def may_draft_proposal(complaint, by):
    """Who is on the case drafts; in a dispute its independent officer does, and in arbitration only an arbiter."""
    if complaint.state in (State.PROPOSING, State.HIGH_REVIEW):
        return may_work_on(complaint, by)
    if complaint.state not in DISPUTE_STATES:
        return no(_("A proposal is written in the step “%(state)s”.") % {"state": State.PROPOSING.label})
    officer = Role.ARBITER if complaint.state == State.ARBITRATION else Role.MID_OFFICE
    return first_no(
        allow(has_role(by, officer), _("It waits for %(who)s.") % {"who": officer.label}),
        is_uninvolved(complaint, by),
    )


def may_take_handover(handover, by):
    return first_no(
        allow(handover.status == HandoverStatus.OFFERED, _("It was already answered.")),
        allow(handover.to_agent_id == by.pk, _("It was offered to somebody else.")),
    )


def may_raise_limit(agent, by):
    return first_no(
        wears_the_hat("raise_limit", by),
        allow(agent.pk != by.pk, _("Nobody sets an own limit.")),
    )


def is_committed(payout):
    return payout.state in COMMITTED_STATES
