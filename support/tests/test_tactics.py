"""Tactic cards: the right one beside a reading, marks that may change, seeds that may run twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.utils import translation

from complaints.enums import Emotion
from complaints.lifecycle import Refused
from complaints.models import Complaint, EmotionReading
from support import reports, seeds
from support.actions.tactics import mark_tactic
from support.models import TacticCard, TacticFeedback
from support.templatetags.support_tags import emotion_curve, tactic_card

pytestmark = pytest.mark.django_db


def test_seeds_cover_every_feeling_at_every_strength_once(cards):
    for emotion in Emotion:
        for intensity in range(11):
            reading = EmotionReading(emotion=emotion, intensity=intensity)
            assert TacticCard.objects.matching(reading).count() == 1, (emotion, intensity)


def test_seeds_run_twice_and_keep_what_was_edited(cards):
    TacticCard.objects.filter(emotion="calm").update(do_en="Edited", is_active=False)
    before = TacticCard.objects.count()
    seeds.load_tactics()
    assert TacticCard.objects.count() == before
    assert TacticCard.objects.get(emotion="calm").do == ["Edited"]


def test_card_speaks_the_language_of_the_reader(cards):
    card = TacticCard.objects.get(emotion="anger", intensity_from=5)
    assert card.dont[0] == "Say “calm down”"
    with translation.override("zh-hans"):
        assert card.dont[0] == "说“请您冷静”"


def test_protocol_stands_at_nine_and_ten(cards):
    reading = EmotionReading(emotion="fear", intensity=10)
    assert "110" in TacticCard.objects.matching(reading).get().first_aim


@pytest.mark.parametrize("band", [(5, 4), (0, 11)])
def test_band_outside_the_scale_is_refused_by_the_database(cards, band):
    low, high = band
    with pytest.raises(IntegrityError, match="tactic_band_within_0_to_10"), transaction.atomic():
        TacticCard.objects.create(emotion="calm", intensity_from=low, intensity_to=high, is_active=False)


def test_two_active_cards_for_one_band_are_refused_by_the_database(cards):
    with pytest.raises(IntegrityError, match="tactic_one_card_per_band"), transaction.atomic():
        TacticCard.objects.create(emotion="anger", intensity_from=5, intensity_to=8)


def test_mark_is_one_per_reading_and_agent_and_may_change(cards, read, lin, wang, now):
    reading = read()
    mark_tactic(reading, by=lin, now=now, effect="helped")
    mark_tactic(reading, by=lin, now=now + timedelta(minutes=1), effect="worse")
    mark_tactic(reading, by=wang, now=now, effect="helped")
    assert sorted(TacticFeedback.objects.values_list("agent__username", "effect")) == [
        ("lin", "worse"),
        ("wang", "helped"),
    ]
    assert TacticFeedback.objects.get(agent=lin).history.count() == 2


def test_mark_without_a_card_is_refused(read, lin, now):
    with pytest.raises(Refused, match="No tactic card"):
        mark_tactic(read(), by=lin, now=now, effect="helped")


@pytest.mark.parametrize("name", ["su", "mei", "xu", "admin", "stranger"])
def test_who_does_not_talk_to_consumers_marks_nothing(cards, read, cast, now, name):
    reading = read()
    with pytest.raises(Refused, match="Only these"):
        mark_tactic(reading, by=cast[name], now=now, effect="helped")


def test_effects_count_the_last_90_days_with_an_interval(cards, read, lin, wang, zhao, now):
    reading = read()
    for agent, effect in ((lin, "helped"), (wang, "helped"), (zhao, "worse")):
        mark_tactic(reading, by=agent, now=now, effect=effect)
    (row,) = reports.effects_of_tactics(now)
    assert (row["card"].emotion, row["card"].tried, row["shares"]) == ("anger", 3, [67, 0, 33])
    assert (row["low"], row["high"]) == (21, 94)
    assert reports.effects_of_tactics(now + timedelta(days=91)) == []


@pytest.mark.parametrize(("hits", "tries", "interval"), [(0, 10, (0, 28)), (10, 10, (72, 100)), (50, 100, (40, 60))])
def test_wilson_interval(hits, tries, interval):
    assert reports.wilson(hits, tries) == interval


def shown(complaint, agent):
    """What the tag hands to its template."""
    request = RequestFactory().get("/")
    request.user = agent
    return tactic_card({"request": request}, complaint)


def test_tag_shows_the_latest_reading_within_three_statements(
    cards, read, case, lin, now, django_assert_max_num_queries
):
    for n in range(8):
        read("anger", 8 - n, at=now + timedelta(minutes=n))
    newest = read("distrust", 5, at=now + timedelta(hours=1), second_emotion="fatigue")
    mark_tactic(newest, by=lin, now=now, effect="no_change")
    fresh = Complaint.objects.get(pk=case.pk)
    assert lin.roles
    with django_assert_max_num_queries(3):
        page = shown(fresh, lin)
    assert [str(label) for label in page["emotions"]] == ["Distrust", "Fatigue"]
    assert page["card"].emotion == "distrust"
    assert [e["code"] for e in page["effects"] if e["current"]] == ["no_change"]
    assert not page["break_offered"]


def test_tag_offers_a_break_from_eight_on(cards, read, case, lin):
    read("anger", 8)
    assert shown(case, lin)["break_offered"]


def test_tag_without_a_reading_still_explains_the_scale(case, lin, client, cards):
    page = shown(case, lin)
    assert (page["reading"], len(page["anchors"])) == (None, 7)


def test_curve_has_a_point_a_reading_and_a_text_alternative(read, now):
    rows = [read(intensity=n, at=now + timedelta(minutes=n)) for n in (3, 7, 2)]
    drawn = emotion_curve(rows)
    assert 'aria-label="Strength of the feeling: 3 → 7 → 2"' in drawn
    assert drawn.count("<circle") == 3
    assert "style=" not in drawn
