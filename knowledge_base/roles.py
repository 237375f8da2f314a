"""Who may do what with articles and case reviews: verb -> roles. The door finds a table as `who_may` of the class."""

from complaints.roles import AGENT_ROLES, BACK, FRONT, LEAD, LEGAL, MID, Role

# Everybody with a role learns here.
READERS = AGENT_ROLES
# They answer for what the team reads.
PUBLISHERS = frozenset({LEAD, MID, BACK})
WRITERS = PUBLISHERS | {FRONT, LEGAL, Role.SOCIAL_WORKER}
# A meeting is led by the social worker or a lead (domain.md 6.7).
FACILITATORS = frozenset({Role.SOCIAL_WORKER, LEAD})
PARTICIPANTS = FACILITATORS | {FRONT, MID, BACK, LEGAL}

ARTICLE = {
    # state verbs
    "hand_in": WRITERS,
    "send_back": PUBLISHERS,
    "publish": PUBLISHERS,
    "keep": PUBLISHERS,
    "retire": PUBLISHERS,
    "revive": PUBLISHERS,
    # verbs that change facts, not the state
    "write": WRITERS,
    "revise": WRITERS,
    "vote": READERS,
    # what goes to a consumer with the end of the complaint
    "give_card": frozenset({FRONT, LEAD, MID, BACK}),
    "take_card_back": frozenset({FRONT, LEAD, MID, BACK}),
}

REVIEW = {
    # state verbs
    "schedule": FACILITATORS,
    "discuss": FACILITATORS,
    "reconvene": FACILITATORS,
    "publish": FACILITATORS,
    # verbs that change facts, not the state
    "nominate": PARTICIPANTS,
    "note": PARTICIPANTS,
    "finish_action": PARTICIPANTS,
}

# Who leads notes it for others; anybody on the case for himself.
TRAINERS = PUBLISHERS | {Role.SOCIAL_WORKER}
TRAINING = {"tag_training": TRAINERS | {FRONT, LEGAL}, "finish_training": TRAINERS | {FRONT, LEGAL}}

# The admin only shows; these look.
ADMIN_VIEWERS = PUBLISHERS | {Role.MANAGER, Role.AUDITOR, Role.ADMINISTRATOR}
