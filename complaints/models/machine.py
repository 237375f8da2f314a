"""The state machine of a complaint: the 32 transitions of domain.md 7.2, numbered as there.

Only `lifecycle.move()` calls these methods. A body sets the complaint's own fields and nothing else.
`conditions` look at the complaint, `permission` at who asks, `custom["window"]` at the time.
"""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE, FSMField, transition

from complaints import rules
from complaints.enums import OPEN_STATES, State, Tier

S = State
OPEN = list(OPEN_STATES)
LETTER_FROM = [S.PROPOSING, S.IN_REVIEW, S.HIGH_REVIEW, S.MEDIATION, S.RE_REVIEW, S.ARBITRATION]  # whence a letter goes


def open_but(*states):
    """All open states except these."""
    return [state for state in OPEN_STATES if state not in states]


class ComplaintMachine(models.Model):
    """Abstract half of `Complaint`: the state and what may change it."""

    state = FSMField(_("state"), default=S.REGISTERED, choices=S.choices, protected=True)

    class Meta:
        abstract = True

    # 1 `submit` is the creation itself: actions.intake.submit writes the first row in `registered`.

    @transition(
        state,
        S.REGISTERED,
        S.ACCEPTED,
        conditions=[rules.is_not_ruled_out],
        permission=rules.may_accept,
    )  # 2
    def accept(self, *, by, now, opinion_by=None):
        self.first_owner = self.first_owner or by
        self.owner = self.owner or by
        self.handler, self.opinion_by = by, self.opinion_by or opinion_by
        self.enter(now)

    @transition(
        state,
        S.REGISTERED,
        S.NEED_INFO,
        conditions=[rules.is_not_stopped_safety, rules.has_info_round_left],
        permission=rules.may_take_or_work_on,
    )  # 3
    def ask_info(self, *, by, now, items, stage_by):
        self.info_items, self.info_rounds = items, self.info_rounds + 1
        self.enter(now, stage_by)

    @transition(state, S.NEED_INFO, S.REGISTERED, permission=rules.may_give_info)  # 4
    def give_info(self, *, by, now, stage_by=None):
        self.enter(now, stage_by)

    @transition(
        state,
        [S.REGISTERED, S.NEED_INFO],
        S.INELIGIBLE,
        conditions=[rules.is_not_stopped_safety, rules.has_refusal_proposed],
        permission=rules.may_confirm_refusal,
    )  # 5
    def refuse(self, *, by, now, stage_by):
        self.enter(now, stage_by)

    @transition(
        state,
        S.INELIGIBLE,
        S.REGISTERED,
        conditions=[rules.has_objection_left],
        permission=rules.is_own_complaint,
        custom={"window": rules.is_within_stage},
    )  # 6
    def object(self, *, by, now, stage_by):
        self.objections += 1
        self.enter(now, stage_by)

    @transition(state, S.ACCEPTED, S.DISPATCHED, permission=rules.may_work_on)  # 7
    def dispatch(self, *, by, now, department, plan_by, handler=None):
        self.department, self.handler, self.plan_by = department, handler or self.handler, plan_by
        self.dispatched_at = self.dispatched_at or now
        self.enter(now)

    @transition(
        state,
        S.ACCEPTED,
        S.PROPOSING,
        conditions=[rules.is_low_tier, rules.is_no_safety_case],
        permission=rules.may_decide_alone,
    )  # 8
    def solve_now(self, *, by, now):
        self.dispatched_at = self.dispatched_at or now
        self.enter(now)

    @transition(
        state,
        S.DISPATCHED,
        S.INVESTIGATING,
        conditions=[rules.is_not_to_be_ruled],
        permission=rules.may_start,
    )  # 9
    def start(self, *, by, now):
        if by.pk != self.stand_in_id:  # who stands in works for the handler
            self.handler = by
        self.enter(now)

    @transition(
        state,
        S.DISPATCHED,
        S.DISPATCHED,
        conditions=[rules.is_bounceable],
        permission=rules.may_start,
    )  # 10
    def bounce(self, *, by, now, department, plan_by):
        self.bounces += 1
        self.department, self.handler, self.plan_by = department, self.owner, plan_by
        self.enter(now)

    @transition(state, S.DISPATCHED, S.DISPATCHED, conditions=[rules.is_to_be_ruled])  # 10, second bounce
    def rule_desk(self, *, by, now, department, plan_by):
        self.department, self.handler, self.plan_by, self.ruled_at = department, self.owner, plan_by, now
        self.enter(now)

    @transition(
        state,
        S.INVESTIGATING,
        S.PROPOSING,
        conditions=[rules.has_both_sides, rules.has_finding, rules.has_policy_reference, rules.has_cause],
        permission=rules.may_work_on,
    )  # 11
    def finish_check(self, *, by, now):
        self.enter(now)

    @transition(
        state,
        S.PROPOSING,
        S.AWAITING_CONSUMER,
        conditions=[
            rules.has_complete_proposal,
            rules.draft_keeps_to_finding,
            rules.has_heard_first,
            rules.is_low_tier,
            rules.needs_no_second_look,
        ],
        permission=rules.may_send_proposal,
    )  # 12
    def send_proposal(self, *, by, now, stage_by):
        self.planned_at = self.planned_at or now
        self.enter(now, stage_by)

    @transition(
        state,
        S.PROPOSING,
        S.IN_REVIEW,
        conditions=[rules.has_complete_proposal, rules.draft_keeps_to_finding, rules.has_heard_first],
        permission=rules.may_work_on,
    )  # 13
    def ask_review(self, *, by, now, stage_by):
        self.enter(now, stage_by)

    @transition(
        state,
        S.IN_REVIEW,
        S.AWAITING_CONSUMER,
        conditions=[rules.has_complete_proposal, rules.draft_keeps_to_finding],
        permission=rules.may_review,
    )  # 14
    def approve_proposal(self, *, by, now, stage_by):
        if self.tier != Tier.HIGH or rules.has_complete_report(self):  # the high tier owes a report (row 16)
            self.planned_at = self.planned_at or now
        self.enter(now, stage_by)

    @transition(state, S.IN_REVIEW, S.PROPOSING, permission=rules.may_review)  # 14
    def return_proposal(self, *, by, now):
        self.enter(now)

    @transition(
        state,
        open_but(S.HIGH_REVIEW),
        S.HIGH_REVIEW,
        conditions=[rules.has_owner],
        permission=rules.may_escalate,
    )  # 15
    def escalate(self, *, by, now):
        self.dispatched_at = self.dispatched_at or now
        self.enter(now)

    @transition(
        state,
        S.HIGH_REVIEW,
        S.AWAITING_CONSUMER,
        conditions=[rules.has_complete_report, rules.draft_keeps_to_finding, rules.has_legal_word_on_clause],
        permission=rules.may_issue_report,
    )  # 16
    def issue_report(self, *, by, now, stage_by):
        self.planned_at = self.planned_at or now
        self.enter(now, stage_by)

    @transition(
        state,
        S.AWAITING_CONSUMER,
        S.EXECUTING,
        conditions=[rules.has_open_offer],
        permission=rules.may_answer_for_consumer,
        custom={"window": rules.is_within_stage},
    )  # 17
    def choose_option(self, *, by, now, stage_by):
        self.enter(now, stage_by)

    @transition(
        state,
        S.AWAITING_CONSUMER,
        S.MEDIATION,
        conditions=[rules.has_open_offer],
        permission=rules.may_answer_for_consumer,
    )  # 18
    def ask_mediation(self, *, by, now, stage_by):
        self.enter(now, stage_by)

    @transition(
        state,
        S.AWAITING_CONSUMER,
        S.RE_REVIEW,
        conditions=[rules.has_open_offer, rules.has_re_review_left],
        permission=rules.may_answer_for_consumer,
    )  # 19
    def ask_re_review(self, *, by, now, stage_by):
        self.enter(now, stage_by)

    @transition(
        state,
        S.AWAITING_CONSUMER,
        S.CLOSED,
        permission=rules.is_system,
        custom={"window": rules.is_past_stage},
    )  # 20
    def expire(self, *, by, now, closing_code, stage_by):
        self.settle(now, closing_code, stage_by)

    @transition(
        state,
        [S.AWAITING_CONSUMER, S.EXECUTING, S.CLOSED],
        GET_STATE(lambda self, **facts: facts["back_to"], states=LETTER_FROM),
        permission=rules.may_recall_letter,
        custom={"window": rules.is_within_undo_of_letter},
    )  # undo of 12, 14, 16, 21 and 23 while the letter is in the house (docs/adr)
    def recall_letter(self, *, by, now, back_to, was):
        for name, value in was.items():
            setattr(self, name, value)

    # 21 also leaves `re_review`: the reviewer's answer is a new proposal (docs/adr).
    @transition(
        state,
        [S.MEDIATION, S.RE_REVIEW],
        S.AWAITING_CONSUMER,
        conditions=[rules.has_complete_proposal],
        permission=rules.may_settle_dispute,
    )  # 21
    def propose_settlement(self, *, by, now, stage_by):
        self.enter(now, stage_by)

    @transition(
        state,
        [S.MEDIATION, S.RE_REVIEW],
        S.ARBITRATION,
        permission=rules.may_refer_to_arbitration,
        custom={"window": rules.is_mediation_over},
    )  # 22
    def refer_to_arbitration(self, *, by, now, stage_by):
        self.enter(now, stage_by)

    @transition(
        state,
        S.ARBITRATION,
        S.EXECUTING,
        conditions=[rules.has_complete_proposal],
        permission=rules.may_arbitrate,
    )  # 23
    def award(self, *, by, now, stage_by):
        self.enter(now, stage_by)

    @transition(state, S.ARBITRATION, S.CLOSED, permission=rules.may_arbitrate)  # 23
    def dismiss(self, *, by, now, closing_code, stage_by):
        self.settle(now, closing_code, stage_by)

    @transition(
        state,
        open_but(S.EXTERNAL),
        S.EXTERNAL,
        conditions=[rules.has_owner],
        permission=rules.may_work_on,
    )  # 24
    def go_external(self, *, by, now, stage_by):
        self.dispatched_at = self.dispatched_at or now
        self.enter(now, stage_by)

    @transition(state, S.EXTERNAL, S.PROPOSING, permission=rules.may_work_on)  # 25
    def resume_external(self, *, by, now):
        self.enter(now)

    @transition(
        state,
        S.EXTERNAL,
        S.CLOSED,
        conditions=[rules.has_nothing_unpaid, rules.has_gate_answered, rules.has_no_open_tasks],
        permission=rules.may_work_on,
    )  # 25
    def close_external(self, *, by, now, closing_code, stage_by):
        self.settle(now, closing_code, stage_by)

    @transition(
        state,
        S.EXECUTING,
        S.RESOLVED,
        conditions=[rules.has_all_remedies_done, rules.has_nothing_unpaid],
        permission=rules.may_work_on_or_system,
    )  # 26
    def resolve(self, *, by, now, stage_by):
        self.settled_at = now
        self.enter(now, stage_by)

    @transition(
        state,
        S.EXECUTING,
        S.PROPOSING,
        conditions=[rules.has_failed_remedy],
        permission=rules.may_work_on_or_system,
    )  # 27
    def fail_execution(self, *, by, now, plan_by):
        self.restart_plan(now, plan_by)
        self.enter(now)

    @transition(
        state,
        S.RESOLVED,
        S.CLOSED,
        conditions=[rules.has_nothing_unpaid, rules.has_gate_answered, rules.has_no_open_tasks],
        permission=rules.may_work_on_or_system,
        custom={"window": rules.is_surveyed_or_past_stage},
    )  # 28
    def close(self, *, by, now, closing_code, stage_by, handling_minutes=None):
        self.handling_minutes = handling_minutes
        self.settle(now, closing_code, stage_by)

    @transition(
        state,
        [S.CLOSED, S.RESOLVED],
        S.INVESTIGATING,
        conditions=[rules.has_owner],
        permission=rules.may_reopen,
        custom={"window": rules.is_within_reopen_window},
    )  # 29
    def reopen(self, *, by, now, plan_by):
        self.reopened += 1
        self.closing_code, self.closed_at, self.settled_at = "", None, None
        self.restart_plan(now, plan_by)
        self.satisfaction = self.surveyed_at = None
        self.enter(now)

    @transition(state, OPEN, S.WITHDRAWN, permission=rules.may_answer_for_consumer)  # 30
    def withdraw(self, *, by, now, stage_by):
        self.left_state = self.state
        self.closing_code = "withdrawn"
        self.enter(now, stage_by)

    @transition(
        state,
        S.WITHDRAWN,
        GET_STATE(lambda self, **facts: self.left_state, states=OPEN),
        permission=rules.is_own_complaint,
        custom={"window": rules.is_within_stage},
    )  # 30, undo within 48 h
    def undo_withdraw(self, *, by, now, stage_by=None):
        self.closing_code = ""
        self.enter(now, stage_by)

    @transition(
        state,
        OPEN,
        S.MERGED,
        conditions=[rules.has_no_word_given, rules.has_nothing_unpaid],
        permission=rules.may_merge,
    )  # 31
    def merge(self, *, by, now, master):
        self.left_state, self.master = self.state, master
        self.closing_code = "merged"
        self.enter(now)

    @transition(
        state,
        S.MERGED,
        GET_STATE(lambda self, **facts: self.left_state, states=OPEN),
        conditions=[rules.has_left_a_state],
        permission=rules.may_merge,
        custom={"window": rules.is_within_undo_of_merge},
    )  # 31, undo (docs/adr/0012)
    def undo_merge(self, *, by, now, stage_at, stage_by):
        self.master, self.closing_code = None, ""
        self.enter(stage_at, stage_by)

    @transition(
        state,
        S.CLOSED,
        S.ARCHIVED,
        conditions=[rules.has_nothing_unpaid],
        permission=rules.may_work_on,
    )  # 32
    def archive(self, *, by, now, summary, root_cause, responsible_party, has_lesson):
        self.summary, self.root_cause = summary, root_cause
        self.responsible_party, self.has_lesson = responsible_party, has_lesson
        self.archived_at = now
        self.enter(now)

    def enter(self, now, stage_by=None):
        """The present step begins now and, if it has an end of its own, is due at `stage_by`."""
        self.stage_at, self.stage_by = now, stage_by

    def restart_plan(self, now, plan_by):
        """A plan is owed anew: its clock starts again, without the pauses of the one before."""
        self.planned_at, self.plan_by = None, plan_by
        self.tier_set_at, self.plan_held, self.told_by = now, timedelta(), None

    def settle(self, now, closing_code, stage_by):
        """The complaint ends with a code; archiving is then due by `stage_by`."""
        self.closing_code, self.closed_at = closing_code, now
        self.settled_at = self.settled_at or now
        self.enter(now, stage_by)
