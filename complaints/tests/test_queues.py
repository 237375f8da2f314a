"""The queues: what is in them, their keyset pages, and the neighbours of a complaint."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from complaints.actions import eligibility, handover, intake, routing
from complaints.models import Complaint
from complaints.views import queues
from complaints.views.paging import Place, cursor, key_of, page_of
from complaints.views.queues import BY_DUE, Listing, neighbours, queue_of, with_row_columns

pytestmark = pytest.mark.django_db


def listing(agent, now, **params):
    return Listing(agent, params, now)


def numbers(agent, now, **params):
    return [row.number for row in listing(agent, now, **params).rows]


@pytest.fixture
def three(new_complaint, now):
    """Three complaints, the oldest due first."""
    return [new_complaint(f"杯子碎了 {n}", at=now + timedelta(minutes=n)) for n in range(3)]


def test_unassigned_until_somebody_accepts(complaint, lin, wang, now):
    assert numbers(wang, now, queue="unassigned") == [complaint.number]
    intake.accept(complaint, by=lin, now=now)
    assert numbers(wang, now, queue="unassigned") == []
    assert numbers(lin, now, queue="mine") == [complaint.number]
    assert numbers(wang, now, queue="mine") == []


def test_answer_queue_holds_what_owes_a_first_response(complaint, lin, now):
    intake.accept(complaint, by=lin, now=now)
    assert numbers(lin, now, queue="answer") == [complaint.number]


def test_consumer_queue_holds_what_was_asked_about(complaint, lin, zhao, now):
    case = routing.assign(complaint, by=zhao, now=now, agent=lin, reason="老客户")
    assert numbers(lin, now, queue="consumer") == []
    eligibility.ask_info(case, by=lin, now=now, items="订单截图")
    assert numbers(lin, now, queue="consumer") == [case.number]


def test_dispatched_elsewhere_stays_mine(complaint, lin, gao, now):
    case = intake.accept(complaint, by=lin, now=now)
    routing.dispatch(case, by=lin, now=now, department=gao.department, handler=gao)
    assert numbers(lin, now, queue="elsewhere") == [case.number]
    assert numbers(gao, now, queue="mine") == [case.number]
    assert numbers(gao, now, queue="desk") == [case.number]


def test_offered_to_me(complaint, lin, wang, now):
    case = intake.accept(complaint, by=lin, now=now)
    handover.offer_handover(
        case, by=lin, now=now, to_agent=wang, reason="load", story="一\n二\n三\n四\n五", promises="", emotion=""
    )
    assert numbers(wang, now, queue="offered") == [case.number]
    assert numbers(lin, now, queue="offered") == []


def test_soon_and_overdue_follow_the_clock(complaint, zhao, now):
    assert numbers(zhao, now + timedelta(minutes=10), queue="soon") == [complaint.number]
    assert numbers(zhao, now + timedelta(minutes=31), queue="soon") == []
    assert numbers(zhao, now + timedelta(minutes=31), queue="overdue") == [complaint.number]


@pytest.mark.parametrize("code", queues.QUEUES)
def test_stranger_sees_nothing_anywhere(complaint, stranger, now, code):
    assert numbers(stranger, now, queue=code) == []


def test_open_complaint_always_has_a_place(three):
    assert not Complaint.objects.open().filter(next_due_at=None).exists()


def test_every_listing_is_one_statement(three, lin, now, django_assert_num_queries):
    assert lin.roles
    with django_assert_num_queries(1):
        for row in listing(lin, now, queue="open").rows:
            assert all([str(row.category), row.consumer.masked_name, row.opening])


def test_pages_join_without_gap_or_repeat(new_complaint, zhao, now):
    everything = [new_complaint(f"第 {n} 条", at=now + timedelta(minutes=n // 2)).number for n in range(7)]
    rows = listing(zhao, now, queue="open").rows
    first = page_of(rows, Place(), 3)
    second = page_of(rows, Place(after=key_of(first.next)), 3)
    third = page_of(rows, Place(after=key_of(second.next)), 3)
    assert [row.number for page in (first, second, third) for row in page.rows] == everything
    assert (first.previous, third.next) == ("", "")
    back = page_of(rows, Place(before=key_of(third.previous)), 3)
    assert [row.number for row in back.rows] == everything[3:6]
    assert back.next
    assert page_of(rows, Place(before=key_of(back.previous)), 3).previous == ""


@pytest.mark.parametrize("text", ["", "x", "1-", "-1", "1-x", "9" * 40 + "-1", "1-" + "9" * 30, "²-1", "1-1-1"])
def test_broken_cursor_is_none(text):
    assert key_of(text) is None


def test_cursor_returns_its_key(now):
    assert key_of(cursor((now, 17))) == (now, 17)


@pytest.mark.parametrize(
    ("at", "previous", "following", "place"), [(0, None, 1, "1 / 3"), (1, 0, 2, "2 / 3"), (2, 1, None, "3 / 3")]
)
def test_neighbours_in_one_statement(three, zhao, now, django_assert_num_queries, at, previous, following, place):
    rows = listing(zhao, now, queue="open").rows
    with django_assert_num_queries(1):
        found = neighbours(rows, three[at])
    wanted = ["" if n is None else three[n].number for n in (previous, following)]
    assert [found.previous, found.next, found.position_text] == [*wanted, place]


def test_neighbours_in_the_archive_go_from_new_to_old(three, zhao, now):
    found = neighbours(listing(zhao, now, queue="all").rows, three[1])
    assert (found.previous, found.next) == (three[2].number, three[0].number)


def test_neighbours_of_what_has_left_the_queue(three, zhao, lin, now):
    intake.accept(three[0], by=lin, now=now)
    found = neighbours(listing(zhao, now, queue="unassigned").rows, Complaint.objects.get(pk=three[0].pk))
    assert (found.next, found.position, found.total) == (three[1].number, 0, 2)


def test_neighbours_without_a_place_in_the_order_begin_at_the_top(three, zhao, now):
    three[0].next_due_at = None
    assert neighbours(with_row_columns(Complaint.objects.order_by(*BY_DUE)), three[0]).next == three[0].number


def test_queue_of_a_request_carries_on_what_names_the_list(three, lin):
    request = RequestFactory().get("/", {"queue": "open", "tier": "low", "after": "1-1", "add": "owner"})
    request.user = lin
    rows, params = queue_of(request)
    assert params.urlencode() == "queue=open&tier=low"
    assert len(rows) == 3
