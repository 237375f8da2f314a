"""Training tags: noted on a case for one colleague, ended with what was done (AS-21; domain.md 8, scenario 22)."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints.actions.notices import tell_agents
from complaints.lifecycle import Refused, check, lock, require
from complaints.rules import wears_the_hat
from knowledge_base import roles, rules
from knowledge_base.models import TrainingTag


def tag_training(complaint, *, by, now, agent, topic, because):
    """Note what `agent` wants to practise, once for each topic of a case; he is told. Raises Refused. Returns the tag.

    Nothing of it stands on the timeline: the need is between him and who leads him.
    """
    require(because, _("Say what the case showed."))
    with transaction.atomic():
        complaint = lock(complaint)
        check(wears_the_hat("tag_training", by, roles.TRAINING))
        check(rules.may_tag(complaint, agent, by))
        if TrainingTag.objects.open().filter(complaint=complaint, agent=agent, topic=topic).exists():
            raise Refused(_("This topic is noted already."))
        facts = {"agent": agent, "topic": topic, "because": because.strip(), "set_by": by, "set_at": now}
        tag = TrainingTag.objects.create(complaint=complaint, **facts)
        if agent != by:
            tell_agents([agent], "training_noted", now=now, complaint=complaint, once=str(tag.pk))
    return tag


def finish_training(tag, *, by, now, done_how):
    """It was practised: say how. Raises Refused."""
    require(done_how, _("Say what was done: a talk, an article, an exercise."))
    with transaction.atomic():
        tag = TrainingTag.objects.select_for_update().get(pk=tag.pk)
        check(wears_the_hat("finish_training", by, roles.TRAINING))
        check(rules.may_finish_training(tag, by))
        tag.done_by, tag.done_at, tag.done_how = by, now, done_how.strip()
        tag.save()
    return tag
