"""The letter of a decision as its reader gets it: part by part, in the language in use (FB-01, FB-02)."""

from copy import copy
from dataclasses import dataclass

from django.utils.translation import gettext as _

from complaints.actions.proposals import offer_expiry
from complaints.enums import NoticeChannel, State
from complaints.letters import day_and_time
from complaints.reports.routes import routes_on
from complaints.workdays import CHINA


@dataclass(frozen=True)
class Part:
    """One part: its title, its words, and what is listed below them."""

    name: str
    title: str
    words: str = ""
    lines: tuple = ()


def letter_of(proposal, options, now, *, with_routes=True):
    """The parts of a letter that have something to say, in their order. `options`: [(offer, consequence), ...].

    A draft says by when to choose as if it left now. `with_routes`: a page that prints the outside routes in a place
    of its own leaves them out here.
    """
    routes, limit = routes_on((proposal.sent_at or now).astimezone(CHINA).date()) if with_routes else ([], "")
    parts = (
        Part("did", _("What we did for you"), proposal.what_we_did),
        Part("decision", _("Our decision and its reasons"), decision_of(proposal)),
        Part("rule", _("The rule it follows"), rule_of(proposal)),
        Part("offer", offer_title(proposal), lines=in_lines(options)),
        Part("else", _("What else is possible"), proposal.alternatives),
        Part("next", _("What happens next"), next_of(as_if_sent(proposal, now))),
        Part("routes", _("Outside the platform"), limit, in_lines(routes)),
    )
    return [part for part in parts if part.words.strip() or part.lines]


def in_lines(rows):
    """One line of each pair: a thing, and what is to be said about it."""
    return tuple(_("%(offer)s: %(terms)s") % {"offer": what, "terms": says} if says else what for what, says in rows)


def sent_letter(proposal, now, *, with_routes=True):
    """The letter of a stored proposal."""
    options = [(option.title, option.terms) for option in proposal.options.all()]
    return letter_of(proposal, options, now, with_routes=with_routes)


def offer_title(proposal):
    """What stands above the options: what an arbiter orders leaves nothing to choose."""
    ruled = proposal.is_ordered or (proposal.is_draft and proposal.complaint.state == State.ARBITRATION)
    return _("What you get") if ruled else _("You can choose")


def decision_of(proposal):
    """The report in the consumer's words, where there is one, and the reasons."""
    return "\n\n".join(words for words in (proposal.consumer_version, proposal.reasons) if words.strip())


def rule_of(proposal):
    """What the decision rests on: the law with what it says, and the platform's own rule."""
    law = proposal.law
    cited = [_("%(rule)s: %(says)s") % {"rule": law.named, "says": law.told}] if law else []
    return "\n".join([*cited, proposal.rule_note]).strip()


def next_of(proposal):
    """By when to choose, from the stored deadline, and the next step, with its own day where it has one (FB-02)."""
    return "\n".join(line for line in (choose_by(proposal), step_of(proposal)) if line)


def choose_by(proposal):
    """Until when the answer is waited for; what an arbiter orders leaves nothing to choose."""
    if not proposal.expires_at:
        return ""
    words = _("All of it is done by %(time)s.") if proposal.is_ordered else _("Please choose by %(time)s.")
    return words % {"time": day_and_time(proposal.expires_at)}


def step_of(proposal):
    """What happens next."""
    if not proposal.next_step_by:
        return proposal.next_step
    return _("By %(time)s: %(step)s") % {"time": day_and_time(proposal.next_step_by), "step": proposal.next_step}


def as_if_sent(proposal, now):
    """A draft with the deadline it would get if it left now; no copy of one that was sent."""
    if proposal.sent_at or proposal.complaint.state == State.ARBITRATION:
        return proposal
    leaving = copy(proposal)
    leaving.expires_at = offer_expiry(proposal.complaint, now)
    return leaving


def reached_by(consumer):
    """By what the consumer hears of it: mail, SMS, or the progress page alone."""
    return NoticeChannel(consumer.reached_by or NoticeChannel.PAGE).label
