"""The order source: ORDER_API_URL with the number behind it answers with the facts of the order as JSON.

Beside them it may tell, under `records`, what the platform's systems know: track, batch, warehouse and chat (IV-03).
"""

import json
import time
import urllib.error
import urllib.request
from urllib.parse import quote, urlsplit

from django.conf import settings

from complaints.forms.order_facts import OrderFactsForm
from complaints.forms.order_records import records_of

TIMEOUT = 3  # seconds for the whole answer; an agent waits for it with a consumer on the phone
MOST_BYTES = 512 * 1024  # a long chat
CHUNK = 64 * 1024
NOT_FOUND = 404


def is_connected():
    """Whether an order source is set up at all."""
    return bool(settings.ORDER_API_URL)


def ask(number, now):
    """The facts of the order `number`, or None if the source knows no such order.

    Raises OSError where it cannot be reached, ValueError where its answer makes no sense.
    """
    request = urllib.request.Request(  # noqa: S310  the operator's address
        settings.ORDER_API_URL.rstrip("/") + "/" + quote(number, safe=""), headers=headers()
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
            body = read_within(response, time.monotonic() + TIMEOUT)
    except urllib.error.HTTPError as error:
        if error.code == NOT_FOUND:
            return None
        raise
    return facts_of(body, now)


def read_within(response, end):
    """The body of an answer, as far as it is believed; raises TimeoutError where it drips longer than until `end`."""
    body = b""
    while len(body) <= MOST_BYTES and (more := response.read1(CHUNK)):
        body += more
        if time.monotonic() > end:
            raise TimeoutError(f"the order source took longer than {TIMEOUT} s")
    return body


def headers():
    """What we accept, and who we are where the source asks for it."""
    accept = {"Accept": "application/json"}
    if settings.ORDER_API_TOKEN:
        accept["Authorization"] = f"Bearer {settings.ORDER_API_TOKEN}"
    return accept


def facts_of(body, now):
    """The believable facts of an answer."""
    if len(body) > MOST_BYTES:
        raise ValueError("the answer of the order source is too long")
    answer = json.loads(body)
    if not isinstance(answer, dict):
        raise ValueError("the answer of the order source is no object")
    form = OrderFactsForm(answer, now)
    if not form.is_valid():
        raise ValueError(f"the order source told nonsense about {', '.join(form.errors)}")
    if not form.facts:
        raise ValueError("the order source told nothing")
    records, unreadable = records_of(answer, now)
    known = form.facts | {"source": urlsplit(settings.ORDER_API_URL).netloc[:80]}
    return known | ({"records": records, "unreadable": unreadable} if records or unreadable else {})
