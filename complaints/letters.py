"""What a notice says: one sentence for the bell, an SMS or a page, and a whole letter for mail; in its language."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.template.loader import select_template
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints import wording
from complaints.actions.links import token_of
from complaints.enums import ClockName, Mark, OrphanKind, OutsideBody

TIMES = ("by", "respond_by", "dispatch_by", "new_date", "due_at", "since", "until", "oldest")


@dataclass(frozen=True)
class Wording:
    """One event in words. `%(complaint)s` is the number; the other names are facts of the notice."""

    subject: str
    sentence: str


TO_CONSUMER = {
    "received": Wording(
        _("We have your complaint %(complaint)s"),
        _("A person reads it and answers by %(respond_by)s; by %(dispatch_by)s somebody is in charge of it."),
    ),
    "accepted": Wording(
        _("%(alias)s looks after your complaint"),
        _("%(alias)s has taken on your complaint and stays with it to the end."),
    ),
    "need_info": Wording(
        _("We need something from you"),
        _("To go on we need: %(items)s. Please answer by %(by)s; until then our clock stands still."),
    ),
    "refused": Wording(
        _("We cannot accept your complaint"),
        _("We cannot take on this complaint; the reasons are below. You can object until %(by)s."),
    ),
    "refused_again": Wording(
        _("We looked at it again: the refusal stands"),
        _("Somebody else looked at your complaint again and could not take it on either. The routes below stay open."),
    ),
    "objection": Wording(
        _("We have your objection"),
        _("Somebody who had no part in the refusal decides anew, by %(by)s."),
    ),
    "info_lapsed": Wording(
        _("We go on with what we have"),
        _("We did not hear from you, so we go on with what we know. You can still add to it at any time."),
    ),
    "info_reminder": Wording(
        _("A reminder: something is still missing"),
        _("We still need from you: %(items)s. Please answer by %(due_at)s."),
    ),
    "dispatched": Wording(
        _("Your complaint is with the right desk"),
        _("The people who can check it have your complaint now."),
    ),
    "reply": Wording(_("%(alias)s has written to you"), _("%(alias)s: %(body)s")),
    "new_handler": Wording(
        _("%(alias)s goes on with your complaint"),
        _("%(alias)s goes on with your complaint and knows all you have told us; you need not tell it again."),
    ),
    "new_owner": Wording(
        _("%(alias)s now looks after your complaint"),
        _("%(alias)s is in charge of your complaint now and knows all you have told us; you need not tell it again."),
    ),
    "evidence_asked": Wording(
        _("Please send us something"),
        _("Please send us “%(title)s” by %(by)s."),
    ),
    "in_review": Wording(
        _("Your proposal is being looked at"),
        _("A proposal is written; a second person looks at it before you get it."),
    ),
    "escalated": Wording(
        _("A special team takes over"),
        _("A special team deals with your complaint and answers by %(by)s. Your contact stays the same."),
    ),
    "proposal": Wording(
        _("Our proposal is ready: please choose"),
        _("Our proposal is ready. Please choose by %(by)s; you may also say no and give your reasons."),
    ),
    "chosen": Wording(
        _("You have chosen: %(option)s"),
        _("We carry out what you have chosen, “%(option)s”, by %(by)s."),
    ),
    "payout": Wording(
        _("%(amount)s is on its way to you"),
        _("We have released %(amount)s for you (payment %(number)s)."),
    ),
    "paid": Wording(
        _("%(amount)s has been paid"),
        _("%(amount)s has been paid to you. Depending on the bank it takes one to three working days to arrive."),
    ),
    "failed": Wording(
        _("Something went wrong: we are sorry"),
        _("What we promised could not be carried out (%(reason)s). We are sorry. You get a new proposal by %(by)s."),
    ),
    "ask_mediation": Wording(
        _("The mediation has begun"),
        _("A neutral mediator takes up your complaint. You hear from us by %(by)s."),
    ),
    "ask_re_review": Wording(
        _("Somebody else looks at it again"),
        _("A colleague who had no part in it before looks at your complaint again and answers by %(by)s."),
    ),
    "arbitration": Wording(
        _("The platform decides"),
        _("An arbiter who had no part in it before decides by %(by)s, with written reasons."),
    ),
    "awarded": Wording(
        _("The decision on your complaint"),
        _("The arbiter has decided for you. It is carried out by %(by)s. Reasons: %(reasons)s"),
    ),
    "dismissed": Wording(
        _("The decision on your complaint"),
        _("The arbiter could not follow your wish. Reasons: %(reasons)s The routes outside the platform stay open."),
    ),
    "external": Wording(
        _("An outside body deals with it"),
        _("%(body)s deals with your complaint (reference %(reference)s). Your contact with us stays the same."),
    ),
    "external_result": Wording(
        _("The outside procedure has ended"),
        _("The outside procedure on your complaint has ended. What follows from it stands on the progress page."),
    ),
    "resolved": Wording(
        _("Everything is done: was it right for you?"),
        _("Everything we promised is done. Two short questions wait for you until %(by)s; you may skip them."),
    ),
    "closed": Wording(
        _("Your complaint is closed"),
        _("Your complaint %(complaint)s is closed. If it is not right after all, you can reopen it within 30 days."),
    ),
    "expired": Wording(
        _("Our proposal has run out"),
        _(
            "We got no answer to our proposal, so complaint %(complaint)s is closed. What the law owes you stays"
            " payable; you can reopen it within 30 days at no cost."
        ),
    ),
    "reopened": Wording(
        _("Your complaint is open again"),
        _("We look at it again. You get a new answer by %(by)s."),
    ),
    "withdrawn": Wording(
        _("You have withdrawn your complaint"),
        _("Complaint %(complaint)s is withdrawn. You can take this back until %(by)s; what the law owes you stays."),
    ),
    "merged": Wording(
        _("We handle your two complaints as one"),
        _("Complaint %(complaint)s goes on under the number %(number)s. Both numbers stay valid."),
    ),
    "files_refused": Wording(
        _("Some of your files did not come through"),
        _("We have your mail, but could not take all of its files. The reasons stand below."),
    ),
    "unsigned_mail": Wording(
        _("We have got a mail in your name"),
        _(
            "A mail about complaint %(complaint)s came in under your address, but not as an answer to one of our"
            " letters. A person looks at it. If it is yours, please answer this letter, or write on your page."
        ),
    ),
    "merge_undone": Wording(
        _("We handle your two complaints apart again"),
        _("Complaint %(complaint)s goes on by itself again, apart from %(number)s, where it stood before."),
    ),
    "call_booked": Wording(
        _("We call you on %(since)s"),
        _("We call you between %(since)s and %(until)s. Until it begins you can move or cancel the call on your page."),
    ),
    "call_moved": Wording(
        _("We call you on %(since)s instead"),
        _("We now call you between %(since)s and %(until)s. Until it begins you can move or cancel it on your page."),
    ),
    "call_cancelled": Wording(
        _("The call is cancelled"),
        _("We do not call you on %(since)s. As long as we work on it you can choose another hour on your page."),
    ),
    "call_unreached": Wording(
        _("We called you and could not reach you"),
        _("We called you twice after %(since)s and could not reach you. Please choose another hour on your page."),
    ),
    "call_missed": Wording(
        _("We missed our call: we are sorry"),
        _(
            "We promised to call you after %(since)s and did not. We are sorry. We call as soon as we can; if another"
            " hour suits you better, please choose it on your page."
        ),
    ),
    "call_done": Wording(
        _("Did someone hear you out?"),
        _("%(alias)s has spoken with you. Did someone hear you out? Please say yes or no on your page."),
    ),
    "reminder": Wording(
        _("A reminder: we wait for your answer"),
        _("We wait for your answer until %(due_at)s."),
    ),
    "new_date": Wording(
        _("A new date: we are sorry"),
        _("We promised to get on by %(due_at)s and did not. We are sorry. The new time is %(new_date)s. %(because)s"),
    ),
    "late": Wording(
        _("We are late: we are sorry"),
        _("We promised to get on by %(due_at)s and did not. We are sorry. The new time is %(new_date)s."),
    ),
}

# Letters that a person has written; all others say that a machine sent them.
BY_PEOPLE = {"reply"}

TO_AGENT = {
    "heard": _("The consumer has written"),
    "person_asked": _("The consumer asks for a person: answer by %(due_at)s"),
    "call_booked": _("A call-back is booked for %(since)s"),
    "call_moved": _("A call-back has moved to %(since)s"),
    "call_cancelled": _("The call-back of %(since)s is cancelled"),
    "not_heard": _("After a call the consumer says that nobody heard him out"),
    "heard_unproved": _("A mail came in whose sender is not proved: judge it"),
    "mail_waits": _("A mail waits in the mailbox: %(reason)s"),
    "undeliverable": _("A letter did not reach the consumer: %(reason)s"),
    "strong_emotion": _("Strong feelings: %(intensity)s of 10"),
    "clock": _("%(clock)s: %(mark)s, due %(due_at)s"),
    "task_asked": _("Your desk is asked: %(title)s"),
    "task_answered": _("A desk has answered: %(title)s"),
    "task_returned": _("A desk says it is not theirs: %(title)s"),
    "task_waived": _("No answer is needed any more: %(title)s"),
    "task_due": _("%(title)s: %(mark)s, due %(due_at)s"),
    "ruled": _("The mid-office has ruled whose case it is"),
    "aged": _("Open longer than its tier should take, since %(due_at)s"),
    "watched": _("On the watch list: the first report is due %(due_at)s"),
    "report_due": _("A report on a watched case is due: %(due_at)s"),
    "reported": _("There is a new report on a watched case"),
    "rejected": _("The consumer says no to the offer"),
    "arbitration": _("Waits for an arbiter"),
    "evidence_received": _("Evidence has come: %(title)s"),
    "dissatisfied": _("The consumer is dissatisfied: call first. %(note)s"),
    "reopened": _("The consumer has reopened it"),
    "withdrawn": _("It is withdrawn"),
    "withdrawal_undone": _("The withdrawal is taken back"),
    "handover_offered": _("A hand-over is offered to you: answer within 15 minutes"),
    "handover_taken": _("Your hand-over was taken"),
    "handover_declined": _("Your hand-over was declined"),
    "handover_lapsed": _("Nobody took the hand-over to %(to)s within 15 minutes: it went back"),
    "handed_about": _("Handed over %(count)s times: have a look"),
    "owner_given": _("You are its owner now, after %(name)s; the pack stands beside it"),
    "owner_taken": _("%(name)s is its owner now"),
    "work_given": _("You work on it now, after %(name)s; the pack stands beside it"),
    "stand_in_asked": _("You stand in for %(name)s from %(since)s until %(until)s"),
    "stand_in_begins": _("You stand in for %(name)s until %(until)s: something falls due before"),
    "stand_in_ends": _("%(name)s no longer stands in: it is with its owner again"),
    "orphan": _("Nobody looks after it: %(kind)s"),
    "urgent": _("A new P1 complaint"),
    "merged": _("%(number)s goes on under this number"),
    "merge_undone": _("It goes on by itself again, no longer merged"),
    "refusal_proposed": _("A refusal waits for your confirmation"),
    "refusal_returned": _("Your refusal was not confirmed: %(note)s"),
    "info_lapsed": _("The consumer did not answer: go on with what there is, or ask once more"),
    "info_lapsed_twice": _("Asked twice without an answer: decide, accept or propose not to"),
    "objection": _("The consumer objects to the refusal: somebody else decides"),
    "approval_asked": _("%(amount)s waits for your approval"),
    "splitting": _("Several payouts for one order or consumer: %(amount)s more is asked for"),
    "approved": _("Your payout was approved"),
    "payout_rejected": _("Your payout was rejected: %(note)s"),
    "pay_failed": _("A payment failed"),
    "payer_silent": _("The payment system does not answer about %(amount)s (%(number)s)"),
    "payer_doubt": _("The payment system contradicts us about %(amount)s (%(number)s): clear it up"),
    "review_asked": _("A proposal waits for your review"),
    "returned": _("Your proposal came back with a note"),
    "chosen": _("The consumer chose: %(option)s"),
    "dispatched": _("Dispatched to your desk"),
    "bounced": _("Sent back: another desk has to take it"),
    "assigned": _("You are its owner now"),
    "escalated": _("High tier: the report is due in 12 hours"),
    "rule_met": _("A new complaint meets the rule “%(name)s”"),
    "threshold": _("“%(name)s” is over its threshold: %(n)s complaints, the oldest from %(oldest)s"),
    "consultation_answered": _("The social worker has answered your question"),
}


class Facts(dict):
    """The facts of a notice, in words; what an older row does not know is a dash."""

    def __missing__(self, name):
        return wording.NOTHING


def facts_of(notice):
    """The context of `notice` as a person reads it: times, money and codes in words of the active language."""
    facts = Facts(notice.context)
    for name in TIMES:
        if facts.get(name):
            facts[name] = day_and_time(datetime.fromisoformat(facts[name]))
    if facts.get("amount"):
        facts["amount"] = wording.money(Decimal(facts["amount"]))
    for name, words in (("clock", ClockName), ("mark", Mark), ("kind", OrphanKind)):
        if facts.get(name) in words.values:
            facts[name] = words(facts[name]).label
    if notice.event == "external" and facts.get("body") in OutsideBody.values:
        facts["body"] = OutsideBody(facts["body"]).label
    facts["complaint"] = notice.complaint.number if notice.complaint else ""
    return facts


def day_and_time(at):
    """28 Nov, 15:02 in Shanghai: a time that stays true whenever it is read."""
    return date_format(at.astimezone(wording.SHANGHAI), gettext("j M, H:i"))


def sentence(notice) -> str:
    """What `notice` says to the consumer, in the active language."""
    return str(TO_CONSUMER[notice.event].sentence) % facts_of(notice)


def alert(notice) -> str:
    """What `notice` says to an agent in the bell, in the active language."""
    return str(TO_AGENT[notice.event]) % facts_of(notice)


def link_of(complaint) -> str:
    """The whole address of the consumer's page."""
    return f"{settings.PUBLIC_URL}{reverse('complaints:progress', args=[token_of(complaint)])}"


def short_message(notice) -> str:
    """An SMS: what it is about and the link, in the consumer's language."""
    with translation.override(notice.language):
        subject = str(TO_CONSUMER[notice.event].subject) % facts_of(notice)
        return f"{subject} {link_of(notice.complaint)}"


def letter(notice) -> tuple[str, str]:
    """(subject, body) of a mail in the consumer's language; templates/emails/<event>.txt may say more."""
    with translation.override(notice.language):
        facts = facts_of(notice)
        template = select_template([f"emails/{notice.event}.txt", "emails/letter.txt"])
        subject = str(TO_CONSUMER[notice.event].subject) % facts
        body = template.render(
            {
                "name": notice.consumer.name,
                "sentence": sentence(notice),
                "facts": facts,
                "routes": [OutsideBody(code).label for code in notice.context.get("routes", [])],
                "complaint": notice.complaint,
                "link": link_of(notice.complaint),
            }
        )
    return " ".join(subject.split()), body.strip() + "\n"
