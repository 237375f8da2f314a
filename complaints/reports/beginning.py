"""What a new letter begins with: what we did, whom we asked, and reasons that follow the finding (FB-01, IV-04)."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import rules, wording
from complaints.enums import EvidenceKind, Party, Side
from complaints.reports.facts import facts_about, filled_or_unsaid

# What we did, as the consumer may read it: our verbs without our names.
DEEDS = {
    "dispatch": gettext_lazy("had the desk concerned look into it"),
    "check_return": gettext_lazy("checked whether your goods can go back without a reason"),
    "record_finding": gettext_lazy("settled who is responsible"),
    "reply": gettext_lazy("wrote to you"),
    "hear_consumer": gettext_lazy("listened to you"),
    "mark_paid": gettext_lazy("paid you"),
}
# Whom we asked: with a name where we know it. What we asked for stands in words of the list, not of the house.
NAMED = {
    Side.MERCHANT: gettext_lazy("the merchant %(name)s"),
    Side.CARRIER: gettext_lazy("the carrier %(name)s"),
    Side.THIRD_PARTY: "%(name)s",
}
NAMELESS = {
    Side.MERCHANT: gettext_lazy("the merchant"),
    Side.CARRIER: gettext_lazy("the carrier"),
    Side.THIRD_PARTY: gettext_lazy("a third party"),
}
ASKED, CAME = gettext_lazy("asked %(who)s: %(kind)s"), gettext_lazy("received from %(who)s and looked at: %(kind)s")
OF_READER = {
    "ask_evidence": gettext_lazy("asked you for: %(title)s"),
    "add_evidence": gettext_lazy("received from you and looked at: %(title)s"),
}
OF_HOUSE = {
    "ask_evidence": gettext_lazy("looked into our own records: %(kind)s"),
    "add_evidence": gettext_lazy("found in our own records: %(kind)s"),
}
ANSWERABLE = {
    Party.MERCHANT: gettext_lazy("the merchant"),
    Party.CARRIER: gettext_lazy("the carrier"),
    Party.PLATFORM: gettext_lazy("our platform"),
}
SORRY = gettext_lazy(
    "We have checked it: what you told us is right. Responsible for it: %(who)s. "
    "We are sorry for the trouble it gave you."
)
IN_PART = gettext_lazy(
    "We have asked everybody concerned: several things came together. For the part of %(who)s we are sorry; "
    "what we offer you for it stands below."
)
COURTEOUS = gettext_lazy(
    "Thank you for telling us, and for what you sent. We have gone through everything; by what we have we could not "
    "establish a cause on the side of the merchant, the carrier or the platform. What we can still do stands below."
)


def what_we_did(complaint):
    """Our steps with their dates, as a first text for the letter; of inspection bodies also how many (FB-01)."""
    told = Q(verb__in=DEEDS) | Q(verb__in=OF_READER, evidence__isnull=False)
    events = complaint.events.filter(told).select_related("evidence").order_by("at", "pk")
    lines = [line_of(event, complaint) for event in told_once(events)]
    asked = complaint.evidence.filter(side=Side.THIRD_PARTY, kind=EvidenceKind.INSPECTION)
    bodies = list(dict.fromkeys(item.body or item.pk for item in asked.order_by("asked_at", "pk")))
    if len(bodies) > 1:
        lines.append(_("In all we asked %(n)s inspection bodies.") % {"n": len(bodies)})
    return "\n".join(dict.fromkeys(lines))


def told_once(events):
    """The events without a finding recorded anew: who is responsible was settled once, as far as the reader goes."""
    first = next((event.pk for event in events if event.verb == "record_finding"), None)
    return [event for event in events if event.verb != "record_finding" or event.pk == first]


def line_of(event, complaint):
    """One step with its day; "" for a step that letters do not tell."""
    told = event.verb in DEEDS or (event.verb in OF_READER and event.evidence is not None)
    return f"{wording.exact_moment(event.at)[5:16]} {said_of(event, complaint)}" if told else ""


def said_of(event, complaint):
    """One step in the reader's words."""
    item = event.evidence
    if item is None:
        return str(DEEDS[event.verb])
    facts = {"title": item.title, "kind": item.get_kind_display(), "who": asked_of(item, complaint)}
    if item.side == Side.CONSUMER:
        return str(OF_READER[event.verb]) % facts
    if item.side == Side.PLATFORM:
        return str(OF_HOUSE[event.verb]) % facts
    return str(ASKED if event.verb == "ask_evidence" else CAME) % facts


def asked_of(item, complaint):
    """The merchant, carrier or body an item is asked of, by name where we know it; "" for the reader and ourselves."""
    known = {Side.MERCHANT: complaint.merchant, Side.CARRIER: complaint.carrier, Side.THIRD_PARTY: item.body}
    name = known.get(item.side, "").strip()
    return str(NAMED[item.side]) % {"name": name} if name else str(NAMELESS.get(item.side, ""))


def first_reasons(complaint, standard):
    """The reasons a letter begins with, in the language in use: an apology only where the finding bears it.

    The standard option's words count where our side bears all of it, and where nothing was found yet. Shares that
    nobody was found for are put on nobody here: the words stay with what is known.
    """
    shares = rules.shares_found(complaint.findings.all())
    ours = _(" and ").join(str(ANSWERABLE[party]) for party in ANSWERABLE if shares.get(party))
    if shares and not ours:
        return str(COURTEOUS)
    if ours and not is_ours_alone(shares):
        return str(IN_PART) % {"who": ours}
    if standard:
        return filled_or_unsaid(standard.words, facts_about(complaint))
    return str(SORRY) % {"who": ours} if ours else ""


def is_ours_alone(shares):
    """Whether merchant, carrier and platform were found to bear all of it."""
    return rules.is_found_whole(shares) and not any(share for party, share in shares.items() if party not in ANSWERABLE)


def follows_standard(complaint):
    """Whether the standard option is what a letter begins with: it is meant for what our side answers for."""
    shares = rules.shares_found(complaint.findings.all())
    return not shares or rules.is_borne_by_us(shares)
