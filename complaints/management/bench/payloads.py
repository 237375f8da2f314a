"""Made-up complaints as the world sends them, good and broken: through the API and the public form, never a 5xx.

Every one that is let in has to have a number, a category, a tier, its clocks and its history (issue 3).
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.utils import timezone
from rest_framework.authtoken.models import Token

from complaints.actions import numbers
from complaints.actions.links import link_hash
from complaints.enums import Channel, DemandKind, Scope, Tier
from complaints.models import Agent, Complaint, Partner

ACCOUNT = "bench-payloads"
CHANNELS = [channel.value for channel in Channel if channel != Channel.IMPORT]
WORDS = (
    *(
        "收到的杯子破损",
        "退款三天没到",
        "假货",
        "客服不理人",
        "过敏住院",
        "孩子被烫伤",
        "快递丢了",
        "漏发一件",
        "发票",
        "虚假宣传",
    ),
    *(
        "退一赔三",
        "12315",
        "媒体曝光",
        "包裹",
        "延误",
        "破損的杯子",
        "二手貨",
        "broken",
        "refund",
        "never arrived",
        "allergic",
        "🙂",
    ),
    *(
        "\u200b",
        "\u202e反了",
        "é́",
        "ＡＢＣ１２３",
        "<script>alert(1)</script>",
        "'; DROP TABLE x;--",
        "%s%(x)s",
        "{{ 7*7 }}",
        "\r\n",
    ),
)
BROKEN = ("\0", "\ud800", "字" * 20_001, "x" * 200_000, "", "   ", None, 5, 1.5, True, [], {}, ["x"], {"a": "b"})
SUMS = (
    "168.00",
    "0",
    "0.01",
    99,
    "9999999999.99",
    "-1",
    "1e999",
    "NaN",
    float("nan"),
    float("inf"),
    1e300,
    "1.001",
    "十",
)
TIMES = (
    "gestern",
    "2026-02-30",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+23:59",
    0,
    "2026-11-01T10:00",
    "1950-01-01T00:00Z",
)


def payload(random):
    """One complaint for the API; one in three has something broken in it."""
    now = timezone.now()
    body = {
        "channel": random.choice(CHANNELS),
        "consumer": consumer(random),
        "description": said(random),
        "demand_kind": random.choice(["", *DemandKind.values]),
        "demand_amount": random.choice(["88.00", "0", None, 12]),
        "happened_at": (now - timedelta(minutes=random.randrange(1, 500_000))).isoformat(),
        "order": {"number": f"D-{random.randrange(10**6)}", "amount": random.choice(["1.00", "19999.99", 5])},
    }
    for name in random.sample(sorted(body), random.choice([0, 0, 1, 3])):
        if name not in ("consumer", "description"):
            del body[name]
    if random.random() < 1 / 3:
        spoil(body, random)
    return body


def consumer(random):
    """Somebody with a way to be reached, mostly."""
    ways = {
        "phone": f"13{random.randrange(10**9):09d}",
        "email": f"a{random.randrange(10**6)}@example.com",
        "external_id": f"u-{random.randrange(2000)}",
        "contact_none_reason": "匿名来信",
    }
    chosen = random.sample(sorted(ways), random.choice([1, 1, 2, 0] if random.random() < 0.1 else [1, 2]))
    return {"name": random.choice(["陆女士", "Wu", "", "阿卜杜拉·买买提"]), **{way: ways[way] for way in chosen}}


def said(random):
    """What happened, in words of all kinds."""
    return "，".join(random.choices(WORDS, k=random.randrange(1, 12)))


def spoil(body, random):
    """Break one thing."""
    place = random.choice(["description", "channel", "consumer", "order", "name", "sum", "time", "unknown", "phone"])
    value = random.choice(BROKEN)
    if place == "sum":
        body["demand_amount"] = random.choice(SUMS)
    elif place == "time":
        body["happened_at"] = random.choice(TIMES)
    elif place == "unknown":
        body[random.choice(["demand_knd", "\ud800", "", "number", "state"])] = value
    elif place in ("name", "phone"):
        body["consumer"][place] = value
    else:
        body[place] = value


def form_of(body):
    """The same complaint as a browser would post it; what a browser cannot say is left out."""
    person, order = ({} if not isinstance(body.get(part), dict) else body[part] for part in ("consumer", "order"))
    told = {
        "description": body.get("description"),
        "order_number": order.get("number"),
        "demand_kind": body.get("demand_kind"),
        **{name: person.get(name) for name in ("name", "phone", "email")},
    }
    return urlencode({name: str(value) for name, value in told.items() if value is not None}, errors="surrogatepass")


@dataclass
class Outcome:
    """What became of them."""

    statuses: Counter = field(default_factory=Counter)
    problems: list = field(default_factory=list)
    let_in: int = 0


def send(count, seed=1):
    """Send `count` made-up complaints, every second one through the public form; returns the Outcome."""
    random, outcome, headers = Random(seed), Outcome(), {"authorization": f"Token {token()}"}  # noqa: S311 no secret
    browser, program = Client(raise_request_exception=False), Client(raise_request_exception=False)
    for n in range(count):
        body = payload(random)
        if n % 2:
            answer = browser.post(
                "/file/",
                form_of(body),
                content_type="application/x-www-form-urlencoded",
                REMOTE_ADDR=f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}",
            )
        else:
            answer = program.post(
                "/api/v1/complaints/",
                json.dumps(body),
                content_type="application/json",
                headers=headers | {"idempotency-key": f"{seed}-{n}-{timezone.now().timestamp()}"},
            )
        note(outcome, "form" if n % 2 else "api", answer, body)
    return outcome


def token():
    """The token of a partner system for this."""
    agent, _new = Agent.objects.get_or_create(username=ACCOUNT, defaults={"display_name": "Bench", "alias": "B"})
    Partner.objects.get_or_create(agent=agent, defaults={"scopes": [Scope.FILE], "purpose": "bench"})
    return Token.objects.get_or_create(user=agent)[0].key


def note(outcome, door, answer, body):
    """Count the answer; look closely at what was let in."""
    outcome.statuses[f"{door} {answer.status_code}"] += 1
    if answer.status_code >= 500:
        outcome.problems.append(f"{door} {answer.status_code}: {json.dumps(body)[:300]}")
    if answer.status_code in (201, 302):
        outcome.let_in += 1
        outcome.problems += [f"{door}: {what}: {json.dumps(body)[:300]}" for what in missing(newest(door, answer))]


def newest(door, answer):
    """The complaint that this answer is about."""
    rows = Complaint.objects.select_related("category")
    if door == "api":
        return rows.get(number=answer.json()["number"])
    return rows.get(link_hash=link_hash(answer.url.split("/")[2]))


def missing(complaint):
    """What a complaint that was let in lacks."""
    clocks = (
        complaint.respond_by,
        complaint.dispatch_by,
        complaint.plan_by,
        complaint.redline_by,
        complaint.next_due_at,
    )
    checks = {
        "number": numbers.is_number(complaint.number),
        "category": complaint.category_id,
        "tier": complaint.tier in Tier.values,
        "clocks": all(clocks),
        "history": complaint.history.count() == 1 and complaint.events.filter(verb="submit").count() == 1,
        "words": complaint.description.strip(),
        "title": complaint.title.strip(),
    }
    return [name for name, good in checks.items() if not good]


def many_rates():
    """The setting REST_FRAMEWORK with limits that one sender from one address does not meet."""
    return settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": {"address": "1000000/s", "account": "1000000/s"}}
