"""The cases B1 to B7 and B13 of performance.md, and the recall of the search."""

from datetime import timedelta
from decimal import Decimal
from itertools import count as counting
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Count, Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from complaints.actions import contact, evidence, intake, payouts, sweep
from complaints.actions.rulebook import Rulebook
from complaints.enums import OPEN_STATES
from complaints.filters import words_query
from complaints.management.bench import floors, world
from complaints.management.bench.stopwatch import Case
from complaints.models import Agent, Complaint, Consumer, SearchEntry
from complaints.roles import System
from complaints.views.paging import cursor

TEXT = (
    "11 月 9 日收到的杯子破损，客服让我再等等，三天没有人处理。商家说绝对不是二手货，"
    "但包装有点皱，杯底还有划痕。希望尽快退款，或者给我换一个新的，来回的运费请平台承担。"
)
CLEAR = "11 月 9 日收到的杯子破损，外包装压烂了，快递员说不归他管，三天没有人处理，希望尽快退款。"
COMMON, RARE_PAIR, FOUR = "破损", "锔瓷", "琉璃茶则"


def all_cases():
    """Every case of one run, floors first."""
    now = timezone.now()
    lead = Agent.objects.get(username="lead")
    agent = busiest_agent()
    return [*page_cases(lead, agent, now), *write_cases(agent, now), *sweep_cases(now)]


def busiest_agent():
    """The front-line agent with the most open complaints."""
    return Agent.objects.annotate(n=Count("owned", filter=Q(owned__state__in=OPEN_STATES))).order_by("-n", "pk").first()


# --- pages ------------------------------------------------------------------------------------------------


def page_cases(lead, agent, now):
    """B1 to B5: pages through the whole stack, with everything the middleware does."""
    of_lead, of_agent = browser(lead), browser(agent)
    rich = rich_complaint(agent, now)
    inbox, search = reverse("complaints:inbox"), reverse("complaints:search")
    deep = deep_cursor()
    some = Complaint.objects.open().filter(state="investigating", owner=agent).first()
    narrow = {
        "queue": "open",
        "state": some.state,
        "owner": agent.username,
        "category": some.category_id,
        "tier": some.tier,
    }
    listed = {"at_most": 3, "statements_at_most": 8}
    found = {"against": "B1", "at_most": 2, "p95_at_most": 250}
    return [
        Case("floor list", "50 open complaints, 8 values each", getting(of_lead, "/floor/list/")),
        Case("B1", "inbox: all open, page 1, 50 rows", getting(of_lead, inbox, queue="open"), "floor list", **listed),
        Case("B1 mine", "inbox of a front-line agent", getting(of_agent, inbox), "floor list", **listed),
        Case("B2", "archive, deep page", getting(of_lead, inbox, queue="all", after=deep), "B1", 1.2),
        Case("B3", "state, owner, category and tier", getting(of_lead, inbox, **narrow), "B1", 1.3),
        Case("B4 rare", "search: a rare word", getting(of_lead, search, q=FOUR), **found),
        Case("B4 two", "search: 2 common characters", getting(of_lead, search, q=COMMON), **found),
        Case("B4 four", "search: 4 characters", getting(of_lead, search, q="收到当天"), **found),
        Case("B4 order", "search: an order number", getting(of_lead, search, q=some.order_number), **found),
        Case("floor detail", "one complaint, 50 events", getting(of_lead, f"/floor/detail/{rich.pk}/")),
        Case(
            *("B5", "complaint page: 50 events, evidence, payouts"),
            getting(of_agent, reverse("complaints:complaint", args=[rich.number])),
            *("floor detail", 3, 15),
        ),
    ]


def browser(agent):
    """A signed-in client; no test of the answer is made while the clock runs."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")
    return client


def getting(client, address, **params):
    """A run that reads one page, and fails when the page does."""
    url = f"{address}?{urlencode(params)}" if params else address

    def run():
        answer = client.get(url)
        if answer.status_code != 200:
            raise RuntimeError(f"{url} answered {answer.status_code}")

    return run


def deep_cursor():
    """A place four fifths down the archive."""
    pk = Complaint.objects.order_by("-pk").values_list("pk", flat=True).first() // 5
    row = Complaint.objects.filter(pk__lte=pk).order_by("-pk").first()
    return cursor((row.registered_at, row.pk))


def rich_complaint(agent, now):
    """A complaint with about fifty events, evidence of two sides and payouts, made by the actions themselves."""
    known = Complaint.objects.filter(order_number="BENCH-RICH").first()
    if known:
        return known
    begin = now - timedelta(hours=5)
    order = {"order_number": "BENCH-RICH", "order_amount": Decimal("899")}
    facts = filed(description="收到的杯子破损，希望退款。", phone="13800000000", order=order)
    complaint = intake.accept(intake.submit(facts, by=System(), now=begin), by=agent, now=begin)
    for side, title in (
        ("consumer", "破损照片"),
        ("consumer", "开箱视频"),
        ("merchant", "出库记录"),
        ("carrier", "签收记录"),
    ):
        evidence.ask_evidence(
            complaint, by=agent, now=begin, side=side, kind="photo", title=title, due_by=now + timedelta(days=2)
        )
    for n in range(4):
        payout = payouts.propose_payout(
            *(complaint,),
            by=agent,
            now=begin,
            amount=Decimal(20),
            kind="goodwill",
            reason="补偿",
            idempotency_key=f"rich-{n}",
        )
        payouts.mark_paid(payout, by=agent, now=begin, reference=f"B-{n}")
    world.messages_of(complaint, agent, now, 50 - complaint.events.count())
    return complaint


# --- writing ----------------------------------------------------------------------------------------------


def filed(**facts):
    """An intake with a text of usual length."""
    return intake.Intake(**{"channel": "web", "description": TEXT, "name": "陆女士", "phone": "13900000003"} | facts)


def write_cases(agent, now):
    """B6 and B7: the actions, with their commits."""
    consumer, rulebook = Consumer.objects.order_by("pk").first(), Rulebook(now)
    fresh = iter(list(Complaint.objects.filter(state="registered", owner=None).order_by("pk")[:500]))
    mine = iter(list(Complaint.objects.open().owned_by(agent).exclude(state="external").order_by("pk")[:500]) * 20)
    serial = counting()
    thin = {"against": "floor create", "at_most": 3}
    return [
        Case(
            "floor create",
            "complaint, event and audit row",
            lambda: floors.floor_create(filed(), consumer, rulebook, agent, now),
        ),
        Case(
            *("B6", "create: classify, route, clocks, history"),
            lambda: intake.submit(filed(phone=f"137{next(serial):08d}"), by=System(), now=now),
            **thin,
        ),
        Case("B6 words", "classification where the words decide", lambda: rulebook.classify(CLEAR), ms_at_most=2),
        Case("B6 alike", "classification with the second opinion", lambda: rulebook.classify(TEXT)),
        Case(
            "B7 accept",
            "a transition",
            lambda: intake.accept(next(fresh), by=agent, now=now),
            **thin,
            statements_at_most=12,
        ),
        Case(
            *("B7 reply", "a reply"),
            lambda: contact.reply(next(mine), by=agent, now=timezone.now(), body="您好，我来处理。"),
            **thin,
            statements_at_most=12,
        ),
    ]


# --- the sweep --------------------------------------------------------------------------------------------


def sweep_cases(now):
    """B13: nothing due among the complaints and among everything else, and one complaint with its effects."""
    due = Complaint.objects.open().filter(owner__isnull=False, state="investigating").order_by("-pk")
    ids = iter(list(due.values_list("pk", flat=True)[:500]))

    def scan():
        rows = Complaint.objects.sweepable(now).values_list("pk", flat=True)
        return list(rows[:200])

    def overdue():
        sweep.make_round(sweep.OVERDUE, by=System(), now=now, batch=200)

    def one():
        pk = next(ids)
        Complaint.objects.filter(pk=pk).update(sweep_at=now, swept_at=now - timedelta(days=60))
        sweep.sweep_one(pk, by=System(), now=now)

    return [
        Case("floor scan", "what is due, over the partial index", scan),
        Case("B13", "overdue complaints, nothing due", overdue, "floor scan", 3),
        Case("B13 all", "everything that falls due, nothing due", lambda: sweep.sweep(now=now)),
        Case("B13 one", "all effects of one complaint", one),
    ]


# --- recall -----------------------------------------------------------------------------------------------


def recall(words):
    """(found, there are): the search against ILIKE over title and description of the seeded complaints."""
    found = set(SearchEntry.objects.filter(words=words_query(words)).values_list("pk", flat=True))
    with connection.cursor() as cursor_:
        cursor_.execute("SET statement_timeout = 0")
        pattern = f"%{words}%"
        cursor_.execute(
            f"SELECT id FROM {Complaint._meta.db_table}"  # noqa: S608  our own name
            " WHERE order_number LIKE 'D-%%' AND (title ILIKE %s OR description ILIKE %s)",
            [pattern, pattern],
        )
        there_are = {row[0] for row in cursor_.fetchall()}
        cursor_.execute("RESET statement_timeout")
    return len(found & there_are), len(there_are)
