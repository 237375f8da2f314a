"""Corrective actions: planned, proved, and judged by somebody else by what is counted before and after (AR-10)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints.actions import archive, intake, prevention
from complaints.actions.sweep import sweep
from complaints.demo.pictures import picture
from complaints.lifecycle import Refused
from complaints.models import Category, Complaint, CorrectiveAction, Notice
from complaints.reports.prevention import effect_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def jacket(new_complaint, lin, now):
    return intake.accept(new_complaint("外套与图片严重不符", order={"product": "羊毛外套"}), by=lin, now=now)


@pytest.fixture
def action(jacket, lin, gao, now):
    """Gao checks the pictures of every listing of this merchant; the effect shows after thirty days."""
    facts = {"title": "上新前核对主图与实物", "because": "图片由供应商直传，无人核对", "category": jacket.category}
    return prevention.plan_action([jacket], by=lin, now=now, owner=gao, due_by=now + 14 * DAY, **facts)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def many(jacket, count, at):
    """So many complaints of the same category, registered at a moment."""
    for number in range(count):
        Complaint.objects.create(
            number=f"T-{at:%y%m%d}-{number}",
            link_nonce="n",
            link_hash=f"{at:%y%m%d}-{number}",
            link_expires_at=at,
            channel="web",
            consumer=jacket.consumer,
            title="同类",
            description="同类",
            category=jacket.category,
            first_contact_at=at,
            registered_at=at,
            tier_set_at=at,
            contacted_at=at,
            stage_at=at,
            swept_at=at,
        )


def test_planned_with_cause_owner_and_time(jacket, action, gao, lin, now):
    assert (action.state, action.first, action.owner) == ("open", jacket, gao)
    assert Notice.objects.filter(agent=gao, event="action_given").exists()
    assert jacket.events.get(verb="plan_action").reason == "图片由供应商直传，无人核对"
    facts = {"title": "核对", "because": "无人核对", "owner": gao}
    with pytest.raises(Refused):
        prevention.plan_action([jacket], by=lin, now=now, due_by=now + DAY, **facts)
    with pytest.raises(Refused):
        prevention.plan_action([jacket], by=lin, now=now, due_by=now, merchant="海味行", **facts)


def test_a_manager_plans_none(jacket, mei, gao, now):
    facts = {"title": "核对", "because": "无人核对", "owner": gao, "merchant": "海味行"}
    with pytest.raises(Refused):
        prevention.plan_action([jacket], by=mei, now=now, due_by=now + DAY, **facts)


def test_the_effect_is_judged_by_somebody_else_after_its_days(action, jacket, gao, zhao, now):
    done = prevention.carry_out_action(action, by=gao, now=now + 2 * DAY, proof="核对表已上线，三位买手签收")
    assert done.check_by == now + 32 * DAY
    facts = {"verdict": "少了一半", "figures": effect_of(done, now + 32 * DAY).as_figures()}
    with pytest.raises(Refused):
        prevention.confirm_action(done, by=zhao, now=now + 31 * DAY, **facts)
    with pytest.raises(Refused):
        prevention.confirm_action(done, by=gao, now=now + 33 * DAY, **facts)
    judged = prevention.confirm_action(done, by=zhao, now=now + 33 * DAY, **facts)
    assert (judged.state, judged.checked_by) == ("effective", zhao)
    assert judged.figures == facts["figures"]
    assert jacket.events.filter(verb="confirm_action", agent=zhao).exists()


def test_without_effect_it_is_open_again(action, gao, zhao, now):
    done = prevention.carry_out_action(action, by=gao, now=now, proof="已培训")
    facts = {"verdict": "没有变化", "figures": {}}
    with pytest.raises(Refused):
        prevention.resume_action(done, by=zhao, now=now + 31 * DAY, due_by=now, **facts)
    again = prevention.resume_action(done, by=zhao, now=now + 31 * DAY, due_by=now + 40 * DAY, **facts)
    assert (again.state, again.reopened, again.due_by) == ("open", 1, now + 40 * DAY)
    assert prevention.carry_out_action(again, by=gao, now=now + 32 * DAY, proof="改为系统拦截").checked_by is None


def test_the_counts_around_the_day_with_their_interval(action, jacket, gao, now):
    many(jacket, 30, now - 10 * DAY)
    many(jacket, 10, now + 10 * DAY)
    done = prevention.carry_out_action(action, by=gao, now=now, proof="已上线")
    effect = effect_of(done, now + 40 * DAY)
    assert (effect.before.hits, effect.after.hits) == (30, 11)  # the jacket itself came on the day
    assert effect.days == (30, 30)
    assert effect.of_count.low < -63 < effect.of_count.high < 0
    other = Category.objects.exclude(pk=jacket.category_id).filter(parent__isnull=False).first()
    done.category = other
    assert effect_of(done, now + 40 * DAY).before.hits == 0


def test_a_cause_is_counted_on_the_day_it_became_known(action, jacket, gao, lin, now):
    Complaint.objects.filter(pk=jacket.pk).update(state="closed", closed_at=now, closing_code="accepted_nonmoney")
    facts = {"summary": "图文不符", "root_cause": "listing", "responsible_party": "merchant", "has_lesson": True}
    archive.archive(fresh(jacket), by=lin, now=now + 3 * DAY, **facts)
    done = prevention.carry_out_action(action, by=gao, now=now + DAY, proof="已上线")
    done.root_cause = "listing"
    assert effect_of(done, now + 40 * DAY).after.hits == 1
    done.root_cause = "warehouse"
    assert effect_of(done, now + 40 * DAY).after.hits == 0


def test_reminders_before_it_is_due_after_it_and_for_the_check(action, gao, zhao, chen, now):
    def told(event):
        return set(Notice.objects.filter(event=event).values_list("agent__username", flat=True))

    sweep(now=now + 11 * DAY)
    assert told("action_due") == set()
    sweep(now=now + 12 * DAY)
    sweep(now=now + 12 * DAY)
    assert told("action_due") == {"gao"}
    assert told("action_late") == set()
    sweep(now=now + 14 * DAY)
    assert {"gao", "zhao"} <= told("action_late")
    prevention.carry_out_action(action, by=gao, now=now + 15 * DAY, proof="已上线")
    sweep(now=now + 45 * DAY)
    assert {"lin", "chen"} <= told("action_to_check")
    assert "gao" not in told("action_to_check")
    assert Notice.objects.filter(event="action_due").count() == 1


def test_the_database_keeps_four_eyes(action, gao, now):
    done = {"proof": "p", "done_at": now, "done_by": gao, "check_by": now, "checked_by": gao, "verdict": "v"}
    rows = CorrectiveAction.objects.filter(pk=action.pk)
    with pytest.raises(IntegrityError, match="capa_four_eyes"), transaction.atomic():
        rows.update(state="effective", **done)
    with pytest.raises(IntegrityError, match="capa_done_with_proof"), transaction.atomic():
        rows.update(state="done")
    with pytest.raises(IntegrityError, match="capa_can_be_counted"), transaction.atomic():
        rows.update(category=None)


def test_nobody_deletes_one(action):
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectiveAction.objects.filter(pk=action.pk)._raw_delete("default")


def test_given_to_somebody_else_and_given_up_with_a_reason(action, gao, wang, zhao, now):
    with pytest.raises(Refused):
        prevention.give_action(action, by=gao, now=now, owner=wang, due_by=now + DAY, because="休假")
    given = prevention.give_action(action, by=zhao, now=now, owner=wang, due_by=now + 20 * DAY, because="休假")
    assert (given.owner, given.due_by) == (wang, now + 20 * DAY)
    with pytest.raises(Refused):
        prevention.drop_action(given, by=zhao, now=now, because=" ")
    assert prevention.drop_action(given, by=zhao, now=now, because="商家已清退").state == "dropped"


# The pages


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"


def test_planned_from_the_complaint_and_seen_beside_it(client, english, jacket, gao, lin):
    client.force_login(lin)
    kin = client.get(f"/complaints/{jacket.number}/kin/").content.decode()
    assert f"/actions/new/?complaint={jacket.number}" in kin
    url = f"/actions/new/?complaint={jacket.number}"
    assert jacket.number in client.get(url).content.decode()
    due = timezone.localtime() + DAY
    sent = {
        "numbers": jacket.number,
        "title": "上新前核对主图",
        "kind": "preventive",
        "because": "",
        "category": jacket.category_id,
        "owner": gao.pk,
        "due_by": f"{due:%Y-%m-%dT%H:%M}",
        "check_days": "30",
    }
    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert "上新前核对主图" in refused.content.decode()
    assert client.post(url, sent | {"numbers": "TS-0", "because": "无人核对"}).status_code == 422
    answer = client.post(url, sent | {"because": "无人核对"})
    action = CorrectiveAction.objects.get()
    assert answer.url == f"/actions/{action.pk}/"
    assert "上新前核对主图" in client.get(f"/complaints/{jacket.number}/kin/").content.decode()
    assert "上新前核对主图" in client.get("/actions/").content.decode()


def test_the_archive_form_leads_to_an_action(client, english, jacket, lin, now):
    Complaint.objects.filter(pk=jacket.pk).update(state="closed", closed_at=now, closing_code="accepted_nonmoney")
    client.force_login(lin)
    page = client.get(f"/complaints/{jacket.number}/archive/").content.decode()
    assert f"/actions/new/?complaint={jacket.number}" in page


def test_proof_and_verdict_on_the_page(client, english, action, jacket, gao, zhao, lin):
    client.force_login(gao)
    url = f"/actions/{action.pk}/"
    assert client.post(f"{url}carry_out_action/", {"proof": ""}).status_code == 422
    sent = {"proof": "核对表已上线"}
    assert client.post(f"{url}carry_out_action/", sent).status_code == 302
    past = timezone.now() - 40 * DAY
    CorrectiveAction.objects.filter(pk=action.pk).update(done_at=past, check_by=past + 30 * DAY)
    client.force_login(zhao)
    page = client.get(f"{url}?counted=after").content.decode()
    assert "Complaints counted" in page
    assert "Counted after" in page
    assert client.post(f"{url}confirm_action/", {"verdict": "明显减少"}).status_code == 302
    judged = fresh(action)
    assert (judged.state, set(judged.figures)) == ("effective", {"before", "after", "change"})
    assert "Found effective" in client.get(url).content.decode()


def test_an_alert_leads_to_the_action(client, action, gao):
    client.force_login(gao)
    notice = Notice.objects.get(agent=gao, event="action_given", channel="in_app")
    assert client.post(f"/alerts/{notice.pk}/").url == f"/actions/{action.pk}/"


def test_the_list_is_narrowed_and_costs_the_same_with_many(
    client, english, action, jacket, gao, lin, mei, now, django_assert_max_num_queries
):
    for number in range(10):
        facts = {"title": f"措施{number}", "because": "因", "merchant": "海味行"}
        prevention.plan_action([jacket], by=lin, now=now, owner=lin, due_by=now + DAY, **facts)
    client.force_login(mei)
    client.get("/actions/")
    with django_assert_max_num_queries(10):
        assert client.get("/actions/").content.decode().count("data-action") == 11
    assert client.get("/actions/?merchant=海味").content.decode().count("data-action") == 10
    assert client.get(f"/actions/?owner={gao.pk}").content.decode().count("data-action") == 1
    assert "No action here" in client.get("/actions/?tab=closed").content.decode()


def test_the_proof_may_be_a_picture(action, gao, jacket, now):
    shown = [picture("label", "核对表", "capa")]
    done = prevention.carry_out_action(action, by=gao, now=now, proof="见截图", uploads=shown)
    assert done.evidence.get().complaint == jacket
    assert done.evidence.get().disclosure == "internal"
