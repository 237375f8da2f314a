"""What the worker does for support by the clock: keep the promise that check-ins vanish."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from support.actions.check_ins import erase_expired


@app.periodic(cron="23 4 * * *")
@app.task(queueing_lock="erase_expired_check_ins", lock="erase_expired_check_ins")
def erase_expired_check_ins(timestamp: int) -> None:
    """Every night: delete the check-ins whose 90 days are over."""
    close_old_connections()
    try:
        erase_expired(timezone.now())
    finally:
        close_old_connections()
