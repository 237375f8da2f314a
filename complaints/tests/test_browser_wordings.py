"""Own words of a notice in a real Chromium: typed, looked at, handed in, put into force, and read by a consumer."""

import pytest
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import expect

from complaints.models import NoticeWording

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATH = "/wordings/mail/received/zh-hans/"
OWN = "谢谢您告诉我们。{respond_by}前有人看完并答复您，{dispatch_by}前定下由谁负责。"


def test_new_words_reach_the_next_consumer(people, new_complaint, settings):
    settings.EMAIL_URL = "smtp://mail.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    zhao = people("zhao")
    zhao.goto(PATH)
    zhao.fill("[name=body]", f"{OWN}我们会尽快处理。")
    expect(zhao.locator("#seen")).to_contain_text("承诺没有期限")
    zhao.fill("[name=body]", OWN)
    expect(zhao.locator("#seen")).not_to_contain_text("承诺没有期限")
    expect(zhao.locator("#seen .words")).to_contain_text("谢谢您告诉我们。11 月 16 日 10:30前有人看完")
    zhao.fill("[name=because]", "更亲切")
    zhao.click("[data-verb=propose_wording]")
    expect(zhao.locator("[data-verb=approve_wording]")).to_be_disabled()

    chen = people("chen")
    chen.goto("/alerts/")
    chen.locator("button.alert-line", has_text="等待复核").click()
    chen.click("[data-verb=approve_wording]")
    expect(chen.locator("main")).to_contain_text("起使用自定义措辞")
    assert NoticeWording.objects.in_force().count() == 1

    new_complaint(email="lu@example.com")
    call_command("send_notices")
    assert "谢谢您告诉我们。" in mail.outbox[0].body
