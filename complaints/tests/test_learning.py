"""The learned suggestion: trained on what people have coded, measured by time, kept whole, never deciding (CL-20)."""

from datetime import timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from complaints.actions import intake, learning, triage
from complaints.classify.learned import Learned, features, packed, unpacked
from complaints.lifecycle import Refused
from complaints.models import Category, Complaint, LearnedModel
from complaints.reports import agreement
from complaints.roles import System

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
GARDEN = ("藤椅的藤条散开了", "藤椅少了一根藤条", "新藤椅藤条一碰就断", "藤条扎手，藤椅没法坐")
PIANO = ("琴键按下去不弹起来", "钢琴琴键有两个没声音", "琴键发黄，像旧钢琴", "钢琴的琴键高低不平")


@pytest.fixture
def coded(new_complaint, zhao, now):
    """Forty complaints about wicker (G06) and pianos (G08), as people have coded them."""
    for n in range(40):
        text, code = (GARDEN, "G06") if n % 2 else (PIANO, "G08")
        at = now + n * MINUTE
        case = new_complaint(f"{text[n // 2 % 4]}，第{n}次", at=at)
        category = Category.objects.get(pk=code)
        triage.reclassify(case, by=zhao, now=at, category=category, reason="看过图片")


@pytest.fixture
def model(coded, now):
    return learning.train_suggestions(by=System(), now=now + DAY, least=40)


@pytest.fixture
def switched(model, mei, now):
    return learning.switch_suggestions(model, by=mei, now=now, on=True)


def test_too_few_or_all_alike_is_refused_in_words(new_complaint, zhao, now):
    with pytest.raises(CommandError, match="coded 0 complaints so far; it takes 200"):
        call_command("train_suggestions")
    for n in range(6):
        case = new_complaint(GARDEN[n % 4])
        triage.reclassify(case, by=zhao, now=now, category=Category.objects.get(pk="G06"), reason="看过图片")
    with pytest.raises(Refused, match="same code"):
        learning.train_suggestions(by=System(), now=now, least=5)


def test_it_is_measured_on_the_newest_fifth(model):
    assert (model.version, model.samples, model.held_back, model.is_on) == (1, 40, 8, False)
    assert model.accuracy == model.top_three == 1.0
    assert model.rules_accuracy < 1
    assert model.by_code == [["G06", 4, 4], ["G08", 4, 4]]
    assert sum(count for _band, count, _right in model.by_share) == 8


def test_the_command_says_what_was_measured(coded):
    out = StringIO()
    call_command("train_suggestions", least=40, stdout=out)
    assert "v1: 40 complaints, measured on 8: first right 100.0%" in out.getvalue()


def test_only_a_manager_switches_and_one_at_a_time(coded, model, zhao, mei, now):
    second = learning.train_suggestions(by=System(), now=now + DAY, least=40)
    with pytest.raises(Refused):
        learning.switch_suggestions(model, by=zhao, now=now, on=True)
    for one in (model, second):
        learning.switch_suggestions(one, by=mei, now=now, on=True)
    assert list(LearnedModel.objects.filter(is_on=True)) == [second]
    assert LearnedModel.history.filter(history_user=mei).count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        LearnedModel.objects.update(is_on=True)


def test_a_new_complaint_keeps_what_was_suggested_and_is_not_decided_by_it(switched, new_complaint, lin, now):
    case = intake.accept(new_complaint("藤椅的藤条全散了"), by=lin, now=now)
    said = case.machine_said["learned"]
    assert (said["model"], said["code"]) == (switched.pk, "G06")
    assert said["share"] > 0.5
    assert case.category_id == case.machine_said["category"]
    case = triage.reclassify(case, by=lin, now=now, category=Category.objects.get(pk="G06"), reason="对")
    coding = case.codings.get()
    assert (coding.learned, coding.suggested) == (switched, "G06")
    assert coding.suggested_share == said["share"]
    rows, shown = agreement.learned(now - DAY, now + DAY)
    assert [(row.label, row.decided, row.agreed) for row in rows] == [("v1", 1, 1)]
    assert shown == {"v1": 1}


def test_one_press_takes_it(client, switched, new_complaint, lin, now):
    case = intake.accept(new_complaint("钢琴琴键没声音"), by=lin, now=now)
    client.force_login(lin)
    page = client.get(f"/complaints/{case.number}/reclassify/").content.decode()
    assert 'data-suggested="G08"' in page
    facts = {"category": "G08", "reason": "采纳建议", "seen": case.events.order_by("-pk").first().pk}
    assert client.post(f"/complaints/{case.number}/reclassify/", facts).status_code == 302
    assert Complaint.objects.get(pk=case.pk).category_id == "G08"
    typed = {"channel": "phone", "phone": "13800006027", "description": "钢琴琴键不弹"}
    assert 'data-suggested="G08"' in client.post("/complaints/new/preview/", typed).content.decode()


def test_the_queue_of_the_unclassified_shows_it(client, switched, new_complaint, zhao):
    case = new_complaint("嗯嗯藤")
    assert case.category_id == "O02"
    client.force_login(zhao)
    page = client.get("/?queue=unclassified").content.decode()
    assert f"/complaints/{case.number}/reclassify/" in page


def test_a_file_that_is_another_is_not_read(switched, new_complaint, mei, now):
    with default_storage.open(switched.file_name, "wb") as file:
        file.write(b"something else")
    assert learning.opened(switched) is None
    with pytest.raises(Refused, match="not the one that was kept"):
        learning.switch_suggestions(switched, by=mei, now=now, on=True)
    default_storage.delete(switched.file_name)
    assert learning.opened(switched) is None
    learning.switch_suggestions(switched, by=mei, now=now, on=False)
    assert "learned" not in new_complaint("藤椅").machine_said


def test_the_page_switches(client, model, mei, zhao):
    url = f"/insight/suggestions/{model.pk}/switch/"
    client.force_login(zhao)
    client.post(url, {"on": "1"})
    assert not LearnedModel.objects.get().is_on
    client.force_login(mei)
    assert "100 %" in client.get("/insight/suggestions/").content.decode()
    client.post(url, {"on": "1"})
    assert LearnedModel.objects.get().is_on


def test_weights_go_into_a_file_of_numbers_and_come_back():
    rng = np.random.default_rng(7)
    weights = rng.normal(size=(2**15, 3)).astype(np.float32)
    content = packed(["A01", "F02", "G03"], weights, np.zeros(3, np.float32))
    one, other = Learned(1, ["A01", "F02", "G03"], weights, np.zeros(3)), unpacked(1, content)
    for text in ("杯子碎了", "", "x" * 5000):
        assert one.suggest(text).code == other.suggest(text).code
        assert sum(share for _code, share in other.suggest(text).ranks) == pytest.approx(1, abs=0.01)


def test_features_do_not_depend_on_width_case_or_script():
    for one, other in (("ＡＢＣ杯子", "abc杯子"), ("壞了", "坏了")):
        assert [list(column) for column in features(one)] == [list(column) for column in features(other)]
