"""What a notice says as it is shipped: one subject and one sentence for each event. The house may write its own."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from complaints.enums import ClockName, Mark, NoticeChannel, OrphanKind, Platform
from complaints.sentences.alerts import TO_AGENT


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
    "data_asked": Wording(
        _("We have what you ask about your data"),
        _("You have asked about your own data. You get our answer by %(by)s."),
    ),
    "data_answered": Wording(
        _("Our answer about your data"),
        _("You asked about your own data. Our answer: %(note)s"),
    ),
    "data_restricted": Wording(
        _("Your data is restricted"),
        _(
            "The law has us keep the file of a trade. Until %(until)s your data is only stored and protected and used"
            " for nothing else; then it is erased by itself. %(note)s"
        ),
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
    "inspection_asked": Wording(
        _("Your complaint waits for an inspection"),
        _("An independent inspection is under way: %(title)s. We wait for the report, until %(by)s at the latest."),
    ),
    "file_refused": Wording(
        _("A file could not be taken"),
        _("The check for malware refused your file “%(file)s”: nobody opens it. Please send it in another way."),
    ),
    "in_review": Wording(
        _("Your proposal is being looked at"),
        _("A proposal is written; a second person looks at it before you get it."),
    ),
    "escalated": Wording(
        _("A special team takes over"),
        _("A special team deals with your complaint and answers by %(by)s. Your contact stays the same."),
    ),
    "report_owed": Wording(
        _("A special team looks at your complaint as well"),
        _(
            "This is more serious than we first knew: a special team looks at it and sends you its report by %(by)s."
            " What we have offered you stays yours, and so does your contact."
        ),
    ),
    "proposal": Wording(
        _("Our proposal is ready: please choose"),
        _("Our proposal is ready. Please choose by %(by)s; you may also say no and give your reasons."),
    ),
    "chosen": Wording(
        _("You have chosen: %(option)s"),
        _("We carry out what you have chosen, “%(option)s”, by %(by)s."),
    ),
    "chosen_return": Wording(
        _("You have chosen: %(option)s"),
        _(
            "You have chosen “%(option)s”: the goods have to come back first. Where to and how stands in our messages;"
            " if it does not yet, ask us there. Once they are back you are told by when you have your money."
        ),
    ),
    "payout": Wording(
        _("%(amount)s is on its way to you"),
        _("We have released %(amount)s for you (payment %(number)s)."),
    ),
    "paid": Wording(
        _("%(amount)s has been paid"),
        _("%(amount)s has been paid to you. Depending on the bank it takes one to three working days to arrive."),
    ),
    "payment_held": Wording(
        _("We ask %(institution)s about your payment of %(amount)s"),
        _("%(amount)s wait while we ask %(institution)s, so that it goes the right way. You hear from us by %(by)s."),
    ),
    "payment_asked": Wording(
        _("We ask %(institution)s about your payment"),
        _("We have asked %(institution)s about your payment and pay nothing meanwhile. You hear from us by %(by)s."),
    ),
    "payment_still_held": Wording(
        _("We have asked %(institution)s once more"),
        _("We have asked %(institution)s about your payment once more. You hear from us by %(by)s."),
    ),
    "payment_goes_on": Wording(
        _("The check with %(institution)s is over"),
        _("The check of your payment with %(institution)s is over, and it goes on."),
    ),
    "payment_returned": Wording(
        _("%(institution)s gives the money back"),
        _("%(institution)s gives you the money back itself. Its reference, for your bank: %(reference)s."),
    ),
    "payment_stopped": Wording(
        _("Your payment goes another way"),
        _("%(institution)s cannot pay the way we had planned. We agree another way with you; what we owe you stays."),
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
    "mediation_failed": Wording(
        _("The mediation brought no agreement"),
        _("The mediator: %(reasons)s You may have the platform decide now; the way there is on your page."),
    ),
    "mediation_over": Wording(
        _("The time of the mediation is over"),
        _("The mediator's time was over on %(due_at)s. You may have the platform decide now, or go on talking."),
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
    "follow_up": Wording(
        _("Three days on: is it still right for you?"),
        _("Your complaint %(complaint)s was closed three days ago. Is it still right? You may skip this question."),
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
            "We promised to call you after %(since)s and did not. We are sorry. We still owe you this call; if another"
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
    "later_date": Wording(
        _("It takes longer: the new date"),
        _("We said by %(due_at)s. It takes longer, and the new time is %(new_date)s. %(because)s"),
    ),
    "goods_back": Wording(
        _("Your goods have come back"),
        _("Your goods are back with the merchant. You have your money by %(by)s."),
    ),
    "late": Wording(
        _("We are late: we are sorry"),
        _("We promised to get on by %(due_at)s and did not. We are sorry. The new time is %(new_date)s."),
    ),
}

# Letters that a person has written; all others say that a machine sent them.
BY_PEOPLE = {"reply"}

# --- the names of facts ---------------------------------------------------------------------------------

SLOT = re.compile(r"\{([a-z_]+)\}")
SHIPPED_SLOT = re.compile(r"%\(([a-z_]+)\)s")
TIMES = ("by", "respond_by", "dispatch_by", "new_date", "due_at", "since", "until", "oldest")
# What one may leave out: it makes a sentence warmer, but says nothing the reader needs.
LOOSE = {"alias", "complaint"}

# Name -> what it stands for, and an example.
NAMES = {
    "complaint": (_("number of the complaint"), "TS-261116-0001-7"),
    "link": (_("link to the page of the complaint"), ""),
    "alias": (_("name under which the colleague is known"), _("Xiao Lin")),
    "respond_by": (_("until when somebody answers"), "2026-11-16T02:30:00+00:00"),
    "dispatch_by": (_("until when somebody is in charge"), "2026-11-16T04:00:00+00:00"),
    "by": (_("until when"), "2026-11-18T10:00:00+00:00"),
    "due_at": (_("when it is or was due"), "2026-11-17T10:00:00+00:00"),
    "new_date": (_("the new time"), "2026-11-18T10:00:00+00:00"),
    "since": (_("since when"), "2026-11-17T01:00:00+00:00"),
    "until": (_("until when"), "2026-11-17T12:00:00+00:00"),
    "oldest": (_("when the oldest came in"), "2026-11-16T02:00:00+00:00"),
    "items": (_("what we still need"), _("a photo of the outer box, the number of the parcel")),
    "title": (_("what was asked for"), _("A photo of the outer box")),
    "file": (_("name of the file"), "photo.jpg"),
    "option": (_("the chosen option"), _("Refund of the price")),
    "amount": (_("amount"), "168.00"),
    "number": (_("number of the payment or complaint"), "TS-261116-0002-4"),
    "reason": (_("reason"), _("the replacement is out of stock")),
    "reasons": (_("reasons of the decision"), _("Both sides were heard; the photos show the damage.")),
    "because": (_("why it takes longer"), _("We wait for the carrier's answer.")),
    "body": (_("the words, or the outside body"), _("I have asked the warehouse and write again today at 15:00.")),
    "reference": (_("file number outside, or reference of a refund"), "2026-1234"),
    "institution": (_("bank or wallet that was asked"), _("China Merchants Bank")),
    "intensity": (_("strength of feeling, 0 to 10"), "7"),
    "clock": (_("which clock"), ClockName.RESPOND.value),
    "mark": (_("how far the clock is"), Mark.WARN_80.value),
    "note": (_("note"), _("Please call first.")),
    "name": (_("name"), _("Lin Xiao")),
    "to": (_("to whom"), _("Wang Fang")),
    "count": (_("how often"), "3"),
    "n": (_("how many"), "12"),
    "kind": (_("in which way"), OrphanKind.UNOWNED.value),
    "platform": (_("where it stands in public"), Platform.WEIBO.value),
}


@dataclass(frozen=True)
class Place:
    """One place that words are for: an event on a channel."""

    event: str
    channel: str

    @property
    def is_for_staff(self):
        return self.channel == NoticeChannel.IN_APP

    @property
    def title(self):
        """What the event is called: the shipped subject, or the shipped alert, with its facts left open."""
        words = TO_AGENT[self.event] if self.is_for_staff else TO_CONSUMER[self.event].subject
        return SHIPPED_SLOT.sub("…", str(words))

    @property
    def has_subject(self):
        return self.channel == NoticeChannel.MAIL

    @property
    def shipped(self):
        """(subject, text) as they are shipped, in the active language, with `{name}` for facts."""
        if self.is_for_staff:
            return "", slotted(TO_AGENT[self.event])
        words = TO_CONSUMER[self.event]
        if self.channel == NoticeChannel.SMS:
            return "", f"{slotted(words.subject)} {{link}}"
        if self.channel == NoticeChannel.PAGE:
            return "", slotted(words.sentence)
        return slotted(words.subject), "{body}\n\n{alias}" if self.event == "reply" else slotted(words.sentence)

    @property
    def names(self):
        """The facts that the words may name, in a fixed order: those of the shipped ones, and for SMS the link."""
        if self.is_for_staff:
            texts, more = [TO_AGENT[self.event]], set()
        else:
            texts, more = vars(TO_CONSUMER[self.event]).values(), {"complaint"}
        known = {name for text in texts for name in SHIPPED_SLOT.findall(str(text))} | more
        known |= {"link"} if self.channel == NoticeChannel.SMS else set()
        return [name for name in NAMES if name in known]

    @property
    def needed(self):
        """The facts that the words have to name: what the shipped text tells, the own one tells too."""
        return set(SLOT.findall(self.shipped[1])) - LOOSE


def slotted(text):
    """`%(by)s` of the catalogue as `{by}`."""
    return SHIPPED_SLOT.sub(r"{\1}", str(text))


def places(event):
    """The places of an event of the given name: those a consumer reads, and the bell."""
    channels = (NoticeChannel.MAIL, NoticeChannel.SMS, NoticeChannel.PAGE) if event in TO_CONSUMER else ()
    channels += (NoticeChannel.IN_APP,) if event in TO_AGENT else ()
    return [Place(event, channel) for channel in channels]


def place_of(event, channel):
    """The place of these names, or None."""
    return next((place for place in places(event) if place.channel == channel), None)
