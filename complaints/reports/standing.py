"""The rules as of the order, and what changed since: published limits, the law, the standard option (DP-13)."""

from dataclasses import dataclass
from datetime import date

from complaints.clock import order_day, order_moment
from complaints.models import LegalRule, StandardOption
from complaints.reports import standards
from complaints.reports.published import Version, in_force, versions
from complaints.wording import NOTHING
from complaints.workdays import CHINA


@dataclass(frozen=True)
class Standing:
    """What counted on the day of the order, and each change since: (what, then, now)."""

    day: date
    is_day_of_order: bool
    published: Version
    laws: tuple
    standard: StandardOption | None
    changes: tuple


def standing_of(complaint, proposal, now):
    """The rules a proposal was written under; of a complaint without one (None) those it will be written under."""
    day = proposal.rules_day if proposal and proposal.rules_day else order_day(complaint)
    every = versions()
    published = in_force(every, order_moment(complaint))
    if proposal and proposal.rules_version:
        published = next((one for one in every if one.number == proposal.rules_version), published)
    then = LegalRule.objects.in_force(day)
    figures = proposal.laws_then if proposal and proposal.laws_then else [{"code": r.code} | r.figures for r in then]
    standard = proposal.standard if proposal else None
    return Standing(
        day,
        complaint.order_paid_at is not None,
        published,
        tuple(then.filter(bodies=[]).order_by("law", "article")),
        standard,
        (*published_changes(every, published), *law_changes(figures, now), *standard_changes(standard)),
    )


def published_changes(every, published):
    """What later versions of the published limits say instead."""
    for version in every[published.number :]:
        yield from version.changes


def law_changes(figures, now):
    """The rules of the law that read otherwise today, or count no longer."""
    today = {row.code: row for row in LegalRule.objects.in_force(now.astimezone(CHINA).date())}
    for then in figures:
        row = today.get(then["code"])
        before = in_words(then)
        after = in_words(row.figures) if row else NOTHING
        if before != after:
            yield then["code"], before, after


def in_words(figures):
    """消费者权益保护法 55 · 3 times."""
    value = f"{figures['value']} {figures['unit']}".strip() if figures["value"] else ""
    return " · ".join(part for part in (f"{figures['law']} {figures['article']}".strip(), value) if part)


def standard_changes(standard):
    """What the standard option in force today says instead."""
    newest = standard and StandardOption.objects.filter(category=standard.category_id).in_force().first()
    if newest and newest.pk != standard.pk:
        for change in standards.changes(standard, newest):
            yield change["label"], change["old"], change["new"]
