"""The look's template tags: icons, clocks, badges, buttons, money and times. `/parts/` shows every one of them.

What stands in every row of a list is a simple tag, because an include costs ten times as much.
"""

from decimal import Decimal
from functools import lru_cache

from django import template
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from complaints import wording
from complaints.enums import CapaState, ClockState, IncidentState, PayoutState, RecoveryState, State, TaskState, Tier

register = template.Library()

# Grey: waiting on others. Blue: in our hands. Green: settled.
STATE_TONES = dict.fromkeys(State, "blue") | {
    State.REGISTERED: "",
    State.NEED_INFO: "",
    State.AWAITING_CONSUMER: "",
    State.ARBITRATION: "",
    State.EXTERNAL: "",
    State.INELIGIBLE: "",
    State.WITHDRAWN: "",
    State.MERGED: "",
    State.RESOLVED: "green",
    State.CLOSED: "green",
    State.ARCHIVED: "green",
}
PAYOUT_TONES = dict.fromkeys(PayoutState, "") | {
    PayoutState.APPROVED: "blue",
    PayoutState.PAYING: "blue",
    PayoutState.PAID: "green",
    PayoutState.CONFIRMED: "green",
    PayoutState.FAILED: "red",
}
TASK_TONES = dict.fromkeys(TaskState, "") | {
    TaskState.TAKEN: "blue",
    TaskState.DONE: "green",
    TaskState.RETURNED: "amber",
}
INCIDENT_TONES = {IncidentState.OPEN: "red", IncidentState.CONTAINED: "amber", IncidentState.CLOSED: "green"}
CAPA_TONES = {CapaState.OPEN: "blue", CapaState.DONE: "", CapaState.EFFECTIVE: "green", CapaState.DROPPED: ""}
RECOVERY_TONES = dict.fromkeys(RecoveryState, "") | {
    RecoveryState.AGREED: "blue",
    RecoveryState.PART: "blue",
    RecoveryState.REFUSED: "amber",
    RecoveryState.RECEIVED: "green",
    RecoveryState.OWED_BACK: "amber",
}
CLOCK_ICONS = {
    ClockState.RUNNING: "clock",
    ClockState.SOON: "triangle-alert",
    ClockState.LATE: "octagon-alert",
    ClockState.PAUSED: "circle-pause",
    ClockState.MET: "circle-check",
}
TICKING = (ClockState.RUNNING, ClockState.SOON, ClockState.LATE)
TONE_ICONS = {"amber": "triangle-alert", "red": "octagon-alert"}
CALLOUT_ICONS = {"red": "octagon-alert", "amber": "triangle-alert", "green": "circle-check", "note": "lock"}


# Icons


@register.simple_tag
@lru_cache(maxsize=128)
def icon(name: str, size: int = 16, css: str = "") -> str:
    """A lucide outline, hidden from screen readers: the word beside it says the same."""
    return lucide(
        name, size=size, stroke_width=2.25, aria_hidden="true", focusable="false", **{"class": f"icon {css}".strip()}
    )


# Words


register.filter("money", wording.money)
register.filter("span", wording.span)
register.filter("counted", wording.counted)
register.filter("signed", wording.signed)
register.filter("exact", wording.exact_moment)
register.filter("masked", wording.masked_name)
register.filter("initial", wording.initial)


@register.filter
def when(at) -> str:
    """today 15:00, 11-20 22:07."""
    return wording.moment(at, timezone.now())


@register.filter
def brief(at) -> str:
    """15:00 if it is today, else 11-20 22:07."""
    return wording.brief_moment(at, timezone.now())


@register.filter
def ago(at) -> str:
    """2 h 11 min ago."""
    return wording.ago(at, timezone.now()) if at else wording.NOTHING


@register.simple_tag
def moment(at, style: str = "when") -> str:
    """A <time> with the machine's time inside and the exact one on hovering; style: when, brief, ago or day."""
    if at is None:
        return wording.NOTHING
    words = {"when": wording.moment, "brief": wording.brief_moment, "ago": wording.ago, "day": wording.day_or_moment}[
        style
    ](at, timezone.now())
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), wording.exact_moment(at), words)


# Clocks


@register.simple_tag
def clock(due) -> str:
    """One complaints.clock.Light: icon, bold remaining time, what is due. Told by word, shape and colour."""
    return format_html(
        '<span class="clock {}" data-clock="{}" data-state="{}"{}>{}<b>{}</b> <span class="what">{}</span></span>',
        due.state,
        due.name,
        due.state,
        flatatt({"data-due": due.due_at.isoformat()} if due.due_at and due.state in TICKING else {}),
        icon(CLOCK_ICONS[due.state]),
        _remaining(due),
        _clock_label(due),
    )


def _remaining(due) -> str:
    if due.state == ClockState.PAUSED:
        return _("Paused")
    if due.state == ClockState.MET:
        return _("Met")
    words = wording.REMAINING["late" if due.state == ClockState.LATE else "left"]
    return words % {"time": wording.span(due.remaining)}


def _clock_label(due) -> str:
    if due.state == ClockState.PAUSED and due.remaining:
        return _("%(what)s, %(time)s remain") % {"what": due.label, "time": wording.span(due.remaining)}
    if due.state == ClockState.MET and due.took is not None:
        return _("%(what)s in %(time)s") % {"what": due.label, "time": wording.span(due.took)}
    return due.label


@register.simple_tag
def clock_line(due, nearest: bool = False, note: str = "") -> str:
    """A clock with its exact time at the right; the nearest one is larger."""
    at = due.due_at and format_html('<time datetime="{}">{}</time>', due.due_at.isoformat(), brief(due.due_at))
    return format_html(
        '<div class="clock-line{}">{}<span class="exact">{}{}</span></div>',
        " nearest" if nearest else "",
        clock(due),
        at or "",
        format_html(" {}", note) if note else "",
    )


@register.simple_tag
def clock_words() -> str:
    """An empty <template> from which clocks.js reads how this page's language tells remaining time."""
    patterns = {f"data-{name}": str(words) for name, words in (wording.SPANS | wording.REMAINING).items()}
    return format_html(
        '<template id="clock-words"{}>{}</template>', flatatt(patterns), icon(CLOCK_ICONS[ClockState.LATE])
    )


# Small facts


@register.simple_tag
def badge(label, tone: str = "", icon_name: str = "") -> str:
    """A state in a word: grey waiting, blue in our hands, green settled; amber and red bring their own icon."""
    shape = icon_name or TONE_ICONS.get(tone)
    return format_html('<span class="badge {}">{}{}</span>', tone, icon(shape) if shape else "", label)


@register.simple_tag
def state_badge(state: str) -> str:
    """The badge of a complaint's state."""
    return _state_badge(state, get_language())


@lru_cache(maxsize=64)
def _state_badge(state: str, language: str) -> str:
    state = State(state)
    return badge(str(state.label), STATE_TONES[state])


@register.simple_tag
def payout_badge(state: str) -> str:
    """The badge of a payout's state."""
    state = PayoutState(state)
    return badge(state.label, PAYOUT_TONES[state])


@register.simple_tag
def task_badge(state: str) -> str:
    """The badge of a sub-task's state."""
    state = TaskState(state)
    return badge(state.label, TASK_TONES[state])


@register.simple_tag
def incident_badge(state: str) -> str:
    """The badge of an incident's state."""
    state = IncidentState(state)
    return badge(state.label, INCIDENT_TONES[state])


@register.simple_tag
def capa_badge(state: str) -> str:
    """The badge of a corrective action's state."""
    state = CapaState(state)
    return badge(state.label, CAPA_TONES[state])


@register.simple_tag
def recovery_badge(state: str) -> str:
    """The badge of a claim's state."""
    state = RecoveryState(state)
    return badge(state.label, RECOVERY_TONES[state])


@register.simple_tag
def tier(value: str) -> str:
    """Three rising bars and 低, 中 or 高: who may decide."""
    return _tier(value, get_language()) if value else wording.NOTHING


@lru_cache(maxsize=16)
def _tier(value: str, language: str) -> str:
    tier = Tier(value)
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="3" height="{}" rx=".5" class="{}"/>',
        ((4.5 * n, 7 - 3.5 * n, 3 + 3.5 * n, "on" if n <= tier.rank else "off") for n in range(3)),
    )
    return format_html(
        '<span class="tier {}"><svg viewBox="0 0 12 10" aria-hidden="true">{}</svg>{}</span>', value, bars, tier.label
    )


@register.simple_tag
def avatar(name: str, css: str = "", doing: str = "") -> str:
    """A person as a circle with a letter; css: me, writing, large, huge. `doing` is said aloud with the name."""
    said = f"{name} {doing}".strip()
    return format_html(
        '<span class="avatar {}" role="img" aria-label="{}" title="{}">{}</span>',
        css,
        said,
        said,
        wording.initial(name),
    )


@register.simple_tag
def told(label, tone: str = "") -> str:
    """A verdict in a line: tick and green, triangle and amber, octagon and red, ring and grey."""
    shape = TONE_ICONS.get(tone) or ("check" if tone == "green" else "clock")
    return format_html('<span class="told {}">{}{}</span>', tone, icon(shape, 14), label)


# Buttons


@register.simple_tag
def button(label, kind: str = "plain", *, verb="", key="", icon="", why="", href="", css="", **attrs) -> str:
    """A button, or a link that looks like one (`href`). With a reason in `why` it is blocked and says so inside.

    kind: primary, plain, note, danger, ghost, link. Further arguments become attributes: type, name, value, form,
    data_dialog, data_busy, aria_label ... (an underscore stands for a hyphen).
    """
    css = " ".join(word for word in ("button", "" if kind == "plain" else kind, css) if word)
    attrs = {"data-verb": verb, "data-key": key, "aria-keyshortcuts": key} | attrs
    attrs = {name.replace("_", "-"): value for name, value in attrs.items() if value or value == 0}
    if why:
        return _blocked_button(label, css, attrs, why)
    inside = _button_inside(label, key, icon)
    if href:
        return format_html('<a class="{}" href="{}"{}>{}</a>', css, href, flatatt(attrs), inside)
    return format_html('<button class="{}"{}>{}</button>', css, flatatt({"type": "submit"} | attrs), inside)


def _button_inside(label, key: str, icon_name: str) -> str:
    cap = format_html('<kbd class="key" aria-hidden="true">{}</kbd>', key) if key else ""
    words = format_html("<span>{}</span>", label) if label else ""
    return format_html("{}{}{}", icon(icon_name) if icon_name else "", words, cap)


def _blocked_button(label, css: str, attrs: dict, why) -> str:
    """It stays reachable by keyboard; being type=button it does nothing."""
    attrs = {name: value for name, value in attrs.items() if name in ("data-verb", "id")}
    return format_html(
        '<button type="button" class="{}" aria-disabled="true"{}>{}<span>{}</span><span class="why">{}</span></button>',
        css,
        flatatt(attrs),
        icon("lock"),
        label,
        why,
    )


# Bars


def _percent(part, whole) -> str:
    return f"{max(0, min(100, float(part) / float(whole) * 100)):.2f}%" if whole else "0%"


@register.inclusion_tag("components/limit_bar.html")
def limit_bar(limit, paid, pending=0, this=0) -> dict:
    """What is paid, pending and free of a payout limit; `this` is the payout being typed or decided."""
    limit, paid, pending, this = (Decimal(amount or 0) for amount in (limit, paid, pending, this))
    free = limit - paid - pending - this
    whole = max(limit, paid + pending + this)
    return {
        "limit": limit,
        "paid": paid,
        "pending": pending,
        "this": this,
        "free": max(free, Decimal(0)),
        "over": -free if free < 0 else None,
        "paid_end": _percent(paid, whole),
        "pending_width": _percent(pending, whole),
        "this_start": _percent(paid + pending, whole),
        "this_width": _percent(this, whole),
    }


@register.inclusion_tag("components/interval_strip.html")
def interval_strip(low, point, high, target) -> dict:
    """A measured rate with its interval and the target, on a scale that leaves room on both sides."""
    values = [float(value) for value in (low, point, high, target)]
    least, most = min(values), max(values)
    room = (most - least or 1) * 0.6
    spot = [(value - least + room) / (most - least + 2 * room) * 100 for value in values]
    low, point, high, target = spot
    return {
        name: f"{value:.2f}%"
        for name, value in {"low": low, "width": high - low, "point": point, "target": target}.items()
    }


@register.inclusion_tag("components/interval_strip.html")
def share_strip(low, point, high, target) -> dict:
    """A share in per cent with its interval and a target, on the whole scale, so that rows can be compared."""
    shares = {"low": low, "width": high - low, "point": point, "target": target}
    return {name: f"{float(value):.1f}%" for name, value in shares.items()}


@register.simple_tag
def emotion_bar(intensity: int) -> str:
    """Ten segments and the figure: 6 / 10."""
    css = "strong-feeling" if intensity >= 9 else "calm" if intensity <= 3 else ""
    segments = format_html_join(
        "",
        '<rect x="{}" width="9" height="9" rx="1.5" class="{}"/>',
        ((11 * n, "on" if n < intensity else "off") for n in range(10)),
    )
    return format_html(
        '<span class="emotion {}"><svg viewBox="0 0 109 9" aria-hidden="true">{}</svg><b>{} / 10</b></span>',
        css,
        segments,
        intensity,
    )


@register.filter
def callout_icon(tone: str) -> str:
    """The icon a callout of this tone begins with."""
    return CALLOUT_ICONS.get(tone, "info")


# Forms


@register.filter
def kind_of(bound_field) -> str:
    """What a field looks like: checkbox, choices, file, hidden or input."""
    widget = bound_field.field.widget
    kind = getattr(widget, "input_type", "") or ""
    many = hasattr(widget, "subwidgets") and kind in ("radio", "checkbox") and bound_field.use_fieldset
    return "choices" if many else kind if kind in ("checkbox", "file", "hidden") else "input"
