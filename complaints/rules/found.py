"""What was found binds what we write: no letter admits, or denies, what the finding says otherwise (IV-04, FB-01)."""

import re

from django.utils.translation import gettext as _

from complaints.enums import Party
from complaints.rules.answers import draft_of
from complaints.rules.plain import quoted, stands_in
from complaints.rules.verdict import YES, no
from complaints.text import fold

WHOLE = 100  # per cent
OUR_SIDE = (Party.MERCHANT, Party.CARRIER, Party.PLATFORM)
# Words by which we take something upon us: not while the finding names nobody of our side.
ADMITS = (
    *("属实", "我们的错", "我们的失误", "我们的过错", "我们的疏忽", "我们的责任", "是我们的问题", "是我们不对"),
    *("我方责任", "我方失误", "我方过错", "责任在我们", "责任在平台", "责任在商家", "责任在承运商", "责任在快递"),
    *("商家的责任", "平台的责任", "承运商的责任", "责任由平台", "责任由商家", "责任由承运商", "有质量问题"),
    *("our mistake", "our fault", "our error", "our failure", "our responsibility", "we were wrong", "we are to blame"),
    *("we are at fault", "we are responsible", "we take responsibility", "what you told us is right"),
    *("the merchant is responsible", "the carrier is responsible", "the seller is at fault", "responsible for it"),
)
# Words by which the reader bears nothing: not while the finding gives a share to the consumer.
CLEARS = ("责任不在您", "不是您的责任", "您没有责任", "与您无关", "not your fault", "nothing to do with you")
# Words by which nothing was wrong: not while the finding names somebody of our side.
DENIES = (
    *("没有质量问题", "无质量问题", "不存在质量问题", "没有发现质量问题", "未发现质量问题", "不能认定是商家"),
    *("nothing was wrong", "found nothing wrong", "no fault was found", "could not establish a cause"),
)
CLAUSE = re.compile(r"[,，.。;；!！?？:：\n]")
NEAR = 12  # characters before a word within which a “not” turns it round
TURNED = re.compile(r"[不未没無无否非难]|\b(?:not|no|never|neither|nor|whether|cannot|nothing|without|if)\b|n't\b")


def borne(findings):
    """{party: share} that counts for what we may admit: those found, and the rest with the platform, as the loss is.

    Where nobody is responsible the rest is nobody's, too. Nothing where there is no finding (rules/losses.py).
    """
    shares = shares_found(findings)
    rest = WHOLE - sum(shares.values())
    bears_rest = Party.NOBODY if Party.NOBODY in shares else Party.PLATFORM
    return shares | {bears_rest: shares.get(bears_rest, 0) + rest} if shares and rest else shares


def shares_found(findings):
    """{party: share} as recorded: each party's newest, newest first, up to the whole; nobody gets what is missing."""
    return counting((finding.party, finding.share) for finding in findings)


def counting(recorded):
    """{party: share} of (party, share) pairs, newest first: what was recorded later takes the place of the older."""
    shares = {}
    for party, share in recorded:
        left = WHOLE - sum(shares.values())
        if party not in shares and left > 0:
            shares[party] = min(share, left)
    return shares


def is_found_whole(shares):
    """Whether the recorded shares make up the whole."""
    return sum(shares.values()) == WHOLE


def is_borne_by_us(shares):
    """Whether merchant, carrier or platform bear a part of it."""
    return any(shares.get(party) for party in OUR_SIDE)


def is_borne_by_reader(shares):
    """Whether the consumer bears a part of it."""
    return bool(shares.get(Party.CONSUMER))


def keeps_to_finding(complaint, *texts):
    """A letter takes upon us, and off its reader, only what the newest finding says; without one it is free."""
    admits, clears = said_straight(texts, ADMITS), said_straight(texts, CLEARS)
    shares = borne(complaint.findings.all()) if admits or clears else {}
    hits = [] if is_borne_by_us(shares) else admits
    hits += clears if is_borne_by_reader(shares) else []
    if not (shares and hits):
        return YES
    why = _("The finding says %(found)s, the letter says %(words)s: change the words, or record the finding anew.")
    return no(why % {"found": shares_in_words(shares), "words": quoted(hits)})


def overlooks_finding(complaint, *texts):
    """What the letter denies although the finding names somebody of our side: a warning to the writer, or ""."""
    hits = [word for word in DENIES if any(stands_in(word, fold(text or "")) for text in texts)]
    shares = borne(complaint.findings.all()) if hits else {}
    why = _("The finding says %(found)s, but the letter says %(words)s.")
    return why % {"found": shares_in_words(shares), "words": quoted(hits)} if is_borne_by_us(shares) else ""


def draft_keeps_to_finding(complaint):
    """The draft as a whole, before it goes to the review or to its reader."""
    draft = draft_of(complaint)
    return keeps_to_finding(complaint, *told_by(draft)) if draft else YES


def told_by(proposal):
    """All words of a stored proposal that its reader gets."""
    options = proposal.options.all()
    offered = [words for option in options for words in (option.title, option.consequence)]
    offered += [remedy.detail for option in options for remedy in option.remedies.all()]
    written = (proposal.what_we_did, proposal.reasons, proposal.alternatives, proposal.next_step)
    return [*written, proposal.consumer_version, *offered]


def shares_in_words(shares):
    """Merchant 70 %, Consumer 30 %."""
    return _(", ").join(f"{Party(party).label} {share} %" for party, share in shares.items() if share)


def said_straight(texts, words):
    """Those of `words` that the texts say, and do not say no to: “不属实” admits nothing."""
    clauses = [clause for text in texts for clause in CLAUSE.split(fold(text or ""))]
    return [word for word in words if any(is_straight(word, clause) for clause in clauses)]


def is_straight(word, clause):
    """Whether a clause says the word with nothing before it that turns it round."""
    before, found, _after = clause.partition(word)
    return bool(found and stands_in(word, clause) and not TURNED.search(before[-NEAR:]))
