"""The day's peak: parallel clients file over HTTP at gunicorn while the sweep runs; nothing is lost, nothing twice."""

import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median, quantiles
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from complaints.actions import intake
from complaints.actions.policy import load_policy
from complaints.actions.sweep import sweep
from complaints.management.bench import payloads
from complaints.models import Complaint
from complaints.roles import System

TWICE = 10  # every tenth request is sent again, as after a time-out
BUSY = 503
LOG = "bench_peak.log"  # of the server, in VAR_DIR: why something was refused
OLDER = 300  # complaints whose clocks have run out, so that the sweep has something to do


@dataclass
class Peak:
    """What was measured."""

    times: list = field(default_factory=list)
    numbers: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    busy: int = 0
    sweeps: int = 0
    effects: int = 0
    took: float = 0

    def told(self, wanted, there):
        """One paragraph."""
        p95 = quantiles(self.times, n=20)[-1]
        return (
            f"{len(self.numbers):,} requests for {len(set(self.numbers)):,} complaints in {self.took:.1f} s:"
            f" {len(self.numbers) / self.took:.1f} a second,"
            f" median {median(self.times) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms;"
            f" {self.sweeps} sweeps beside it with {self.effects} effects;"
            f" asked to come back {self.busy},"
            f" refused {len(self.refused)}, lost {wanted - there}, twice {there - len(set(self.numbers))}"
        )


def run(count, clients=8, workers=2):
    """Fill, serve, file, count; returns the paragraph. Raises CommandError when one was lost, refused or made twice."""
    load_policy()
    fill()
    key, before = payloads.token(), Complaint.objects.count()
    port = free_port()
    server = serve(port, workers)
    try:
        wait_for(port, server)
        peak = measure(count, clients, port, key)
    finally:
        server.terminate()
        server.wait(30)
    there = Complaint.objects.count() - before
    told = peak.told(count, there)
    if peak.refused or there != count or len(set(peak.numbers)) != count:
        raise CommandError(f"{told}: {peak.refused[:1]}")
    return told


def fill():
    """Complaints of two hours ago that nobody has answered."""
    now = timezone.now() - timedelta(hours=2)
    for n in range(OLDER):
        facts = intake.Intake(channel="web", description=f"第 {n} 件：收到的杯子破损", phone=f"138{n:08d}")
        intake.submit(facts, by=System(), now=now)


def free_port():
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(port, workers):
    """Gunicorn as in production, on the database of this process."""
    name = connection.settings_dict["NAME"]
    url = os.environ.get("DATABASE_URL")
    database = {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))} if url else {"DATABASE_NAME": name}
    environment = (
        os.environ
        | database
        | {
            "DEBUG": "0",
            "HTTPS": "0",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "ALLOWED_HOSTS": "127.0.0.1",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "WEB_CONCURRENCY": str(workers),
            "API_RATE": "1000000/s",
            "API_RATE_ADDRESS": "1000000/s",
        }
    )
    command = [sys.executable, "-m", "gunicorn", "--config", "python:complaints_site.gunicorn_conf"]
    with (settings.VAR_DIR / LOG).open("wb") as log:
        return subprocess.Popen(  # noqa: S603  our own server
            [*command, "complaints_site.wsgi"], cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log
        )


def wait_for(port, server):
    """Until the server is ready; raises CommandError when it is not within a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            if ask(port, "GET", "/readyz")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)  # the server is a process of its own: it is asked again, not waited for
    raise CommandError("The server did not start.")


def ask(port, method, path, body=None, headers=None):
    """(status, body) of one request on a connection of its own."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        link.request(method, path, body, headers or {})
        answer = link.getresponse()
        return answer.status, answer.read()
    finally:
        link.close()


def measure(count, clients, port, key):
    """File `count` complaints from `clients` threads while another one sweeps."""
    peak, over = Peak(), threading.Event()
    sweeper = threading.Thread(target=sweep_until, args=(over, peak))
    sweeper.start()
    begin = time.monotonic()
    try:
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(lambda n: file_one(n, port, key, peak), range(count)))
    finally:
        peak.took = time.monotonic() - begin
        over.set()
        sweeper.join()
    return peak


def sweep_until(over, peak):
    """Sweep again and again, as the worker does every minute."""
    while not over.is_set():
        peak.effects += sweep(now=timezone.now(), by=System())
        peak.sweeps += 1
        over.wait(1)
    connection.close()


def file_one(n, port, key, peak):
    """One complaint; every tenth is sent a second time."""
    body = json.dumps(
        {
            "channel": "app",
            "consumer": {"phone": f"139{n:08d}", "name": "陆女士"},
            "order": {"number": f"P-{n}", "amount": "168.00"},
            "description": f"第 {n} 单：收到的杯子破损，客服三天没有回，请退款。",
        }
    )
    headers = {
        "Authorization": f"Token {key}",
        "Content-Type": "application/json",
        "Idempotency-Key": f"peak-{os.getpid()}-{n}",
    }
    for _turn in range(2 if n % TWICE == 0 else 1):
        begin = time.perf_counter()
        status, answer = ask(port, "POST", "/api/v1/complaints/", body, headers)
        while status == BUSY:  # nothing was written; the same key again, as docs/api.md says
            peak.busy += 1
            status, answer = ask(port, "POST", "/api/v1/complaints/", body, headers)
        peak.times.append(time.perf_counter() - begin)
        if status != 201:
            peak.refused.append(f"{status} {answer[:200]}")
            return
        peak.numbers.append(json.loads(answer)["number"])
