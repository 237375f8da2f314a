"""Who may open what: every URL of the project, everybody of the cast, reading and writing, as one literal table.

The figures are the statuses in the order of PEOPLE. 302 of a reader without a session is the way to the sign-in, 403
a page that is not for this role, 404 an object (or a machine's page) that this person is not to know of, 405 a method
the page does not have; for writing, 422 or 302 mean that the person got as far as the form. A URL without a row fails.
"""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, resolve

from complaints.actions import (
    evidence,
    freezes,
    holds,
    incidents,
    intake,
    payouts,
    recoveries,
    referrals,
    tasks,
)
from complaints.actions.links import token_of
from complaints.models import Complaint, Department, KeywordRule, Notice
from complaints.tests.permission_matrix import PEOPLE, TABLE

pytestmark = pytest.mark.django_db
DEVELOPMENT_ONLY = "parts/"
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
NO_PAGES = {"sign_out", "django.views.static.serve"}


def urls(resolver=None, prefix="", namespace=""):
    """[(name, route), ...] of every pattern of the project but the admin's; an unnamed one is called by its route."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if getattr(pattern, "app_name", None) == "admin" or route == DEVELOPMENT_ONLY:
            continue
        if hasattr(pattern, "url_patterns"):
            inside = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from urls(pattern, route, inside)
        else:
            yield (f"{namespace}{pattern.name}" if pattern.name else f"/{route}"), route


def admin_routes():
    """The routes of the admin, all models of all apps."""
    admin = next(p for p in get_resolver().url_patterns if getattr(p, "app_name", None) == "admin")
    return [f"admin/{route}" for _name, route in urls(admin)]


@pytest.fixture
def world(cast, complaint, now):
    """One complaint of lin at the desk CS, with a payout that waits for a lead, an item of evidence and an alert."""
    lin = cast["lin"]
    case = intake.accept(complaint, by=lin, now=now)
    payout = payouts.propose_payout(
        case, by=lin, now=now, amount=Decimal("600"), kind="goodwill", reason="晚到", idempotency_key="matrix"
    )
    paid = payouts.propose_payout(
        case, by=lin, now=now, amount=Decimal("5"), kind="liability", reason="破损", idempotency_key="claim"
    )
    claim = recoveries.open_recovery(paid, by=lin, now=now, party="carrier", amount=Decimal("5"), grounds="破损")
    asked = {"body": "bank", "body_name": "招商银行", "question": "款项状态", "due_by": now + timedelta(days=3)}
    hold = holds.hold_payment(case, by=lin, now=now, payout=paid, **asked)
    item = evidence.add_evidence(case, by=lin, now=now, side="consumer", kind="photo", title="照片", says="碎了")
    task = tasks.ask_desk(
        case,
        by=lin,
        now=now,
        kind="ordinary",
        department=Department.objects.get(pk="LOGISTICS"),
        title="查在途",
        question="在哪一段破损",
        due_by=now + timedelta(hours=4),
    )
    incident = incidents.open_incident([case], by=cast["zhao"], now=now, because="同一批次")
    report = {"authority": "police", "office": "西湖分局", "subject": "空包", "says": "连续三单空包。"}
    referral = referrals.draft_referral(case, by=lin, now=now, **report)
    Complaint.objects.filter(pk=case.pk).update(secondary_codes=["G03"])  # fake goods: a freeze may be asked
    asked = {"kind": "shop", "facts": "三单都是空包", "reason": "还在发货", "basis": "平台规则 12 条"}
    freeze = freezes.ask_freeze(case, by=lin, now=now, due_by=now + timedelta(hours=4), **asked)
    alert = Notice.objects.filter(agent=cast["zhao"]).first()
    return {
        "any": {
            "number": case.number,
            "token": token_of(case),
            "kind": "payouts",
            "verb": "withdraw",
            "pk": 1,
            "line": 1,
            "key": "0" * 32,
            "channel": "mail",
            "event": "received",
            "language": "en",
        },
        "knowledge_base:version": {"number": 1},
        "complaints:rules_version": {"number": 1},
        "complaints:approval": {"pk": payout.pk},
        "complaints:evidence_file": {"pk": item.pk},
        "complaints:progress_file": {"pk": item.pk},
        "complaints:task": {"pk": task.pk},
        "complaints:task_step": {"pk": task.pk, "verb": "answer_task"},
        "complaints:incident": {"pk": incident.pk},
        "complaints:incident_step": {"pk": incident.pk, "verb": "order_measure"},
        "complaints:open_alert": {"pk": alert.pk},
        "complaints:recovery": {"pk": claim.pk},
        "complaints:recovery_step": {"pk": claim.pk, "verb": "agree_recovery"},
        "complaints:read_ties": {"pk": lin.pk},
        "complaints:freeze": {"pk": freeze.pk},
        "complaints:freeze_step": {"pk": freeze.pk, "verb": "grant_freeze"},
        "complaints:referral": {"pk": referral.pk},
        "complaints:referral_step": {"pk": referral.pk, "verb": "send_referral"},
        "complaints:payment_hold": {"pk": hold.pk},
        "complaints:payment_hold_step": {"pk": hold.pk, "verb": "answer_hold"},
        "complaints:set_figure": {"code": "claim_days"},
        "complaints:rule_hits": {"pk": KeywordRule.objects.first().pk},
    }


def path_of(name, route, world):
    """The route with the world's values in it."""
    values = world["any"] | world.get(name, {})
    for part, value in values.items():
        for converter in ("str", "int", "slug"):
            route = route.replace(f"<{converter}:{part}>", str(value))
    return f"/{route}"


@pytest.fixture
def people(cast):
    """A signed-in browser for everybody."""
    browsers = {}
    for name in PEOPLE:
        browsers[name] = Client(raise_request_exception=False)
        if name != "anonymous":
            browsers[name].force_login(cast[name])
    return browsers


def statuses(people, method, path):
    """The statuses of one path in the order of PEOPLE; what a request writes is taken back."""
    return " ".join(str(status(browser, method, path)) for browser in people.values())


def status(browser, method, path):
    kept = browser.cookies.copy()
    with transaction.atomic():
        answer = getattr(browser, method)(path)
        transaction.set_rollback(True)
    browser.cookies = kept
    return answer.status_code


def observed(people, world):
    """{name: (statuses of GET, statuses of POST)} as the project answers now."""
    found = {}
    for name, route in urls():
        path = path_of(name, route, world)
        found[name] = (statuses(people, "get", path), statuses(people, "post", path))
    return found


def test_every_url_stands_in_the_table():
    assert {name for name, _route in urls()} == set(TABLE)


def test_everybody_gets_what_the_table_says(people, world):
    found = observed(people, world)
    assert {name: row for name, row in found.items() if name in TABLE and row != TABLE[name]} == {}


def walls_met(browser):
    """[(page, link), ...]: where links lead to a wall, from one page of every kind that is reached by links."""
    walls, seen, todo = [], set(), [("/", "/")]
    while todo:
        page, link = todo.pop(0)
        view = resolve(link.partition("?")[0]).view_name
        if view in seen or view in NO_PAGES or view.startswith("admin:"):
            continue
        seen.add(view)
        answer = browser.get(link)
        if answer.status_code not in (200, 302):
            walls.append((page, link))
        elif "text/html" in answer["Content-Type"]:
            todo += [(link, unescape(found)) for found in LINK.findall(answer.content.decode())]
    return walls


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "anonymous"])
def test_no_page_has_a_link_to_a_wall(people, world, name):
    assert walls_met(people[name]) == []


def test_no_page_ever_breaks():
    assert [name for name, row in TABLE.items() if "500" in " ".join(row)] == []


@pytest.mark.parametrize("route", admin_routes())
def test_the_admin_is_shut_to_who_is_no_supervisor(people, route):
    path = "/" + route.replace("<path:object_id>", "1").replace("^", "").replace("$", "")
    path = path.split("<")[0].split("(?P")[0]
    for name in ("anonymous", "stranger", "lin", "su"):
        assert status(people[name], "get", path) in (301, 302, 404), name
