"""The desk's own words in templates."""

from django import template
from django.utils import timezone

from complaints import wording

register = template.Library()


@register.filter
def short_day(at) -> str:
    """12-06, with the year when it is not this one."""
    today = timezone.now().astimezone(wording.SHANGHAI).date()
    return wording.short_date(at.astimezone(wording.SHANGHAI).date(), today)


@register.filter
def of(rows: dict, key) -> list:
    """What belongs to `key` in {key: [row, ...]}; nothing if nothing does."""
    return rows.get(key, [])
