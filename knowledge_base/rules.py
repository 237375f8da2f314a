"""Policy of team learning, one predicate a rule. Each answers with a Verdict; none writes."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.enums import State
from complaints.roles import has_role
from complaints.rules import YES, allow, first_no, may_take_or_work_on, no
from knowledge_base import roles
from knowledge_base.enums import ArticleKind, ArticleState, ReviewState

MIN_ALTERNATIVES = 2  # domain.md 6.7, point 5

# --- articles -------------------------------------------------------------------------------------------


def has_text(article):
    return allow(article.title.strip() and article.body.strip(), _("Write a title and the text first."))


def has_review_date(article):
    """`looked_at` is set by the door."""
    today = article.looked_at.date()
    if article.review_by is None:
        return no(_("Say by when it has to be checked again."))
    return allow(article.review_by > today, _("The review date has passed: choose a new one."))


def may_change_article(article, by):
    """A draft is changed by its owner; what others read is changed by those who publish."""
    if has_role(by, *roles.PUBLISHERS):
        return allow(article.state != ArticleState.RETIRED, _("It is retired: bring it back first."))
    if article.state != ArticleState.DRAFT:
        return no(_("A lead, the mid-office or the back office changes what is handed in or published."))
    return allow(
        by.pk == article.owner_id, _("Only its owner (%(name)s) changes this draft.") % {"name": article.owner}
    )


def may_publish_article(article, by):
    """Four eyes: whoever wrote it, or changed it last, does not publish it."""
    return allow(by.pk not in (article.owner_id, article.changed_by_id), _("You wrote it: a colleague publishes it."))


def is_readable(article):
    return allow(article.state == ArticleState.PUBLISHED, _("Only what is published can be rated."))


# --- education cards ------------------------------------------------------------------------------------


def may_give_card(complaint, by):
    """Whoever is on the case, from the moment everything is done: a card goes with the closing message (AR-08)."""
    at_the_end = complaint.state in (State.RESOLVED, State.CLOSED)
    return first_no(
        allow(at_the_end, _("A card goes with the end of a complaint: first everything has to be done.")),
        may_take_or_work_on(complaint, by),
    )


def is_card(article):
    is_out = article.kind == ArticleKind.CARD and article.state == ArticleState.PUBLISHED
    return allow(is_out, _("Only a published education card is given to consumers."))


# --- case reviews ---------------------------------------------------------------------------------------


def may_be_reviewed(complaint):
    """A case meeting looks back: nothing is still being decided about the complaint."""
    closed = complaint.state in (State.CLOSED, State.ARCHIVED)
    return allow(
        closed,
        _("Only a closed complaint can be reviewed; this one is: %(state)s.")
        % {"state": complaint.get_state_display()},
    )


def may_lead(facilitator, presenter):
    """The meeting is led by the social worker or a lead, never by whoever presents the case."""
    return first_no(
        allow(has_role(facilitator, *roles.FACILITATORS), _("A social worker or a lead facilitates the meeting.")),
        allow(facilitator.pk != presenter.pk, _("Whoever presents the case does not facilitate.")),
    )


def has_begun(review):
    """`looked_at` is set by the door."""
    return allow(review.held_at <= review.looked_at, _("The meeting has not begun yet."))


def has_two_alternatives(review):
    missing = MIN_ALTERNATIVES - review.alternatives.count()
    words = ngettext(
        "Discuss at least two alternatives: %(count)s is missing.",
        "Discuss at least two alternatives: %(count)s are missing.",
        missing,
    )
    return allow(missing <= 0, words % {"count": missing})


def has_lessons(review):
    return allow(review.lessons.exists(), _("Write down at least one lesson."))


def has_answers(review):
    """Points 9 and 10 of the template: both questions were asked."""
    return first_no(
        allow(review.wants_article is not None, _("Say whether it becomes a knowledge draft.")),
        allow(review.wants_recommendation is not None, _("Say whether it becomes a recommendation to management.")),
    )


def may_note(review):
    """Once published, a review is a record that others rely on."""
    return allow(review.state != ReviewState.PUBLISHED, _("It is published: hold a new meeting to change it."))


def may_finish(action, by):
    if has_role(by, *roles.FACILITATORS):
        return YES
    return allow(by.pk == action.owner_id, _("Only %(name)s reports this action as done.") % {"name": action.owner})


# --- training -------------------------------------------------------------------------------------------


def may_tag(complaint, agent, by):
    """For oneself, or for others by who leads them; only who worked on the case learns from it."""
    people = (complaint.first_owner_id, complaint.owner_id, complaint.handler_id, complaint.stand_in_id)
    return first_no(
        allow(
            by.pk == agent.pk or has_role(by, *roles.TRAINERS),
            _("Note it for yourself; for a colleague the team lead does."),
        ),
        allow(agent.pk in people, _("%(name)s has not worked on this complaint.") % {"name": agent}),
    )


def may_finish_training(tag, by):
    return first_no(
        allow(tag.done_at is None, _("It is done already.")),
        allow(by.pk == tag.agent_id or has_role(by, *roles.TRAINERS), _("Whose it is, or a lead, ends it.")),
    )
