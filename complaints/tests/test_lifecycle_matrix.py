"""The policy page: every state, every verb, every role. One literal table, held against machine and rules.

`NEXT` is domain.md 7.2 by source state. `WHO` is its column "who". A pair outside these tables must be refused.
"""

import pytest
from django_fsm import FSMField

from complaints import roles
from complaints.enums import OPEN_STATES, IncidentState, PayoutState, State, TaskState
from complaints.lifecycle import why_not
from complaints.models import Complaint, Incident, Payout, Task

ANY_OPEN = {"escalate", "go_external", "withdraw", "merge"}
NEXT = {
    "registered": {"accept": "accepted", "ask_info": "need_info", "refuse": "ineligible"},
    "need_info": {"give_info": "registered", "refuse": "ineligible"},
    "ineligible": {"object": "registered"},
    "accepted": {"dispatch": "dispatched", "solve_now": "proposing"},
    "dispatched": {"start": "investigating", "bounce": "dispatched", "rule_desk": "dispatched"},
    "investigating": {"finish_check": "proposing"},
    "proposing": {"send_proposal": "awaiting_consumer", "ask_review": "in_review"},
    "in_review": {"approve_proposal": "awaiting_consumer", "return_proposal": "proposing"},
    "high_review": {"issue_report": "awaiting_consumer"},
    "awaiting_consumer": {
        "choose_option": "executing",
        "ask_mediation": "mediation",
        "ask_re_review": "re_review",
        "expire": "closed",
        # While the letter is in the house: back to wherever it was sent from (docs/adr).
        "recall_letter": "*",
    },
    "executing": {"resolve": "resolved", "fail_execution": "proposing", "recall_letter": "*"},
    "resolved": {"close": "closed", "reopen": "investigating"},
    "mediation": {"propose_settlement": "awaiting_consumer", "refer_to_arbitration": "arbitration"},
    # The reviewer's answer is a new proposal as well: the table names no other way out (docs/adr).
    "re_review": {"propose_settlement": "awaiting_consumer", "refer_to_arbitration": "arbitration"},
    "arbitration": {"award": "executing", "dismiss": "closed"},
    "external": {"resume_external": "proposing", "close_external": "closed"},
    "closed": {"archive": "archived", "reopen": "investigating", "recall_letter": "*"},
    "archived": {},
    # Undo within 48 hours: back to wherever it was.
    "withdrawn": {"undo_withdraw": "*"},
    # Undo within 30 days, likewise (docs/adr).
    "merged": {"undo_merge": "*"},
}
TARGET_OF_ANY_OPEN = {
    "escalate": "high_review",
    "go_external": "external",
    "withdraw": "withdrawn",
    "merge": "merged",
}

A, L, M, R, B = "front_line", "lead", "mid_office", "arbiter", "back_office"
G, C, S = "legal", "consumer", "system"
WHO = {
    "accept": {A, L},
    "ask_info": {A, L},
    "give_info": {C, A, L, S},
    "refuse": {L},
    "object": {C},
    "dispatch": {A, L, S},
    "solve_now": {A, L},
    "start": {A, L, M, B},
    "bounce": {A, L},
    "rule_desk": {M},
    "finish_check": {A, L, M, B},
    "send_proposal": {A, L},
    "ask_review": {A, L},
    "approve_proposal": {M},
    "return_proposal": {M},
    "escalate": {A, L, M, S},
    "issue_report": {B},
    "recall_letter": {A, L, M, B, R},
    "choose_option": {C, A, L},
    "ask_mediation": {C, A, L},
    "ask_re_review": {C, A, L},
    "expire": {S},
    "propose_settlement": {M},
    "refer_to_arbitration": {C, M},
    "award": {R},
    "dismiss": {R},
    "go_external": {A, L, G},
    "resume_external": {A, L, G},
    "close_external": {A, L, G},
    "resolve": {S, A, L},
    "fail_execution": {S, A, L},
    "close": {S, A, L},
    "reopen": {C, A, L},
    "withdraw": {C, A, L},
    "undo_withdraw": {C},
    "merge": {L, M},
    "undo_merge": {L, M},
    "archive": {A, L},
}

PAYOUT_NEXT = {
    "proposed": {"endorse": "proposed", "approve": "approved", "reject": "rejected", "cancel": "cancelled"},
    "approved": {"pay": "paying", "cancel": "cancelled"},
    "paying": {"mark_paid": "paid", "fail": "failed"},
    "paid": {"confirm": "confirmed", "reverse": "reversed"},
    "failed": {"retry": "paying", "cancel": "cancelled"},
    "confirmed": {"reverse": "reversed"},
    "rejected": {},
    "cancelled": {},
    "reversed": {},
}


TASK_NEXT = {
    "open": {
        "take_task": "taken",
        "answer_task": "done",
        "rule_task": "done",
        "return_task": "returned",
        "waive_task": "cancelled",
    },
    "taken": {"answer_task": "done", "rule_task": "done", "return_task": "returned", "waive_task": "cancelled"},
    "done": {},
    "returned": {},
    "cancelled": {},
}


INCIDENT_NEXT = {
    "open": {"contain_incident": "contained"},
    "contained": {"close_incident": "closed", "flare_up": "open"},
    "closed": {"flare_up": "open"},
}


def edges(model):
    """{state: {verb: target}} as the machine of `model` has it."""
    found = {}
    field = next(f for f in model._meta.fields if isinstance(f, FSMField))
    for step in field.get_all_transitions(model):
        target = step.target if isinstance(step.target, str) else "*"
        found.setdefault(str(step.source), {})[step.name] = str(target)
    return found


def expected():
    table = {state: dict(verbs) for state, verbs in NEXT.items()}
    for state in OPEN_STATES:
        for verb in ANY_OPEN:
            if TARGET_OF_ANY_OPEN[verb] != state:
                table[state][verb] = TARGET_OF_ANY_OPEN[verb]
    return {state: verbs for state, verbs in table.items() if verbs}


def test_machine_has_exactly_the_edges_of_the_table():
    assert set(NEXT) == set(State.values)
    assert edges(Complaint) == expected()


def test_incident_machine_has_exactly_the_edges_of_the_table():
    assert set(INCIDENT_NEXT) == set(IncidentState.values)
    assert edges(Incident) == INCIDENT_NEXT


def test_payout_machine_has_exactly_the_edges_of_the_table():
    assert set(PAYOUT_NEXT) == set(PayoutState.values)
    assert edges(Payout) == {state: verbs for state, verbs in PAYOUT_NEXT.items() if verbs}


def test_task_machine_has_exactly_the_edges_of_the_table():
    assert set(TASK_NEXT) == set(TaskState.values)
    assert edges(Task) == {state: verbs for state, verbs in TASK_NEXT.items() if verbs}


def test_hats_of_every_state_verb_are_those_of_the_table():
    verbs = {verb for steps in expected().values() for verb in steps}
    assert verbs == set(WHO)
    assert {verb: set(map(str, roles.WHO_MAY[verb])) for verb in verbs} == WHO


@pytest.mark.parametrize("state", State.values)
def test_every_verb_outside_the_table_is_refused_with_a_sentence(state, cast, now):
    """For each state: a verb that is not there, and a hat that is not there, both get a reason."""
    case = Complaint(state=state, number="TS-261116-0001-0", tier="low", priority="P3")
    allowed = expected().get(state, {})
    for verb in WHO:
        for agent in cast.values():
            if not agent.roles & WHO[verb] or verb not in allowed:
                assert why_not(case, verb, agent, now), (state, verb, agent.username)
