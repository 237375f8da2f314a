"""Case reviews from nomination to publication (domain.md 6.7). Whatever is typed loses its persons on the way in."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints.lifecycle import Refused, amend, check, lock, move, require, store
from complaints.rules import wears_the_hat
from knowledge_base import roles, rules
from knowledge_base.actions.cases import curve_of, facts_of, persons_of
from knowledge_base.models import Alternative, CaseReview, DecisionPoint, Lesson, ReviewAction
from knowledge_base.text import anonymised


def nominate(complaint, *, by, now, title, selection_reason, why_selected=""):
    """Propose a closed complaint for a case meeting. Takes its timeline and its curve without persons."""
    check(wears_the_hat("nominate", by, roles.REVIEW))
    require(title, _("Write a title."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.may_be_reviewed(complaint))
        if CaseReview.objects.filter(complaint=complaint).exists():
            raise Refused(_("This complaint has already been nominated."))
        persons = persons_of(complaint)
        review = CaseReview(
            complaint=complaint,
            title=anonymised(title.strip(), persons)[:120],
            selection_reason=selection_reason,
            why_selected=anonymised(why_selected, persons),
            category=complaint.category,
            tier=complaint.tier,
            facts=facts_of(complaint, persons),
            curve=curve_of(complaint, persons),
            nominated_by=by,
            nominated_at=now,
        )
        return store(review, {}, "nominate", by, now)


def schedule(review, *, by, now, facilitator, presenter, recorder, held_at, minutes, guests="", questioners=()):
    """Set date and roles of the meeting; again where they change."""
    check(rules.may_lead(facilitator, presenter))
    with transaction.atomic():
        people = {"facilitator": facilitator, "presenter": presenter, "recorder": recorder}
        review = move(review, "schedule", by=by, now=now, held_at=held_at, minutes=minutes, guests=guests, **people)
        review.questioners.set(questioners)
    return review


def discuss(review, *, by, now):
    """Close the meeting: at least two alternatives were discussed."""
    return move(review, "discuss", by=by, now=now)


def reconvene(review, *, by, now, reason):
    """Meet again: what was found out is not enough."""
    require(reason, _("Give the reason."))
    return move(review, "reconvene", by=by, now=now, reason=reason)


def publish(review, *, by, now):
    """Show it to the whole team: there is a lesson, and both closing questions are answered."""
    return move(review, "publish", by=by, now=now)


def note(review, *, by, now, **fields):
    """Write down what helped, the closing questions, the reasons for the choice."""
    persons = persons_of(review.complaint)
    return amend(
        review, "note", by=by, now=now, allowed=rules.may_note, **{k: masked(v, persons) for k, v in fields.items()}
    )


def add_decision(review, *, by, now, **fields):
    """Point 3: a decision, and what was known then (at, decision, known, unknown, hindsight)."""
    return add(DecisionPoint, review, by, now, fields)


def add_alternative(review, *, by, now, **fields):
    """Point 5: what could be done another way (title, text)."""
    return add(Alternative, review, by, now, fields)


def add_lesson(review, *, by, now, **fields):
    """Point 7: what is to be remembered (text, applies_to, tags, hardship)."""
    return add(Lesson, review, by, now, fields)


def add_action(review, *, by, now, **fields):
    """Points 6 and 8: a cause in the system, and who removes it by when (cause, cause_kind, action, owner, due_on)."""
    return add(ReviewAction, review, by, now, fields)


def add(model, review, by, now, fields):
    """Append one line to a review that is still open."""
    with transaction.atomic():
        review = lock(review)
        check(wears_the_hat("note", by, roles.REVIEW))
        check(rules.may_note(review))
        persons = persons_of(review.complaint)
        fields = {name: masked(value, persons) for name, value in fields.items()}
        return store(model(review=review, created_by=by, created_at=now, **fields), {}, "note", by, now)


def drop(line, *, by, now):
    """Take a mistaken line out of a review that is still open; its history keeps it."""
    with transaction.atomic():
        review = lock(line.review)
        check(wears_the_hat("note", by, roles.REVIEW))
        check(rules.may_note(review))
        line._history_user, line._history_date = by, now
        line.delete()


def finish_action(action, *, by, now):
    """Report an action as done; only its owner or a facilitator does."""
    with transaction.atomic():
        action = lock(action)
        check(wears_the_hat("finish_action", by, roles.REVIEW))
        check(rules.may_finish(action, by))
        action.done_at = action.done_at or now
        return store(action, {}, "finish_action", by, now)


def masked(value, persons):
    """Text without persons; anything else as it is."""
    return anonymised(value, persons) if isinstance(value, str) else value
