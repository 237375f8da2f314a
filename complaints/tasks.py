"""What the worker does by the clock. Each task only calls a command, which looks at due rows, never at the tick."""

import contextlib

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, transaction
from django.utils import timezone
from procrastinate import builtin_tasks
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from complaints.actions.imports import PATIENCE
from complaints.models import ImportRun

IMPORT_SLICE = 20  # seconds


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="sweep_deadlines", lock="sweep_deadlines")
def sweep_deadlines(timestamp: int) -> None:
    """Every minute: the effects of due times that have come."""
    _run("sweep_deadlines")


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="send_notices", lock="send_notices")
def send_notices(timestamp: int) -> None:
    """Every minute: deliver the outbox."""
    _run("send_notices")


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="fetch_mail", lock="fetch_mail")
def fetch_mail(timestamp: int) -> None:
    """Every minute: take in what lies in the mailbox, where one is set up."""
    if settings.MAILBOX_URL:
        _run("fetch_mail")


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="fetch_orders", lock="fetch_orders")
def fetch_orders(timestamp: int) -> None:
    """Every minute: the order facts that are still missing."""
    _run("fetch_orders")


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="scan_files", lock="scan_files")
def scan_files(timestamp: int) -> None:
    """Every minute: files that wait for the malware scanner, where one is set up."""
    if settings.MALWARE_SCANNER:
        _run("scan_files")


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="run_imports", lock="run_imports")
def run_imports(timestamp: int) -> None:
    """Every minute, and as soon as one is begun: imports. A long one is cut, so that no clock waits for it."""
    _run("run_imports", seconds=IMPORT_SLICE)
    if ImportRun.objects.to_do(timezone.now(), PATIENCE).exists():
        run_imports_soon()


def run_imports_soon() -> None:
    """Ask the worker to look at once; where it has been asked already, or is down, the tick of the minute does."""
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        run_imports.defer(timestamp=int(timezone.now().timestamp()))


@app.periodic(cron="17 4 * * *")
@app.task(queueing_lock="remove_old_jobs", pass_context=True)
async def remove_old_jobs(context, timestamp: int) -> None:
    """Every night: forget the jobs of last week that went well."""
    await builtin_tasks.remove_old_jobs(context, max_hours=7 * 24)


def _run(command: str, **options) -> None:
    close_old_connections()
    try:
        call_command(command, **options)
    finally:
        close_old_connections()
