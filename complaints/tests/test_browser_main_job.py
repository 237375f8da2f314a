"""The main job in a real Chromium, as agent, lead and consumer: no console error, no CSP violation."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from complaints.actions.links import token_of
from complaints.models import Agent, Complaint, Payout

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def act(page, verb, **fields):
    """Press the button of a verb on the desk; if it opens a form, fill the fields and send it."""
    page.locator(f".desk-facts [data-verb={verb}]").first.click()
    if fields:
        fill(page, **fields)
        page.locator(f":is(.page, dialog[open]) [data-verb={verb}]").click()
    expect(page.locator(".desk")).to_be_visible()


def fill(page, **fields):
    for name, value in fields.items():
        field = page.locator(f":is(main, dialog[open]) [name={name.replace('__', '-')}]:visible").first
        tag = field.evaluate("element => element.tagName")
        if tag == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def register(page, text):
    page.goto("/complaints/new/")
    page.evaluate("document.querySelectorAll('main details').forEach(details => details.open = true)")
    fill(page, channel="phone", name="陆女士", phone="13800006027", description=text)
    fill(page, order_number="D-20261116-7", order_amount="168.00", merchant="海味行")
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url("**/registered/")
    return Complaint.objects.get()


def test_one_complaint_all_the_way(letters_leave, people):
    lin = people("lin", viewport={"width": 1440, "height": 900})
    case = register(lin, "收到的杯子破损，边上缺了一块，想退款。")
    assert (case.category_id, case.tier, case.state) == ("F02", "low", "registered")
    expect(lin.locator("main")).to_contain_text(case.number)
    expect(lin.locator("main")).to_contain_text("破损")

    lin.goto("/")
    lin.goto(f"/complaints/{case.number}/")
    act(lin, "accept")
    expect(lin.locator(".desk-facts")).to_contain_text("林晓")

    lin.fill("#pane-reply [name=body]", "陆女士您好，杯子破损的事我来跟到底，今天下午三点前告诉您结果。")
    lin.click("#pane-reply [data-verb=reply]")
    expect(lin.locator("#timeline .message.ours")).to_contain_text("跟到底")
    lin.click("#tab-note")
    lin.fill("#pane-note [name=body]", "仓库说这一批内衬换过。")
    lin.click("#pane-note [data-verb=note]")
    expect(lin.locator("#timeline .message.note")).to_contain_text("内衬")

    act(lin, "solve_now")
    act(
        lin,
        "draft_proposal",
        what_we_did="看了您说的情况，问了仓库和承运商。",
        reasons="杯子在运输途中破损，由平台承担。",
        rule_note="破损包赔规则 2026-03 版",
        option0__title="退 ¥168.00",
        option0__kind_0="refund",
        option0__amount_0="168.00",
        option1__title="补发同款",
        option1__kind_0="redeliver",
    )
    act_and_confirm(lin, "send_proposal")
    case = Complaint.objects.get()
    assert case.state == "awaiting_consumer"

    letters_leave()
    phone = people("", viewport={"width": 390, "height": 844})
    phone.goto(f"/p/{token_of(case)}/")
    expect(phone.locator("main")).to_contain_text("小林")
    expect(phone.locator("main")).not_to_contain_text("内衬")
    expect(phone.locator("main")).not_to_contain_text("林晓")
    phone.locator("[data-verb=choose_option]").click()
    expect(phone.locator("main")).to_contain_text("168.00")
    assert Complaint.objects.get().state == "executing"

    lin.goto(f"/complaints/{case.number}/")
    act(lin, "propose_payout", reason="破损退款")
    payout = Payout.objects.get()
    assert (payout.state, payout.amount, payout.basis) == ("approved", Decimal("168.00"), "own_limit")
    follow_payout(lin, "pay")
    follow_payout(lin, "mark_paid", reference="B-20261116-1")
    act(lin, "resolve")

    phone.reload()
    phone.locator("[name=satisfaction][value='5']").check()
    phone.locator("[data-verb=answer_survey]").click()
    assert Complaint.objects.get().satisfaction == 5

    lin.goto(f"/complaints/{case.number}/")
    act_and_confirm(lin, "close")
    act(
        lin,
        "archive",
        summary="运输破损，全额退款，消费者满意。",
        root_cause="transport",
        responsible_party="carrier",
        has_lesson="False",
    )
    case = Complaint.objects.get()
    assert (case.state, case.closing_code) == ("archived", "accepted_money")


def follow_payout(page, verb, **fields):
    """Take a step of the payout in the money section."""
    page.locator(f"#money [data-verb={verb}]").click()
    fill(page, **fields)
    page.locator(f":is(.page, dialog[open]) [data-verb={verb}]").click()
    expect(page.locator(".desk")).to_be_visible()


def act_and_confirm(page, verb):
    """Press a verb whose form shows something first but asks for nothing."""
    page.locator(f".desk-facts [data-verb={verb}]").first.click()
    page.locator(f":is(.page, dialog[open]) [data-verb={verb}]").click()
    expect(page.locator(".desk")).to_be_visible()


def test_above_the_limit_a_lead_approves(people):
    lin = people("lin", viewport={"width": 1440, "height": 900})
    case = register(lin, "收到的杯子破损，杯口缺了一块。")
    lin.goto(f"/complaints/{case.number}/")
    act(lin, "accept")
    act(lin, "propose_payout", kind="goodwill", amount="620.00", reason="晚到十天，婚宴没用上")
    assert Payout.objects.get().state == "proposed"

    zhao = people("zhao", viewport={"width": 1440, "height": 900})
    zhao.goto("/approvals/")
    expect(zhao.locator("main")).to_contain_text("620.00")
    zhao.locator("main [data-verb=approve]").first.click()
    expect(zhao.locator("body")).to_contain_text("620.00")
    payout = Payout.objects.get()
    assert (payout.state, payout.approved_by) == ("approved", Agent.objects.get(username="zhao"))


def test_consumer_files_on_a_phone_and_is_not_satisfied(people):
    phone = people("", viewport={"width": 390, "height": 844})
    phone.goto("/file/")
    fill(phone, description="冰鲜虾晚到了，打开是臭的，请退款。", phone="13800006027", order_number="D-9")
    phone.locator("main form [type=submit]").first.click()
    case = Complaint.objects.get()
    expect(phone.locator("main")).to_contain_text(case.number)
    assert case.priority == "P1"
    overflow = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
