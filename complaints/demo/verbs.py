"""The vocabulary of the stories: each verb with its action, what it acts on, and the names of its values."""

from datetime import timedelta
from decimal import Decimal
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from django.conf import settings

from complaints.actions import (
    archive,
    breaches,
    calls,
    clauses,
    contact,
    disputes,
    eligibility,
    evidence,
    exposure,
    feedback,
    freezes,
    handover,
    high_tier,
    holds,
    inquiries,
    intake,
    linking,
    links,
    losses,
    mailbox,
    merging,
    outside,
    ownership,
    particulars,
    payouts,
    prevention,
    proposals,
    recalling,
    recoveries,
    referrals,
    returns,
    routing,
    sources,
    tasks,
    triage,
    watching,
)
from complaints.actions.proposals import OptionDraft, RemedyDraft
from complaints.demo.incident_verbs import INCIDENT_VERBS
from complaints.demo.pictures import picture
from complaints.demo.script import Scene
from complaints.enums import Criterion
from complaints.forms.letter import letter_of
from complaints.models import Category, Department
from complaints.rules import chosen_remedies, open_offer, proposed_shares
from complaints.sources import chat
from complaints.workdays import CHINA

# --- what a verb acts on -------------------------------------------------------------------------------------


def the_case(scene, _facts):
    """The complaint itself."""
    return scene.complaint


def the_item(scene, facts):
    """The item of evidence with this title that has not come yet."""
    return scene.complaint.evidence.get(title=facts.pop("title"), status__in=["asked", "silent"])


def the_payout(scene, facts):
    """The payout with this number within the complaint; else the newest."""
    rows = scene.complaint.payouts.filter(amount__gt=0).order_by("-seq")
    number = facts.pop("payout", None)
    return rows.get(seq=number) if number else rows.first()


def the_post(scene, _facts):
    """The first public post about it."""
    return scene.complaint.public_posts.first()


def the_claim(scene, _facts):
    """The newest claim of this complaint."""
    return scene.complaint.recoveries.first()


def the_freeze(scene, _facts):
    """The newest measure asked against the merchant."""
    return scene.complaint.freezes.first()


def the_referral(scene, _facts):
    """The newest report to an authority."""
    return scene.complaint.referrals.first()


def the_handover(scene, _facts):
    """The hand-over on offer."""
    return scene.complaint.handovers.get(status="offered")


def the_remedy(scene, facts):
    """The chosen remedy of this kind."""
    kind = facts.pop("kind")
    return next(remedy for remedy in chosen_remedies(scene.complaint) if remedy.kind == kind)


def the_task(scene, facts):
    """The open sub-task whose title begins so; "gate": the legal gate, which the machine has named."""
    title, live = facts.pop("title"), scene.complaint.tasks.live()
    return live.get(is_gate=True) if title == "gate" else live.get(title__startswith=title)


def the_breach(scene, facts):
    """The newest recorded breach of this clock."""
    return scene.complaint.clock_marks.filter(clock=facts.pop("clock"), mark="breach").first()


# --- actions whose facts need a second look -------------------------------------------------------------------


def propose_payout(complaint, *, by, now, remedy=None, **facts):
    """Ask for money; `remedy` is the kind of the chosen remedy that it pays."""
    if remedy:
        facts["remedy"] = next(row for row in chosen_remedies(complaint) if row.kind == remedy)
    key = f"demo:{complaint.pk}:{complaint.payouts.count()}"
    payouts.propose_payout(complaint, by=by, now=now, idempotency_key=key, **facts)


def split_loss(payout, *, by, now, **facts):
    """Share the loss out as the finding says."""
    shares = proposed_shares(payout, list(payout.complaint.findings.all()))
    losses.split_loss(payout, by=by, now=now, shares=shares, **facts)


def choose_option(complaint, *, by, now, option, **facts):
    """Take the option at this place of the open offer."""
    chosen = open_offer(complaint).options.get(position=option)
    proposals.choose_option(complaint, by=by, now=now, option=chosen, **facts)


def add_evidence(complaint, *, by, now, title, upload="", **facts):
    """Give an item of evidence; `upload` names the subject of its picture, if it has one."""
    file = drawing(complaint, upload, title)
    evidence.add_evidence(complaint, by=by, now=now, title=title, upload=file, **facts)


def answer_evidence(item, *, by, now, upload="", **facts):
    """Give what was asked for, likewise."""
    evidence.answer_evidence(item, by=by, now=now, upload=drawing(item.complaint, upload, item.title), **facts)


def drawing(complaint, subject, title):
    """A picture of this subject, other than all others; None for an item without a file."""
    if not subject:
        return None
    files = complaint.evidence.exclude(file="").count()
    return picture(subject, title, f"{complaint.source_ref}:{files}")


def draft_proposal(complaint, *, by, now, deviates_because="按这一单的实际损失调整", **facts):
    """Many stories depart from the standard option of their category; all for the same reason, if they give none."""
    proposals.draft_proposal(complaint, by=by, now=now, deviates_because=deviates_because, **facts)


def record_clause(complaint, *, by, now, price, **facts):
    """The promise is read off the listing that is on the board; the price paid is its basis."""
    item = complaint.evidence.filter(kind="listing", status="received").last()
    clauses.record_clause(complaint, by=by, now=now, item=item, basis="paid", price=Decimal(price), **facts)


def record_finding(complaint, *, by, now, is_contested=False, rule_note="平台售后与争议处理规则（公示版）", **facts):
    """Record the finding; contested, and under another rule than the published one, only where the story says so."""
    evidence.record_finding(complaint, by=by, now=now, is_contested=is_contested, rule_note=rule_note, **facts)


def ask_inspection(complaint, *, by, now, cost, **facts):
    """A body outside inspects it, at the platform's cost."""
    inquiries.ask_inspection(complaint, by=by, now=now, cost=Decimal(cost), borne_by="platform", **facts)


def go_external(complaint, *, by, now, **facts):
    """The outside procedure began today."""
    outside.go_external(complaint, by=by, now=now, started_on=now.astimezone(CHINA).date(), **facts)


def book_call(complaint, *, by, now, nth):
    """The consumer books the `nth` hour that is free then."""
    calls.book_call(complaint, by=by, now=now, starts_at=calls.hours_for(complaint, now)[nth - 1])


def check_return(complaint, *, by, now, goods, signed, asked):
    """Signed for and asked back so many days ago, unused."""
    today = now.astimezone(CHINA).date()
    facts = {"signed_on": today - timedelta(days=signed), "asked_on": today - timedelta(days=asked)}
    returns.check_return(complaint, by=by, now=now, goods=goods, is_intact=True, **facts)


def take_goods_back(complaint, *, by, now, ago):
    """The goods came back so many days ago."""
    returns.take_goods_back(complaint, by=by, now=now, back_at=now - timedelta(days=ago))


def archive_case(complaint, *, by, now, has_lesson=False, **facts):
    """Into the archive, mostly without a lesson."""
    archive.archive(complaint, by=by, now=now, has_lesson=has_lesson, **facts)


def check_eligibility(complaint, *, by, now, answers):
    """Answers as {criterion: answer or [answer, note]}; what is not named is answered with yes."""
    said = dict.fromkeys(Criterion, "yes") | answers
    pairs = {code: (row, "") if isinstance(row, str) else tuple(row) for code, row in said.items()}
    eligibility.check_eligibility(complaint, by=by, now=now, answers=pairs)


def add_chat(complaint, *, by, now, text):
    """Paste a chat; its times are those of this day."""
    found = chat.read(text, today=now.astimezone(CHINA).date(), consumer=complaint.consumer.name)
    sources.add_chat(complaint, found, by=by, now=now)


def write_mail(complaint, *, by, now, text):
    """The consumer answers by mail, which goes through the mailbox like every other."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["Subject"] = by.email, f"Re: {complaint.number}"
    mail["To"] = links.reply_address(complaint) or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    mail["Date"], mail["Message-ID"] = format_datetime(now), f"<{complaint.number}.{now:%d%H%M}@demo.example>"
    mail.set_content(text)
    mailbox.keep(mail.as_bytes(), now=now)
    mailbox.work_off(now=now, read=letter_of)


def plan_action(complaint, *, by, now, **facts):
    """Plan a corrective action; the complaints of this category are counted before and after it."""
    prevention.plan_action([complaint], by=by, now=now, category=complaint.category, **facts)


# verb: (action, what it acts on, names of the values that follow the verb)
VERBS = {
    "accept": (intake.accept, the_case, ()),
    "ask_info": (eligibility.ask_info, the_case, ("items",)),
    "give_info": (eligibility.give_info, the_case, ("text",)),
    "check_eligibility": (check_eligibility, the_case, ("answers",)),
    "record_particulars": (particulars.record_particulars, the_case, ()),
    "return_refusal": (eligibility.return_refusal, the_case, ("note",)),
    "propose_refusal": (eligibility.propose_refusal, the_case, ("reason_code", "letter", "routes")),
    "refuse": (eligibility.refuse, the_case, ()),
    "object": (eligibility.object, the_case, ("because",)),
    "set_tier": (triage.set_tier, the_case, ("tier", "reason")),
    "reclassify": (triage.reclassify, the_case, ("category", "reason", "priority")),
    "confirm_class": (triage.confirm_class, the_case, ()),
    "raise_flag": (triage.raise_flag, the_case, ("flag", "reason")),
    "assign": (routing.assign, the_case, ("agent", "reason")),
    "dispatch": (routing.dispatch, the_case, ("department", "handler", "reason")),
    "start": (routing.start, the_case, ()),
    "bounce": (routing.bounce, the_case, ("department", "reason")),
    "rule_desk": (routing.rule_desk, the_case, ("department", "reason")),
    "ask_desk": (tasks.ask_desk, the_case, ("kind", "department", "title", "question", "due_by")),
    "take_task": (tasks.take_task, the_task, ("title",)),
    "answer_task": (tasks.answer_task, the_task, ("title", "answer")),
    "return_task": (tasks.return_task, the_task, ("title", "because")),
    "waive_task": (tasks.waive_task, the_task, ("title", "because")),
    "plan_action": (plan_action, the_case, ("owner", "title", "because", "due_by")),
    "watch": (watching.watch, the_case, ("because", "every_days")),
    "report_up": (watching.report_up, the_case, ("report",)),
    "unwatch": (watching.unwatch, the_case, ("because",)),
    "finish_check": (routing.finish_check, the_case, ()),
    "solve_now": (routing.solve_now, the_case, ()),
    "escalate": (routing.escalate, the_case, ("reason", "reason_code")),
    "link": (linking.link, the_case, ("other", "reason")),
    "merge": (merging.merge, the_case, ("master", "reason")),
    "go_external": (go_external, the_case, ("body", "reference", "reason")),
    "resume_external": (outside.resume_external, the_case, ("result", "reason")),
    "close_external": (outside.close_external, the_case, ("result", "reason")),
    "reply": (contact.reply, the_case, ("body", "next_contact_at")),
    "note": (contact.note, the_case, ("body",)),
    "hear_consumer": (contact.hear_consumer, the_case, ("body",)),
    "ask_person": (contact.ask_person, the_case, ("body",)),
    "book_call": (book_call, the_case, ("nth",)),
    "add_chat": (add_chat, the_case, ("text",)),
    "add_post": (exposure.add_post, the_case, ("platform", "url", "author", "text", "reposts", "likes")),
    "answer_post": (exposure.answer_post, the_post, ("answer", "answer_url")),
    "check_return": (check_return, the_case, ("goods", "signed", "asked")),
    "take_goods_back": (take_goods_back, the_case, ("ago",)),
    "write_mail": (write_mail, the_case, ("text",)),
    "read_emotion": (contact.read_emotion, the_case, ("emotion", "intensity", "moment", "basis")),
    "reveal_contact": (contact.reveal_contact, the_case, ("reason",)),
    "ask_freeze": (freezes.ask_freeze, the_case, ("kind", "facts", "reason", "basis", "due_by")),
    "grant_freeze": (freezes.grant_freeze, the_freeze, ("why", "review_by")),
    "carry_out_freeze": (freezes.carry_out_freeze, the_freeze, ("extent", "note")),
    "draft_referral": (referrals.draft_referral, the_case, ("authority", "office", "subject", "says")),
    "send_referral": (referrals.send_referral, the_referral, ("channel", "sent_at", "due_by")),
    "ask_evidence": (evidence.ask_evidence, the_case, ("side", "kind", "title", "due_by")),
    "add_evidence": (add_evidence, the_case, ("side", "kind", "title", "upload", "says")),
    "ask_inspection": (ask_inspection, the_case, ("body", "title", "due_by", "cost")),
    "take_report": (inquiries.take_report, the_item, ("title", "says", "outcome")),
    "answer_evidence": (answer_evidence, the_item, ("title", "upload", "says")),
    "waive_evidence": (evidence.waive_evidence, the_item, ("title", "reason")),
    "record_clause": (record_clause, the_case, ("text", "times", "price")),
    "record_finding": (record_finding, the_case, ("party", "share", "root_cause", "grounds", "whys")),
    "draft_proposal": (draft_proposal, the_case, ("what_we_did", "reasons", "options")),
    "send_proposal": (proposals.send_proposal, the_case, ()),
    "recall_letter": (recalling.recall_letter, the_case, ()),
    "ask_review": (proposals.ask_review, the_case, ("reason",)),
    "approve_proposal": (proposals.approve_proposal, the_case, ("review_note",)),
    "return_proposal": (proposals.return_proposal, the_case, ("review_note",)),
    "approve_clause": (proposals.approve_clause, the_case, ()),
    "issue_report": (proposals.issue_report, the_case, ()),
    "send_report": (high_tier.send_report, the_case, ("cause", "scope", "measures", "prevention", "consumer_version")),
    "choose_option": (choose_option, the_case, ("option", "consent")),
    "carry_out_remedy": (proposals.carry_out_remedy, the_remedy, ("kind", "proof")),
    "fail_remedy": (proposals.fail_remedy, the_remedy, ("kind", "reason")),
    "fail_execution": (proposals.fail_execution, the_case, ("reason",)),
    "resolve": (proposals.resolve, the_case, ()),
    "ask_mediation": (disputes.ask_mediation, the_case, ("because", "rejected_for", "consent")),
    "ask_re_review": (disputes.ask_re_review, the_case, ("because", "rejected_for", "consent")),
    "propose_settlement": (disputes.propose_settlement, the_case, ()),
    "fail_mediation": (disputes.fail_mediation, the_case, ("because",)),
    "refer_to_arbitration": (disputes.refer_to_arbitration, the_case, ("because", "consent")),
    "award": (disputes.award, the_case, ("reasons", "rule_version", "both_heard")),
    "dismiss": (disputes.dismiss, the_case, ("reasons", "rule_version", "both_heard")),
    "propose_payout": (propose_payout, the_case, ("kind", "amount", "reason", "remedy")),
    "approve": (payouts.approve, the_payout, ("note",)),
    "reject": (payouts.reject, the_payout, ("note",)),
    "cancel": (payouts.cancel, the_payout, ("reason",)),
    "pay": (payouts.pay, the_payout, ()),
    "mark_paid": (payouts.mark_paid, the_payout, ("reference",)),
    "fail": (payouts.fail, the_payout, ("failure",)),
    "retry": (payouts.retry, the_payout, ()),
    "confirm": (payouts.confirm, the_payout, ()),
    "reverse": (payouts.reverse, the_payout, ("reason",)),
    "hold_payment": (holds.hold_payment, the_case, ("body", "body_name", "question", "due_by", "reference")),
    "split_loss": (split_loss, the_payout, ()),
    "open_recovery": (recoveries.open_recovery, the_payout, ("party", "amount", "grounds")),
    "agree_recovery": (recoveries.agree_recovery, the_claim, ("agreed", "due_by", "answer")),
    "refuse_recovery": (recoveries.refuse_recovery, the_claim, ("answer",)),
    "receive_recovery": (recoveries.receive_recovery, the_claim, ("amount", "reference")),
    "ask_give_up": (recoveries.ask_give_up, the_claim, ("why",)),
    "give_up_recovery": (recoveries.give_up_recovery, the_claim, ("why",)),
    "answer_survey": (feedback.answer_survey, the_case, ("satisfaction", "felt_heard", "note")),
    "close": (feedback.close, the_case, ("handling_minutes",)),
    "reopen": (feedback.reopen, the_case, ("because",)),
    "withdraw": (feedback.withdraw, the_case, ("because", "consent")),
    "undo_withdraw": (feedback.undo_withdraw, the_case, ()),
    "archive": (archive_case, the_case, ("summary", "root_cause", "responsible_party", "has_lesson")),
    "remember": (archive.remember, the_case, ("kind", "value", "source", "consent_at")),
    "offer_handover": (handover.offer_handover, the_case, ("to_agent", "reason", "story")),
    "take_handover": (handover.take_handover, the_handover, ()),
    "decline_handover": (handover.decline_handover, the_handover, ("reason",)),
    "change_owner": (ownership.change_owner, the_case, ("to_agent", "cause", "reason")),
    "explain_breach": (breaches.explain_breach, the_breach, ("clock", "reason_code", "explanation")),
    "set_new_date": (breaches.set_new_date, the_case, ("new_date", "reason")),
} | INCIDENT_VERBS

# --- from the words of a story to the values of an action ------------------------------------------------------


def option_drafts(scene, rows):
    """Options from [[title, consequence, [kind, amount or detail, detail], ...], ...]."""
    return [
        OptionDraft(scene.said(title), scene.said(consequence), [remedy_draft(*remedy) for remedy in remedies])
        for title, consequence, *remedies in rows
    ]


def remedy_draft(kind, *rest):
    """A remedy from its kind, its amount if the first value is one, and its detail."""
    amount = Decimal(rest[0]) if rest and rest[0].replace(".", "").isdigit() else None
    detail = "".join(rest[1:] if amount is not None else rest)
    return RemedyDraft(kind, amount, detail)


CONVERTERS = {
    "agent": Scene.agent,
    "handler": Scene.agent,
    "to_agent": Scene.agent,
    "owner": Scene.agent,
    "due_by": Scene.moment,
    "next_contact_at": Scene.moment,
    "new_date": Scene.moment,
    "review_by": Scene.moment,
    "sent_at": Scene.moment,
    "consent_at": Scene.moment,
    "department": lambda _scene, code: Department.objects.get(pk=code),
    "category": lambda _scene, code: Category.objects.get(pk=code),
    "amount": lambda _scene, text: Decimal(text),
    "agreed": lambda _scene, text: Decimal(text),
    "options": option_drafts,
    "other": Scene.case,
    "master": Scene.case,
}


def converted(scene, name, value):
    """The value of a fact as its action wants it."""
    value = scene.said(value) if isinstance(value, str) else value
    return CONVERTERS[name](scene, value) if name in CONVERTERS else value
