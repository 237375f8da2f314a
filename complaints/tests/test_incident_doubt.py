"""Before a report is shared that tells of measures: was one ordered? A warning, not a bar (scenario 9)."""

import pytest
from django.urls import reverse

from complaints.actions import incident_report, incidents
from complaints.tests.test_incidents import PARTS, order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ENGLISH = {"accept-language": "en"}
DOUBT = "No measure has been ordered yet"


@pytest.fixture
def written(new_complaint, chen, zhao, now):
    incident = incidents.open_incident([new_complaint()], by=zhao, now=now, because="同一批次")
    return incident_report.write_report(incident, by=chen, now=now, **PARTS)


def page(client, incident, agent):
    client.force_login(agent)
    return client.get(reverse("complaints:incident", args=[incident.pk]), headers=ENGLISH).content.decode()


def test_sharing_warns_while_no_measure_is_ordered(client, written, chen):
    share = page(client, written, chen).split('id="share_report"')[1].split("</section>")[0]
    assert DOUBT in share
    assert 'href="#order_measure"' in share
    assert "<form" in share


def test_an_ordered_measure_ends_the_warning(client, written, chen, zhao, now):
    order(written, zhao, now)
    assert DOUBT not in page(client, written, chen)


def test_it_is_no_bar_and_gone_once_shared(client, written, chen, now):
    incident_report.share_report(written, by=chen, now=now)
    assert DOUBT not in page(client, written, chen)
