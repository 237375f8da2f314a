"""What must be true of a complaint before a step, and within which time."""

from datetime import timedelta

from django.utils.translation import gettext as _

from complaints import clock
from complaints.enums import (
    BREACHES,
    OPEN_STATES,
    PARTICULARS,
    SETTLED_STATES,
    UNCLASSIFIED,
    UNPAID_STATES,
    ClockName,
    EvidenceStatus,
    Flag,
    PayoutState,
    Priority,
    RemedyStatus,
    Side,
    State,
    Tier,
)
from complaints.roles import Role, has_role
from complaints.rules.people import is_own_complaint, may_take_or_work_on
from complaints.rules.verdict import YES, allow, first_no, no
from complaints.workdays import CHINA

# Steps whose end the consumer was told.
OUR_STEPS = (State.IN_REVIEW, State.EXECUTING, State.MEDIATION, State.RE_REVIEW, State.ARBITRATION)
MAX_INFO_ROUNDS = 2  # domain.md 7.2 row 3
MAX_OBJECTIONS = 1  # row 6
REOPEN_WINDOW = timedelta(days=30)  # row 29
MERGE_UNDO_WINDOW = timedelta(days=30)  # row 31; as long as two complaints count as near


def has_owner(complaint):
    return allow(complaint.owner_id, _("Accept it first: nobody owns it yet."))


def has_begun(started_on, now):
    return allow(started_on <= now.astimezone(CHINA).date(), _("That day lies in the future."))


def is_not_before(day, started_on):
    return allow(day is None or day >= started_on, _("That day lies before the start."))


def is_one_of(rule, rows):
    return allow(rule in rows, _("This period of the law is not in force for this outside body on that day."))


def is_a_breach(mark):
    return allow(mark.mark in BREACHES, _("Only a missed time is explained."))


def may_explain_breach(mark, by):
    """Who answered for it then, who answers for it now, or a supervisor (domain.md 7.6)."""
    people = (mark.owner_id, mark.complaint.owner_id)
    return allow(
        by.pk in people or has_role(by, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE),
        _("The owner explains it, or a supervisor."),
    )


def missed_promise(complaint, now):
    """The clock whose time the consumer was told and which was missed, nearest first; or None."""
    told = (ClockName.DISPATCH, ClockName.PLAN, ClockName.REPORT, ClockName.STAGE)
    running = [row for row in clock.clocks(complaint) if row.name in told and clock.runs(row, complaint.state)]
    late = [row for row in running if row.due_at < now and not row.paused_at]
    ours = [row for row in late if row.name != ClockName.STAGE or complaint.state in OUR_STEPS]
    return min(ours, key=lambda row: row.due_at, default=None)


def owed_plan(complaint):
    """The running clock of the plan or report, of which the consumer was told; or None."""
    told = (ClockName.PLAN, ClockName.REPORT)
    running = (row for row in clock.clocks(complaint) if row.name in told and clock.runs(row, complaint.state))
    return next((row for row in running if not row.paused_at), None)


def promise_to_move(complaint, now):
    """The promise a new date is about: a missed one, else the plan that is still owed (FB-07); or None."""
    return missed_promise(complaint, now) or owed_plan(complaint)


def may_set_new_date(complaint, by, now):
    owed = allow(promise_to_move(complaint, now), _("No promised time is running or was missed."))
    return first_no(owed, may_take_or_work_on(complaint, by))


def is_later_than_told(new_date, promise, now):
    """A new date lies ahead, and after the one it takes the place of."""
    least = max(now, promise.due_at)
    return allow(new_date > least, _("The new date has to be later than the one promised, and in the future."))


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


def has_policy_reference(complaint):
    """A finding of the medium or high tier names the rule it follows before the check is over (IV-06)."""
    named = complaint.tier == Tier.LOW or any(finding.names_a_rule for finding in complaint.findings.all())
    return allow(named, _("Name the rule that the finding follows: record the finding with it."))


def has_cause(complaint):
    return allow(complaint.tier == Tier.LOW or complaint.root_cause, _("Record the root cause first."))


def gate_sentence(complaint):
    """What the evidence gate still wants, for the head of the board; empty when it is open."""
    items = complaint.evidence.all()
    missing = [item for item in items if item.status == EvidenceStatus.ASKED]
    verdict = first_no(
        has_both_sides(complaint), has_finding(complaint), has_policy_reference(complaint), has_cause(complaint)
    )
    if not verdict:
        return verdict.why
    if missing:
        return _("%(n)s items are still asked for.") % {"n": len(missing)}
    return "" if any(item.status == EvidenceStatus.RECEIVED for item in items) else _("No evidence is on file yet.")


def chosen_remedies(complaint):
    """The remedies of the option the consumer chose last (proposals are newest first)."""
    rows = complaint.proposals.all()
    chosen = next((p.chosen_option for p in rows if p.chosen_option_id), None)
    return list(chosen.remedies.all()) if chosen else []


def is_remedy_due(remedy):
    return allow(remedy.status == RemedyStatus.DUE, _("This promise is not due: nobody chose it, or it was answered."))


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


def is_within_stage(complaint, now):
    due = complaint.stage_by
    return allow(due is None or now <= due, _("The time for this is over."))


def is_past_stage(complaint, now):
    due = complaint.stage_by
    return allow(due is not None and now >= due, _("The time for this is not over yet."))


def has_no_word_given(complaint):
    """A duplicate under whose number the consumer holds something of ours is not the one that ends (row 31)."""
    held = (State.AWAITING_CONSUMER, State.EXECUTING, State.EXTERNAL)
    return allow(
        complaint.state not in held,
        _("In the state “%(state)s” the consumer holds our word here: merge the other one into this one.")
        % {"state": complaint.get_state_display()},
    )


def has_left_a_state(complaint):
    return allow(complaint.left_state, _("The record does not say where it stood before."))


def is_within_undo_of_merge(complaint, now):
    return allow(
        now <= complaint.stage_at + MERGE_UNDO_WINDOW,
        _("Merged more than %(n)s days ago: register a new complaint and link it.") % {"n": MERGE_UNDO_WINDOW.days},
    )


def has_good_shapes(particulars):
    """Each fact of special goods has a name we know and looks as it should (IN-20)."""
    for name, value in particulars.items():
        row = PARTICULARS.get(name)
        if row is None or not isinstance(value, str) or not row.shape.fullmatch(value):
            label = row.label if row else name
            example = row.example if row else ""
            return no(_("%(what)s does not look right; an example: %(example)s.") % {"what": label, "example": example})
    return YES


def came_before_it_was_unpacked(received_at, unboxed_at, now):
    """The way of the goods: received, then unpacked, both before now (IV-07)."""
    if received_at and unboxed_at and unboxed_at < received_at:
        return no(_("Goods are unpacked after they were received: check the two times."))
    return allow(
        all(at <= now for at in (received_at, unboxed_at) if at),
        _("This lies in the future: check the date and the time."),
    )


def may_split(complaint, by):
    return first_no(is_open(complaint), may_take_or_work_on(complaint, by))


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


def may_reply(complaint, by):
    return first_no(
        is_not_archived(complaint),
        may_take_or_work_on(complaint, by),
    )


def is_not_archived(complaint):
    return allow(
        complaint.state not in (State.ARCHIVED, State.MERGED), _("An archived or merged complaint is read-only.")
    )


def may_ask_order(complaint, by, order_number=""):
    """Anybody on the case; another number after money was asked for would leave the limit of the order behind."""
    other = bool(order_number) and order_number != complaint.order_number
    return first_no(
        is_not_archived(complaint),
        may_take_or_work_on(complaint, by),
        allow(order_number or complaint.order_number, _("Enter the order number.")),
        allow(
            not other or has_role(by, Role.LEAD, Role.MID_OFFICE) or not complaint.payouts.exists(),
            _("Money was asked for under this order: a team lead changes the number."),
        ),
    )


def may_set_tier(complaint, by, tier):
    """Up by anybody on the case; down by a supervisor (CL-06)."""
    if complaint.state in SETTLED_STATES:
        return no(_("The complaint is closed."))
    lowers = Tier(tier).rank < Tier(complaint.tier).rank
    if lowers and not has_role(by, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE):
        return no(_("Only a supervisor lowers a tier."))
    if lowers and complaint.payouts.waiting().exists():
        return no(_("A payout waits for approval at this tier: have it decided first."))
    return YES if has_role(by, Role.SYSTEM) else may_take_or_work_on(complaint, by)


def may_reclassify(complaint, by, priority=None):
    """Anybody on the case corrects the code; only a supervisor makes it less urgent, as with the tier (CL-06)."""
    lowers = priority and Priority(priority).rank > Priority(complaint.priority).rank
    if lowers and not has_role(by, Role.LEAD, Role.MID_OFFICE, Role.BACK_OFFICE):
        return no(_("Only a supervisor lowers a priority."))
    return may_take_or_work_on(complaint, by)


def may_confirm_class(complaint, by):
    """Anybody on the case; what nobody could name has nothing to be confirmed."""
    named = allow(complaint.category_id != UNCLASSIFIED, _("It has no category yet: choose one."))
    return first_no(may_take_or_work_on(complaint, by), is_not_archived(complaint), named)


def may_add_evidence(complaint, by):
    """Anybody on the case, the consumer, and the platform for whom it asked by a link, until the archive."""
    if complaint.state in (State.ARCHIVED, State.MERGED):
        return no(_("An archived or merged complaint is read-only."))
    if has_role(by, Role.CONSUMER):
        return is_own_complaint(complaint, by)
    return YES if has_role(by, Role.SYSTEM) else may_take_or_work_on(complaint, by)
