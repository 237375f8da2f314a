"""Intake rules: what a saved filter does to a new complaint that meets it. It only ever raises (product.md 2)."""

from django.utils.translation import gettext as _

from complaints.actions.deadlines import urgent
from complaints.actions.notices import tell_agents, wearers_of
from complaints.actions.triage import flagged
from complaints.enums import Priority, RuleEffect, Via
from complaints.filters import StoredFilter
from complaints.lifecycle import amend, lock
from complaints.models import Complaint, SavedFilter
from complaints.roles import Role, System


def rules_in_force():
    """The rules for new complaints, the oldest first."""
    return list(SavedFilter.objects.intake_rules().select_related("effect_desk", "effect_agent"))


def apply_rules(complaint, rules, *, now):
    """Let every rule that the new complaint meets take effect; returns the fresh complaint.

    All are asked about the complaint as it came in, so that one rule does not set off another. Complaints from an
    import are history and meet no rule.
    """
    this = Complaint.objects.filter(pk=complaint.pk)
    met = [rule for rule in rules if StoredFilter(rule.conditions, queryset=this).rows.exists()]
    for rule in met:
        complaint = apply_rule(complaint, rule, now=now)
    if met:
        tell_if_urgent(complaint, now)
    return complaint


def tell_if_urgent(complaint, now):
    """Every lead hears of a new P1 complaint, once."""
    if complaint.priority == Priority.P1:
        tell_agents(wearers_of(Role.LEAD), "urgent", now=now, complaint=complaint, once="submit")


def apply_rule(complaint, rule, *, now):
    """One effect, signed with the rule's name; nothing where the complaint has as much already."""
    complaint = lock(complaint)
    fields, facts = EFFECTS[rule.effect](complaint, rule, now)
    if not facts:
        return complaint
    reasons = [*complaint.urgency_reasons, {"code": "rule", "name": rule.name}]
    return amend(
        complaint,
        "apply_rule",
        by=System(Via("rule")),
        now=now,
        reason=_("rule: %(name)s") % {"name": rule.name},
        data={"rule": rule.name, "effect": rule.effect, **facts},
        urgency_reasons=reasons,
        **fields,
    )


def one_step_up(complaint, _rule, now):
    """One step more urgent; P1 stays P1."""
    raised = Priority(complaint.priority).raised(1)
    if raised == complaint.priority:
        return {}, {}
    return urgent(complaint, raised, now), {"priority": raised}


def one_flag_more(complaint, rule, now):
    """One mark more, with what the mark itself raises."""
    if rule.effect_flag in complaint.flags:
        return {}, {}
    return flagged(complaint, rule.effect_flag, now), {"flag": rule.effect_flag}


def to_the_desk(complaint, rule, _now):
    """The desk that takes it up, with the clocks it has; once a rule has chosen, a later one does not choose again."""
    first = Complaint._meta.get_field("home_desk").get_default()
    desk = rule.effect_desk
    if complaint.home_desk_id != first or desk.pk == first or not desk.is_active:
        return {}, {}
    return {"home_desk": desk}, {"desk": {"zh": desk.name_zh, "en": desk.name_en}}


def a_word_to(complaint, rule, now):
    """An alert, if this colleague may see the complaint at all."""
    agent = rule.effect_agent
    if not agent.is_active or not Complaint.objects.visible_to(agent).filter(pk=complaint.pk).exists():
        return {}, {}
    tell_agents([agent], "rule_met", now=now, complaint=complaint, once=f"rule-{rule.pk}", name=rule.name)
    return {}, {"to": agent.pk, "to_name": str(agent)}


EFFECTS = {
    RuleEffect.PRIORITY: one_step_up,
    RuleEffect.FLAG: one_flag_more,
    RuleEffect.DESK: to_the_desk,
    RuleEffect.TELL: a_word_to,
}
