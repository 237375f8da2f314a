"""Six people at one complaint: three letters and how many more, whoever writes first."""

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.actions import presence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def crowd(complaint, cast):
    """Six colleagues look; the last of them writes."""
    for name in ("wang", "gao", "zhao", "zhou", "wu"):
        presence.beat(complaint, by=cast[name], now=timezone.now(), writing="")
    presence.beat(complaint, by=cast["chen"], now=timezone.now(), writing="reply")
    return complaint


@pytest.mark.parametrize("where", ["row", "list", "head"])
def test_three_letters_and_three_more(client, crowd, lin, cast, where):
    client.force_login(lin)
    urls = {"row": "/?queue=open", "list": reverse("complaints:complaint", args=[crowd.number]) + "?queue=open"}
    text = client.get(urls.get(where, urls["list"]), headers=ENGLISH).content.decode()
    if where == "head":
        text = text.split('id="presence"')[1].split("</header>")[0]
    else:
        text = text.split('class="avatars"')[1].split("</a>")[0].split("</td>")[0]
    assert text.count("avatar ") == 4
    assert f"{cast['chen'].display_name} is writing a reply" in text
    assert "+3</span>" in text
    assert f'title="{cast["zhao"].display_name}' in text
