"""What a consumer types stands there again after a reload, in this tab alone, until it is sent (real Chromium)."""

import pytest
from playwright.sync_api import expect

from complaints.actions import intake
from complaints.actions.links import token_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOX = "#messages [name=body]"
WORDS = "箱子到的时候就是湿的，请看第二张照片。"


def test_a_message_outlives_a_reload_in_its_tab_and_goes_when_sent(people, new_complaint, cast, now):
    case = intake.accept(new_complaint(), by=cast["lin"], now=now)
    page = people("")
    address = f"/p/{token_of(case)}/"
    page.goto(address)
    page.fill(BOX, WORDS)
    page.reload()
    expect(page.locator(BOX)).to_have_value(WORDS)
    other = people("")
    other.goto(address)
    expect(other.locator(BOX)).to_have_value("")
    page.click("[data-verb=hear_consumer]")
    expect(page.locator("#messages .message.theirs")).to_contain_text(WORDS)
    expect(page.locator(BOX)).to_have_value("")
    page.reload()
    expect(page.locator(BOX)).to_have_value("")
