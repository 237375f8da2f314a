"""Complaints that hang together without being one: linked, untied again, or cut out of one another."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.evidence import pass_on
from complaints.actions.high_tier import raise_to_high
from complaints.actions.incidents import gather_mass
from complaints.actions.intake import (
    ORDER_FIELDS,
    Intake,
    acknowledge,
    ask_about_order,
    enter,
    new_complaint,
)
from complaints.actions.notices import tell_agents
from complaints.actions.numbers import next_numbers
from complaints.actions.rulebook import Rulebook
from complaints.enums import EventKind, Flag, OrderStatus, Tier
from complaints.lifecycle import Refused, check, lock, lock_all, require, store, tell, told_values
from complaints.text import words_of

MASS = 5  # linked complaints that make a mass case (domain.md 7.2 row 15)


def link(complaint, other, *, by, now, reason):
    """Tie two complaints about the same matter. Five linked ones make a mass case, and that is high tier."""
    require(reason, _("Give the reason."))
    if other.pk == complaint.pk:
        raise Refused(_("A complaint is not linked to itself."))
    with transaction.atomic():
        check(rules.wears_the_hat("reclassify", by))
        check(rules.may_take_or_work_on(complaint, by))
        complaint.linked.add(other)
        tell_both("link", complaint, other, by=by, now=now, reason=reason)
        raise_mass(complaint, other, by=by, now=now)


def link_alike(complaint, *, by, now, others, reason):
    """Tie a whole group of complaints to this one: the same grievance of many consumers, told alike."""
    if not others:
        raise Refused(_("Choose at least one complaint."))
    with transaction.atomic():
        for other in others:
            link(complaint, other, by=by, now=now, reason=reason)


def unlink(complaint, *, by, now, other, reason):
    """Untie two complaints. What the mass case has raised stays: a supervisor lowers it."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        check(rules.wears_the_hat("reclassify", by))
        check(rules.may_take_or_work_on(complaint, by))
        if not complaint.linked.filter(pk=other.pk).exists():
            raise Refused(_("The two are not linked."))
        complaint.linked.remove(other)
        tell_both("unlink", complaint, other, by=by, now=now, reason=reason)


def tell_both(verb, complaint, other, *, by, now, reason):
    """The same line on both timelines, each naming the other."""
    for one, two in ((complaint, other), (other, complaint)):
        facts = {"kind": EventKind.FACT, "reason": reason, "data": {"number": two.number}}
        tell(verb, by=by, now=now, complaint=one, **facts)


def raise_mass(complaint, other, *, by, now):
    """Five that hang together are a mass case: flag each, raise its tier (row 15), open an incident (DP-15)."""
    cluster = {complaint, other, *complaint.linked.all(), *other.linked.all()}
    if len(cluster) < MASS:
        return
    because = _("%(n)s linked complaints") % {"n": len(cluster)}
    cases = lock_all(*sorted(cluster, key=lambda case: case.pk))
    for case in cases:
        if Flag.MASS not in case.flags and case.is_open:
            verb = "reclassify" if case.tier == Tier.HIGH else "set_tier"
            raise_to_high(case, by=by, now=now, reason=because, verb=verb, flags=[*case.flags, Flag.MASS])
    gather_mass(cases, by=by, now=now, because=because)


def split(complaint, *, by, now, words, reason, title="", evidence=()):
    """Cut a second matter out of a complaint: a number of its own, the same consumer and owner, both linked (IN-15).

    The chosen items of evidence go with it. Its service clocks begin now; the first enquiry and the legal red line
    stay those of the complaint it came from. Returns the new complaint.
    """
    require(words, _("Say what the second complaint is about."))
    require(reason, _("Give the reason."))
    rulebook, piece = Rulebook(now), part_of(complaint, words, title)
    found = rulebook.classify(words_of(piece))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("split", by))
        check(rules.may_split(complaint, by))
        second = new_complaint(piece, found, complaint.consumer, next_numbers(now)[0], rulebook)
        second.order_status, second.order_is_theirs = complaint.order_status, complaint.order_is_theirs
        second.redline_by = min(complaint.redline_by, second.redline_by)
        enter(second, by=by, now=now)
        if second.order_status == OrderStatus.WAITING:
            ask_about_order(second, now)
        taken = own_titles(evidence, complaint)
        pass_on(evidence, second, by=by, now=now)
        complaint.linked.add(second)
        facts = {"kind": EventKind.FACT, "reason": reason}
        tell("split", by=by, now=now, complaint=complaint, data={"number": second.number, "evidence": taken}, **facts)
        second = give_the_same_owner(second, complaint, by=by, now=now, reason=reason)
        acknowledge(second, now)
        tell_agents([second.owner], "assigned", now=now, complaint=second)
    return second


def part_of(complaint, words, title):
    """The intake of the second complaint: what was chosen of the words, all else as in the first."""
    same = ("channel", "contact_none_reason", "happened_at", "first_contact_at")
    facts = {name: getattr(complaint, name) for name in same}
    order = {name: getattr(complaint, name) for name in ORDER_FIELDS}
    return Intake(description=words, title=title, order=order, **facts)


def give_the_same_owner(second, complaint, *, by, now, reason):
    """Whoever answers for the first answers for the second, from now on. Returns the second."""
    before = told_values(second)
    second.owner = second.first_owner = second.handler = complaint.owner
    return store(second, before, "link", by, now, reason, {"number": complaint.number})


def own_titles(items, complaint):
    """The titles of the chosen items, for the timeline; Refused if one is another complaint's."""
    if any(item.complaint_id != complaint.pk for item in items):
        raise Refused(_("This item belongs to another complaint."))
    return [item.title for item in items]
