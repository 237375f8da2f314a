"""What all tests share: the database, the browser, the cast."""

import os
import shutil

import pytest

# The database. Settings join a PostgreSQL made for tests; its last user stops it (embedded_postgres.py). Where
# DATABASE_URL is set it is that server. The test database is made afresh for every run, one for each worker.


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    """Uploads of a test stay in its own directory."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


# The browser. Tests marked `browser` run wherever a Chromium is found; with REQUIRE_BROWSER=1 they must run.

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRE_BROWSER = os.environ.get("REQUIRE_BROWSER") == "1"


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


# The cast
