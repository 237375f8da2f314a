"""Import of the real files, where they are."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from complaints.forms.table_file import TableFile
from complaints.models import Complaint, Consumer, Event, SearchEntry
from complaints.tests.test_import import counts, load

pytestmark = pytest.mark.django_db
DATA = Path(os.environ.get("SHARED_DATA") or settings.BASE_DIR.parent / "shared" / "data")


@pytest.fixture
def data():
    if not DATA.is_dir():
        pytest.skip(f"no example files beside the project (SHARED_DATA, else {DATA.parent.name}/{DATA.name})")
    return DATA


def test_real_citizen_complaints_load_without_options(policy, data):
    path = data / "citizen_complaints_zh" / "stream.csv"
    assert counts(load(path)) == (2539, 2539, 0, 0)
    assert counts(load(path)) == (2539, 0, 2539, 0)
    heaviest = max(Consumer.objects.all(), key=lambda consumer: consumer.complaints.count())
    assert heaviest.complaints.count() == 59
    for rows in (Complaint.history, Event.objects, SearchEntry.objects):
        assert rows.count() == 2539
    assert not Complaint.objects.filter(respond_by=None).exists()


def test_real_us_complaints_load_without_options(policy, data):
    report = load(data / "cfpb_en" / "dated_2015q1.csv", "--dry-run")
    assert counts(report) == (16919, 16919, 0, 0)


def test_real_hard_cases_load_with_a_mapping(policy, data):
    hard = data / "import_hard_cases"
    report = load(hard / "car_complain_gbk.csv", "--map", "问题简述=description", "--map", "投诉车系=product")
    assert (report["read"], report["created"] + report["skipped"], report["rejected"]) == (384, 384, [])
    thai = TableFile(hard / "thai_bom_newline_in_header.csv").columns
    report = load(
        hard / "thai_bom_newline_in_header.csv", "--map", f"{thai[1]}=description", "--map", f"{thai[4]}=merchant"
    )
    assert report["created"] > 1000
    assert len(report["rejected"]) < report["read"] / 100


def test_real_car_complaints(policy, data):
    assert counts(load(data / "car_complaints_zh" / "complaints.csv")) == (569, 569, 0, 0)
