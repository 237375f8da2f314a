"""The demo fills every page and may run twice."""

import pytest

from complaints.actions.contact import read_emotion
from complaints.actions.intake import accept
from complaints.models import Complaint
from support import models, seeds

pytestmark = pytest.mark.django_db


def test_demo_fills_the_pages_and_runs_twice(new_complaint, lin, wang, cast, now):
    for n, agent in enumerate((lin, wang, lin)):
        case = accept(new_complaint(phone=f"1390000000{n}", order={"order_number": f"D{n}"}), by=agent, now=now)
        read_emotion(case, by=agent, now=now, emotion="fear", intensity=8, basis="words")
    rows = list(Complaint.objects.all())
    for _time in range(2):
        seeds.load_demo(cast, rows, now)
        assert models.TacticFeedback.objects.count() == 3
        assert sorted(models.Consultation.objects.values_list("state", flat=True)) == ["answered", "asked"]
        assert models.SupervisionSession.objects.count() == 4
        assert models.PrivateNote.objects.count() == 2
        assert models.CheckIn.objects.count() == 4
