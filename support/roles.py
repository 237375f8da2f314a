"""Who may do what in team support: verb -> roles. The door finds a table as `who_may` of the class."""

from complaints.roles import BACK, FRONT, HANDLERS, LEAD, MID, Role

SOCIAL_WORKER, MANAGER = Role.SOCIAL_WORKER, Role.MANAGER

# They meet consumers' feelings and may be supervised and cared for.
STAFF = HANDLERS
# The rooms: who may open /support/ at all. Auditors and administrators have no business here.
VISITORS = STAFF | {SOCIAL_WORKER, MANAGER}
# Counts of check-ins for large groups, never a person (domain.md 6.4).
SEE_COUNTS = frozenset({SOCIAL_WORKER, MANAGER})
SUPERVISORS = frozenset({LEAD, MID, BACK, SOCIAL_WORKER, MANAGER})

CONSULTATION = {
    "ask": {FRONT, LEAD, MID, BACK},
    "answer": {SOCIAL_WORKER},
    "close": {FRONT, LEAD, MID, BACK},
}

SUPERVISION = {
    "assign_supervisor": {LEAD, SOCIAL_WORKER},
    "end_supervision": {LEAD, SOCIAL_WORKER},
    "plan_session": SUPERVISORS,
    "record_session": SUPERVISORS,
    "write_private_note": {SOCIAL_WORKER},
}

CHECK_IN = {
    "give_consent": STAFF,
    "withdraw_consent": STAFF,
    "check_in": STAFF,
    "erase_check_in": STAFF,
}

TACTIC = {"mark_tactic": STAFF}

# Texts that everybody uses beside a complaint: who edits them in the admin, and who only looks.
CARD_EDITORS = frozenset({SOCIAL_WORKER, BACK, Role.ADMINISTRATOR})
CARD_VIEWERS = CARD_EDITORS | {LEAD, MID, MANAGER, Role.AUDITOR}
