"""Mails by their sender: whose word counts, who is kept out, and machines that nobody answers."""

from datetime import timedelta

import pytest

from complaints.actions import eligibility, links, mailbox, outbox
from complaints.enums import MailFate
from complaints.models import Complaint, Notice
from complaints.tests.post_office import INTAKE, letters, mail, signed

pytestmark = pytest.mark.django_db
DELAY = timedelta(minutes=12)


# --- who it is from -----------------------------------------------------------------------------------------


def test_the_signed_address_is_long_and_dies_with_one_wrong_letter(mailed):
    local = signed(mailed).partition("@")[0]
    sign = local.rpartition(".")[2]
    assert len(sign) * 4 >= 128
    assert len(local) <= 64
    assert links.complaint_of_addresses([signed(mailed).lower()]) == mailed
    assert links.complaint_of_addresses([signed(mailed).replace(sign, sign[:-1] + "g")]) is None
    assert links.complaint_of_addresses([signed(mailed).replace(sign, "")]) is None
    assert links.complaint_of_addresses(["reply+@desk.example", "reply+x.y@desk.example", "a@b"]) is None


def test_a_new_link_ends_the_old_address(mailed):
    old = signed(mailed)
    Complaint.objects.filter(pk=mailed.pk).update(link_nonce="0" * 32)
    assert links.complaint_of_addresses([old]) is None


def test_a_forged_sign_opens_a_complaint_of_its_own_at_most(arrive, mailed):
    forged = signed(mailed)[:-20] + "0" * 6 + "@desk.example"
    (row,) = arrive(mail("把钱打到这个账户", to=forged, sender="thief@example.com", subject="你好"))
    assert row.fate == MailFate.OPENED
    assert row.complaint != mailed
    assert not mailed.messages.exists()


def test_number_and_thread_alone_bring_no_stranger_in(arrive, mailed):
    notice = letters(mailed, "received").get()
    thread = f"<notice-{notice.pk}@desk.example>"
    (row,) = arrive(mail("我撤诉", sender="thief@example.com", subject=f"Re: {mailed.number}", In_Reply_To=thread))
    assert row.fate == MailFate.OPENED
    assert not mailed.messages.exists()
    assert {notice.consumer.email for notice in row.complaint.notices.filter(channel="mail")} == {"thief@example.com"}


@pytest.mark.parametrize("by", ["number", "thread"])
def test_the_known_address_without_our_sign_is_judged_by_a_person(arrive, mailed, lin, by):
    notice = letters(mailed, "received").get()
    facts = {
        "number": {"subject": f"{mailed.number} 补充"},
        "thread": {"In_Reply_To": f"<notice-{notice.pk}@desk.example>"},
    }
    (row,) = arrive(mail("我撤诉", **facts[by]))
    assert (row.fate, row.complaint) == (MailFate.DOUBTFUL, mailed)
    assert mailed.messages.get().direction == "unproved"
    assert mailed.events.filter(verb="hear_unsigned").exists()
    assert Notice.objects.filter(agent=lin, event="heard_unproved").exists()
    assert letters(mailed, "unsigned_mail").get().consumer.email == "lu@example.com"


def test_another_address_under_our_sign_is_kept_and_marked(arrive, mailed, client):
    (row,) = arrive(mail("我是她丈夫，请打我电话", to=signed(mailed), sender="husband@example.com"))
    assert row.fate == MailFate.DOUBTFUL
    assert row.message.direction == "unproved"
    event = mailed.events.get(verb="hear_other")
    assert event.data == {"address": "h***@example.com", "mail": row.pk}
    assert not mailed.notices.filter(event="unsigned_mail").exists()
    page = client.get(links_page(mailed)).content.decode()
    assert "我是她丈夫" not in page


def links_page(mailed):
    return f"/p/{links.token_of(mailed)}/"


def test_an_answer_to_a_question_lets_the_clock_go_on(arrive, new_complaint, lin, now):
    asked = eligibility.ask_info(new_complaint(email="lu@example.com"), by=lin, now=now, items="订单号")
    arrive(mail("订单号是 D-7", to=signed(asked)), at=now + DELAY)
    asked = Complaint.objects.get(pk=asked.pk)
    assert asked.state != "need_info"
    assert asked.messages.get().body == "订单号是 D-7"


def test_a_mail_to_a_merged_complaint_joins_the_one_that_goes_on(arrive, mailed, new_complaint, zhao, now):
    from complaints.actions import merging

    second = new_complaint("又一次写信", email="lu@example.com", phone="")
    merging.merge(second, by=zhao, now=now, master=mailed, reason="同一件事")
    (row,) = arrive(mail("补充一句", to=signed(second)))
    assert row.complaint == mailed


# --- machines -----------------------------------------------------------------------------------------------


MACHINES = [
    {"Auto_Submitted": "auto-replied"},
    {"Precedence": "bulk"},
    {"Precedence": "auto_reply"},
    {"List_Id": "<news.example.com>"},
    {"Return_Path": "<>"},
    {"X_Autoreply": "yes"},
    {"sender": "MAILER-DAEMON@example.com"},
    {"sender": "noreply@shop.example"},
    {"sender": INTAKE},
]


def test_a_machine_is_kept_and_never_answered(arrive, mailed):
    before = Notice.objects.count()
    for number, headers in enumerate(MACHINES):
        to_case = {"ident": f"<b{number}@x>", "to": signed(mailed)}
        first, second = arrive(mail("休假了", ident=f"<a{number}@x>", **headers), mail("休假了", **to_case, **headers))
        assert (first.fate, bool(first.reason)) == (MailFate.AUTOMATIC, True)
        assert second.fate in (MailFate.AUTOMATIC, MailFate.BOUNCE)
    assert not mailed.messages.exists()
    assert Complaint.objects.count() == 1
    assert Notice.objects.count() == before


def bounce(to, *, code="5.1.1", action="failed", original=""):
    """A mail server's report about one of our letters."""
    return (
        f"From: MAILER-DAEMON@mx.example\r\nTo: {to}\r\nReturn-Path: <>\r\nSubject: Undelivered Mail\r\n"
        f"Message-ID: <bounce-{code}@mx.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nI am sorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; lu@example.com\r\nAction: {action}\r\nStatus: {code}\r\n"
        f"Diagnostic-Code: smtp; 550 {code} <lu@example.com>: user unknown\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {original}\r\nSubject: x\r\n\r\nx\r\n--b--\r\n"
    ).encode()


def test_a_bounce_fails_its_letter_and_tells_the_owner(arrive, mailed, lin, now):
    outbox.deliver(now=now, channels=["mail"], send=lambda notice: None)
    notice = letters(mailed, "received").get()
    (row,) = arrive(bounce(signed(mailed), original=f"<notice-{notice.pk}@desk.example>"))
    notice.refresh_from_db()
    assert (row.fate, notice.status) == (MailFate.BOUNCE, "failed")
    assert "user unknown" in notice.last_error
    assert letters(mailed, "accepted").get().status == "sent"
    assert Notice.objects.filter(agent=lin, event="undeliverable").count() == 1
    assert "lu@example.com" not in mailed.events.get(verb="undeliverable").reason


@pytest.mark.parametrize("facts", [{"code": "4.4.1", "action": "delayed"}, {"code": "4.2.2", "action": "failed"}])
def test_a_delay_is_no_failure(arrive, mailed, now, facts):
    outbox.deliver(now=now, channels=["mail"], send=lambda notice: None)
    arrive(bounce(signed(mailed), **facts))
    assert not mailed.notices.filter(status="failed").exists()


def test_a_forged_bounce_fails_nothing(arrive, mailed, now):
    outbox.deliver(now=now, channels=["mail"], send=lambda notice: None)
    notice = letters(mailed, "received").get()
    (row,) = arrive(bounce(INTAKE, original=f"<notice-{notice.pk}@desk.example>"))
    assert row.fate == MailFate.AUTOMATIC
    assert not mailed.notices.filter(status="failed").exists()


def test_a_flood_from_one_address_waits_for_a_person(arrive, zhao, monkeypatch):
    monkeypatch.setattr(mailbox, "MOST_A_DAY", 3)
    rows = arrive(*(mail(f"第 {n} 封", ident=f"<{n}@x>") for n in range(5)))
    assert [row.fate for row in rows] == ["opened"] * 3 + ["held"] * 2
    assert Notice.objects.filter(agent=zhao, event="mail_waits").count() == 2
