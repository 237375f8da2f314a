"""Told twice: what may be a duplicate, told while one types, to those who may see it and to nobody else."""

import random
import time
from datetime import timedelta

import pytest
from django.db import connection

from complaints.actions import intake, linking
from complaints.models import Complaint, SearchEntry
from complaints.reports.alike import group_of, kin_of, near_texts, possible_duplicates, same_person
from complaints.text import BANDS, NEARLY, overlap, pairs_of, sketch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
WORDS = "买了两盒冰鲜虾，昨天上午就该到，今天才送来，冰袋全化了，一打开就是一股臭味，虾头发黑，要求退款。"
ALMOST = "买了两盒冰鲜虾,昨天上午该到,今天才送来,冰袋都化了,一打开就是一股臭味,虾头发黑,我要求退款!"
OTHER = "冲锋衣颜色和面料都与图片不符，页面上是深蓝色防水的，收到的是灰色薄布，吊牌也没有写。"
MANY = 20_000  # `bench` measures the same at any size


# The measure


def test_nearly_the_same_words_share_their_pairs():
    assert overlap(pairs_of(WORDS), pairs_of(WORDS)) == 1
    assert overlap(pairs_of(WORDS), pairs_of(ALMOST)) > NEARLY
    assert overlap(pairs_of(WORDS), pairs_of(OTHER)) < 0.2
    assert overlap(pairs_of(""), pairs_of("")) == 0


def test_sketches_meet_where_texts_do_and_only_there():
    assert len(sketch(WORDS)) == BANDS
    assert set(sketch(WORDS)) & set(sketch(ALMOST))
    assert not set(sketch(WORDS)) & set(sketch(OTHER))
    assert sketch("退款") == []
    assert sketch(WORDS) == sketch(WORDS.replace("，", ","))


def test_sketches_find_most_of_what_is_nearly_the_same():
    """Two hundred texts with a few characters changed: at least nine of ten of the near ones share a sketch."""
    rng, near, found = random.Random(7), 0, 0
    for _round in range(200):
        changed = [c if rng.random() > 0.06 else rng.choice("的了在是我有和就不人") for c in WORDS]
        text = "".join(changed)
        if overlap(pairs_of(WORDS), pairs_of(text)) >= NEARLY:
            near += 1
            found += bool(set(sketch(WORDS)) & set(sketch(text)))
    assert near > 100
    assert found >= 0.9 * near


# While one types


@pytest.fixture
def post(client, lin):
    client.force_login(lin)

    def send(**facts):
        data = {"channel": "phone", "description": WORDS} | facts
        return client.post("/complaints/new/preview/", data, headers={"accept-language": "en"}).content.decode()

    return send


def test_preview_names_why_it_may_be_open_already(post, new_complaint):
    same = new_complaint(ALMOST, order={"order_number": "D-9"})
    page = post(order_number="D-9", phone=same.consumer.phone)
    assert same.number in page
    for reason in ("same order", "same consumer", "words"):
        assert reason in page
    assert "陆女士" not in page
    assert same.number not in post(description=OTHER, order_number="D-10", phone="13900000009")


def test_near_words_of_another_person_are_named_masked(post, new_complaint):
    other = new_complaint(ALMOST, phone="13900000001", name="伍先生", order={"order_number": "D-2"})
    page = post(order_number="D-3")
    assert other.number in page
    assert "伍**" in page


def test_what_an_agent_may_not_see_is_not_hinted_at(client, new_complaint, gao, lin, now):
    case = intake.accept(new_complaint(ALMOST), by=lin, now=now)
    client.force_login(gao)  # another desk
    data = {"channel": "phone", "description": WORDS, "order_number": case.order_number, "phone": case.consumer.phone}
    page = client.post("/complaints/new/preview/", data, headers={"accept-language": "en"}).content.decode()
    assert case.number not in page
    assert "Already open?" not in page


def test_a_warning_never_blocks_registering(client, new_complaint, lin):
    new_complaint(WORDS, order={"order_number": "D-9"})
    client.force_login(lin)
    data = {"channel": "phone", "description": WORDS, "order_number": "D-9", "phone": "13800006027", "name": "陆女士"}
    answer = client.post("/complaints/new/", data, headers={"accept-language": "en"})
    assert answer.status_code == 302
    assert "Already open?" in client.get(answer.url, headers={"accept-language": "en"}).content.decode()


# The public form


FILED = {"description": WORDS, "order_number": "D-9", "name": "陆女士", "phone": "13800006027", "email": ""}


def again(client, **facts):
    return client.post("/file/again/", FILED | facts, headers={"accept-language": "en"}).content.decode()


def test_public_form_says_nothing_of_what_others_filed(client, new_complaint):
    """Somebody types another person's order, phone and words: the page must not confirm that any of it is known."""
    new_complaint(WORDS, order={"order_number": "D-9"})
    assert again(client).strip() == ""


def test_public_form_knows_what_this_browser_filed(client, cast):
    assert client.post("/file/", FILED).status_code == 302
    number = Complaint.objects.get().number
    for page in (again(client), again(client, order_number=""), again(client, description=OTHER)):
        assert "You may have filed this already" in page
        assert number not in page
    assert again(client, description=OTHER, order_number="D-10").strip() == ""
    client.cookies.clear()
    assert again(client).strip() == ""


def test_filing_twice_is_taken_twice_and_said_without_javascript(client, cast):
    client.post("/file/", FILED)
    client.cookies["django_language"] = "en"
    answer = client.post("/file/", FILED | {"description": ALMOST})
    assert answer.status_code == 302
    assert Complaint.objects.count() == 2
    assert "filed already" in client.get(answer.url).content.decode()


# Beside a complaint


def test_kin_of_a_complaint(client, new_complaint, lin, zhao, now):
    first = new_complaint(WORDS, at=now, order={"order_number": "D-1"})
    twin = new_complaint(ALMOST, at=now, channel="phone", order={"order_number": "D-1"})
    alias = new_complaint(OTHER, at=now, name="陆小姐", order={"order_number": "D-5"})
    neighbour = new_complaint(ALMOST, at=now, phone="13900000001", name="伍先生", order={"order_number": "D-2"})
    kin = kin_of(first, zhao)
    assert [row.complaint for row in kin.duplicates] == [twin]
    assert set(kin.of_person) == {twin, alias}  # one phone, two names
    assert kin.group == [neighbour]
    assert kin.people == 2
    client.force_login(zhao)
    page = client.get(f"/complaints/{first.number}/kin/", headers={"accept-language": "en"}).content.decode()
    assert {c.number for c in (twin, alias, neighbour) if c.number in page} == {
        twin.number,
        alias.number,
        neighbour.number,
    }


def test_same_words_from_many_become_a_mass_case(client, new_complaint, zhao, now):
    cases = [
        new_complaint(WORDS, at=now, phone=f"1390000000{n}", name=f"消费者{n}", order={"order_number": f"D-{n}"})
        for n in range(5)
    ]
    client.force_login(zhao)
    url = f"/complaints/{cases[0].number}/link-alike/"
    form = client.get(url, headers={"accept-language": "en"})
    assert form.content.decode().count("checked") == 4
    chosen = [row.pk for row in cases[1:]]
    assert client.post(url, {"others": chosen, "reason": "同一批虾"}).status_code == 302
    for case in Complaint.objects.all():
        assert "mass" in case.flags
        assert case.tier == "high"
    assert group_of(Complaint.objects.get(pk=cases[0].pk), zhao) == []
    stranger = new_complaint(OTHER, at=now)
    assert client.post(url, {"others": [stranger.pk], "reason": "同一批虾"}).status_code == 422


def test_old_texts_are_no_group(new_complaint, zhao, now):
    case = new_complaint(WORDS, at=now)
    new_complaint(ALMOST, at=now - timedelta(days=31), phone="13900000001", name="伍先生")
    assert group_of(case, zhao) == []


def test_linked_ones_are_not_offered_again(new_complaint, lin, now):
    one = new_complaint(WORDS, at=now, phone="13900000001", name="伍先生", order={"order_number": "D-7"})
    two = new_complaint(ALMOST, at=now)
    linking.link(one, two, by=lin, now=now, reason="同一车")
    kin = kin_of(two, lin)
    assert (kin.linked, kin.duplicates, kin.group) == ([one], [], [])


# Speed


def test_many_texts_are_searched_within_fifty_milliseconds(new_complaint, zhao, now):
    """The candidates come from the index, never from a walk over the table; the best of nine runs is measured."""
    near = [new_complaint(ALMOST, at=now, phone=f"139000001{n:02d}", order={"order_number": ""}) for n in range(5)]
    many_more(near[0])
    case = new_complaint(WORDS, at=now)
    runs = []
    for _run in range(9):
        begin = time.perf_counter()
        found = possible_duplicates(
            zhao, text=WORDS, order_number="D-1001", consumers=same_person(case.consumer), but=case
        )
        runs.append(time.perf_counter() - begin)
    assert {row.complaint for row in found} == set(near)
    assert min(runs) < 0.050, runs
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN SELECT complaint_id FROM complaints_searchentry WHERE sketch && %s"
            " ORDER BY complaint_id + 0 DESC LIMIT 60",
            [sketch(WORDS)],
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "search_sketch" in plan, plan
    assert len(near_texts(WORDS, case)) == 5


def many_more(case):
    """Copies of one complaint with sketches of texts that nobody wrote, made by the database."""
    own = {
        "id": f"{case.pk + 1000} + n",
        "number": "'X-' || n",
        "link_hash": "'h' || n",
        "order_number": "'X-' || n",
        "description": "'无关的文字 ' || n",
    }
    columns = [field.column for field in Complaint._meta.concrete_fields]
    values = ", ".join(own.get(column, column) for column in columns)
    numbers = "ARRAY(SELECT (hashint8(n * 16 + k))::int FROM generate_series(1, 12) AS k)"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            f"INSERT INTO complaints_complaint ({', '.join(columns)}) SELECT {values}"
            " FROM complaints_complaint, generate_series(1, %s) AS n WHERE id = %s",
            [MANY, case.pk],
        )
        cursor.execute(
            "INSERT INTO complaints_searchentry (complaint_id, words, sketch)"
            f" SELECT {case.pk + 1000} + n, '', {numbers} FROM generate_series(1, %s) AS n",
            [MANY],
        )
        cursor.execute("ANALYZE complaints_searchentry")
        cursor.execute("ANALYZE complaints_complaint")
    assert SearchEntry.objects.count() > MANY
