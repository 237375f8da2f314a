"""Check-ins: voluntary, readable by two people, gone when they shall be gone."""

from datetime import timedelta

import pytest
from django.contrib import admin as django_admin
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from complaints.lifecycle import Refused
from complaints.models import Agent, Department
from support import models, reports
from support.actions import check_ins
from support.models import CheckIn, CheckInConsent
from support.tasks import erase_expired_check_ins

pytestmark = pytest.mark.django_db


def test_only_the_person_and_the_chosen_social_worker_read_it(checked_in, cast):
    readers = {name for name, agent in cast.items() if CheckIn.objects.visible_to(agent).exists()}
    assert readers == {"lin", "su"}


def test_another_social_worker_reads_nothing(checked_in, cast):
    other = Agent.objects.create(username="su2")
    other.groups.add(Group.objects.get(name="social_worker"))
    assert not CheckIn.objects.visible_to(other).exists()


def test_social_worker_who_becomes_a_manager_reads_no_more(checked_in, su):
    su.groups.add(Group.objects.get(name="manager"))
    assert not CheckIn.objects.visible_to(Agent.objects.get(pk=su.pk)).exists()


def test_without_consent_nothing_is_noted(lin, now):
    with pytest.raises(Refused, match="voluntary"):
        check_ins.check_in(by=lin, now=now, load=3)


@pytest.mark.parametrize("name", ["zhao", "mei", "wang", "admin"])
def test_only_a_social_worker_can_be_the_reader(lin, cast, now, name):
    with pytest.raises(Refused, match="social worker"):
        check_ins.give_consent(by=lin, now=now, reader=cast[name])


def test_withdrawing_deletes_everything_and_keeps_the_proof(checked_in, lin, now):
    check_ins.withdraw_consent(by=lin, now=now + timedelta(days=1))
    assert not CheckIn.objects.exists()
    assert CheckInConsent.objects.get().withdrawn_at == now + timedelta(days=1)
    with pytest.raises(Refused, match="voluntary"):
        check_ins.check_in(by=lin, now=now, load=3)


def test_choosing_another_reader_shows_that_one_nothing_old(checked_in, lin, su, now):
    other = Agent.objects.create(username="su2")
    other.groups.add(Group.objects.get(name="social_worker"))
    check_ins.give_consent(by=lin, now=now + timedelta(days=1), reader=other)
    assert not CheckIn.objects.exists()
    assert CheckInConsent.objects.of(lin).reader == other


def test_consenting_twice_is_one_consent(checked_in, lin, su, now):
    check_ins.give_consent(by=lin, now=now, reader=su)
    assert CheckInConsent.objects.count() == 1


def test_one_is_erased_by_the_person_alone(checked_in, lin, su, now):
    with pytest.raises(Refused):
        check_ins.erase_check_in(checked_in, by=su)
    check_ins.erase_check_in(checked_in, by=lin)
    assert not CheckIn.objects.exists()


def test_after_90_days_it_is_deleted(checked_in, now):
    assert checked_in.delete_by == now + timedelta(days=90)
    assert check_ins.erase_expired(now + timedelta(days=89)) == 0
    assert check_ins.erase_expired(now + timedelta(days=90)) == 1


@pytest.mark.django_db(transaction=True)  # the task closes its connections, as the worker wants it
def test_the_worker_deletes_every_night(checked_in, lin, now):
    CheckIn.objects.update(at=now - timedelta(days=900), delete_by=now - timedelta(days=810))
    erase_expired_check_ins(timestamp=0)
    assert not CheckIn.objects.exists()


def test_deleted_is_gone_no_history_no_admin():
    private = (models.CheckIn, models.CheckInConsent, models.PrivateNote)
    assert not any(hasattr(model, "history") for model in private)
    assert not set(private) & set(django_admin.site._registry)


@pytest.mark.parametrize("load", [-1, 11])
def test_database_refuses_a_figure_off_the_scale(checked_in, load):
    with pytest.raises(IntegrityError, match="check_in_load"), transaction.atomic():
        CheckIn.objects.filter(pk=checked_in.pk).update(load=load)


def test_database_refuses_two_consents_in_force(checked_in, lin, su, now):
    with pytest.raises(IntegrityError, match="consent_one_in_force"), transaction.atomic():
        CheckInConsent.objects.create(agent=lin, reader=su, given_at=now)


# --- what managers see ----------------------------------------------------------------------------------


def people_check_in(count, su, now, loads):
    """`count` people of the desk CS checked in last week."""
    for n in range(count):
        agent = Agent.objects.create(username=f"agent{n}", department_id="CS")
        agent.groups.add(Group.objects.get(name="front_line"))
        check_ins.give_consent(by=agent, now=now - timedelta(days=20), reader=su)
        check_ins.check_in(by=agent, now=now - timedelta(days=5), load=loads[n])


def told(now):
    """What a manager reads: (name, check-ins, median, change) of every desk."""
    return [tuple(row.values()) for row in reports.team_load(now)]


def test_six_people_are_not_shown_seven_are(su, now, lin):
    people_check_in(6, su, now, [1, 2, 3, 4, 5, 6])
    assert told(now) == []
    check_ins.give_consent(by=lin, now=now - timedelta(days=20), reader=su)
    check_ins.check_in(by=lin, now=now - timedelta(days=5), load=9)
    assert told(now) == [(Department.objects.get(pk="CS").name, 7, 4.0, None)]


def test_one_person_checking_in_seven_times_is_one_person(lin, su, now):
    check_ins.give_consent(by=lin, now=now - timedelta(days=20), reader=su)
    for n in range(7):
        check_ins.check_in(by=lin, now=now - timedelta(days=5, minutes=n), load=n)
    assert told(now) == []


def test_only_whole_weeks_are_told_so_a_day_cannot_be_subtracted(su, now):
    start, end = reports.last_full_week(now)
    assert (end - start, start.weekday(), end <= now) == (timedelta(days=7), 0, True)
    people_check_in(7, su, now + timedelta(days=6), [5] * 7)
    assert told(now) == []


def test_change_is_told_if_both_weeks_had_seven(su, now):
    people_check_in(7, su, now, [5] * 7)
    for agent in Agent.objects.filter(username__startswith="agent"):
        check_ins.check_in(by=agent, now=now - timedelta(days=12), load=3)
    assert [row["change"] for row in reports.team_load(now)] == [2.0]
