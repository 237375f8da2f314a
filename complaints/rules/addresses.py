"""Which addresses of the net we call at all (reliability.md: a webhook must not reach inside)."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from complaints.rules.verdict import YES, allow, no

TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # any IPv4 address, also an inner one, in the clothes of an outer


def is_outside(address):
    """Whether an IP address lies in the open net: not private, not this machine, not in disguise."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or ip
    disguised = inner.version == 6 and (inner in TRANSLATED or inner.sixtofour or inner.teredo)
    return inner.is_global and not (inner.is_multicast or inner.is_reserved or disguised)


def is_allowed_inside(host, port):
    """Whether the operator has named this place (setting WEBHOOK_ALLOWED_HOSTS, `host:port`)."""
    return f"{host}:{port}" in settings.WEBHOOK_ALLOWED_HOSTS


def may_be_called(url):
    """What can be said of an address before asking the DNS; the delivery asks and looks again."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return no(_("This is no address of a web server."))
    if is_allowed_inside(host, port):
        return YES
    if parts.scheme != "https" or not host:
        return no(_("The address has to begin with https://."))
    try:
        outside = is_outside(host)
    except ValueError:  # a name
        outside = "." in host and not host.endswith((".local", ".internal", ".localhost"))
    return allow(outside, _("This address lies inside our own network."))
