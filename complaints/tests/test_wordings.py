"""The house's own words of notices: written by one, put into force by another, and what they said stays known."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from complaints import letters, rules
from complaints.actions import intake, versions, wordings
from complaints.actions.links import token_of
from complaints.actions.notices import tell_agents
from complaints.enums import NoticeChannel
from complaints.lifecycle import Refused
from complaints.models import Notice, NoticeWording
from complaints.reports import wordings as report
from complaints.sentences.alerts import TO_AGENT
from complaints.sentences.notices import NAMES, SHIPPED_SLOT, TO_CONSUMER, Place, place_of, places
from complaints.tests.test_races import race

pytestmark = pytest.mark.django_db

SUBJECT = "收到您的投诉 {complaint}，谢谢您告诉我们"
BODY = "谢谢您告诉我们。{respond_by}前有人看完并答复您，{dispatch_by}前定下由谁负责。"
ALL_PLACES = [place for event in {**TO_CONSUMER, **TO_AGENT} for place in places(event)]


@pytest.fixture
def propose(zhao):
    """propose(now, body="..."): handed in by the team lead, for the acknowledgement by mail unless said otherwise."""

    def hand_in(at, by=zhao, **facts):
        whole = {"event": "received", "channel": "mail", "language": "zh-hans", "subject": SUBJECT, "body": BODY}
        return wordings.propose_wording(by=by, now=at, **(whole | {"because": "更亲切"} | facts))

    return hand_in


@pytest.fixture
def in_force(propose, chen):
    """in_force(now, ...): handed in, and put into force by the back office."""
    return lambda at, **facts: wordings.approve_wording(propose(at, **facts), by=chen, now=at)


@pytest.fixture
def by_mail(settings):
    settings.EMAIL_URL = "smtp://mail.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


# The shipped words are what everything is measured by


def test_every_name_in_shipped_words_is_explained_with_an_example():
    texts = [*TO_AGENT.values(), *(text for words in TO_CONSUMER.values() for text in vars(words).values())]
    used = {name for text in texts for name in SHIPPED_SLOT.findall(str(text))}
    assert used - set(NAMES) == set()
    assert [name for name, (label, _example) in NAMES.items() if not str(label)] == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_shipped_words_pass_their_own_look(language):
    faults = {}
    with translation.override(language):
        for place in ALL_PLACES:
            subject, body = place.shipped
            where = {"event": place.event, "channel": place.channel, "language": language}
            faults |= {place: rules.faults_of(NoticeWording(**where, subject=subject, body=body))}
    assert {place: whys for place, whys in faults.items() if whys} == {}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_preview_is_whole_and_shows_no_key(language):
    for place in ALL_PLACES:
        seen = report.seen(place, language, None)
        text = seen["subject"] + seen["text"]
        assert text.strip(), place
        assert "%(" not in text, place
        assert "{" not in text, place
        if place.channel in (NoticeChannel.MAIL, NoticeChannel.SMS):
            assert "/p/…" in text, place


# Two persons


def test_words_count_only_after_a_second_person(propose, chen, lin, english, now):
    wording = propose(now)
    assert list(NoticeWording.objects.in_force()) == []
    with pytest.raises(Refused, match="colleague"):
        wordings.approve_wording(wordings.propose_wording(**again(wording), by=chen, now=now), by=chen, now=now)
    wording = propose(now)
    with pytest.raises(Refused):
        wordings.approve_wording(wording, by=lin, now=now)
    wording = wordings.approve_wording(wording, by=chen, now=now)
    assert (wording.approved_by, wording.is_in_force) == (chen, True)
    assert wording.history.first().history_change_reason == "approve_wording"


def again(wording):
    names = ("event", "channel", "language", "subject", "body")
    return {name: getattr(wording, name) for name in names} | {"because": "再试"}


def test_who_only_reads_hands_in_nothing(propose, lin, mei, now):
    for agent in (lin, mei):
        with pytest.raises(Refused):
            propose(now, by=agent)


def test_the_second_person_is_told_in_the_bell(client, propose, chen, zhao, now):
    propose(now)
    notice = chen.notices.get(event="wording_waits")
    assert not zhao.notices.filter(event="wording_waits").exists()
    client.force_login(chen)
    assert client.post(f"/alerts/{notice.pk}/").url == "/wordings/mail/received/zh-hans/"


def test_a_newer_version_replaces_what_waits_and_what_counts(propose, in_force, chen, now):
    first = in_force(now)
    later = now + timedelta(hours=1)
    waiting, newer = propose(later), propose(later, body=BODY + "辛苦了。")
    assert [row.pk for row in NoticeWording.objects.waiting()] == [newer.pk]
    wordings.approve_wording(newer, by=chen, now=later)
    first.refresh_from_db()
    waiting.refresh_from_db()
    assert (first.ended_at, waiting.ended_at) == (later, later)
    assert NoticeWording.objects.in_force().get().pk == newer.pk


def test_back_to_the_shipped_words(in_force, new_complaint, chen, zhao, now):
    wording = in_force(now)
    with pytest.raises(Refused):
        versions.end(wording, by=zhao, now=now)
    versions.end(wording, by=chen, now=now + timedelta(hours=1))
    notice = new_complaint(email="lu@example.com").notices.get(channel="mail")
    words = letters.Words(channel="mail")
    assert words.of(notice, "mail", now + timedelta(minutes=59, seconds=59), "zh-hans").pk == wording.pk
    assert words.of(notice, "mail", now + timedelta(hours=1), "zh-hans") is None


@pytest.mark.parametrize(
    "facts",
    [{"approved_by": "zhao", "approved_at": True}, {"body": ""}, {"subject": ""}, {"approved_at": True}],
)
def test_the_database_holds_the_walls(propose, cast, now, facts):
    wording = propose(now)
    facts = {name: cast.get(value, value) if value else value for name, value in facts.items()}
    facts |= {"approved_at": now} if facts.get("approved_at") else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeWording.objects.filter(pk=wording.pk).update(**facts)


@pytest.mark.django_db(transaction=True)
def test_two_put_into_force_at_once_and_one_counts(propose, chen, zhou, now):
    wording = propose(now)

    def approve(agent):
        return lambda: wordings.approve_wording(NoticeWording.objects.get(pk=wording.pk), by=agent, now=now)

    outcomes = race([approve(chen), approve(zhou)])
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1
    assert NoticeWording.objects.in_force().count() == 1


# What words must be


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"body": "{dispatch_by}前定下由谁负责。"}, "body"),
        ({"body": BODY + "{amount}"}, "body"),
        ({"body": BODY + "我们会尽快处理。"}, "body"),
        ({"body": BODY + "您没有按说明使用。"}, "body"),
        ({"body": BODY + "本公司有最终解释权。"}, "body"),
        ({"body": BODY + "%(by)s"}, "body"),
        ({"body": BODY + "｛by｝"}, "body"),
        ({"body": " "}, "body"),
        ({"subject": ""}, "subject"),
        ({"subject": "尽快处理"}, "subject"),
        ({"channel": "sms", "body": "收到您的投诉 {complaint}"}, "body"),
        ({"channel": "sms", "body": "长" * 301 + "{link}"}, "body"),
        ({"event": "refused", "channel": "page", "body": "不行"}, "body"),
        ({"channel": "payer"}, "body"),
    ],
)
def test_unfit_words_are_refused_at_their_field(propose, now, facts, field):
    whole = {"event": "received", "channel": "mail", "language": "zh-hans", "subject": SUBJECT, "body": BODY} | facts
    assert field in rules.faults_of(NoticeWording(**whole))
    with pytest.raises(Refused):
        propose(now, **facts)


def test_a_vague_word_beside_a_date_is_a_promise():
    assert rules.undated("我们会尽快答复您。") == ["尽快"]
    assert rules.undated("我们会尽快、最迟{by}前答复您。") == []
    assert rules.undated("We answer soon, by {by}.") == []
    assert rules.undated("We answer soon. The time is {by}.") == ["soon"]
    assert rules.undated("It is a sooner date.") == []


def test_jargon_and_long_sentences_only_warn(propose, now):
    wording = NoticeWording(event="received", channel="mail", subject=SUBJECT, body=BODY + "工单已派。" + "很" * 80)
    assert rules.faults_of(wording) == {}
    assert len(rules.warnings_of(wording)) == 2


def test_a_reply_is_looked_at_too_but_only_hinted_at(visit, new_complaint, lin, now):
    case = intake.accept(new_complaint(at=now), by=lin, now=now)
    body = "您好，我们会尽快处理破损的杯子。"
    answer = visit(lin, f"/complaints/{case.number}/reply/", "post", body=body)
    assert answer.status_code == 422
    assert "A promise without a date: “尽快”" in answer.content.decode()
    seen = case.events.order_by("pk").last().pk
    again = visit(lin, f"/complaints/{case.number}/reply/", "post", body=body, hinted="1", seen=seen)
    assert again.status_code == 302
    assert case.messages.get(direction="to_consumer").body == body


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("字" * 70, 1),
        ("字" * 71, 2),
        ("字" * 134, 2),
        ("字" * 135, 3),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 70 + "字", 2),
    ],
)
def test_short_messages_are_counted_as_networks_do(text, count):
    assert rules.segments(text) == count


# Where they are said


def test_a_mail_carries_the_own_words_and_keeps_what_it_said(by_mail, in_force, new_complaint, chen, now):
    case = new_complaint(email="lu@example.com", at=timezone.now())
    wording = in_force(timezone.now())
    call_command("send_notices")
    (message,) = mail.outbox
    assert message.subject == f"收到您的投诉 {case.number}，谢谢您告诉我们"
    assert "谢谢您告诉我们。" in message.body
    assert letters.link_of(case) in message.body
    notice = case.notices.get(channel="mail")
    assert notice.subject == message.subject
    assert "谢谢您告诉我们。" in notice.body
    assert letters.link_of(case) not in notice.body
    assert "/p/***/" in notice.body
    versions.end(wording, by=chen, now=timezone.now())
    notice.refresh_from_db()
    assert "谢谢您告诉我们。" in notice.body


def test_other_languages_and_channels_keep_the_shipped_words(by_mail, in_force, new_complaint, now):
    in_force(timezone.now())
    new_complaint(email="anna@example.com", language="en", at=timezone.now())
    call_command("send_notices")
    assert mail.outbox[0].subject.startswith("We have your complaint")


def test_a_short_message_in_own_words(in_force, new_complaint, now):
    wording = in_force(now, channel="sms", body="您的投诉 {complaint} 收到了，进度看这里：{link}", subject="")
    case = new_complaint()
    notice = case.notices.get(channel="sms")
    assert (
        letters.short_message(notice, wording) == f"您的投诉 {case.number} 收到了，进度看这里：{letters.link_of(case)}"
    )


def test_names_inside_of_facts_stay_what_they_are(in_force, complaint, now):
    wording = in_force(now, event="reply", body="{body}\n\n{alias}")
    facts = {"alias": "小林", "body": "请写 {complaint} 或 %(alias)s"}
    notice = Notice(complaint=complaint, consumer=complaint.consumer, event="reply", language="zh-hans", context=facts)
    assert "请写 {complaint} 或 %(alias)s" in letters.letter(notice, wording)[1]


def test_the_bell_says_what_counted_when_it_rang(client, in_force, new_complaint, lin, zhao, chen, now):
    moment = timezone.now() - timedelta(hours=2)
    with translation.override("zh-hans"):
        facts = {"event": "urgent", "channel": "in_app", "subject": "", "body": "一件紧急投诉，请现在看"}
        in_force(moment + timedelta(hours=1), **facts)
    case = intake.accept(new_complaint(at=moment), by=lin, now=moment)
    for at in (moment, moment + timedelta(minutes=90)):
        tell_agents([lin], "urgent", now=at, complaint=case)
    client.force_login(lin)
    shown = client.get("/alerts/").content.decode()
    assert shown.count("一件紧急投诉，请现在看") == 1
    assert shown.count(str(TO_AGENT["urgent"])) == 1


def test_the_bell_costs_the_same_with_many_alerts(visit, in_force, complaint, lin, now):
    with translation.override("zh-hans"):
        in_force(now, event="heard", channel="in_app", subject="", body="消费者来信了")
    counts = []
    for n in (1, 20):
        for k in range(n):
            tell_agents([lin], "heard", now=timezone.now(), complaint=complaint, once=f"{n}-{k}")
        visit(lin, "/alerts/")
        with CaptureQueriesContext(connection) as captured:
            visit(lin, "/alerts/")
        counts.append(sum("django_session" not in query["sql"] for query in captured))
    assert counts[0] == counts[1]


def test_the_progress_page_tells_what_was_said_then(client, in_force, new_complaint, now):
    moment = timezone.now() - timedelta(hours=2)
    case = new_complaint(at=moment)
    words = "您的投诉收到了，{respond_by}前有人答复，{dispatch_by}前有人负责。"
    in_force(moment + timedelta(hours=1), channel="page", subject="", body=words)
    other = new_complaint("另一件", at=moment + timedelta(minutes=61), order={"order_number": "D-2"})
    shown = {row: client.get(f"/p/{token_of(row)}/").content.decode() for row in (case, other)}
    assert "您的投诉收到了" in shown[other]
    assert "您的投诉收到了" not in shown[case]
    assert shown[case].count('id="told"') == 1


def test_a_batch_reads_the_words_once(by_mail, in_force, new_complaint, now):
    in_force(timezone.now())
    for n in range(5):
        new_complaint(f"杯子 {n}", email=f"c{n}@example.com", phone="", at=timezone.now())
    with CaptureQueriesContext(connection) as captured:
        call_command("send_notices")
    assert len(mail.outbox) == 5
    assert sum('FROM "complaints_noticewording"' in query["sql"] for query in captured) == 1


# The pages


@pytest.fixture
def visit(client):
    def go(agent, path, method="get", **data):
        client.force_login(agent)
        return getattr(client, method)(path, data, headers={"accept-language": "en"})

    return go


PATH = "/wordings/mail/received/zh-hans/"


def test_edit_preview_hand_in_approve_and_take_back(visit, zhou, chen):
    seen = visit(zhou, PATH + "preview/", "post", subject=SUBJECT, body=BODY + "我们尽快。工单已建。").content.decode()
    assert "收到您的投诉 TS-261116-0001-7" in seen
    assert "A promise without a date" in seen
    assert "Words of the house" in seen
    typed = {"subject": SUBJECT, "body": BODY, "because": "更亲切"}
    answer = visit(zhou, PATH, "post", **typed | {"body": "尽快"})
    assert answer.status_code == 422
    assert "尽快</textarea>" in answer.content.decode()
    assert visit(zhou, PATH, "post", **typed).url == PATH
    wording = NoticeWording.objects.get()
    blocked = visit(zhou, PATH).content.decode()
    assert "You wrote it: a colleague puts it into force." in blocked
    assert visit(chen, f"/wordings/{wording.pk}/approve/", "post").url == PATH
    assert "Own words count since" in visit(chen, PATH).content.decode()
    listed = visit(chen, "/wordings/?state=own")
    assert [event for _title, _text, event, _channels in listed.context["lines"]] == ["received"]
    visit(chen, f"/wordings/{wording.pk}/end/", "post")
    assert "The shipped words count." in visit(chen, PATH).content.decode()


def test_a_chosen_complaint_gives_its_facts_to_whom_may_see_it(visit, new_complaint, zhao, admin):
    case = new_complaint("另一件", name="吴先生", email="wu@example.com")
    assert "吴先生" in visit(zhao, f"{PATH}?complaint={case.number}").content.decode()
    assert letters.link_of(case) not in visit(zhao, f"{PATH}?complaint={case.number}").content.decode()
    refused = visit(admin, f"{PATH}?complaint={case.number}").content.decode()
    assert "吴先生" not in refused
    assert "You see no complaint of this number." in refused


def test_versions_show_what_they_changed(visit, in_force, chen, now):
    in_force(now)
    in_force(now + timedelta(hours=1), body=BODY.replace("谢谢您告诉我们。", "感谢您。"))
    shown = visit(chen, PATH).content.decode()
    assert shown.count("data-version") == 2
    assert f"<del>{BODY}</del>" in shown


@pytest.mark.parametrize(
    "path", ["/wordings/fax/received/en/", "/wordings/mail/nothing/en/", "/wordings/mail/received/fr/"]
)
def test_unknown_places_are_not_there(visit, chen, path):
    assert visit(chen, path).status_code == 404


def test_the_list_costs_the_same_with_many_own_words(visit, in_force, chen, now):
    visit(chen, "/wordings/")
    with CaptureQueriesContext(connection) as few:
        visit(chen, "/wordings/")
    for event in ("merged", "expired", "withdrawn"):
        place = Place(event, "mail")
        with translation.override("zh-hans"):
            subject, body = place.shipped
        in_force(now, event=event, subject=subject, body=body + "谢谢。")
    with CaptureQueriesContext(connection) as many:
        visit(chen, "/wordings/")
    assert len(many) <= len(few)


def test_the_history_of_rules_knows_the_words(visit, in_force, xu):
    in_force(timezone.now())
    assert "wording of a notice" in visit(xu, "/audit/policy/").content.decode()


def test_places_are_found_by_name():
    assert place_of("received", "mail") == Place("received", "mail")
    assert place_of("received", "in_app") is None
    assert place_of("heard", "mail") is None
