"""A script in a real Chromium: looked up beside the reply, put where the cursor stands; what was typed stays."""

import pytest
from playwright.sync_api import expect

from complaints.actions import contact, intake

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_script_is_put_into_the_reply(people, complaint, published, lin, now):
    published("按情绪开场", "## 愤怒\n\n> 换作我也会火。我跟到底。", kind="script")
    case = intake.accept(complaint, by=lin, now=now)
    contact.read_emotion(case, by=lin, now=now, emotion="anger", intensity=7, basis="words")
    page = people("lin", viewport={"width": 1440, "height": 900})
    page.goto(f"/complaints/{case.number}/")
    page.fill("#pane-reply [name=body]", "陆女士您好，")
    page.locator("#pane-reply .scripts > summary").click()
    page.locator(".saying.fits [data-insert]").click()
    expect(page.locator("#pane-reply [name=body]")).to_have_value("陆女士您好，\n换作我也会火。我跟到底。")
    expect(page.locator(".saying").first).not_to_be_visible()
