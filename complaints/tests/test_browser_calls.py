"""A call-back in a real Chromium at 390 px, by keyboard where it counts: book, move, cancel, called, listened."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from complaints.actions import calls, intake
from complaints.actions.links import token_of
from complaints.models import Call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def case(new_complaint, lin):
    start = timezone.now() - timedelta(hours=2)
    return intake.accept(new_complaint("我想有人听我把整件事说完", at=start), by=lin, now=start)


def press(page, verb):
    """Reach a button or link by keyboard alone and press Enter."""
    page.locator(f"main [data-verb={verb}]").first.focus()
    page.keyboard.press("Enter")


def fits(page):
    """Nothing is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_book_move_cancel_called_listened(people, case):
    phone = people("", **PHONE)
    phone.goto(f"/p/{token_of(case)}/")
    fits(phone)
    press(phone, "book_call")
    expect(phone.locator("[name=phone]")).to_have_value("138****6027")
    fits(phone)
    phone.locator("[name=starts_at]").select_option(index=1)
    press(phone, "book_call")
    expect(phone.locator("#call")).to_contain_text("138****6027")

    press(phone, "move_call")
    phone.locator("[name=starts_at]").select_option(index=3)
    phone.fill("[name=phone]", "137 1234 5678")
    press(phone, "move_call")
    expect(phone.locator("#call")).to_contain_text("137****5678")
    assert Call.objects.get().starts_at == calls.hours_for(case, timezone.now())[2]
    fits(phone)

    press(phone, "cancel_call")
    press(phone, "cancel_call")
    expect(phone.locator("main [data-verb=book_call]").first).to_be_visible()
    press(phone, "book_call")
    phone.locator("[name=starts_at]").select_option(index=2)
    press(phone, "book_call")
    expect(phone.locator("#call [data-verb=move_call]")).to_be_visible()

    lin = people("lin", viewport={"width": 1440, "height": 900})
    lin.goto(f"/complaints/{case.number}/")
    expect(lin.locator("#call")).to_contain_text("138****6027")
    lin.locator("#call [data-verb=record_call]").click()
    lin.check("[name=is_reached][value=yes]")
    lin.fill("[name=said]", "从头听她说完：茶杯是学生送的。")
    lin.locator("main [data-verb=record_call]").click()
    expect(lin.locator("#timeline")).to_contain_text("从头听她说完")

    phone.goto(f"/p/{token_of(case)}/")
    fits(phone)
    expect(phone.locator("main")).not_to_contain_text("学生送的")
    press(phone, "confirm_heard")
    expect(phone.locator("#heard")).to_have_count(0)
    assert Call.objects.order_by("-pk").first().heard is True


def test_the_counter_never_cuts(browser, live_server, policy):
    phone = browser.new_context(base_url=live_server.url, locale="zh-CN", **PHONE).new_page()
    phone.goto("/file/")
    phone.fill("[name=description]", "长" * 20_001)
    expect(phone.locator(".counter.over")).to_contain_text("20,001")
    phone.fill("[name=phone]", "13800138000")
    phone.locator("main [data-verb=submit]").click()
    expect(phone.locator("[name=description]")).to_have_value("长" * 20_001)
    fits(phone)
