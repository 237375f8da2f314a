"""Pieces that other apps' templates show: the tactic card beside a complaint, the emotion curve."""

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from complaints import rules, wording
from complaints.templatetags.ui import badge
from support.enums import ANCHORS, NEEDS, ConsultationState, Effect
from support.models import TacticCard, TacticFeedback
from support.reports import BREAK_AFTER, emotions_of
from support.roles import CONSULTATION, TACTIC

register = template.Library()

WIDTH, HEIGHT, EDGE = 300, 64, 8
TOP = 10  # of the scale
GUIDES = (5, 9)  # where urgency and the protocol begin


@register.inclusion_tag("support/_tactic_card.html", takes_context=True)
def tactic_card(context, complaint, on_desk=True):
    """The latest reading of `complaint`, what helps with it, and the marks. Three statements at most.

    `on_desk`: with the curve and the way to the social worker, which the support page itself shows anyway.
    """
    agent = context["request"].user
    readings = sorted(complaint.emotion_readings.all(), key=lambda r: (r.read_at, r.pk))
    latest = readings[-1] if readings else None
    return {
        "complaint": complaint,
        "readings": readings,
        "reading": latest,
        "anchors": ANCHORS,
        "on_desk": on_desk,
        "may_ask": rules.wears_the_hat("ask", agent, CONSULTATION),
        "csrf_token": context.get("csrf_token"),
        "request": context["request"],
    } | (advice_for(latest, agent) if latest else {})


def advice_for(reading, agent):
    """What stands on the card of one reading, and what this agent has marked."""
    card = TacticCard.objects.matching(reading).first()
    may_mark = card and rules.wears_the_hat("mark_tactic", agent, TACTIC)
    marks = TacticFeedback.objects.filter(reading=reading, agent=agent) if may_mark else TacticFeedback.objects.none()
    mark = marks.first()
    return {
        "card": card,
        "may_mark": may_mark,
        "effects": [{"code": e.value, "label": e.label, "current": bool(mark and mark.effect == e)} for e in Effect],
        "emotions": emotions_of(reading),
        "need": NEEDS[reading.emotion],
        "break_offered": reading.intensity >= BREAK_AFTER,
    }


@register.simple_tag
def emotion_curve(readings):
    """The strength of each reading in order, as a line drawn with attributes alone, with its text alternative."""
    points = [point(n, reading.intensity, len(readings)) for n, reading in enumerate(readings)]
    said = _("Strength of the feeling: %(figures)s") % {"figures": " → ".join(str(r.intensity) for r in readings)}
    guides = format_html_join(
        "",
        '<line x1="0" x2="{}" y1="{}" y2="{}" stroke="var(--line)" stroke-dasharray="2 3"/>',
        ((WIDTH, height(guide), height(guide)) for guide in GUIDES),
    )
    dots = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="{}" fill="currentColor"/>',
        ((x, y, 4 if n == len(points) - 1 else 2.5) for n, (x, y) in enumerate(points)),
    )
    return format_html(
        '<svg class="amber" role="img" aria-label="{}" viewBox="0 0 {} {}" width="100%" height="{}"'
        ' preserveAspectRatio="xMinYMid">{}'
        '<polyline points="{}" fill="none" stroke="currentColor" stroke-width="1.5"/>{}</svg>',
        said,
        WIDTH,
        HEIGHT,
        HEIGHT,
        guides,
        " ".join(f"{x},{y}" for x, y in points),
        dots,
    )


def point(number, intensity, total):
    """Where the reading stands: evenly spaced from left to right, one alone in the middle."""
    room = WIDTH - 2 * EDGE
    x = WIDTH / 2 if total == 1 else EDGE + room * number / (total - 1)
    return round(x, 1), height(intensity)


def height(intensity):
    """Where a strength lies on the paper."""
    return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * intensity / TOP, 1)


@register.simple_tag
def effect_bar(row):
    """Helped, no change and worse side by side; the figures stand below in words."""
    said = _("Helped %(helped)s %%, no change %(no_change)s %%, worse %(worse)s %%") % dict(
        zip(("helped", "no_change", "worse"), row["shares"], strict=True)
    )
    return format_html(
        '<svg class="bar" role="img" aria-label="{}" viewBox="0 0 100 8" preserveAspectRatio="none">'
        '<rect class="bad" width="100" height="8"/><rect class="rest" width="{}" height="8"/>'
        '<rect class="first" width="{}" height="8"/></svg>',
        said,
        row["no_change_end"],
        row["helped_end"],
    )


@register.filter
def figure(value):
    """A median or the size of its change, without a needless decimal: 4, 6.5; a dash where there is none."""
    return wording.NOTHING if value is None else f"{abs(value):g}"


@register.simple_tag
def days_left(at):
    """How many whole days remain until `at`."""
    return max(0, (at - timezone.now()).days)


@register.simple_tag
def consultation_badge(row):
    """Blue: somebody has to answer. Green: answered. Grey: done."""
    tones = {ConsultationState.ASKED: "blue", ConsultationState.ANSWERED: "green"}
    return badge(row.get_state_display(), tones.get(row.state, ""))
