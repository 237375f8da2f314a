"""The mailbox on a real mail server: nothing lost, nothing twice, and nobody becomes the consumer by writing so."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from complaints.actions import contact, eligibility, intake, links, mailbox, outbox
from complaints.enums import MailFate
from complaints.forms.letter import letter_of
from complaints.lifecycle import Refused
from complaints.management.commands import fetch_mail, send_notices
from complaints.models import Complaint, Consumer, IncomingMail, Message, Notice
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db

INTAKE = "complaints@desk.example"
LU = "陆女士 <lu@example.com>"
STORY = "昨天收到的虾都化了，有臭味，我要求退款。"
DELAY = timedelta(minutes=12)


def mail(text=STORY, *, sender=LU, to=INTAKE, subject="虾坏了", at=None, ident="<one@example.com>", html="", **headers):
    """The bytes of a mail; header names are written with _ for -."""
    message = EmailMessage(policy=SMTP.clone(utf8=False))
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = format_datetime(at or datetime(2026, 11, 16, 1, 48, tzinfo=UTC))
    if ident:
        message["Message-ID"] = ident
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


@pytest.fixture
def arrive(addresses, now, cast):
    """Let mails come in and be read, without a server: arrive(mail(...)); returns their rows, the oldest first."""

    def take_in(*raws, at=None):
        known = set(IncomingMail.objects.values_list("pk", flat=True))
        for raw in raws:
            mailbox.keep(raw, now=at or now)
        mailbox.work_off(now=at or now, read=letter_of)
        return list(IncomingMail.objects.exclude(pk__in=known).order_by("pk"))

    return take_in


@pytest.fixture
def case(addresses, new_complaint, lin, now):
    """Lin looks after the complaint of lu@example.com."""
    complaint = new_complaint(email="lu@example.com", phone="")
    return intake.accept(complaint, by=lin, now=now)


def signed(complaint):
    return links.reply_address(complaint)


def letters(complaint, event):
    return complaint.notices.filter(event=event, channel="mail")


# --- over the wire ------------------------------------------------------------------------------------------


def test_facts_that_stand_plainly_in_a_mail_are_taken_over(arrive):
    arrive(mail(f"{STORY}\n批次：L2611\n最晚需要：2026-12-24\n"))
    case = Complaint.objects.get()
    assert (case.batch, f"{case.need_by}") == ("L2611", "2026-12-24")


def test_a_mail_becomes_a_complaint_and_is_acknowledged(imap, smtp, cast):
    imap.put(mail())
    call_command("fetch_mail")
    complaint = Complaint.objects.get()
    assert (complaint.channel, complaint.title, complaint.description) == ("mail", "虾坏了", STORY)
    assert (complaint.consumer.name, complaint.consumer.email) == ("陆女士", "lu@example.com")
    assert imap.unseen() == 0
    call_command("send_notices")
    (letter,) = smtp.sent_to("lu@example.com")
    assert complaint.number in letter["Subject"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Reply-To"] == signed(complaint)
    assert links.token_of(complaint) in letter.get_content()


def test_an_answer_to_the_letter_joins_its_complaint(imap, smtp, case, lin, now):
    contact.reply(case, by=lin, now=now - timedelta(minutes=1), body="请问是哪一天收到的？")
    call_command("send_notices")
    (letter,) = (each for each in smtp.sent_to("lu@example.com") if "哪一天" in each.get_content())
    assert letter["Auto-Submitted"] is None
    imap.put(
        mail("十五号下午。\n\n在 2026年11月16日 10:00，客服 写道：\n> 请问", to=letter["Reply-To"], subject="Re: 来信")
    )
    call_command("fetch_mail")
    message = case.messages.get(direction="from_consumer")
    assert message.body == "十五号下午。"
    assert case.events.get(message=message).source == "mail"
    assert Notice.objects.filter(agent=lin, event="heard").exists()
    assert Complaint.objects.count() == 1


def test_a_mail_counts_once_though_the_program_dies_before_marking_it(imap, cast):
    imap.put(mail())
    call_command("fetch_mail")
    imap.forget_seen()
    call_command("fetch_mail")
    assert (Complaint.objects.count(), IncomingMail.objects.count(), imap.unseen()) == (1, 1, 0)


def test_a_mail_counts_once_though_the_program_dies_before_reading_it(imap, cast, now):
    imap.put(mail())
    assert fetch_mail.fetch(now) == (1, "")
    assert not Complaint.objects.exists()
    call_command("fetch_mail")
    assert Complaint.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_fetchers_file_each_mail_once(imap, cast):
    imap.put(*(mail(ident=f"<{n}@example.com>", sender=f"u{n}@example.com") for n in range(6)))

    def fetch():
        call_command("fetch_mail")
        connection.close()

    race([fetch] * 4)
    assert (Complaint.objects.count(), IncomingMail.objects.count(), imap.unseen()) == (6, 6, 0)
    assert Notice.objects.filter(event="received", channel="mail").count() == 6


def test_a_mailbox_that_is_away_is_one_line_and_loses_nothing(imap, cast):
    imap.put(mail())
    imap.stop()
    with pytest.raises(CommandError, match=r"邮箱|mailbox") as refusal:
        call_command("fetch_mail")
    assert "\n" not in str(refusal.value)
    imap.start()
    call_command("fetch_mail")
    assert Complaint.objects.count() == 1


def test_a_wrong_password_is_one_line(imap, settings):
    settings.MAILBOX = settings.MAILBOX | {"password": "wrong"}
    with pytest.raises(CommandError) as refusal:
        call_command("fetch_mail")
    assert "\n" not in str(refusal.value)
    assert "wrong" not in str(refusal.value)


def test_of_a_huge_mail_the_words_come_through(imap, settings, cast, smtp):
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"], message["Message-ID"] = LU, INTAKE, "视频", "<huge@example.com>"
    message.set_content(STORY)
    message.add_attachment(b"\x00" * 1_600_000, maintype="video", subtype="mp4", filename="movie.mp4")
    settings.MAIL_MAX_BYTES = 1_500_000
    imap.put(message.as_bytes())
    call_command("fetch_mail")
    complaint = Complaint.objects.get()
    assert complaint.description == STORY
    assert not complaint.evidence.exists()
    assert complaint.mails.get().is_cut
    assert letters(complaint, "files_refused").exists()


def test_a_mail_server_is_away_for_an_hour(smtp, new_complaint, now):
    cases = [new_complaint(email=f"c{n}@example.com", phone="", name=f"消费者{n}") for n in range(5)]
    smtp.stop()
    for minute in range(0, 60, 3):
        moment = now + timedelta(minutes=minute)
        sent, errors = outbox.deliver(now=moment, channels=["mail"], send=send_notices.send_mail)
        assert (sent, len(errors)) == (0, 1)
    assert Notice.objects.filter(channel="mail", status="queued").count() == 5
    smtp.start()
    for minute in range(60, 120, 3):
        moment = now + timedelta(minutes=minute)
        outbox.deliver(now=moment, channels=["mail"], send=send_notices.send_mail)
    for number, case in enumerate(cases):
        assert [case.number in letter["Subject"] for letter in smtp.sent_to(f"c{number}@example.com")] == [True]
    last = Notice.objects.filter(channel="mail").latest("sent_at")
    assert last.sent_at <= now + timedelta(minutes=63)


def test_a_receiver_refused_for_good_is_told_to_the_owner_at_once(smtp, case, lin, now):
    smtp.refuse["lu@example.com"] = "550 5.1.1 no such user lu@example.com"
    outbox.deliver(now=now, channels=["mail"], send=send_notices.send_mail)
    assert smtp.letters == []
    assert set(case.notices.filter(channel="mail").values_list("status", flat=True)) == {"failed"}
    event = case.events.filter(verb="undeliverable").first()
    assert "550 5.1.1" in event.reason
    assert "lu@example.com" not in event.reason
    assert Notice.objects.filter(agent=lin, event="undeliverable").exists()


def test_a_receiver_refused_for_now_is_tried_again(smtp, case, now):
    smtp.refuse["lu@example.com"] = "451 4.7.1 greylisted"
    outbox.deliver(now=now, channels=["mail"], send=send_notices.send_mail)
    smtp.refuse.clear()
    outbox.deliver(now=now + timedelta(hours=1), channels=["mail"], send=send_notices.send_mail)
    assert len(smtp.sent_to("lu@example.com")) == letters(case, "received").count() + letters(case, "accepted").count()


# --- who it is from -----------------------------------------------------------------------------------------


def test_the_signed_address_is_long_and_dies_with_one_wrong_letter(case):
    local = signed(case).partition("@")[0]
    sign = local.rpartition(".")[2]
    assert len(sign) * 4 >= 128
    assert len(local) <= 64
    assert links.complaint_of_addresses([signed(case).lower()]) == case
    assert links.complaint_of_addresses([signed(case).replace(sign, sign[:-1] + "g")]) is None
    assert links.complaint_of_addresses([signed(case).replace(sign, "")]) is None
    assert links.complaint_of_addresses(["reply+@desk.example", "reply+x.y@desk.example", "a@b"]) is None


def test_a_new_link_ends_the_old_address(case):
    old = signed(case)
    Complaint.objects.filter(pk=case.pk).update(link_nonce="0" * 32)
    assert links.complaint_of_addresses([old]) is None


def test_a_forged_sign_opens_a_complaint_of_its_own_at_most(arrive, case):
    forged = signed(case)[:-20] + "0" * 6 + "@desk.example"
    (row,) = arrive(mail("把钱打到这个账户", to=forged, sender="thief@example.com", subject="你好"))
    assert row.fate == MailFate.OPENED
    assert row.complaint != case
    assert not case.messages.exists()


def test_number_and_thread_alone_bring_no_stranger_in(arrive, case):
    notice = letters(case, "received").get()
    thread = f"<notice-{notice.pk}@desk.example>"
    (row,) = arrive(mail("我撤诉", sender="thief@example.com", subject=f"Re: {case.number}", In_Reply_To=thread))
    assert row.fate == MailFate.OPENED
    assert not case.messages.exists()
    assert {notice.consumer.email for notice in row.complaint.notices.filter(channel="mail")} == {"thief@example.com"}


@pytest.mark.parametrize("by", ["number", "thread"])
def test_the_known_address_without_our_sign_is_judged_by_a_person(arrive, case, lin, by):
    notice = letters(case, "received").get()
    facts = {
        "number": {"subject": f"{case.number} 补充"},
        "thread": {"In_Reply_To": f"<notice-{notice.pk}@desk.example>"},
    }
    (row,) = arrive(mail("我撤诉", **facts[by]))
    assert (row.fate, row.complaint) == (MailFate.DOUBTFUL, case)
    assert case.messages.get().direction == "unproved"
    assert case.events.filter(verb="hear_unsigned").exists()
    assert Notice.objects.filter(agent=lin, event="heard_unproved").exists()
    assert letters(case, "unsigned_mail").get().consumer.email == "lu@example.com"


def test_another_address_under_our_sign_is_kept_and_marked(arrive, case, client):
    (row,) = arrive(mail("我是她丈夫，请打我电话", to=signed(case), sender="husband@example.com"))
    assert row.fate == MailFate.DOUBTFUL
    assert row.message.direction == "unproved"
    event = case.events.get(verb="hear_other")
    assert event.data == {"address": "h***@example.com", "mail": row.pk}
    assert not case.notices.filter(event="unsigned_mail").exists()
    page = client.get(links_page(case)).content.decode()
    assert "我是她丈夫" not in page


def links_page(case):
    return f"/p/{links.token_of(case)}/"


def test_an_answer_to_a_question_lets_the_clock_go_on(arrive, new_complaint, lin, now):
    asked = eligibility.ask_info(new_complaint(email="lu@example.com"), by=lin, now=now, items="订单号")
    arrive(mail("订单号是 D-7", to=signed(asked)), at=now + DELAY)
    asked = Complaint.objects.get(pk=asked.pk)
    assert asked.state != "need_info"
    assert asked.messages.get().body == "订单号是 D-7"


def test_a_mail_to_a_merged_complaint_joins_the_one_that_goes_on(arrive, case, new_complaint, zhao, now):
    from complaints.actions import merging

    second = new_complaint("又一次写信", email="lu@example.com", phone="")
    merging.merge(second, by=zhao, now=now, master=case, reason="同一件事")
    (row,) = arrive(mail("补充一句", to=signed(second)))
    assert row.complaint == case


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


def test_a_machine_is_kept_and_never_answered(arrive, case):
    before = Notice.objects.count()
    for number, headers in enumerate(MACHINES):
        to_case = {"ident": f"<b{number}@x>", "to": signed(case)}
        first, second = arrive(mail("休假了", ident=f"<a{number}@x>", **headers), mail("休假了", **to_case, **headers))
        assert (first.fate, bool(first.reason)) == (MailFate.AUTOMATIC, True)
        assert second.fate in (MailFate.AUTOMATIC, MailFate.BOUNCE)
    assert not case.messages.exists()
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


def test_a_bounce_fails_its_letter_and_tells_the_owner(arrive, case, lin, now):
    outbox.deliver(now=now, channels=["mail"], send=lambda notice: None)
    notice = letters(case, "received").get()
    (row,) = arrive(bounce(signed(case), original=f"<notice-{notice.pk}@desk.example>"))
    notice.refresh_from_db()
    assert (row.fate, notice.status) == (MailFate.BOUNCE, "failed")
    assert "user unknown" in notice.last_error
    assert letters(case, "accepted").get().status == "sent"
    assert Notice.objects.filter(agent=lin, event="undeliverable").count() == 1
    assert "lu@example.com" not in case.events.get(verb="undeliverable").reason


@pytest.mark.parametrize("facts", [{"code": "4.4.1", "action": "delayed"}, {"code": "4.2.2", "action": "failed"}])
def test_a_delay_is_no_failure(arrive, case, now, facts):
    outbox.deliver(now=now, channels=["mail"], send=lambda notice: None)
    arrive(bounce(signed(case), **facts))
    assert not case.notices.filter(status="failed").exists()


def test_a_forged_bounce_fails_nothing(arrive, case, now):
    outbox.deliver(now=now, channels=["mail"], send=lambda notice: None)
    notice = letters(case, "received").get()
    (row,) = arrive(bounce(INTAKE, original=f"<notice-{notice.pk}@desk.example>"))
    assert row.fate == MailFate.AUTOMATIC
    assert not case.notices.filter(status="failed").exists()


def test_a_flood_from_one_address_waits_for_a_person(arrive, zhao, monkeypatch):
    monkeypatch.setattr(mailbox, "MOST_A_DAY", 3)
    rows = arrive(*(mail(f"第 {n} 封", ident=f"<{n}@x>") for n in range(5)))
    assert [row.fate for row in rows] == ["opened"] * 3 + ["held"] * 2
    assert Notice.objects.filter(agent=zhao, event="mail_waits").count() == 2


# --- times --------------------------------------------------------------------------------------------------


def test_the_first_enquiry_is_the_date_of_the_mail(arrive, now):
    (row,) = arrive(mail(at=now - DELAY))
    assert (row.complaint.first_contact_at, row.complaint.registered_at) == (now - DELAY, now)


def test_a_date_that_cannot_be_true_is_the_time_of_receipt(arrive, now):
    dates = ("Fri, 01 Jan 2100 00:00:00 +0000", "Thu, 01 Jan 1970 00:00:00 +0000", "soon", "")
    for number, date in enumerate(dates):
        raw = mail(ident=f"<{number}@x>").replace(b"Date: Mon, 16 Nov 2026 01:48:00 +0000", f"Date: {date}".encode())
        (row,) = arrive(raw)
        assert row.complaint.first_contact_at == now


# --- poison -------------------------------------------------------------------------------------------------


def test_one_poison_mail_stops_nobody_and_can_be_read_again(addresses, cast, now, zhao):
    def read(row):
        if row.mail_id == "<poison@example.com>":
            raise ValueError("broken\nbeyond repair")
        return letter_of(row)

    mailbox.keep(mail(ident="<poison@example.com>"), now=now)
    mailbox.keep(mail("另一封", ident="<good@example.com>"), now=now)
    filed, errors = mailbox.work_off(now=now, read=read)
    assert (filed, errors) == (1, ["broken beyond repair"])
    poison = IncomingMail.objects.get(mail_id="<poison@example.com>")
    assert (poison.fate, poison.reason) == ("unreadable", "broken beyond repair")
    assert Notice.objects.filter(agent=zhao, event="mail_waits").exists()
    mailbox.read_again(poison, by=zhao, now=now)
    assert mailbox.work_off(now=now, read=letter_of) == (1, [])
    assert Complaint.objects.count() == 2
    with pytest.raises(Refused):
        mailbox.read_again(poison, by=zhao, now=now)


def test_a_mail_on_which_the_program_dies_is_set_aside_in_the_end(addresses, cast, now):
    mailbox.keep(mail(), now=now)
    for hour in range(mailbox.MOST_TRIES):
        assert mailbox.lease(now + timedelta(hours=hour))
    assert mailbox.lease(now + timedelta(hours=9)) is None
    assert IncomingMail.objects.get().fate == "unreadable"


def test_half_a_filing_leaves_nothing(addresses, cast, now, monkeypatch):
    """What fails after the complaint was written takes the complaint back with it."""
    monkeypatch.setattr(mailbox, "keep_attachments", lambda *args, **kwargs: 1 / 0)
    mailbox.keep(mail(), now=now)
    mailbox.work_off(now=now, read=letter_of)
    assert not Complaint.objects.exists()
    assert not Consumer.objects.exists()
    assert IncomingMail.objects.get().fate == "unreadable"


ODD = {
    "gbk": "收到的虾坏了".encode("gbk"),
    "nul": "虾\x00坏了".encode(),
    "broken": b"\xff\xfe\xb3\x00\xe6" * 20,
    "empty": b"",
}


@pytest.mark.parametrize("body", ODD)
def test_no_encoding_breaks_the_reading(arrive, body):
    raws = []
    for number, charset in enumerate(("gb2312", "utf-8", "x-unknown", "unicode_escape", "", "\udcff")):
        head = (
            f'From: lu@example.com\nMessage-ID: <{number}@x>\nSubject: x\nContent-Type: text/plain; charset="{charset}"'
        )
        raws.append(head.encode("utf-8", "surrogateescape") + b"\n\n" + ODD[body])
    rows = arrive(*raws)
    assert [row.fate for row in rows] == [MailFate.OPENED] * len(raws)
    described = {row.complaint.description for row in rows}
    assert not any("\x00" in text for text in described)
    assert body != "gbk" or described == {"收到的虾坏了"}


def test_what_stands_in_a_header_becomes_no_header(arrive):
    subject = "=?utf-8?q?x=0D=0ABcc:_all@example.com?="
    (row,) = arrive(f"From: lu@example.com\nSubject: {subject}\n\ntext".encode())
    assert row.subject == "x Bcc: all@example.com"


def test_a_mail_without_sender_or_content_waits_for_a_person(arrive, zhao):
    rows = arrive(
        b"", b"\x00", b"Subject: only\n\n", b"From: a@x.cn, b@x.cn\n\nwho", b"From: <script>\n\nx", b"From: a@x.cn\n\n"
    )
    assert [(row.fate, row.complaint, bool(row.reason)) for row in rows] == [("held", None, True)] * 6


def test_a_person_admits_what_waits(arrive, zhao, lin, now):
    (row,) = arrive(b"From: a@x, b@x\n\nhello")
    complaint = mailbox.admit(row, by=zhao, now=now, read=letter_of)
    assert complaint.description == "hello"
    with pytest.raises(Refused):
        mailbox.admit(row, by=zhao, now=now, read=letter_of)


def test_html_is_read_as_words(arrive):
    html = "<p>虾<b>坏</b>了<script>alert(1)</script></p><img src='https://spy.example/x.gif'><p>退款</p>"
    raw = mail("", html=html)
    (row,) = arrive(raw)
    assert row.complaint.description == "虾坏了\n\n退款"
    with row.source.open("rb") as original:
        assert original.read() == raw


def test_a_long_mail_is_cut_and_kept(arrive):
    (row,) = arrive(mail("虾" * 30_000))
    assert len(row.complaint.description) <= intake.MAX_WORDS
    assert len(row.text) == 30_000


# --- files --------------------------------------------------------------------------------------------------


def with_files(*files, **facts):
    from email import message_from_bytes

    message = message_from_bytes(mail(**facts), policy=SMTP)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def photo():
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return out.getvalue()


def test_good_files_are_kept_and_the_others_named(arrive):
    (row,) = arrive(with_files(("虾.jpg", photo()), ("run.exe", b"MZ" + b"\x00" * 90)))
    complaint = row.complaint
    item = complaint.evidence.get()
    assert (item.side, item.file_name, item.media_type) == ("consumer", "虾.jpg", "image/jpeg")
    assert "run.exe" in row.refused[0]
    assert "run.exe" in complaint.events.get(verb="refuse_files").reason
    assert "run.exe" in letters(complaint, "files_refused").get().context["files"][0]


def test_files_of_an_unproved_sender_are_no_evidence_of_the_consumer(arrive, case):
    arrive(with_files(("a.jpg", photo()), to=signed(case), sender="husband@example.com"))
    item = case.evidence.get()
    assert (item.side, item.disclosure) == ("third_party", "internal")


def test_a_mail_of_files_alone_is_heard(arrive, case):
    arrive(with_files(("a.jpg", photo()), text="", to=signed(case)))
    assert Message.objects.get(complaint=case).body
    assert case.evidence.get().side == "consumer"


def test_a_forwarded_mail_is_named_and_stays_in_the_original(arrive):
    from email import message_from_bytes

    message = message_from_bytes(mail(), policy=SMTP)
    message.add_attachment(message_from_bytes(mail("别人的话", ident="<old@x>"), policy=SMTP))
    (row,) = arrive(message.as_bytes())
    assert row.complaint.description == STORY
    assert "message.rfc822" in row.refused[0]


def test_what_a_machine_sent_may_be_admitted_with_its_files(arrive, zhao, now):
    (row,) = arrive(with_files(("a.jpg", photo()), Precedence="bulk"))
    assert (row.fate, row.complaint) == ("automatic", None)
    complaint = mailbox.admit(row, by=zhao, now=now, read=letter_of)
    assert complaint.evidence.get().file_name == "a.jpg"


def test_a_server_that_lets_us_not_in_costs_no_letter_a_try(smtp, case, settings, now):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "nobody", "wrong"
    sent, errors = outbox.deliver(now=now, channels=["mail"], send=send_notices.send_mail)
    assert (sent, len(errors)) == (0, 1)
    assert set(case.notices.filter(channel="mail").values_list("tries", flat=True)) == {0}
