"""The look's tags: what they say, what they escape, what they never write."""

import re
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from complaints import wording
from complaints.clock import Light
from complaints.enums import State, Tier
from complaints.templatetags import ui
from complaints_site.parts import parts

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=wording.SHANGHAI)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def due(state, minutes, label="first response"):
    left = timedelta(minutes=minutes)
    return Light("respond", label, state, NOON + left, left, took=timedelta(minutes=7))


def render(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Decimal("1234.5"), "¥1,234.50"),
        (Decimal("-35"), "\N{MINUS SIGN}¥35.00"),
        (0, "¥0.00"),
        (None, "—"),
    ],
)
def test_money_has_two_decimals_and_a_true_minus(amount, written):
    assert wording.money(amount) == written


@pytest.mark.parametrize(
    ("minutes", "written"),
    [
        (0, "less than 1 min"),
        (23, "23 min"),
        (-6, "6 min"),
        (60, "1 h"),
        (72, "1 h 12 min"),
        (188, "3 h 08 min"),
        (3 * 1440, "3 d"),
        (3 * 1440 + 4 * 60 + 59, "3 d 4 h"),
    ],
)
def test_span_tells_the_two_largest_units(minutes, written):
    assert wording.span(timedelta(minutes=minutes)) == written


@pytest.mark.parametrize(
    ("at", "long", "brief"),
    [
        (NOON.replace(hour=15), "today 15:00", "15:00"),
        (NOON + timedelta(days=1), "tomorrow 12:00", "11-22 12:00"),
        (NOON - timedelta(hours=14), "yesterday 22:00", "11-20 22:00"),
        (NOON - timedelta(days=5), "11-16 12:00", "11-16 12:00"),
        (NOON - timedelta(days=365), "2025-11-21 12:00", "2025-11-21 12:00"),
    ],
)
def test_moments_are_told_in_shanghai(at, long, brief):
    in_utc = datetime.fromtimestamp(at.timestamp(), tz=wording.ZoneInfo("UTC"))
    assert (wording.moment(in_utc, NOON), wording.brief_moment(in_utc, NOON)) == (long, brief)


def test_ago_looks_both_ways():
    assert wording.ago(NOON - timedelta(minutes=131), NOON) == "2 h 11 min ago"
    assert wording.ago(NOON + timedelta(hours=2), NOON) == "in 2 h"
    assert wording.ago(NOON, NOON) == "just now"


@pytest.mark.parametrize(
    ("name", "masked", "initial"),
    [("陆小曼", "陆**", "陆"), ("沈明", "沈*", "沈"), ("小林", "小*", "林"), ("", "—", "?")],
)
def test_names_are_masked_and_shortened(name, masked, initial):
    assert (wording.masked_name(name), wording.initial(name)) == (masked, initial)


@pytest.mark.parametrize(
    ("state", "minutes", "words"),
    [
        ("running", 41, "41 min left"),
        ("soon", 4, "4 min left"),
        ("late", -6, "6 min late"),
        ("paused", 60, "Paused"),
        ("met", 0, "Met"),
    ],
)
def test_a_clock_says_its_state_in_words_and_shape(state, minutes, words):
    html = ui.clock(due(state, minutes))
    assert f"<b>{words}</b>" in html
    assert 'data-clock="respond"' in html
    assert "<svg" in html


def test_every_clock_state_has_a_shape_of_its_own():
    shapes = {re.search(r"<svg.*?</svg>", ui.clock(due(state, 9)), re.S)[0] for state in ui.CLOCK_ICONS}
    assert len(shapes) == len(ui.CLOCK_ICONS)


def test_a_met_clock_says_how_long_it_took():
    assert "first response in 7 min" in ui.clock(due("met", 23))


def test_only_a_running_clock_ticks():
    assert "data-due" in ui.clock(due("soon", 4))
    assert "data-due" not in ui.clock(due("paused", 4))


def test_a_blocked_button_says_why_and_cannot_submit():
    html = ui.button("Settle", "primary", verb="settle", key="s", why="One item is missing")
    assert "One item is missing" in html
    assert 'data-verb="settle"' in html
    assert 'aria-disabled="true"' in html
    assert 'type="button"' in html
    assert "data-key" not in html
    assert " disabled" not in html


def test_a_button_submits_its_name_and_value():
    html = ui.button("Send", "primary", verb="reply", key="s", name="next", value=0)
    assert 'type="submit"' in html
    assert 'name="next"' in html
    assert 'value="0"' in html
    assert 'data-key="s"' in html


def test_words_from_outside_are_escaped():
    evil = "<script>alert(1)</script>"
    for html in (
        ui.button(evil, why=evil),
        ui.badge(evil),
        ui.avatar(evil),
        ui.clock(due("soon", 1, evil)),
        ui.told(evil),
    ):
        assert "<script" not in html


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_badges_and_tiers_follow_the_language(language):
    with translation.override(language):
        assert str(State.RESOLVED.label) in ui.state_badge("resolved")
        assert str(Tier.HIGH.label) in ui.tier("high")


def test_limit_bar_says_what_is_free():
    assert "¥300.00 <small>left</small>" in render("{% limit_bar 500 80 120 %}")


def test_limit_bar_over_the_limit_says_by_how_much():
    html = render("{% limit_bar limit paid 0 this %}", limit=500, paid=380, this=Decimal("120.01"))
    assert "¥0.01 over" in html
    assert 'class="bad"' in html


def test_a_field_with_an_error_is_announced():
    html = parts_page()
    assert 'aria-invalid="true"' in html
    assert re.search(r'aria-describedby="[^"]*id_amount_error', html)
    assert 'id="id_amount_error"' in html


def parts_page():
    request = RequestFactory().get("/parts/")
    request.user = AnonymousUser()
    return parts(request).content.decode()


def test_the_page_of_parts_has_no_inline_style_or_script():
    html = parts_page()
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son\w+=", html)
