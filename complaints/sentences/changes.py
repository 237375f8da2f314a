"""What an event changed, field by field, for the audit history."""

from datetime import datetime

from django.utils.translation import gettext as _

from complaints import wording

# What an event may be about, instead of the complaint itself.
OTHERS = ("recovery", "payout", "task", "incident")


def differences(event, people=None) -> list[dict]:
    """[{"label", "old", "new"}, ...] in the words of the forms; `people` maps keys of agents to their names."""
    about = next((name for name in OTHERS if getattr(event, f"{name}_id")), "complaint")
    model = event._meta.get_field(about).related_model
    if event.verb == "split_loss":
        model = model._meta.get_field("split").related_model
    if "call" in event.data:
        model = model._meta.get_field("calls").related_model
    if "action" in event.data:
        model = model._meta.get_field("corrective_actions").related_model
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rows = []
    if event.from_state != event.to_state and event.from_state:
        kind = model._meta.get_field("state")
        rows.append(difference(kind, event.from_state, event.to_state, people or {}))
    return rows + [difference(fields[n], old, new, people or {}) for n, old, new in event.changes if n in fields]


def difference(field, old, new, people):
    """One line of the differences."""
    return {
        "label": field.verbose_name,
        "old": readable(field, old, people),
        "new": readable(field, new, people),
    }


def readable(field, value, people):
    """A stored value as a person reads it: labels of codes, names of people, times of Shanghai, yes and no."""
    if value in (None, "", []):
        return wording.NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if field.is_relation and field.related_model._meta.model_name == "agent":
        return people.get(value, value)
    if field.get_internal_type() == "DateTimeField":
        return wording.exact_moment(datetime.fromisoformat(value))
    if field.get_internal_type() == "DecimalField":
        return wording.money(value)
    return _(", ").join(map(str, value)) if isinstance(value, list) else value
