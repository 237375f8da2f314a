"""Policy of team support, one predicate a rule. Each answers with a Verdict; none writes."""

from django.utils.translation import gettext as _

from complaints.roles import Role, has_role
from complaints.rules import allow, first_no, is_open, may_work_on
from support import roles
from support.enums import RelationKind

# --- consultations --------------------------------------------------------------------------------------


def may_ask(complaint, by):
    """Whoever works on an open complaint may ask the social worker about it."""
    return first_no(is_open(complaint), may_work_on(complaint, by))


def may_answer(consultation, by):
    """A second person looks at it."""
    return allow(by.pk != consultation.asked_by_id, _("Nobody answers an own question."))


def may_close(consultation, by):
    """Whoever asked knows whether the answer helped; a lead may tidy up."""
    mine = by.pk == consultation.asked_by_id or has_role(by, Role.LEAD)
    return allow(mine, _("Only %(name)s, who asked, closes it.") % {"name": consultation.asked_by})


# --- check-ins ------------------------------------------------------------------------------------------


def has_consent(consent):
    """`consent` is the one in force, or None."""
    return allow(consent, _("Check-ins are voluntary: first say who may read them."))


def may_read_check_ins(agent):
    """A social worker who leads nobody: no manager reads check-ins by wearing a second hat."""
    independent = has_role(agent, Role.SOCIAL_WORKER) and not has_role(agent, Role.LEAD, Role.MANAGER)
    return allow(agent.is_active and independent, _("Only a social worker who leads nobody can be the reader."))


# --- supervision ----------------------------------------------------------------------------------------


def may_be_supervised(supervisee, supervisor, by):
    """Two different people, chosen by a third or by the supervisor."""
    return first_no(
        allow(supervisee.pk != supervisor.pk, _("Nobody supervises himself.")),
        allow(by.pk != supervisee.pk, _("Nobody chooses the own supervisor.")),
        allow(
            has_role(supervisor, *roles.SUPERVISORS),
            _("%(name)s has no role that supervises.") % {"name": supervisor},
        ),
    )


def has_fitting_topic(kind, topic):
    """Functional supervision has a topic, the line has none."""
    if kind == RelationKind.FUNCTIONAL:
        return allow(topic.strip(), _("Name the topic of the functional supervision."))
    return allow(not topic.strip(), _("A line supervisor has no topic."))


def makes_no_circle(supervisee, chain):
    """`chain` holds the keys of the new supervisor's own line supervisors, upwards."""
    return allow(supervisee.pk not in chain, _("%(name)s stands above the new supervisor.") % {"name": supervisee})


def is_running(relation):
    """Not ended yet."""
    return allow(relation.ended_at is None, _("This supervision has ended."))


def is_supervisor(relation, by):
    """The one who accompanies."""
    return allow(by.pk == relation.supervisor_id, _("Only %(name)s does this.") % {"name": relation.supervisor})


def is_unrecorded(session):
    """A record is written once."""
    return allow(session.held_at is None, _("The session is already recorded."))
