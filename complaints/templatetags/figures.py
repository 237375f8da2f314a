"""How figures are shown: shares with what they are of, changes with their interval, and bars drawn on the server."""

from datetime import timedelta

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from complaints import wording

register = template.Library()

CHART_HEIGHT = 150  # of the bars; the hours stand below


@register.filter
def tenth(value) -> str:
    """12.3, or a dash."""
    return wording.NOTHING if value is None else f"{value:,.1f}"


@register.filter
def share(value) -> str:
    """12.3 %, or a dash."""
    return wording.NOTHING if value is None else f"{value:.1f} %"


@register.filter
def span_or_dash(length) -> str:
    """3 h 20 min, or a dash."""
    return wording.NOTHING if length is None else wording.span(length)


@register.filter
def days_of(span) -> str:
    """2026-10-01 – 2026-10-30: the days a span touches."""
    first, last = (at.astimezone(wording.SHANGHAI) for at in (span[0], span[1] - timedelta(microseconds=1)))
    return f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"


@register.filter
def signed(value) -> str:
    """+12.3 or −12.3, with a true minus sign."""
    if value is None:
        return wording.NOTHING
    return f"{'+' if value > 0 else wording.MINUS if value < 0 else '±'}{abs(value):.1f}"


@register.simple_tag
def counted(rate, url: str = "", few: bool = True) -> str:
    """A share with what it is of; of few cases only the two numbers, since their share would be chance."""
    if not rate.tries:
        return wording.NOTHING
    base = f"{rate.hits} / {rate.tries}"
    if few and rate.is_few:
        return format_html('{} <span class="quiet nowrap">{}</span>', linked(base, url), _("too few"))
    return format_html('{} <span class="quiet nowrap">({})</span>', linked(share(rate.share), url), base)


def linked(words, url):
    """The words, as a link where there is somewhere to go."""
    return format_html('<a href="{}">{}</a>', url, words) if url else words


@register.simple_tag
def changed(change) -> str:
    """By how many per cent, with the interval; or that it cannot be said."""
    if change is None:
        return _("too few to compare")
    return _("%(percent)s %%, 95%% interval %(low)s to %(high)s %%") % {
        "percent": signed(change.percent),
        "low": signed(change.low),
        "high": signed(change.high),
    }


@register.simple_tag
def level(part, whole, css: str = "second") -> str:
    """A bar as long as `part` is of `whole`."""
    return format_html(
        '<svg class="bar" aria-hidden="true"><rect class="{}" width="{}" height="8"/></svg>', css, percent(part, whole)
    )


def percent(part, whole) -> str:
    """A place on an axis."""
    return f"{min(100, 100 * part / whole) if whole else 0:.2f}%"


@register.simple_tag
def spread(low, high, line, whole) -> str:
    """Up to `low` solid, from there to `high` thin, and a dashed line at `line`: half, nine in ten, the baseline."""
    seconds = [0 if value is None else value.total_seconds() for value in (low, high, line, whole)]
    low, high, line = (percent(value, seconds[3]) for value in seconds[:3])
    return format_html(
        '<svg class="spread" aria-hidden="true"><rect class="thin" y="6" width="{}" height="4"/>'
        '<rect class="solid" y="3" width="{}" height="10"/><line class="target" x1="{}" x2="{}" y1="0" y2="16"/></svg>',
        high,
        low,
        line,
        line,
    )


@register.inclusion_tag("components/rate_tile.html")
def rate_tile(name, rate, earlier, definition, url="", claim="") -> dict:
    """One share with its interval, what it is of, the period before, and what a source claims about it."""
    return {
        "name": name,
        "rate": rate,
        "points": rate.points_over(earlier),
        "earlier": earlier,
        "definition": definition,
        "url": url,
        "claim": claim,
    }


@register.simple_tag
def columns(bars, words: str) -> str:
    """Twenty-four columns of a day as SVG: (label, value, mark, css). `mark` is a line across the column, or None."""
    bars = list(bars)
    most = max(max(value, mark or 0) for _label, value, mark, _css in bars) or 1
    width = 100 / len(bars)
    drawn = format_html_join("", "{}{}{}", (one_column(n, width, most, *bar) for n, bar in enumerate(bars)))
    return format_html(
        '<svg class="hours-chart" role="img" aria-label="{}" width="100%" height="{}">{}</svg>',
        words,
        CHART_HEIGHT + 24,
        drawn,
    )


def one_column(number, width, most, label, value, mark, css):
    """The bar, its label at every third column, and the line across it."""
    left, height = number * width, CHART_HEIGHT * value / most
    bar = format_html(
        '<rect class="{}" x="{}%" y="{}" width="{}%" height="{}"><title>{}: {}</title></rect>',
        css,
        f"{left + width * 0.12:.2f}",
        f"{CHART_HEIGHT - height + 4:.1f}",
        f"{width * 0.76:.2f}",
        f"{height:.1f}",
        label,
        tenth(value),
    )
    text, line = "", ""
    if number % 3 == 0:
        text = format_html('<text x="{}%" y="{}">{}</text>', f"{left + width / 2:.2f}", CHART_HEIGHT + 20, label)
    if mark is not None:
        y = f"{CHART_HEIGHT - CHART_HEIGHT * mark / most + 4:.1f}"
        ends = f"{left:.2f}", f"{left + width:.2f}"
        line = format_html('<line class="mark" x1="{}%" x2="{}%" y1="{}" y2="{}"/>', *ends, y, y)
    return bar, text, line
