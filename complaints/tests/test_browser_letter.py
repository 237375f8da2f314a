"""The letter composer in a real Chromium: looked at while typing, words of a script taken, sent to the consumer."""

import pytest
from playwright.sync_api import expect

from complaints.actions import intake, routing
from complaints.actions.links import token_of
from complaints.models import Complaint
from knowledge_base.actions import articles
from knowledge_base.models import Article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCRIPT = "## 认下来\n\n> 订单 {order} 的问题属实，责任不在您。\n"


def test_a_letter_is_written_looked_at_and_sent(letters_leave, people, new_complaint, cast, now):
    case = intake.accept(new_complaint(), by=cast["lin"], now=now)
    case = routing.solve_now(case, by=cast["lin"], now=now)
    facts = {"title": "决定书用语", "body": SCRIPT, "kind": "script", "categories": [case.category]}
    script = articles.write(by=cast["lin"], now=now, review_by=now.date().replace(year=2027), **facts)
    articles.publish(articles.hand_in(script, by=cast["lin"], now=now), by=cast["zhao"], now=now, note="第一版")
    assert Article.objects.published().count() == 1

    lin = people("lin", viewport={"width": 1440, "height": 900})
    lin.goto(f"/complaints/{case.number}/draft-proposal/")
    lin.fill("[name=what_we_did]", "看了照片，问了仓库。")
    expect(lin.locator("#seen [data-part=did]")).to_contain_text("看了照片，问了仓库。")
    lin.locator(".sayable", has=lin.locator("[name=reasons]")).locator("summary").click()
    lin.locator(".sayable", has=lin.locator("[name=reasons]")).locator("[data-insert]").first.click()
    expect(lin.locator("[name=reasons]")).to_have_value("订单 D-1001 的问题属实，责任不在您。")
    expect(lin.locator("#seen [data-part=decision]")).to_contain_text("订单 D-1001 的问题属实")
    lin.fill("[name=next_step]", "我们尽快寄出。")
    expect(lin.locator("#seen")).to_contain_text("承诺没有期限")
    lin.fill("[name=next_step]", "选定后三天内寄出。")
    expect(lin.locator("#seen")).not_to_contain_text("承诺没有期限")
    lin.fill("[name=rule_note]", "破损包赔规则 2026-03 版")
    lin.fill("[name=option0-title]", "补发一只")
    lin.select_option("[name=option0-kind_0]", "redeliver")
    expect(lin.locator("#seen [data-part=offer]")).to_contain_text("补发一只")
    send = lin.locator(".letter-foot [data-verb=send_proposal]")
    expect(send).to_contain_text("陆** · 短信")
    send.click()
    expect(lin.locator(".desk")).to_be_visible()
    assert Complaint.objects.get().state == "awaiting_consumer"

    letters_leave()
    phone = people("", viewport={"width": 390, "height": 844})
    phone.goto(f"/p/{token_of(case)}/")
    expect(phone.locator("#answer")).to_contain_text("破损包赔规则 2026-03 版")
    expect(phone.locator("#answer")).to_contain_text("选定后三天内寄出。")


def test_a_file_is_chosen_in_the_reply(people, new_complaint, cast, now, tmp_path):
    from complaints.tests.test_verbs import picture

    case = intake.accept(new_complaint(), by=cast["lin"], now=now)
    photo = tmp_path / "报告.jpg"
    photo.write_bytes(picture().read())
    lin = people("lin", viewport={"width": 1440, "height": 900})
    lin.goto(f"/complaints/{case.number}/")
    lin.set_input_files("#pane-reply [name=files]", str(photo))
    expect(lin.locator("#pane-reply .attach")).to_contain_text("报告.jpg")
    lin.fill("#pane-reply [name=body]", "检测报告在附件里，周五前给您方案。")
    lin.click("#pane-reply [data-verb=reply]")
    expect(lin.locator("#timeline")).to_contain_text("报告.jpg")
    assert case.evidence.get().disclosure == "consumer"
