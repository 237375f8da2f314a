"""What we say and offer: proposals, reviews, disputes, and the words of a reply."""

from django.utils.translation import gettext as _

from complaints.enums import DISPUTE_STATES, Direction, EvidenceKind, EvidenceStatus, Flag, Priority, Side, State
from complaints.roles import WHO_MAY, Role, has_role
from complaints.rules.bare import is_no_bare_no
from complaints.rules.payouts import offers_within_price
from complaints.rules.people import is_own_complaint, may_work_on
from complaints.rules.ties import is_not_a_relative
from complaints.rules.verdict import YES, allow, first_no, money, no
from complaints.text import fold

MIN_NOTE = 10  # characters: a returned or refused request says what is missing


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
    bare = is_no_bare_no(proposal.reasons)
    if not bare or not proposal.refuses_wish:
        return bare
    return first_no(
        allow(proposal.names_a_rule, _("A refused wish needs the rule it follows: name it.")),
        allow(
            proposal.alternatives.strip(),
            _("A refused wish needs an alternative, or the grounds why there is none."),
        ),
    )


def has_complete_proposal(complaint):
    draft = draft_of(complaint)
    if draft is None:
        return no(_("Write the proposal first."))
    return first_no(is_proposal_complete(draft), offers_within_price(complaint, draft))


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
    is_owner = by.pk == complaint.owner_id
    return first_no(
        allow(is_owner, _("Only its owner (%(name)s) may settle it at once.") % {"name": complaint.owner}),
        is_not_a_relative(complaint, by),
    )


def may_send_proposal(complaint, by):
    """Low tier: what is offered stays within the sender's own remaining limit (row 12)."""
    draft = draft_of(complaint)
    return first_no(
        may_work_on(complaint, by), is_not_a_relative(complaint, by), offer_within_limit(complaint, draft, by)
    )


def offer_within_limit(complaint, proposal, by):
    money_of = complaint.money_for(by)
    return allow(
        proposal is None or proposal.largest_total <= money_of.left,
        _("The offer is above your remaining limit of %(left)s: ask for review.") % {"left": money(money_of.left)},
    )


def may_review(complaint, by):
    """Four eyes: never the author (row 14)."""
    draft = draft_of(complaint)
    return first_no(
        allow(draft is None or draft.author_id != by.pk, _("The author cannot approve an own proposal.")),
        is_not_a_relative(complaint, by),
    )


def may_hand_in(complaint, by):
    """Row 13: the front line or a lead hands a proposal in, never the mid-office, which reviews it."""
    owner = complaint.owner or _("nobody yet")
    return allow(
        has_role(by, *WHO_MAY["ask_review"]),
        _("Its owner (%(name)s) hands it in: the mid-office reviews proposals and does not hand them in itself.")
        % {"name": owner},
    )


def may_issue_report(complaint, by):
    return is_not_a_relative(complaint, by)


def has_open_offer(complaint):
    return allow(open_offer(complaint), _("There is no open proposal."))


def has_re_review_left(complaint):
    offer = open_offer(complaint)
    used = offer and any(d.kind == "re_review" and d.proposal_id == offer.pk for d in complaint.disputes.all())
    return allow(not used, _("This decision was already reviewed once."))


def may_draft_proposal(complaint, by):
    """Who is on the case drafts; in a dispute its independent officer does, and in arbitration only an arbiter."""
    if complaint.state in (State.PROPOSING, State.HIGH_REVIEW):
        return first_no(may_work_on(complaint, by), is_not_a_relative(complaint, by))
    if complaint.state not in DISPUTE_STATES:
        return no(_("A proposal is written in the step “%(state)s”.") % {"state": State.PROPOSING.label})
    officer = Role.ARBITER if complaint.state == State.ARBITRATION else Role.MID_OFFICE
    return first_no(
        allow(has_role(by, officer), _("It waits for %(who)s.") % {"who": officer.label}),
        is_uninvolved(complaint, by),
    )


def is_uninvolved(complaint, by):
    """Reviewer and arbiter had no hand in the case before (domain.md 7.2, invariants)."""
    mine = (complaint.first_owner_id, complaint.owner_id, complaint.handler_id, complaint.stand_in_id)
    authors = [p.author_id for p in complaint.proposals.all() if p.sent_at]
    reviewers = [p.reviewed_by_id for p in complaint.proposals.all()]
    officers = [d.officer_id for d in complaint.disputes.all() if d.closed_at]
    involved = (*mine, *authors, *reviewers, *officers)
    return first_no(
        allow(by.pk not in involved, _("You were involved before: somebody else has to decide.")),
        is_not_a_relative(complaint, by),
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


# Words by which a reply refuses a wish, folded.
REFUSING = (
    *("不在赔付范围", "不属于赔付", "不予赔付", "不予受理", "不予退", "不能赔", "不能退", "不给退", "不给赔", "无法赔"),
    *("无法退", "拒绝退", "拒绝赔", "not in compensation scope", "not covered", "cannot refund", "refuse to refund"),
)


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


# What evidence the consumer may have given already, with the words that ask for it.
HELD_EVIDENCE = {
    EvidenceKind.PHOTO: ("照片", "图片", "photo", "picture"),
    EvidenceKind.VIDEO: ("视频", "video"),
    EvidenceKind.RECEIPT: ("发票", "小票", "付款凭证", "receipt", "invoice"),
    EvidenceKind.CHAT: ("聊天记录", "chat record"),
}
WISH_ASKED = ("什么诉求", "您的诉求", "希望怎么处理", "希望怎么解决", "想要怎么", "what would you like")
STORY_ASKED = ("再说一遍", "再描述一", "重新描述", "重新说明", "再讲一遍", "tell me again", "describe again")
SPARED = ("不用", "不必", "无需", "不需要", "need not", "no need")  # “you need not tell it again”


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
    """A hint, never a wall: the text asks for something that is already in the file (GB/T 47746, IN-15)."""
    folded = fold(text)
    if not any(word in folded for word in (*ASKING, *STORY_ASKED)) or any(word in folded for word in SPARED):
        return YES
    if any(word in folded for word in STORY_ASKED):
        return no(_("The whole story stands in the file. The consumer need not tell it again."))
    held = [*held_facts(complaint, folded), *held_evidence(complaint, folded)]
    return allow(
        not held, _("We already hold: %(facts)s. The consumer need not tell it again.") % {"facts": _(", ").join(held)}
    )


def held_facts(complaint, folded):
    """The facts a text asks for that stand in the file."""
    known = {name: words for name, words in HELD_FACTS.items() if getattr(complaint, name)}
    if complaint.demand_kind or complaint.demand_text:
        known["demand_kind"] = WISH_ASKED
    asked = [name for name, words in known.items() if any(word in folded for word in words)]
    return [str(complaint._meta.get_field(name).verbose_name) for name in asked]


def held_evidence(complaint, folded):
    """The kinds of evidence a text asks for that the consumer has given."""
    asked = [kind for kind, words in HELD_EVIDENCE.items() if any(word in folded for word in words)]
    if not asked:
        return []
    items = [item for item in complaint.evidence.all() if item.status == EvidenceStatus.RECEIVED]
    given = {item.kind for item in items if item.side == Side.CONSUMER}
    return [str(kind.label) for kind in asked if kind in given]


def may_recall(message, by, now, within):
    """Its author, before it has left the house."""
    return first_no(
        allow(message.author_id == by.pk, _("Only its author takes a reply back.")),
        allow(message.direction == Direction.TO_CONSUMER, _("Only a reply to the consumer is taken back.")),
        allow(not message.recalled_at, _("It was already taken back.")),
        allow(now < message.sent_at + within, _("It is on its way already.")),
    )
