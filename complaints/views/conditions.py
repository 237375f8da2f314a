"""The conditions of a list as chips: what is set and how to take it off, what can be added, and the field to add it."""

from django.forms import ModelChoiceField
from django.utils import formats


def conditions_of(listing):
    """The chips above a list: the set ones with their value, the others, and the address without any."""
    form = listing.filters.form
    chosen, rest = [], []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name) if listing.has_conditions and listing.is_good else None
        if value in (None, ""):
            rest.append({"label": field.label, "url": f"?{altered(listing.params, add=name)}"})
        else:
            address = f"?{altered(listing.params, **{name: None})}"
            chosen.append({"label": field.label, "value": words_for(field, value), "url": address})
    bare_url = f"?{altered(listing.params, **dict.fromkeys(form.fields))}"
    return {"set": chosen, "unset": rest, "clear_url": bare_url if chosen else "", "bare_url": bare_url}


def altered(params, **changes):
    """The query string with some parameters put in, or taken out where None."""
    params = params.copy()
    for name, value in changes.items():
        params.pop(name, None)
        if value is not None:
            params[name] = value
    return params.urlencode()


def words_for(field, value):
    """A value of a condition as a person reads it."""
    if isinstance(field, ModelChoiceField):
        return str(value)
    if hasattr(value, "strftime"):
        return formats.date_format(value, "Y-m-d")
    for code, label in getattr(field, "choices", ()):
        found = dict(label).get(value) if isinstance(label, list | tuple) else label if code == value else None
        if found:
            return str(found)
    return value


def adding(listing, name):
    """The bound field of the condition one is about to add, and what the form has to carry along."""
    form = listing.filters.form
    if name not in form.fields:
        return None
    carried = [(key, value) for key, value in listing.params.items() if key != name]
    return {"field": form[name], "carried": carried, "cancel_url": f"?{listing.params.urlencode()}"}
