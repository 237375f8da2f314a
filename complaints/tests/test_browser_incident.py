"""An incident in a real Chromium: the fifth is linked, measures and their proof, the report, what a consumer reads."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from complaints.actions import intake, linking
from complaints.actions.links import token_of
from complaints.demo.pictures import picture
from complaints.models import Complaint, Incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"viewport": {"width": 1440, "height": 900}}
ENGLISH = "Please stop using this cream; we bear the cost of a doctor."
CHINESE = "请立即停用这批面霜，就医费用由我们承担。"


@pytest.fixture
def creams(new_complaint, lin):
    """Four that are linked, and a fifth of somebody who reads English."""
    start = timezone.now() - timedelta(hours=1)

    def cream(n, **facts):
        order = {"order_number": f"M-{n}", "product": "玉肌面霜", "merchant": "玉肌旗舰店"}
        facts = {"phone": f"1390000000{n}", "name": f"消费者{n}"} | facts
        return intake.accept(new_complaint("面霜用了脸上起疹", at=start, order=order, **facts), by=lin, now=start)

    first, *others = (cream(n) for n in range(4))
    for other in others:
        linking.link(first, other, by=lin, now=start, reason="同一批面霜")
    return [first, *others, cream(4, language="en", name="Ann")]


@pytest.fixture
def proof(tmp_path):
    """A screenshot on the disk."""
    path = tmp_path / "下架截图.jpg"
    path.write_bytes(picture("screen", "下架截图", "browser").content.read())
    return path


def opened(page, verb):
    """The form of one step of the incident, unfolded unless it stands open already."""
    if not page.locator(f"#{verb} details[open]").count():
        page.locator(f"#{verb} summary").click()
    return page.locator(f"#{verb} form")


def order(page, kind, desk, question):
    """Order one measure, due when the form says."""
    form = opened(page, "order_measure")
    form.locator(f"[name=kind][value={kind}]").check()
    form.locator("[name=department]").select_option(desk)
    form.locator("[name=question]").fill(question)
    form.locator("[data-verb=order_measure]").click()
    expect(page.locator("#measures")).to_contain_text("玉肌面霜")


def test_the_fifth_opens_an_incident_and_its_report_reaches_each_in_his_language(people, creams, proof):
    lin = people("lin", **WIDE)
    lin.goto(f"/complaints/{creams[4].number}/link/")
    lin.fill("[name=other]", creams[0].number)
    lin.fill("[name=reason]", "同一批面霜，第五件")
    lin.locator("main [data-verb=link]").click()
    expect(lin.locator("#joined")).to_contain_text("属于事件")
    lin.locator("#joined a").first.click()
    order(lin, "stop_sale", "MERCHANT", "批次 0412 全部下架")
    order(lin, "recall", "QUALITY", "通知买家停用并退回")
    assert Incident.objects.get().tasks.count() == 2

    zhao = people("zhao", **WIDE)
    for name in ("停售", "召回"):
        zhao.goto(f"/incidents/{Incident.objects.get().pk}/")
        zhao.locator("#measures a", has_text=name).click()
        zhao.fill("#answer_task [name=answer]", "已办妥，截图附后。")
        zhao.set_input_files("#answer_task [type=file]", proof)
        zhao.locator("#answer_task [data-verb=answer_task]").click()
        expect(zhao.locator("main .file")).to_contain_text("下架截图")

    lin.reload()
    form = opened(lin, "contain_incident")
    form.locator("[name=because]").fill("下架截图已核对")
    form.locator("[data-verb=contain_incident]").click()
    expect(lin.locator(".page-head")).to_contain_text("已受控")
    form = opened(lin, "write_report")
    for name in ("report_facts", "report_cause", "report_measures"):
        form.locator(f"[name={name}]").fill("五位消费者用后红肿，送检中。")
    form.locator("[name=report_consumer]").fill(CHINESE)
    form.locator("[data-verb=write_report]").click()

    chen = people("chen", **WIDE)
    chen.goto(f"/incidents/{Incident.objects.get().pk}/")
    chen.locator("#share_report summary").click()
    expect(chen.locator("#share_report")).to_contain_text("消费者版本（英文）")
    expect(chen.locator("#share_report [data-verb=share_report]")).to_have_count(0)
    form = opened(chen, "write_report")
    form.locator("[name=report_consumer_en]").fill(ENGLISH)
    form.locator("[data-verb=write_report]").click()
    opened(chen, "share_report").locator("[data-verb=share_report]").click()
    expect(chen.locator("#cases .told.green")).to_have_count(5)
    assert Complaint.objects.exclude(planned_at=None).count() == 5

    lin.goto(f"/complaints/{creams[2].number}/")
    expect(lin.locator("#joined")).to_contain_text("已统一答复")
    for case, words in ((creams[1], CHINESE), (creams[4], ENGLISH)):
        Complaint.objects.get(pk=case.pk).messages.update(sent_at=timezone.now() - timedelta(minutes=1))
        phone = people("", viewport={"width": 390, "height": 844})
        phone.goto(f"/p/{token_of(case)}/")
        expect(phone.locator("#messages")).to_contain_text(words)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
