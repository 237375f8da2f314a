"""`quickstart` from an empty database: it serves, it works, and it leaves nobody behind."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager

import psutil
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection


@pytest.fixture
def empty_database():
    """The name of a database of the same server that does not exist before and after."""
    name = f"quickstart_{os.getpid()}"
    connection.ensure_connection()
    yield name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(database: str, port: int):
    """`quickstart --no-demo` in a process of its own, given once it says that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "quickstart", "--no-demo", "--port", str(port)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_NAME": database, "DEBUG": "1", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Ready: " in line:
                break
        else:
            pytest.fail("".join(lines))
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="makes a database on the embedded server")
@pytest.mark.django_db(transaction=True)
def test_quickstart_serves_and_ends_its_children(empty_database):
    port = free_port()
    with running(empty_database, port) as process:
        children = psutil.Process(process.pid).children(recursive=True)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/css/tokens.css") as answer:
            assert answer.status == 200
        programs = [" ".join(child.cmdline()) for child in children]
        assert any("procrastinate worker" in program for program in programs)
        assert any("gunicorn" in program for program in programs)
    assert process.returncode == 0
    _gone, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


@pytest.mark.django_db
def test_taken_port_is_named():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken"):
            call_command("quickstart", port=port)
