"""One batch in many homes: the incident knows it from its complaints, and they find each other (scenario 9)."""

import pytest
from django.urls import reverse

from complaints.actions import incidents, linking
from complaints.models import Incident
from complaints.reports.alike import kin_of
from complaints.rules import agreed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ENGLISH = {"accept-language": "en"}
TEXTS = ("面霜用了脸上起疹", "涂了以后又红又痒", "去医院看了皮肤科,说是过敏", "擦脸火辣辣的疼", "我妈用了眼睛肿")


def cream(new_complaint, n, **order):
    facts = {"order_number": f"M-{n}", "product": "玉肌面霜", "merchant": "玉肌旗舰店", "batch": "QX7788"}
    return new_complaint(TEXTS[n % 5], phone=f"1390000000{n}", name=f"消费者{n}", order=facts | order)


@pytest.fixture
def creams(new_complaint):
    """Five of one batch, in words of their own."""
    return [cream(new_complaint, n) for n in range(5)]


def opened(cases, zhao, now, **facts):
    return incidents.open_incident(cases, by=zhao, now=now, because="同一批次", **facts)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), ""),
        (("", ""), ""),
        (("QX7788", "qx7788 ", ""), "QX7788"),
        (("A", "B"), ""),
        (("A", "B", "B"), "B"),
        (("A", "B", "B", "C"), ""),
    ],
)
def test_most_of_those_who_name_it_agree(values, expected):
    assert agreed(values) == expected


def test_scenario_9_linked_five_tell_the_batch_of_the_incident(creams, zhao, now):
    for other in creams[1:]:
        linking.link(creams[0], other, by=zhao, now=now, reason="同一批面霜")
    incident = Incident.objects.get()
    assert (incident.product, incident.batch, incident.merchant) == ("玉肌面霜", "QX7788", "玉肌旗舰店")


def test_who_joins_tells_what_was_not_known(creams, new_complaint, zhao, now):
    silent = cream(new_complaint, 6, batch="")
    incident = opened([silent], zhao, now)
    assert incident.batch == ""
    opened(creams[:2], zhao, now, incident=incident)
    assert Incident.objects.get().batch == "QX7788"
    assert Incident.objects.get().history.latest().history_change_reason.startswith("join_incident")


def test_most_of_those_who_joined_correct_what_the_first_said(creams, new_complaint, zhao, now):
    incident = opened([cream(new_complaint, 6, batch="QX7783")], zhao, now)
    assert incident.batch == "QX7783"
    opened(creams[:2], zhao, now, incident=incident)
    assert Incident.objects.get().batch == "QX7788"


def test_what_somebody_typed_stays(creams, zhao, now):
    incident = opened(creams[:1], zhao, now, batch="QX7788-A")
    opened(creams[1:], zhao, now, incident=incident)
    assert Incident.objects.get().batch == "QX7788-A"


def test_the_incident_says_how_many_name_the_batch(client, creams, new_complaint, zhao, now):
    incident = opened([*creams, cream(new_complaint, 6, batch="")], zhao, now)
    client.force_login(zhao)
    page = client.get(reverse("complaints:incident", args=[incident.pk]), headers=ENGLISH).content.decode()
    assert "named by 5 of 6" in page
    assert "batch=QX7788" in page


def test_the_same_batch_is_shown_first_with_its_reason(client, creams, new_complaint, zhao, now):
    elsewhere = cream(new_complaint, 6, product="别家洗衣液", merchant="别家")
    kin = kin_of(creams[0], zhao)
    assert [row.complaint for row in kin.of_batch] == creams[1:]
    assert kin.of_batch[0].reasons == ["same batch QX7788", "same product"]
    assert elsewhere not in [row.complaint for row in kin.of_batch]
    client.force_login(zhao)
    page = client.get(reverse("complaints:kin", args=[creams[0].number]), headers=ENGLISH).content.decode()
    assert page.index('id="same-batch"') < page.index('id="person"')
    assert "same batch QX7788" in page


def test_the_same_batch_is_linked_at_once(client, creams, zhao):
    client.force_login(zhao)
    url = reverse("complaints:link_alike", args=[creams[0].number])
    page = client.get(url, headers=ENGLISH).content.decode()
    assert page.count("checked") == 4
    assert "Same batch QX7788" in page
    sent = {"others": [row.pk for row in creams[1:]], "reason": "同一批次"}
    assert client.post(url, sent).status_code == 302
    assert Incident.objects.get().batch == "QX7788"
    assert kin_of(creams[0], zhao).of_batch == []


def test_who_is_in_the_same_incident_is_not_offered_again(creams, zhao, now):
    opened(creams[:3], zhao, now)
    assert [row.complaint for row in kin_of(creams[0], zhao).of_batch] == creams[3:]
