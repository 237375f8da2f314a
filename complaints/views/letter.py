"""The letter composer: the parts on the left, the letter as the consumer gets it on the right while one types."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_POST

from complaints import rules
from complaints.actions.proposals import version_now
from complaints.enums import State
from complaints.forms.decision import THEN, WORDS, LetterForm
from complaints.reports.decision import letter_of, reached_by
from complaints.reports.returned import returned_of
from complaints.reports.standing import standing_of
from complaints.views.desk import load
from complaints.views.steps import wears


def letter_page(complaint, form):
    """What the composer shows beside its form: the letter, what is said about its words, and the ways to send it."""
    standing = standing_of(complaint, rules.draft_of(complaint), complaint.looked_at)
    return looked_at(complaint, form) | {
        "ways": ways_of(complaint, form.by),
        "standing": standing,
        "version": version_now(complaint),
        "returned": returned_of(complaint),
    }


def looked_at(complaint, form):
    """The letter as it is typed now, in the consumer's language, and the plain-language look in the writer's."""
    proposal, options = form.typed()
    consumer = complaint.consumer
    with translation.override(consumer.language):
        parts = letter_of(proposal, options, complaint.looked_at)
    words = [getattr(proposal, name) for name in WORDS] + [" ".join(option) for option in options]
    found = {(found.why, found.blocks) for text in words for found in rules.findings(text, is_whole=False)}
    found |= against_finding(complaint, words) | against_standard(form) | against_bare_no(proposal.reasons)
    return {
        "parts": parts,
        "faults": sorted(why for why, blocks in found if blocks),
        "warnings": sorted(why for why, blocks in found if not blocks),
        "reader": consumer.masked_name,
        "channel": reached_by(consumer),
        "language_name": consumer.get_language_display(),
    }


def against_finding(complaint, words):
    """{(why, blocks)}: what the letter admits or denies against the finding; officers of a dispute judge anew."""
    kept, overlooked = rules.keeps_to_finding(complaint, *words), rules.overlooks_finding(complaint, *words)
    binds = complaint.state in (State.PROPOSING, State.HIGH_REVIEW)
    return {(why, blocks) for why, blocks in ((kept.why, binds), (overlooked, False)) if why}


def against_bare_no(reasons):
    """{(why, blocks)}: that the reasons only say no (FB-02)."""
    bare = rules.is_no_bare_no(reasons)
    return set() if bare else {(bare.why, True)}


def against_standard(form):
    """{(why, blocks)}: that what is typed departs from the standard option, as long as no reason is given."""
    if form.standard is None or not form.is_bound:
        return set()
    asked = rules.gives_its_reason(form.departure(), form["deviates_because"].value())
    said = (asked.why, form.outgrown())
    return {(why, False) for why in said if why}


def ways_of(complaint, agent):
    """[(verb, what stands against it), ...]: what may be done with the letter at once, beside keeping it."""
    if complaint.state != State.PROPOSING:
        return []
    if not any(wears(verb, agent) for verb in THEN):
        return [("ask_review", rules.may_hand_in(complaint, agent).why)]
    against = {"send_proposal": rules.is_low_tier(complaint).why, "ask_review": ""}
    return [(verb, against[verb]) for verb in THEN if wears(verb, agent)]


@require_POST
def preview_letter(request, number):
    """The letter as it is typed; nothing is kept."""
    complaint = load(request, number)
    if not wears("draft_proposal", request.user):
        raise PermissionDenied
    form = LetterForm(request.POST, complaint=complaint, by=request.user, now=complaint.looked_at)
    return render(request, "complaints/_letter_seen.html", looked_at(complaint, form))
