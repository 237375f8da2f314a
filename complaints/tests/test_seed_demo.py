"""The living demo: everything a page can show occurs in it, and a second run adds nothing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from complaints import clock
from complaints.demo import library, pictures, script, variations
from complaints.demo.play import Player
from complaints.demo.verbs import VERBS
from complaints.enums import ClockState, DisputeKind, EvidenceStatus, HandoverStatus, PayoutState, Priority, State, Tier
from complaints.models import (
    Agent,
    CalendarDay,
    Category,
    Complaint,
    Dispute,
    Event,
    Evidence,
    Finding,
    Handover,
    Incident,
    IncomingMail,
    LimitAlarm,
    Message,
    Payout,
    PayoutLimit,
    PromotionWindow,
    PublicPost,
    Route,
)
from complaints.roles import AGENT_ROLES

OURS = ("complaints", "knowledge_base", "support")


def run(**options):
    out = StringIO()
    call_command("seed_demo", stdout=out, **options)
    return out.getvalue()


def rows():
    """{model: number of rows} of all our tables."""
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.app_label in OURS}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """One seeding for all tests of this module; its rows are taken away again afterwards."""
    from django.db import transaction
    from django.test import override_settings

    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        yield run()
        transaction.set_rollback(True)


def values(queryset, field):
    return set(queryset.values_list(field, flat=True))


def test_at_least_sixty_complaints_over_all_states_codes_tiers_and_priorities(demo):
    complaints = Complaint.objects.all()
    assert complaints.count() >= 60
    assert values(complaints, "state") == set(State.values)
    assert values(complaints, "category") == values(Category.objects.exclude(parent=None), "code")
    assert values(complaints, "tier") == set(Tier.values)
    assert values(complaints, "priority") == set(Priority.values)
    assert len(values(complaints, "channel")) >= 9
    assert complaints.filter(consumer__language="en").count() >= 6


def test_money_in_every_state_and_waiting_on_several_rungs(demo):
    assert values(Payout.objects.all(), "state") == set(PayoutState.values)
    waiting = [payout.rung.roles for payout in Payout.objects.waiting()]
    assert {tuple(roles) for roles in waiting} >= {("lead",), ("mid_office",), ("mid_office", "lead"), ("back_office",)}


def test_evidence_disputes_and_handovers_of_every_kind(demo):
    assert values(Evidence.objects.all(), "status") == set(EvidenceStatus.values)
    assert {"consumer", "merchant", "carrier", "platform"} <= values(Evidence.objects.received(), "side")
    files = Evidence.objects.exclude(file="")
    assert files.count() >= 30
    assert len(values(files, "sha256")) == files.count()
    assert values(Dispute.objects.all(), "kind") == set(DisputeKind.values)
    assert {HandoverStatus.OFFERED, HandoverStatus.ACCEPTED, HandoverStatus.DECLINED} <= values(
        Handover.objects.all(), "status"
    )
    assert Finding.objects.exists()


def test_clocks_in_every_light(demo):
    now = timezone.now()
    lights = {
        clock.light(each, now).state
        for complaint in Complaint.objects.open()
        for each in clock.clocks(complaint)
        if each.met_at or clock.runs(each, complaint.state)
    }
    assert lights == set(ClockState)


def test_people_with_every_role_and_an_agent_at_every_desk_that_gets_work(demo):
    assert {role for agent in Agent.objects.all() for role in agent.roles} == {str(role) for role in AGENT_ROLES}
    desks = values(Route.objects.all(), "department")
    front = Agent.objects.filter(groups__name="front_line")
    assert desks <= values(front, "department")
    assert "Password of everybody" in demo
    assert PayoutLimit.objects.exclude(valid_until=None).exists()
    assert PromotionWindow.objects.exists()
    assert CalendarDay.objects.filter(is_workday=True).exists()


def test_a_mail_a_chat_and_a_post_came_in_through_their_doors(demo):
    assert values(IncomingMail.objects.all(), "fate") <= {"joined", "doubtful"}
    assert IncomingMail.objects.exists()
    assert Event.objects.filter(verb="chat_line", message__direction="from_consumer").count() >= 2
    assert PublicPost.objects.get(platform="weibo").complaint.channel == "social"


def test_the_prawns_lie_in_lins_inbox(demo):
    prawns = Complaint.objects.get(source_ref="demo:prawns")
    assert (prawns.owner.username, prawns.handler.username, prawns.state) == ("lin", "gao", State.INVESTIGATING)
    assert prawns in Complaint.objects.on_the_desk_of(Agent.objects.get(username="lin"))
    assert Message.objects.filter(complaint=prawns).count() >= 3


def test_history_has_the_times_of_the_story(demo):
    """Nothing was written with the hour of the seeding: events, messages and history are as old as their story."""
    case = Complaint.objects.get(source_ref="demo:livestream")
    assert case.registered_at < timezone.now() - timedelta(days=23)
    assert case.events.order_by("at").first().at == case.registered_at
    assert case.history.order_by("history_date").first().history_date == case.registered_at
    assert not case.events.filter(at__gt=timezone.now() - timedelta(days=10)).exists()


def test_an_incident_with_measures_its_report_and_one_who_has_not_got_it(demo):
    incident = Incident.objects.get()
    assert values(incident.tasks.all(), "kind") >= {"stop_sale", "recall"}
    assert (incident.state, bool(incident.reported_at)) == ("contained", True)
    assert values(incident.untold(), "source_ref") == {"demo:cream-6"}


def test_payouts_just_below_a_limit_wait_for_a_lead(demo):
    alarm = LimitAlarm.objects.get()
    assert (alarm.agent.username, alarm.near, alarm.seen_at) == ("xin", 5, None)


def test_the_money_adds_up(demo):
    out = StringIO()
    call_command("reconcile", stdout=out)
    assert "0 lies, 0 remarks" in out.getvalue()


def test_second_run_changes_nothing_and_more_complaints_extend(demo):
    before = rows()
    assert "0 new complaints" in run()
    assert rows() == before
    wanted = before["complaints.Complaint"] + 2
    assert "2 new complaints" in run(complaints=wanted)
    assert "0 new complaints" in run(complaints=wanted)
    assert Complaint.objects.count() == wanted


def test_every_story_speaks_the_vocabulary():
    verbs = {step[2] for story in library.written_stories() for step in story.steps}
    assert verbs <= {"submit", *VERBS}
    keys = [story.key for story in library.written_stories()]
    assert len(keys) == len(set(keys))


def test_variations_are_the_same_for_the_same_seed_only():
    assert variations.stories(5, 1) == variations.stories(6, 1)[:5]
    assert variations.stories(5, 1) != variations.stories(5, 2)


@pytest.mark.parametrize("subject", pictures.SUBJECTS)
def test_pictures_differ_by_seed_and_are_the_same_for_the_same(subject):
    one, again, other = (pictures.picture(subject, "a", seed).sha256 for seed in ("1", "1", "2"))
    assert one == again != other


def test_times_are_spoken_as_people_say_them():
    now = timezone.now().replace(hour=2, minute=3)  # 10:03 in Shanghai
    assert script.spoken(now, "+2h", "zh-hans") == "12:00"
    assert script.spoken(now, "+1d", "zh-hans") == "明天 10:00"
    assert script.spoken(now, "+1d", "en") == "10:00 tomorrow"
    assert script.moment_of(now, "-1d@22:40").hour == 22


def test_a_step_that_does_not_work_names_its_story(cast, now):
    story = script.Story("bad", "app", ["某人", "13800000000"], "杯子破损", [["-1h", "consumer", "submit"]])
    story.steps.append(["-50m", "lin", "dispatch", "LOGISTICS"])
    with pytest.raises(Exception, match=r"bad .*dispatch"):
        Player(cast, now).play([story])
