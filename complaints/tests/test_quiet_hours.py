"""Quiet hours per person: the bell keeps still, mails wait for their end, and what is urgent does not."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints import rules
from complaints.actions import accounts, outbox
from complaints.actions.notices import tell_agents
from complaints.context_processors import bell_of, counts_of
from complaints.models import Agent, Notice

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")


def at(day, clock, second=0):
    """A moment of November 2026 in China; the 16th is a Monday, the 21st a Saturday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, second, tzinfo=CHINA)


@pytest.fixture
def rest(now):
    """rest(lin, "22:00", "07:00", quiet_weekends=True): what an agent has set."""

    def keep(agent, begin=None, end=None, **facts):
        ends = {"quiet_from": begin and time.fromisoformat(begin), "quiet_until": end and time.fromisoformat(end)}
        agent = accounts.set_preferences(agent, now=now, **ends, **facts)
        Agent.objects.filter(pk=agent.pk).update(email=f"{agent.username}@example.com")
        return Agent.objects.get(pk=agent.pk)

    return keep


# When


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        (at(16, "21:59", 59), None),
        (at(16, "22:00"), at(17, "07:00")),
        (at(16, "23:59", 59), at(17, "07:00")),
        (at(17, "00:00"), at(17, "07:00")),
        (at(17, "06:59", 59), at(17, "07:00")),
        (at(17, "07:00"), None),
    ],
)
def test_a_night_over_midnight_to_the_second(rest, lin, moment, end):
    assert rules.quiet_end(rest(lin, "22:00", "07:00"), moment) == end


@pytest.mark.parametrize(
    ("moment", "end"),
    [(at(16, "11:59", 59), None), (at(16, "12:00"), at(16, "14:00")), (at(16, "13:59", 59), at(16, "14:00"))],
)
def test_a_rest_at_noon_ends_on_the_same_day(rest, lin, moment, end):
    assert rules.quiet_end(rest(lin, "12:00", "14:00"), moment) == end


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        (at(20, "21:59", 59), None),
        (at(20, "22:00"), at(23, "07:00")),
        (at(21, "12:00"), at(23, "07:00")),
        (at(22, "23:59", 59), at(23, "07:00")),
        (at(23, "06:59", 59), at(23, "07:00")),
        (at(23, "07:00"), None),
    ],
)
def test_a_weekend_and_the_nights_around_it_are_one_rest(rest, lin, moment, end):
    assert rules.quiet_end(rest(lin, "22:00", "07:00", quiet_weekends=True), moment) == end


def test_a_weekend_alone_ends_at_midnight(rest, lin):
    lin = rest(lin, quiet_weekends=True)
    assert rules.quiet_end(lin, at(20, "23:59", 59)) is None
    assert rules.quiet_end(lin, at(21, "00:00")) == at(23, "00:00")
    assert rules.quiet_end(lin, at(23, "00:00")) is None


def test_summer_time_elsewhere_changes_nothing(rest, lin):
    """Where clocks are put back an hour that night, China's are not."""
    new_york = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York"), fold=1)
    lin = rest(lin, "14:00", "15:00")
    assert rules.quiet_end(lin, new_york) == at(1, "15:00")
    assert rules.quiet_end(lin, new_york - timedelta(minutes=31)) is None


def test_without_any_nobody_is_spared(lin):
    assert rules.quiet_end(lin, at(21, "03:00")) is None


# The bell


def test_the_figure_at_the_bell_waits_and_the_alert_does_not(rest, lin, complaint):
    lin = rest(lin, "22:00", "07:00")
    night = at(16, "23:00")
    tell_agents([lin], "heard", now=night, complaint=complaint)
    assert lin.notices.unread_by(lin).count() == 1
    assert bell_of(lin, counts_of(lin), night)["count"] == ""
    assert bell_of(lin, counts_of(lin), night)["quiet_until"] == at(17, "07:00")
    morning = bell_of(lin, counts_of(lin), at(17, "07:00"))
    assert (morning["count"], morning["quiet_until"]) == ("1", None)


@pytest.mark.parametrize("facts", [{"priority": "P1"}, {"flags": ["safety"]}, {"flags": ["self_harm"]}])
def test_danger_is_counted_in_the_night_and_says_so(client, rest, lin, complaint, facts):
    for name, value in facts.items():
        setattr(complaint, name, value)
    lin = rest(lin, "22:00", "07:00")
    tell_agents([lin], "heard", now=at(16, "23:00"), complaint=complaint)
    assert bell_of(lin, counts_of(lin), at(16, "23:00"))["count"] == "1"
    assert lin.notices.get(channel="in_app").is_urgent


# Mails


@pytest.fixture
def sent(settings):
    """sent(moment): what leaves when the worker runs at that moment."""
    settings.EMAIL_URL = "smtp://mail.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def run(moment):
        from complaints.management.commands.send_notices import send_mail

        mail.outbox.clear()
        outbox.deliver(now=moment, channels=["mail"], send=send_mail)
        return mail.outbox

    return run


def test_nobody_gets_mails_who_has_not_asked(rest, lin, complaint, sent):
    lin = rest(lin)
    tell_agents([lin], "heard", now=at(16, "10:00"), complaint=complaint)
    assert sent(at(16, "10:01")) == []


def test_a_mail_at_once_outside_of_quiet_hours(rest, lin, zhao, complaint, sent):
    zhao = rest(zhao, "22:00", "07:00", mail_alerts="all")
    tell_agents([zhao], "heard", now=at(16, "21:59", 59), complaint=complaint)
    (message,) = sent(at(16, "22:00"))
    assert message.to == ["zhao@example.com"]
    assert complaint.number in message.body
    assert "/alerts/" in message.body
    assert "陆女士" not in message.body + message.subject


def test_quiet_hours_end_with_one_mail_of_what_is_unread(rest, zhao, complaint, sent):
    zhao = rest(zhao, "22:00", "07:00", mail_alerts="all")
    for number, clock in enumerate(("22:00", "23:30")):
        tell_agents([zhao], "heard", now=at(16, clock), complaint=complaint, once=str(number))
    tell_agents([zhao], "reopened", now=at(17, "06:59", 59), complaint=complaint)
    accounts.read_alerts(zhao, now=at(17, "06:59", 59), once__endswith=":1")
    assert sent(at(17, "06:59", 59)) == []
    (message,) = sent(at(17, "07:00"))
    assert message.subject == "免打扰期间的提醒：2 条"
    assert message.body.count(complaint.number) == 2
    assert sent(at(17, "08:00")) == []


def test_what_was_read_meanwhile_needs_no_mail(rest, zhao, complaint, sent):
    zhao = rest(zhao, "22:00", "07:00", mail_alerts="all")
    tell_agents([zhao], "heard", now=at(16, "23:00"), complaint=complaint)
    accounts.read_alerts(zhao, now=at(17, "06:00"))
    assert sent(at(17, "07:00")) == []


@pytest.mark.parametrize("choice", ["urgent", "all"])
def test_danger_is_mailed_in_the_night(rest, zhao, complaint, sent, choice):
    zhao = rest(zhao, "22:00", "07:00", mail_alerts=choice)
    complaint.priority = "P1"
    tell_agents([zhao], "reopened", now=at(16, "23:00"), complaint=complaint)
    (message,) = sent(at(16, "23:00"))
    assert message.subject.startswith("紧急：")


def test_who_wants_only_the_urgent_ones_gets_no_others(rest, zhao, complaint, sent):
    zhao = rest(zhao, mail_alerts="urgent")
    tell_agents([zhao], "heard", now=at(16, "10:00"), complaint=complaint)
    assert sent(at(16, "10:00")) == []


def test_a_mail_says_nothing_of_a_complaint_out_of_sight(rest, wang, complaint, lin, now, sent):
    wang = rest(wang, mail_alerts="all")
    tell_agents([wang], "evidence_received", now=at(16, "10:00"), complaint=complaint, title="病历")
    seen = type(complaint).objects.visible_to(wang).filter(pk=complaint.pk).exists()
    (message,) = sent(at(16, "10:00"))
    assert ("病历" in message.body + message.subject) == seen


def test_a_colleagues_dead_mailbox_bothers_no_complaint(rest, zhao, complaint, now):
    zhao = rest(zhao, mail_alerts="all")
    tell_agents([zhao], "heard", now=now, complaint=complaint)
    notice = zhao.notices.get(channel="mail")

    def refuse(_notice):
        raise outbox.Undeliverable("550 no such user")

    outbox.deliver(now=now, channels=["mail"], send=refuse)
    notice.refresh_from_db()
    assert notice.status == "failed"
    assert not complaint.events.filter(verb="undeliverable").exists()


def test_the_worker_sends_them_like_all_others(rest, zhao, complaint, settings):
    settings.EMAIL_URL = "smtp://mail.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    zhao = rest(zhao, mail_alerts="all")
    tell_agents([zhao], "heard", now=timezone.now(), complaint=complaint)
    call_command("send_notices")
    notice = Notice.objects.get(agent=zhao, channel="mail")
    assert (notice.status, notice.subject) == ("sent", mail.outbox[-1].subject)


# The settings page


def test_quiet_hours_are_set_and_signed(client, lin):
    client.force_login(lin)
    facts = {"language": "zh-hans", "quiet_from": "22:00", "quiet_until": "07:00", "quiet_weekends": "on"}
    assert client.post("/account/", facts).url == "/account/"
    kept = Agent.objects.get(pk=lin.pk)
    assert (kept.quiet_from, kept.quiet_until, kept.quiet_weekends) == (time(22), time(7), True)
    assert kept.history.first().history_user == lin
    assert 'value="22:00"' in client.get("/account/").content.decode()
    client.post("/account/language/", {"language": "en"})
    assert Agent.objects.get(pk=lin.pk).quiet_from == time(22)


@pytest.mark.parametrize(
    ("begin", "end", "more", "field"),
    [
        ("22:00", "", {}, "quiet_until"),
        ("", "07:00", {}, "quiet_until"),
        ("22:00", "22:00", {}, "quiet_until"),
        ("25:00", "07:00", {}, "quiet_from"),
        ("", "", {"mail_alerts": "all"}, "mail_alerts"),
        ("", "", {"mail_alerts": "often"}, "mail_alerts"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(client, lin, begin, end, more, field):
    client.force_login(lin)
    facts = {"language": "zh-hans", "quiet_from": begin, "quiet_until": end} | more
    answer = client.post("/account/", facts)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_the_database_knows_no_half_quiet_hours(lin):
    for facts in ({"quiet_from": time(22)}, {"quiet_from": time(22), "quiet_until": time(22)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agent.objects.filter(pk=lin.pk).update(**facts)
