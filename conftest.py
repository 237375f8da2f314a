"""What all tests share: the database, the browser, the cast."""

import os
import shutil
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import translation

from complaints.demo.people import CAST, STAFF

# The database. Settings join a PostgreSQL made for tests; its last user stops it (embedded_postgres.py). Where
# DATABASE_URL is set it is that server. The test database is made afresh for every run, one for each worker.


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    """Uploads of a test stay in its own directory."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def first_language(settings):
    """Every test begins in the first language, whatever the one before left switched on."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def english():
    """For stories that quote what people read in English."""
    with translation.override("en"):
        yield


# The browser. Tests marked `browser` run wherever a Chromium is found; with REQUIRE_BROWSER=1 they must run.

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRE_BROWSER = os.environ.get("REQUIRE_BROWSER") == "1"
# Playwright's own event loop runs in the tests' thread; the database is only asked between its calls.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    """Skip the browser tests, saying so, where no Chromium is installed."""
    if CHROMIUM:
        return
    if REQUIRE_BROWSER:
        raise pytest.UsageError("REQUIRE_BROWSER=1, but no Chromium is installed.")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Turn a skipped browser test into a failure where REQUIRE_BROWSER=1 asks for it."""
    report = yield
    if report.skipped and REQUIRE_BROWSER and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but REQUIRE_BROWSER=1: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the distribution's Chromium; as root it needs to run without its sandbox."""
    arguments = ["--disable-gpu", "--disable-background-networking"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": arguments}


@pytest.fixture
def people(browser, live_server, cast):
    """people("lin") is a page of somebody signed in; people("") a phone of somebody without an account."""
    from playwright.sync_api import expect

    troubles, pages = [], []

    def is_trouble(message):
        return message.type == "error" and "status of 422" not in message.text  # a form that comes back with its errors

    def enter(username, **options):
        context = browser.new_context(base_url=live_server.url, locale="zh-CN", **options)
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(10_000)
        page.on("console", lambda message: troubles.append(message.text) if is_trouble(message) else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        if username:
            page.goto("/sign-in/")
            page.fill("[name=username]", username)
            page.fill("[name=password]", PASSWORD)
            page.click("main [type=submit]")
            expect(page.locator(".topbar")).to_contain_text(str(cast[username]))
        return page

    yield enter
    for page in pages:  # a request that still runs would be in the way when the tables are emptied
        page.wait_for_load_state("networkidle")
        page.context.close()
    assert troubles == []


# The cast

# Everybody in these stories (architecture.md 6). Each has one role; the department says at which desk.

PASSWORD = "a-long-enough-password"


DATABASE_GUARD = pytest.StashKey()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, request):
    """Load the policy once: three thousand rows are too many for every single test."""
    request.config.stash[DATABASE_GUARD] = django_db_blocker
    keep_policy(django_db_blocker)
    yield
    # Threads of live servers and races may still hold a session; the database cannot be dropped under them.
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """A test that commits leaves an empty database: load the policy before the next one opens its transaction."""
    if guard := item.config.stash.get(DATABASE_GUARD, None):
        keep_policy(guard)


def keep_policy(guard):
    """Roles, departments, taxonomy, keywords, targets and ladder, committed for all tests to come."""
    from complaints.actions.policy import load_policy
    from complaints.models import Category

    with guard.unblock():
        if not Category.objects.exists():
            load_policy()


@pytest.fixture
def policy(db):
    """The rows of policy; they stand there in every test that may use the database."""


@pytest.fixture
def cast(policy):
    """Everybody, by name: cast["lin"]."""
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import Group
    from simple_history.utils import bulk_create_with_history

    from complaints.models import Agent

    password = make_password(PASSWORD, hasher="md5")
    agents = [
        Agent(
            username=username,
            display_name=name,
            alias=alias,
            department_id=department,
            password=password,
            is_staff=bool(STAFF & set(roles)),
        )
        for username, (name, alias, roles, department) in CAST.items()
    ]
    people = {agent.username: agent for agent in bulk_create_with_history(agents, Agent)}
    groups = {group.name: group for group in Group.objects.all()}
    worn = [
        (people[username], groups[role]) for username, (_name, _alias, roles, _desk) in CAST.items() for role in roles
    ]
    Agent.groups.through.objects.bulk_create([Agent.groups.through(agent=who, group=role) for who, role in worn])
    return people


def _member(name):
    @pytest.fixture(name=name)
    def member(cast):
        return cast[name]

    return member


lin, wang, gao, zhao, zhou, wu, chen = map(_member, ("lin", "wang", "gao", "zhao", "zhou", "wu", "chen"))
he, fang, pan, mei, su, xu, admin, stranger = map(
    _member, ("he", "fang", "pan", "mei", "su", "xu", "admin", "stranger")
)


@pytest.fixture
def now():
    """A Monday morning in Shanghai, far from holidays: 2026-11-16 10:00."""
    return datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


@pytest.fixture
def new_complaint(cast, now):
    """Register a complaint as a consumer would: new_complaint("杯子收到就是碎的", order_number="D1")."""
    from complaints.actions.intake import Intake, submit
    from complaints.roles import System

    def register(text="收到的杯子破损", *, at=None, by=None, order=None, **facts):
        facts = {"channel": "web", "name": "陆女士", "phone": "13800006027"} | facts
        order = {"order_number": "D-1001", "order_amount": Decimal("168.00"), "merchant": "海味行"} | (order or {})
        return submit(Intake(description=text, order=order, **facts), by=by or System(), now=at or now)

    return register


@pytest.fixture
def complaint(new_complaint):
    """A low-tier complaint about a broken cup, registered and nobody's."""
    return new_complaint()
