"""Who may do what, on one page: roles, the verbs each role may use, and what each role may touch in the admin.

A role is a Django group of the same name. Whether this agent may use this verb on *this* complaint
(ownership, limits, four eyes) is a predicate in `rules.py`; here stands only which hat is needed at all.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from complaints.enums import Via


class Role(TextChoices):
    """The hats of domain.md OW-04, and the two actors that are not agents."""

    FRONT_LINE = "front_line", _("Front line")
    LEAD = "lead", _("Team lead")
    MID_OFFICE = "mid_office", _("Mid-office")
    ARBITER = "arbiter", _("Arbiter")
    BACK_OFFICE = "back_office", _("Back office")
    LEGAL = "legal", _("Legal")
    PR = "pr", _("Public relations")
    SOCIAL_WORKER = "social_worker", _("Social worker")
    MANAGER = "manager", _("Manager")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
    CONSUMER = "consumer", _("Consumer")
    SYSTEM = "system", _("System")


FRONT, LEAD, MID, ARBITER, BACK, LEGAL, PR = (
    Role.FRONT_LINE,
    Role.LEAD,
    Role.MID_OFFICE,
    Role.ARBITER,
    Role.BACK_OFFICE,
    Role.LEGAL,
    Role.PR,
)
CONSUMER, SYSTEM = Role.CONSUMER, Role.SYSTEM

AGENT_ROLES = frozenset(Role) - {CONSUMER, SYSTEM}
# They see every complaint; front line, social worker and administrator do not.
SEE_ALL = frozenset({LEAD, MID, ARBITER, BACK, LEGAL, PR, Role.MANAGER, Role.AUDITOR})
# They read the audit history of everything.
READ_HISTORY = frozenset({LEAD, MID, BACK, Role.MANAGER, Role.AUDITOR})
# They see which payments do not arrive, and why.
READ_PAYMENTS = frozenset({LEAD, MID, BACK, Role.MANAGER, Role.AUDITOR})
# They may work on a complaint at all (reply, note, evidence); managers and auditors only read.
HANDLERS = frozenset({FRONT, LEAD, MID, ARBITER, BACK, LEGAL, PR})
# Signing in needs a second factor for these.
SECOND_FACTOR = frozenset({LEAD, MID, ARBITER, BACK, Role.ADMINISTRATOR})

# domain.md 7.2, column "who". One line a verb; `rules.py` adds what else must be true.
WHO_MAY = {
    # state verbs of a complaint, in the order of the table
    "submit": {FRONT, LEAD, MID, CONSUMER, SYSTEM},
    "accept": {FRONT, LEAD},
    "ask_info": {FRONT, LEAD},
    "give_info": {CONSUMER, FRONT, LEAD, SYSTEM},
    "refuse": {LEAD},
    "object": {CONSUMER},
    "dispatch": {FRONT, LEAD, SYSTEM},
    "solve_now": {FRONT, LEAD},
    "start": {FRONT, LEAD, MID, BACK},
    "bounce": {FRONT, LEAD},
    "rule_desk": {MID},
    "finish_check": {FRONT, LEAD, MID, BACK},
    "send_proposal": {FRONT, LEAD},
    "ask_review": {FRONT, LEAD},
    "approve_proposal": {MID},
    "return_proposal": {MID},
    "escalate": {FRONT, LEAD, MID, SYSTEM},
    "issue_report": {BACK},
    "recall_letter": {FRONT, LEAD, MID, BACK, ARBITER},
    "choose_option": {CONSUMER, FRONT, LEAD},
    "ask_mediation": {CONSUMER, FRONT, LEAD},
    "ask_re_review": {CONSUMER, FRONT, LEAD},
    "expire": {SYSTEM},
    "propose_settlement": {MID},
    "refer_to_arbitration": {CONSUMER, MID},
    "award": {ARBITER},
    "dismiss": {ARBITER},
    "go_external": {FRONT, LEAD, LEGAL},
    "resume_external": {FRONT, LEAD, LEGAL},
    "close_external": {FRONT, LEAD, LEGAL},
    "resolve": {SYSTEM, FRONT, LEAD},
    "fail_execution": {SYSTEM, FRONT, LEAD},
    "close": {SYSTEM, FRONT, LEAD},
    "reopen": {CONSUMER, FRONT, LEAD},
    "withdraw": {CONSUMER, FRONT, LEAD},
    "undo_withdraw": {CONSUMER},
    "merge": {LEAD, MID},
    "undo_merge": {LEAD, MID},
    "archive": {FRONT, LEAD},
    # state verbs of a payout
    "approve": {FRONT, LEAD, MID, BACK, LEGAL},
    "endorse": {BACK, LEGAL},
    "reject": {LEAD, MID, BACK, LEGAL},
    "cancel": {FRONT, LEAD, MID, BACK, SYSTEM},
    "pay": {SYSTEM, FRONT, LEAD, MID, BACK},
    "mark_paid": {SYSTEM, FRONT, LEAD, MID, BACK},
    "fail": {SYSTEM, FRONT, LEAD, MID, BACK},
    "retry": {SYSTEM, FRONT, LEAD, MID, BACK},
    "confirm": {SYSTEM, CONSUMER, FRONT, LEAD, MID, BACK},
    "reverse": {LEAD, MID, BACK},
    "clear_up": {BACK},
    # verbs that change facts, not the state
    "reply": HANDLERS,
    "note": HANDLERS | {Role.SOCIAL_WORKER},
    "hear_consumer": HANDLERS | {CONSUMER, SYSTEM},
    "ask_person": {CONSUMER},
    "arrange_call": HANDLERS,
    "record_call": HANDLERS,
    "ask_evidence": HANDLERS,
    "add_evidence": HANDLERS | {CONSUMER, SYSTEM},
    "judge_report": HANDLERS,
    "waive_evidence": HANDLERS,
    "end_inquiry": {SYSTEM},
    "refuse_file": {SYSTEM},
    "disclose": HANDLERS,
    "reveal_original": {LEAD, MID, ARBITER, BACK, LEGAL},
    "record_finding": HANDLERS,
    "record_clause": HANDLERS,
    "draft_proposal": {FRONT, LEAD, MID, BACK, ARBITER},
    "send_report": {BACK},
    "fail_mediation": {MID},
    "propose_payout": {FRONT, LEAD, MID, BACK},
    "check_eligibility": {FRONT, LEAD},
    "propose_refusal": {FRONT},
    "return_refusal": {LEAD},
    "hold_payment": {FRONT, LEAD, MID, BACK},
    "split_loss": {FRONT, LEAD, MID, BACK},
    "open_recovery": {FRONT, LEAD, MID, BACK},
    "offer_handover": {FRONT, LEAD, MID, BACK},
    "take_handover": HANDLERS,
    "decline_handover": HANDLERS,
    "repeat_story": {SYSTEM},
    "lapse_handover": {SYSTEM},
    "change_owner": {LEAD},
    "give_work": {LEAD},
    "look_at_handovers": {LEAD},
    "plan_absence": HANDLERS,
    "name_mentor": {LEAD},
    "announce_wait": {LEAD, MID, BACK},
    "stand_in": {SYSTEM},
    "end_stand_in": {SYSTEM},
    "assign": {LEAD, MID},
    "ask_order": {FRONT, LEAD, MID, BACK},
    "take_order_facts": {SYSTEM},
    "look_again": {FRONT, LEAD, MID, BACK, SYSTEM},
    "split": {FRONT, LEAD, MID},
    "record_particulars": {FRONT, LEAD, MID, BACK},
    "rescore": {SYSTEM},
    "ask_desk": HANDLERS,
    "watch": {LEAD, MID, BACK},
    "report_up": HANDLERS,
    "unwatch": {LEAD, MID, BACK},
    "set_tier": {FRONT, LEAD, MID, BACK, SYSTEM},
    "reclassify": {FRONT, LEAD, MID, BACK, SYSTEM},
    "confirm_class": {FRONT, LEAD, MID, BACK},
    "read_emotion": HANDLERS | {Role.SOCIAL_WORKER},
    "reveal_contact": {FRONT, LEAD, MID, BACK, LEGAL},
    "add_chat": {FRONT, LEAD, MID, SYSTEM},
    "add_post": {FRONT, LEAD, MID, PR, CONSUMER, SYSTEM},
    "check_return": {FRONT, LEAD, MID, BACK},
    "take_goods_back": {FRONT, LEAD, MID, BACK, SYSTEM},
    "watch_post": {LEAD, MID, BACK, PR},
    "answer_post": {FRONT, LEAD, MID, PR},
    "read_source": {LEAD, MID, BACK, Role.AUDITOR},
    "erase_mail": {SYSTEM},
    "erase_original": {SYSTEM},
    "answer_survey": {CONSUMER},
    "ask_follow_up": {SYSTEM},
    "answer_follow_up": {CONSUMER},
    "decline_surveys": {CONSUMER},
    "call_unhappy": HANDLERS,
    "remember": {FRONT, LEAD, MID, BACK},
    "correct_fact": {FRONT, LEAD, MID, BACK},
    "forget_fact": {FRONT, LEAD, MID, BACK},
    "carry_out_remedy": {FRONT, LEAD, MID, BACK, SYSTEM},
    "raise_limit": {LEAD, MID, BACK},
    "explain_breach": HANDLERS,
    "set_new_date": {FRONT, LEAD, MID, BACK},
    "apply_rule": {SYSTEM},
    "ask_data": {CONSUMER, FRONT, LEAD, MID, BACK, LEGAL},
    "place_hold": {BACK, LEGAL},
    "evaluate": {FRONT, LEAD, MID, BACK},
    "ask_freeze": {FRONT, LEAD, MID, BACK},
    "draft_referral": {FRONT, LEAD, MID, BACK, LEGAL},
}

# Finding work: saved filters, and imports in the browser. A filter shows everybody only what he may see anyway.
FINDING = {
    "save_filter": SEE_ALL | {FRONT, Role.ADMINISTRATOR},
    "edit_filter": SEE_ALL | {FRONT, Role.ADMINISTRATOR},
    "end_filter": SEE_ALL | {FRONT, Role.ADMINISTRATOR},
    "share_filter": {LEAD, MID, BACK, Role.MANAGER, Role.ADMINISTRATOR},
    "make_rule": {LEAD, MID, Role.ADMINISTRATOR},
    "export_complaints": READ_HISTORY,
    "export_report": READ_HISTORY,
    "train_suggestions": {SYSTEM},
    "switch_suggestions": {Role.MANAGER},
    "import_complaints": {LEAD, MID, Role.ADMINISTRATOR, SYSTEM},
}

# The words of notices (FB-13): one writes them, a second person puts them into force; taking them back needs one.
WORDING = {
    "propose_wording": {LEAD, MID, BACK, LEGAL, PR, Role.ADMINISTRATOR},
    "withdraw_wording": {LEAD, MID, BACK, LEGAL, PR, Role.ADMINISTRATOR},
    "approve_wording": {MID, BACK, LEGAL},
    "end_wording": {MID, BACK, LEGAL},
}
READ_WORDING = WORDING["propose_wording"] | {Role.MANAGER, Role.AUDITOR}

# Standard options (DP-08): written by those who answer for proposals, put into force by a second of them.
STANDARDS = {
    "propose_standard": {LEAD, MID, BACK, Role.MANAGER},
    "withdraw_standard": {LEAD, MID, BACK, Role.MANAGER},
    "approve_standard": {MID, BACK, Role.MANAGER},
    "end_standard": {MID, BACK, Role.MANAGER},
}
READ_STANDARDS = SEE_ALL | {FRONT}

# Retention, erasure and what persons ask about their own data (AR-07): legal and the back office do it.
PRIVACY_OFFICERS = frozenset({BACK, LEGAL})
READ_PRIVACY = PRIVACY_OFFICERS | {Role.MANAGER, Role.AUDITOR}

# What a role may change in the admin: model names of our apps -> actions. Everybody listed may also view them.
ADMIN_PERMISSIONS = {
    LEAD: {
        "agent": {"view"},
        "agentskill": {"view", "add", "change", "delete"},
        "worklimit": {"view", "change"},
        "reroute": {"view"},
        "task": {"view"},
        "call": {"view"},
        "watch": {"view"},
        "payoutlimit": {"view", "add", "change"},
        "complaint": {"view"},
        "incomingmail": {"view"},
        "payout": {"view"},
        "event": {"view"},
        "clockmark": {"view"},
    },
    MID: {
        "agent": {"view"},
        "agentskill": {"view", "add", "change", "delete"},
        "worklimit": {"view", "change"},
        "route": {"view", "add", "change"},
        "skill": {"view"},
        "reroute": {"view"},
        "task": {"view"},
        "call": {"view"},
        "watch": {"view"},
        "payoutlimit": {"view", "add", "change"},
        "complaint": {"view"},
        "incomingmail": {"view"},
        "payout": {"view"},
        "event": {"view"},
        "clockmark": {"view"},
        "category": {"view", "change"},
        "wanteditem": {"view", "add", "change"},
        "correspondent": {"view", "add", "change"},
        "keywordrule": {"view", "add", "change"},
        "noticewording": {"view"},
    },
    BACK: {
        "agent": {"view"},
        "agentskill": {"view", "add", "change", "delete"},
        "worklimit": {"view", "add", "change"},
        "route": {"view", "add", "change"},
        "skill": {"view", "add", "change"},
        "reroute": {"view"},
        "task": {"view"},
        "call": {"view"},
        "watch": {"view"},
        "department": {"view", "change"},
        "servicehours": {"view", "add", "change", "delete"},
        "payoutlimit": {"view", "add", "change"},
        "complaint": {"view"},
        "incomingmail": {"view"},
        "payout": {"view"},
        "event": {"view"},
        "clockmark": {"view"},
        "category": {"view", "add", "change"},
        "wanteditem": {"view", "add", "change"},
        "correspondent": {"view", "add", "change"},
        "keywordrule": {"view", "add", "change"},
        "promotionwindow": {"view", "add", "change"},
        "urgencythreshold": {"view", "add", "change"},
        "reachstep": {"view", "add", "change"},
        "tiertarget": {"view", "change"},
        "ladderrung": {"view", "change"},
        "calendarday": {"view", "add", "change"},
        "legalrule": {"view", "add", "change"},
        "retentionpolicy": {"view", "add", "change"},
        "notice": {"view"},
        "noticewording": {"view"},
    },
    Role.MANAGER: {
        "reroute": {"view"},
        "task": {"view"},
        "call": {"view"},
        "watch": {"view"},
        "complaint": {"view"},
        "payout": {"view"},
        "event": {"view"},
        "clockmark": {"view"},
        "payoutlimit": {"view"},
    },
    Role.AUDITOR: {
        "route": {"view"},
        "reroute": {"view"},
        "task": {"view"},
        "call": {"view"},
        "agent": {"view"},
        "complaint": {"view"},
        "incomingmail": {"view"},
        "payout": {"view"},
        "event": {"view"},
        "clockmark": {"view"},
        "payoutlimit": {"view"},
        "keywordrule": {"view"},
        "tiertarget": {"view"},
        "ladderrung": {"view"},
        "notice": {"view"},
        "noticewording": {"view"},
    },
    Role.ADMINISTRATOR: {
        "agent": {"view", "add", "change"},
        "agentskill": {"view", "add", "change", "delete"},
        "worklimit": {"view", "add", "change"},
        "route": {"view", "add", "change"},
        "skill": {"view", "add", "change"},
        "department": {"view", "add", "change"},
        "servicehours": {"view", "add", "change", "delete"},
        "payoutlimit": {"view"},
        "partner": {"view", "add", "change"},
        "subscriber": {"view", "add", "change"},
        "delivery": {"view"},
        "category": {"view", "add", "change"},
        "wanteditem": {"view", "add", "change"},
        "correspondent": {"view", "add", "change"},
        "keywordrule": {"view", "add", "change"},
        "promotionwindow": {"view", "add", "change"},
        "urgencythreshold": {"view", "add", "change"},
        "tiertarget": {"view", "change"},
        "calendarday": {"view", "add", "change"},
        "noticewording": {"view"},
    },
}


def has_role(actor, *roles):
    """True if the actor wears at least one of these hats."""
    return not actor.roles.isdisjoint(roles)


class System:
    """The platform itself as an actor: sweeps, imports, classification. It never refuses and never pays alone."""

    pk = None
    roles = frozenset({SYSTEM})
    department_id = None  # rules may ask any actor for his desk

    def __init__(self, via=None):
        self.via = via or Via("system")

    def __str__(self):
        return str(SYSTEM.label)
