"""What is typed into a long form in a real Chromium: kept when one leaves, given back, discarded, let go when taken."""

import pytest
from playwright.sync_api import expect

from complaints.actions import intake, routing
from conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTE = ".callout:has([data-draft-discard])"
WORDS = "运输中破损，我们查了三次扫描记录，责任在承运商。"


@pytest.fixture
def letter(people, new_complaint, cast, now):
    """lin's page of the letter of a broken cup."""
    case = intake.accept(new_complaint(), by=cast["lin"], now=now)
    case = routing.solve_now(case, by=cast["lin"], now=now)
    lin = people("lin", viewport={"width": 1440, "height": 900})
    lin.goto(f"/complaints/{case.number}/draft-proposal/")
    return lin


def typed(page):
    page.fill("[name=what_we_did]", "看了照片。")
    page.fill("[name=reasons]", WORDS)
    page.fill("[name=option0-title]", "补发一只")
    page.select_option("[name=option0-kind_0]", "redeliver")
    page.check("[name=refuses_wish]")


def test_a_letter_left_and_come_back_to(letter):
    typed(letter)
    address, next_step = letter.url, letter.input_value("[name=next_step]")
    letter.goto("/")
    letter.goto(address)
    expect(letter.locator(NOTE)).to_contain_text("已恢复您")
    expect(letter.locator("[name=reasons]")).to_have_value(WORDS)
    expect(letter.locator("[name=option0-title]")).to_have_value("补发一只")
    expect(letter.locator("[name=option0-kind_0]")).to_have_value("redeliver")
    expect(letter.locator("[name=refuses_wish]")).to_be_checked()
    assert letter.input_value("[name=next_step]") == next_step
    expect(letter.locator("#seen [data-part=decision]")).to_contain_text(WORDS)

    letter.click("[data-draft-discard]")
    expect(letter.locator("[name=reasons]")).to_have_value("")
    expect(letter.locator(NOTE)).to_have_count(0)
    letter.reload()
    expect(letter.locator("[name=reasons]")).to_have_value("")
    expect(letter.locator(NOTE)).to_have_count(0)


def test_what_the_server_refuses_stays_and_what_it_takes_goes(letter):
    typed(letter)
    keep = letter.locator(".letter-foot [data-verb=draft_proposal]")
    keep.click()
    expect(letter.locator("#id_rule_note_error")).to_be_visible()
    expect(letter.locator(NOTE)).to_have_count(0)
    address = letter.url
    letter.goto("/")
    letter.goto(address)
    expect(letter.locator("[name=reasons]")).to_have_value(WORDS)
    letter.uncheck("[name=refuses_wish]")
    letter.fill("[name=rule_note]", "破损包赔规则")
    letter.locator(".letter-foot [data-verb=draft_proposal]").click()
    expect(letter.locator(".desk")).to_be_visible()
    assert letter.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft:form:'))") == []
    letter.goto(address)
    expect(letter.locator("[name=reasons]")).to_have_value(WORDS)
    expect(letter.locator(NOTE)).to_have_count(0)


def test_an_ended_session_loses_no_word_and_nobody_else_reads_it(letter, cast):
    address = letter.url
    number = address.split("/")[-3]
    letter.goto(f"/complaints/{number}/hear-consumer/")
    letter.fill("[name=body]", "她说杯子是给母亲的生日礼物。")
    letter.context.clear_cookies(name="sessionid")
    letter.click("main [data-verb=hear_consumer]")
    expect(letter.locator("[name=password]")).to_be_visible()
    for name, words in (("zhao", ""), ("lin", "她说杯子是给母亲的生日礼物。")):
        letter.context.clear_cookies()
        letter.goto("/sign-in/")
        letter.fill("[name=username]", name)
        letter.fill("[name=password]", PASSWORD)
        letter.click("main [type=submit]")
        expect(letter.locator(".topbar")).to_contain_text(str(cast[name]))
        letter.goto(f"/complaints/{number}/hear-consumer/")
        expect(letter.locator("[name=body]")).to_have_value(words)
