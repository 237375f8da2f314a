"""The policy a new installation starts with: roles, departments, taxonomy, keywords, targets, ladder, law."""

import json
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from complaints import seeds
from complaints.models import (
    Category,
    Department,
    KeywordRule,
    LadderRung,
    LegalRule,
    MoneyFigure,
    ReachStep,
    RetentionPolicy,
    Route,
    Skill,
    TierTarget,
    UrgencyThreshold,
    WantedItem,
    WorkLimit,
)
from complaints.roles import ADMIN_PERMISSIONS, AGENT_ROLES, Role


@transaction.atomic
def load_policy():
    """Create what is missing; what somebody has edited since stays as it is. Running it twice changes nothing."""
    load_roles()
    taxonomy = seeds.load_taxonomy()
    policy = json.loads((Path(seeds.__file__).parent / "policy.json").read_text(encoding="utf-8"))
    load_departments(taxonomy["departments"])
    Skill.objects.bulk_create([Skill(**row) for row in policy["skills"]], ignore_conflicts=True)
    load_categories(taxonomy, policy)
    load_wanted(policy["wanted"])
    load_checking(policy["checking"])
    if not KeywordRule.objects.exists():
        load_keywords(taxonomy)
    WorkLimit.objects.bulk_create(
        [WorkLimit(role=role, tier=tier, most=most) for role, tier, most in policy["work_limits"]],
        ignore_conflicts=True,
    )
    UrgencyThreshold.objects.bulk_create(
        [
            UrgencyThreshold(measure=measure, at_least=at_least, priority=priority, note=note)
            for measure, at_least, priority, note in policy["urgency_thresholds"]
        ],
        ignore_conflicts=True,
    )
    load_reach_steps(policy["reach_steps"])
    MoneyFigure.objects.bulk_create(
        [MoneyFigure(code=code, value=value) for code, value in policy["money_figures"]], ignore_conflicts=True
    )
    load_targets(policy["targets"])
    load_ladder(policy["ladder"])
    for row in policy["retention"]:
        RetentionPolicy.objects.get_or_create(kind=row["kind"], effective_from=row["effective_from"], defaults=row)
    for row in policy["legal_rules"]:
        LegalRule.objects.get_or_create(code=row["code"], effective_from=row["effective_from"], defaults=row)


def load_reach_steps(rows):
    """What a public post sets going, the more people pass it on."""
    ReachStep.objects.bulk_create([ReachStep(**row) for row in rows], ignore_conflicts=True)


def load_roles():
    """One group a role, with the admin permissions of roles.ADMIN_PERMISSIONS."""
    for role in sorted(AGENT_ROLES):
        group, _created = Group.objects.get_or_create(name=role)
        wanted = [
            f"{action}_{model}" for model, actions in ADMIN_PERMISSIONS.get(role, {}).items() for action in actions
        ]
        group.permissions.set(Permission.objects.filter(content_type__app_label="complaints", codename__in=wanted))


def load_departments(rows):
    """The desks of the taxonomy file."""
    Department.objects.bulk_create(
        [Department(code=r["code"], name_zh=r["zh"], name_en=r["en"]) for r in rows],
        ignore_conflicts=True,
    )


def load_categories(taxonomy, policy):
    """Groups first, then codes with their rows of the routing table."""
    for row in taxonomy["groups"]:
        Category.objects.get_or_create(
            code=row["code"],
            defaults={
                "name_zh": row["zh"],
                "name_en": row["en"],
                "benchmark_share": row.get("benchmark_share"),
            },
        )
    for row in taxonomy["categories"]:
        category, created = Category.objects.get_or_create(
            code=row["code"],
            defaults={
                "parent_id": row["group"],
                "name_zh": row["zh"],
                "name_en": row["en"],
                "priority": row["priority"],
                "tier": row["tier"],
                "business_stage": policy["stage_of_category"].get(row["code"], ""),
            },
        )
        if created:
            load_routes(category, row["departments"], policy)


def load_wanted(rows):
    """The evidence that each code or group needs (IV-01)."""
    names = ("category_id", "side", "kind", "name_zh", "name_en")
    rows = [dict(zip(names, row, strict=True)) for row in rows]
    WantedItem.objects.bulk_create([WantedItem(**row) for row in rows], ignore_conflicts=True)


def load_checking(words):
    """What each group checks first; where somebody has written own words they stay (FB-19)."""
    for code, (zh, en) in words.items():
        Category.objects.filter(code=code, checking_zh="", checking_en="").update(checking_zh=zh, checking_en=en)


def load_routes(category, desks, policy):
    """The desks of one code, the first choice first, each with the skill it takes and who is alerted (CL-03, CL-16)."""
    Route.objects.bulk_create(
        [
            Route(
                category=category,
                department_id=desk,
                position=position,
                skill_id=policy["skill_of_desk"].get(desk),
                role=policy["role_of_desk"].get(desk, Role.FRONT_LINE),
            )
            for position, desk in enumerate(desks, start=1)
        ]
    )


def load_keywords(taxonomy):
    """Every keyword as a row; a term that stands twice under one code and flag is kept once."""
    KeywordRule.objects.bulk_create(
        [
            KeywordRule(
                term=rule.term,
                language=rule.language,
                category_id=rule.category_code or None,
                weight=rule.weight,
                priority=rule.priority,
                tier=rule.tier,
                flag=rule.flag,
            )
            for rule in seeds.keyword_rules(taxonomy)
        ],
        ignore_conflicts=True,
    )


def load_targets(rows):
    """The clocks of domain.md 7.6."""
    TierTarget.objects.bulk_create(
        [
            TierTarget(tier=tier, clock=clock, state=state, minutes=minutes, in_working_days=days)
            for tier, clock, state, minutes, days in rows
        ],
        ignore_conflicts=True,
    )
    begin_history()


def begin_history():
    """The first row of the history of each target, so that the published versions have a beginning (IN-17)."""
    told = TierTarget.history.values("id")
    TierTarget.history.bulk_history_create(list(TierTarget.objects.exclude(pk__in=told)), default_change_reason="seed")


def load_ladder(rows):
    """The approval ladder of domain.md 7.3; only its first rung comes from a source."""
    LadderRung.objects.bulk_create([LadderRung(**row) for row in rows], ignore_conflicts=True)
