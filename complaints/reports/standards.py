"""Standard options at a glance, and one category's versions with what each changed (DP-08)."""

from collections import defaultdict
from dataclasses import dataclass

from complaints.models import Category, StandardOption
from complaints.wording import NOTHING, money

COMPARED = ("remedy", "share", "amount", "title_zh", "title_en", "words_zh", "words_en")


@dataclass(frozen=True)
class Line:
    """One category with the version in force, if there is one, and the one that waits."""

    category: Category
    in_force: StandardOption | None
    waiting: StandardOption | None


def overview(*, only_set=False):
    """[(group, [Line, ...]), ...] of all active categories; two statements."""
    found = defaultdict(dict)
    for row in StandardOption.objects.filter(ended_at=None):
        found[row.category_id]["waiting" if row.is_waiting else "in_force"] = row
    groups = defaultdict(list)
    for category in Category.objects.filter(is_active=True).select_related("parent").order_by("code"):
        rows = found.get(category.pk, {})
        if rows or not only_set:
            line = Line(category, rows.get("in_force"), rows.get("waiting"))
            groups[category.parent or category].append(line)
    return list(groups.items())


def versions_of(category):
    """[(version, what it changed), ...] of a category, the newest first."""
    rows = list(category.standards.select_related("written_by", "approved_by"))
    approved = [row for row in rows if row.approved_at]
    lines = []
    for row in rows:
        before = next((old for old in approved if old.number < row.number), None)
        lines.append((row, changes(before, row) if before else []))
    return lines


def changes(old, new):
    """The fields in which two versions differ, in words."""
    found = []
    for name in COMPARED:
        was, now = told(old, name), told(new, name)
        if was != now:
            found.append({"label": StandardOption._meta.get_field(name).verbose_name, "old": was, "new": now})
    return found


def told(standard, name):
    """One field in words."""
    value = getattr(standard, name)
    if name == "remedy":
        return standard.get_remedy_display()
    if name == "amount":
        return money(value)
    if name == "share":
        return f"{value} %" if value else NOTHING
    return value or NOTHING
