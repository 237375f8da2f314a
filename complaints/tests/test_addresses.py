"""Where we call at all: never inside, whatever an address is dressed as (reliability.md)."""

import pytest

from complaints import rules

INSIDE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1"),
    *("255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1"),
    *("::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_inner_address_is_no_place_to_call(address):
    assert not rules.is_outside(address)
    host = f"[{address}]" if ":" in address else address
    assert not rules.may_be_called(f"https://{host}/hook")


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_an_outer_address_is(address):
    assert rules.is_outside(address)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://hooks.example.com/",
            "ftp://example.com/",
            "https://localhost/",
            "https://db.internal/",
            "https:///x",
        ),
        *("https://[/", "https://example.com:99999/", "file:///etc/passwd", "https://intranet/", ""),
    ],
)
def test_other_addresses_are_refused_with_a_sentence(url):
    assert rules.may_be_called(url).why
