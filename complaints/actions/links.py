"""Links for people without an account: the consumer's page, a merchant's question; wrong tries are counted and lock."""

import hashlib
import hmac
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Max

from complaints.models import Complaint, Evidence, LinkAttempt

MAX_WRONG = 5  # scenario 19: of one browser
MOST_OF_ADDRESS = 100  # of all browsers behind one address: a dormitory, a carrier (docs/adr/0026)
LOCK = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)  # no count and no lock lasts so long
WRONG_LINK = "link"
INQUIRY_AFTERLIFE = timedelta(days=30)
INQUIRY = "inquiry"
MERCHANT_AFTERLIFE = timedelta(days=90)
MERCHANT = "merchant"


def attempt_key(kind, address):
    """The keyed hash under which tries of `kind` from one network address are counted."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{address}".encode(), hashlib.sha256).hexdigest()


def locked_until(key, now):
    """Until when this address is locked, or None."""
    row = LinkAttempt.objects.filter(address_key=key, locked_until__gt=now).first()
    return row and row.locked_until


def count_try(key, *, now, most=MAX_WRONG, within=LOCK):
    """Count one try; at `most` tries the address is locked for `within`. Tries longer ago than that are forgotten."""
    with transaction.atomic():
        LinkAttempt.objects.get_or_create(address_key=key, defaults={"last_at": now})
        row = LinkAttempt.objects.select_for_update().get(address_key=key)
        row.tries = row.tries + 1 if now - row.last_at < within else 1
        row.last_at = now
        if row.tries >= most:
            row.tries, row.locked_until = 0, now + within
        row.save()


def shut_until(address, browser, now, *, is_known):
    """Until when wrong links shut the way in for this browser at this address, or None.

    A browser that has opened a good link before is `is_known`: the wrong links of its neighbours do not shut it.
    """
    keys = [of_browser(address, browser)] + ([] if is_known else [attempt_key(WRONG_LINK, address)])
    rows = LinkAttempt.objects.filter(address_key__in=keys, locked_until__gt=now)
    return rows.aggregate(until=Max("locked_until"))["until"]


def count_wrong_link(address, browser, *, now):
    """A wrong link counts for the browser, and with a far higher ceiling for its address: cookies can be dropped."""
    count_try(of_browser(address, browser), now=now)
    count_try(attempt_key(WRONG_LINK, address), now=now, most=MOST_OF_ADDRESS)


def of_browser(address, browser):
    """The key of one browser at one address."""
    return attempt_key(WRONG_LINK, f"{address} {browser}")


def forgotten(now):
    """Counts that mean nothing any more."""
    return LinkAttempt.objects.filter(last_at__lt=now - FORGOTTEN)


def forget_one(pk, *, by, now):
    """Drop one of them; it may have been taken up again."""
    return forgotten(now).filter(pk=pk).delete()[0]


def inquiry_token(item):
    """The secret in the link that one asked merchant or carrier gets for one question."""
    return signing.dumps(item.pk, salt=INQUIRY)


def item_of_inquiry(token, now):
    """The asked item behind an inquiry link, or None if the link is wrong or too old."""
    try:
        pk = signing.loads(token, salt=INQUIRY)
    except signing.BadSignature:
        return None
    open_since = now - INQUIRY_AFTERLIFE
    return (
        Evidence.objects.select_related("complaint")
        .filter(pk=pk, due_by__gt=open_since)
        .exclude(side="consumer")
        .first()
    )


def merchant_token(complaint):
    """The secret in the link by which the merchant of a complaint says how he found its handling (FB-10)."""
    return signing.dumps([complaint.pk, complaint.link_nonce[:8]], salt=MERCHANT)


def complaint_of_merchant(token, now):
    """The complaint behind such a link, or None if it is wrong or too long after the end."""
    try:
        pk, nonce = signing.loads(token, salt=MERCHANT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Complaint.objects.filter(pk=pk, link_nonce__startswith=nonce)
    return rows.exclude(closed_at__lt=now - MERCHANT_AFTERLIFE).first()


def link_token(number, nonce):
    """The secret in the consumer's link: 192 bits that nobody can compute without our key and the row."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{number}:{nonce}".encode(), hashlib.sha256)
    return digest.hexdigest()[:48]


def link_hash(token):
    """What is stored of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(complaint):
    """The secret of the consumer's link of `complaint`."""
    return link_token(complaint.number, complaint.link_nonce)


# --- the signed address of letters --------------------------------------------------------------------------

SIGN = 32  # hexadecimal digits: 128 bits, and the whole stays below the 64 characters of a local part


def reply_sign(complaint):
    """What nobody can compute without our key and the row; it ends when the link of the complaint is renewed."""
    facts = f"reply:{complaint.number}:{complaint.link_nonce}"
    return hmac.new(settings.SECRET_KEY.encode(), facts.encode(), hashlib.sha256).hexdigest()[:SIGN]


def reply_address(complaint):
    """The address to which answers about `complaint` go; "" where no mailbox is set up."""
    sign = f"{complaint.number.lower()}.{reply_sign(complaint)}"
    return settings.REPLY_ADDRESS.replace("*", sign)


def complaint_of_addresses(addresses):
    """The complaint whose signed address is among `addresses`, or None."""
    before, star, after = settings.REPLY_ADDRESS.lower().partition("*")
    for address in addresses if star else ():
        if not (address.startswith(before) and address.endswith(after)):
            continue
        number, _dot, sign = address[len(before) : len(address) - len(after)].partition(".")
        complaint = Complaint.objects.filter(number=number.upper()).first()
        if complaint and hmac.compare_digest(reply_sign(complaint).encode(), sign.encode()):
            return complaint
    return None


def is_ours(address):
    """Whether a mail from this address comes from ourselves."""
    before, star, after = settings.REPLY_ADDRESS.lower().partition("*")
    is_reply = bool(star) and address.startswith(before) and address.endswith(after)
    return is_reply or address == parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()
