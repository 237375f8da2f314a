"""Training tags: who notes what for whom, who reads it, what ends it (AS-21; domain.md 8, scenario 22)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from complaints.actions import intake
from complaints.actions.sweep import sweep
from complaints.lifecycle import Refused
from complaints.models import Complaint, Notice
from knowledge_base.actions.training import finish_training, tag_training
from knowledge_base.models import TrainingTag
from knowledge_base.reports import suggested_training

pytestmark = pytest.mark.django_db
FACTS = {"topic": "progress", "because": "物流停了五天，没有主动告知。"}
LIST = "knowledge_base:training"


@pytest.fixture
def case(complaint, lin, now):
    return intake.accept(complaint, by=lin, now=now)


def shown(client, agent, query=""):
    client.force_login(agent)
    return client.get(reverse(LIST) + query).content.decode()


def test_scenario_22_a_lead_notes_it_and_the_colleague_reads_it(client, case, lin, zhao, wang, now):
    tag = tag_training(case, by=zhao, now=now, agent=lin, **FACTS)
    assert Notice.objects.filter(agent=lin, event="training_noted").count() == 1
    assert FACTS["because"] in shown(client, lin)
    assert FACTS["because"] in shown(client, zhao)
    assert FACTS["because"] not in shown(client, wang)
    assert not case.events.filter(verb="tag_training").exists()
    finish_training(tag, by=lin, now=now + timedelta(days=2), done_how="和赵组长演练了一次，读了物流停滞话术")
    assert FACTS["because"] not in shown(client, lin)
    assert "演练了一次" in shown(client, lin, "?done=1")


def test_nobody_notes_it_for_a_peer_or_for_who_had_no_part(case, lin, wang, zhao, now):
    with pytest.raises(Refused, match="组长"):
        tag_training(case, by=wang, now=now, agent=lin, **FACTS)
    with pytest.raises(Refused, match="没有处理过"):
        tag_training(case, by=zhao, now=now, agent=wang, **FACTS)
    assert tag_training(case, by=lin, now=now, agent=lin, **FACTS).agent == lin
    assert not Notice.objects.filter(event="training_noted").exists()


def test_a_topic_is_noted_once_and_again_when_it_was_met(case, lin, zhao, wang, now):
    tag = tag_training(case, by=zhao, now=now, agent=lin, **FACTS)
    with pytest.raises(Refused, match="已经记过"):
        tag_training(case, by=zhao, now=now, agent=lin, **FACTS)
    with pytest.raises(IntegrityError, match="training_tag_once"), transaction.atomic():
        TrainingTag.objects.create(complaint=case, agent=lin, set_by=zhao, set_at=now, **FACTS)
    with pytest.raises(Refused):
        finish_training(tag, by=wang, now=now, done_how="读了文章")
    with pytest.raises(Refused, match="做了什么"):
        finish_training(tag, by=lin, now=now, done_how=" ")
    finish_training(tag, by=zhao, now=now, done_how="谈过一次")
    with pytest.raises(Refused):
        finish_training(tag, by=zhao, now=now, done_how="再谈一次")
    assert tag_training(case, by=zhao, now=now, agent=lin, **FACTS).done_at is None


def test_late_news_propose_it(client, case, lin, zhao, now):
    assert suggested_training(case) == {}
    sweep(now=now + timedelta(hours=30))
    proposed = suggested_training(case)
    assert (proposed["agent"], proposed["topic"]) == (lin.pk, "progress")
    client.force_login(zhao)
    url = reverse("knowledge_base:tag_training", args=[case.number])
    page = client.get(url).content.decode()
    assert proposed["because"] in page
    assert client.post(url, {"agent": lin.pk, "topic": "progress", "because": ""}).status_code == 422
    assert client.post(url, {"agent": lin.pk, **FACTS}).status_code == 302
    desk = client.get(reverse("complaints:beside", args=[case.number])).content.decode()
    assert url in desk
    tag = TrainingTag.objects.get()
    finish = reverse("knowledge_base:finish_training", args=[tag.pk])
    assert finish in shown(client, zhao)
    assert client.post(finish, {"done_how": "演练"}).status_code == 302
    assert TrainingTag.objects.get().done_by == zhao


def test_the_team_page_leads_there(client, zhao):
    client.force_login(zhao)
    assert reverse(LIST) in client.get(reverse("complaints:team")).content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_reads_as_much_whatever_its_length(
    client, new_complaint, lin, zhao, now, count, django_assert_max_num_queries
):
    for n in range(count):
        case = intake.accept(new_complaint(order={"order_number": f"T-{n}"}), by=lin, now=now)
        tag_training(Complaint.objects.get(pk=case.pk), by=zhao, now=now, agent=lin, **FACTS)
    client.force_login(zhao)
    with django_assert_max_num_queries(14):
        page = client.get(reverse(LIST)).content.decode()
    assert page.count(FACTS["because"]) == count
