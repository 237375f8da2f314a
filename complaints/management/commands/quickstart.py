"""From nothing to a page: database up, migrated, filled with a demo, worker and web server running."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from complaints.management.policy import bring_policy

HOST = "127.0.0.1"
STOP_WITHIN = 35  # seconds; gunicorn itself gives its requests 30
START_WITHIN = 60
WORKERS_AGAIN = 5  # a worker that cannot live is not started for ever
WORKER, WEB = 0, 1
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Migrate, fill an empty database with demo data, then run the worker and the web server until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--no-demo", action="store_true", help="the policy alone, no demo")

    def handle(self, *, port: int, no_demo: bool, **options):
        """Prepare, start both children, wait; when the web server ends, all ends."""
        self._refuse_taken_port(port)
        self.stdout.write("Preparing the database ...")
        call_command("migrate", verbosity=0, interactive=False)
        bring_policy()
        if not settings.DEBUG:
            call_command("collectstatic", verbosity=0, interactive=False)
        password = None if no_demo else self._demo()
        connections.close_all()
        for number in ENDING_SIGNALS:
            signal.signal(number, self._end)
        self._serve(port, password)

    def _demo(self) -> str:
        """Fill an empty database; return the password that the demo's people share."""
        password = os.environ.setdefault("DEMO_PASSWORD", _kept_password(settings.VAR_DIR / "demo_password"))
        if not get_user_model().objects.filter(is_active=True).exists():
            self.stdout.write("Making the demo ...")
            call_command("seed_demo")
        return password

    def _serve(self, port: int, password: str | None) -> None:
        children = []
        try:
            children = [_worker(), _web(port)]
            if _wait_until_open(port, children):
                self._say_hello(port, password)
            _watch(children)
        finally:
            for number in ENDING_SIGNALS:
                signal.signal(number, signal.SIG_IGN)
            _stop(children)
        raise CommandError("The worker or the web server has ended by itself; its last lines are above.")

    def _say_hello(self, port: int, password: str | None) -> None:
        self.stdout.write(self.style.SUCCESS(f"\n  Ready: http://localhost:{port}/"))
        if password:
            self.stdout.write(f"  Demo password of everybody: {password}")
        self.stdout.write("  Ctrl-C ends it.\n")
        self.stdout.flush()

    def _refuse_taken_port(self, port: int) -> None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                raise CommandError(f"Port {port} is taken: stop the other program, or use --port.")

    def _end(self, number, frame):
        self.stdout.write("Stopping ...")
        raise SystemExit(0)


def _kept_password(path: Path) -> str:
    """The demo's password: made once, kept beside the data, so that a second start still knows it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(9))
    return path.read_text()


def _worker() -> subprocess.Popen:
    return _child([sys.executable, "manage.py", "procrastinate", "worker"], {})


def _web(port: int) -> subprocess.Popen:
    metrics = settings.VAR_DIR / "prometheus"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir(parents=True)
    environment = {
        "HOST": HOST,
        "PORT": str(port),
        "STATEMENT_TIMEOUT": "10s",
        "PROMETHEUS_MULTIPROC_DIR": str(metrics),
    }
    arguments = ["-m", "gunicorn", "--config", "python:complaints_site.gunicorn_conf", "complaints_site.wsgi"]
    return _child([sys.executable, *arguments], environment)


def _child(arguments: list[str], environment: dict[str, str]) -> subprocess.Popen:
    """A child in a session of its own, so that Ctrl-C reaches it through us, once, as SIGTERM."""
    return subprocess.Popen(  # noqa: S603  our own programs
        arguments, cwd=settings.BASE_DIR, env=os.environ | environment, start_new_session=True
    )


def _wait_until_open(port: int, children: list[subprocess.Popen]) -> bool:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and all(child.poll() is None for child in children):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return True
        time.sleep(0.1)  # a child that starts can only be asked again
    return False


def _watch(children: list[subprocess.Popen]) -> None:
    """Wait until the web server ends; bring back the database when it has died, and a worker that ended over it."""
    again = WORKERS_AGAIN
    while children[WEB].poll() is None:
        settings.EMBEDDED_POSTGRES.revive()
        if children[WORKER].poll() is not None:
            if not again:
                return
            again -= 1
            children[WORKER] = _worker()
        time.sleep(1)  # the pulse of the watch: nothing tells us that a server has died


def _stop(children: list[subprocess.Popen]) -> None:
    for child in children:
        child.terminate()
    deadline = time.monotonic() + STOP_WITHIN
    for child in children:
        try:
            child.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
