"""The mailbox on a real mail server: nothing lost, nothing twice, and nobody becomes the consumer by writing so."""

from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from complaints.actions import contact, intake, links, mailbox, outbox
from complaints.enums import MailFate
from complaints.forms.letter import letter_of
from complaints.lifecycle import Refused
from complaints.management.commands import fetch_mail, send_notices
from complaints.models import Complaint, Consumer, IncomingMail, Message, Notice
from complaints.tests.post_office import INTAKE, LU, STORY, letters, mail, signed
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db

DELAY = timedelta(minutes=12)


# --- over the wire ------------------------------------------------------------------------------------------


def test_facts_that_stand_plainly_in_a_mail_are_taken_over(arrive):
    arrive(mail(f"{STORY}\n批次：L2611\n最晚需要：2026-12-24\n"))
    mailed = Complaint.objects.get()
    assert (mailed.batch, f"{mailed.need_by}") == ("L2611", "2026-12-24")


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


def test_an_answer_to_the_letter_joins_its_complaint(imap, smtp, mailed, lin, now):
    contact.reply(mailed, by=lin, now=now - timedelta(minutes=1), body="请问是哪一天收到的？")
    call_command("send_notices")
    (letter,) = (each for each in smtp.sent_to("lu@example.com") if "哪一天" in each.get_content())
    assert letter["Auto-Submitted"] is None
    imap.put(
        mail("十五号下午。\n\n在 2026年11月16日 10:00，客服 写道：\n> 请问", to=letter["Reply-To"], subject="Re: 来信")
    )
    call_command("fetch_mail")
    message = mailed.messages.get(direction="from_consumer")
    assert message.body == "十五号下午。"
    assert mailed.events.get(message=message).source == "mail"
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
    for number, mailed in enumerate(cases):
        assert [mailed.number in letter["Subject"] for letter in smtp.sent_to(f"c{number}@example.com")] == [True]
    last = Notice.objects.filter(channel="mail").latest("sent_at")
    assert last.sent_at <= now + timedelta(minutes=63)


def test_a_receiver_refused_for_good_is_told_to_the_owner_at_once(smtp, mailed, lin, now):
    smtp.refuse["lu@example.com"] = "550 5.1.1 no such user lu@example.com"
    outbox.deliver(now=now, channels=["mail"], send=send_notices.send_mail)
    assert smtp.letters == []
    assert set(mailed.notices.filter(channel="mail").values_list("status", flat=True)) == {"failed"}
    event = mailed.events.filter(verb="undeliverable").first()
    assert "550 5.1.1" in event.reason
    assert "lu@example.com" not in event.reason
    assert Notice.objects.filter(agent=lin, event="undeliverable").exists()


def test_a_receiver_refused_for_now_is_tried_again(smtp, mailed, now):
    smtp.refuse["lu@example.com"] = "451 4.7.1 greylisted"
    outbox.deliver(now=now, channels=["mail"], send=send_notices.send_mail)
    smtp.refuse.clear()
    outbox.deliver(now=now + timedelta(hours=1), channels=["mail"], send=send_notices.send_mail)
    assert (
        len(smtp.sent_to("lu@example.com")) == letters(mailed, "received").count() + letters(mailed, "accepted").count()
    )


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


def test_files_of_an_unproved_sender_are_no_evidence_of_the_consumer(arrive, mailed):
    arrive(with_files(("a.jpg", photo()), to=signed(mailed), sender="husband@example.com"))
    item = mailed.evidence.get()
    assert (item.side, item.disclosure) == ("third_party", "internal")


def test_a_mail_of_files_alone_is_heard(arrive, mailed):
    arrive(with_files(("a.jpg", photo()), text="", to=signed(mailed)))
    assert Message.objects.get(complaint=mailed).body
    assert mailed.evidence.get().side == "consumer"


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


def test_a_server_that_lets_us_not_in_costs_no_letter_a_try(smtp, mailed, settings, now):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "nobody", "wrong"
    sent, errors = outbox.deliver(now=now, channels=["mail"], send=send_notices.send_mail)
    assert (sent, len(errors)) == (0, 1)
    assert set(mailed.notices.filter(channel="mail").values_list("tries", flat=True)) == {0}
