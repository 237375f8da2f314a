"""Columns and dates of tables as people write them."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from complaints.forms.import_row import Mapping
from complaints.forms.moments import moment
from complaints.workdays import CHINA

pytestmark = pytest.mark.django_db


def test_rows_without_words_quote_what_the_source_says(now):
    mapping = Mapping(["Complaint ID", "Product", "Sub-product", "Issue", "State"])
    made = mapping.intake(("1", "Mortgage", "", "Closing", "NY"), channel="import", now=now)
    assert made.description == "Product: Mortgage\nIssue: Closing"
    assert made.order == {"product": "Mortgage"}
    assert made.contact_none_reason


def test_own_words_come_before_the_quote(now):
    mapping = Mapping(["Issue", "Consumer complaint narrative"])
    assert mapping.intake(("Closing", "They lied."), channel="import", now=now).description == "They lied."
    assert mapping.intake(("Closing", ""), channel="import", now=now).description == "Issue: Closing"


def test_chosen_column_wins_over_the_known_one(now):
    mapping = Mapping(["text", "remark"], [("remark", "description")])
    assert mapping.intake(("a", "b"), channel="import", now=now).description == "b"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2019-02-28", datetime(2019, 2, 28, tzinfo=CHINA)),
        ("2019/2/8 1:05", datetime(2019, 2, 8, 1, 5, tzinfo=CHINA)),
        ("2019-02-28T11:25:05", datetime(2019, 2, 28, 11, 25, 5, tzinfo=CHINA)),
        ("2019-02-28T11:25:05.123Z", datetime(2019, 2, 28, 11, 25, 5, tzinfo=UTC)),
        ("2019-02-28 11:25+02:00", datetime(2019, 2, 28, 9, 25, tzinfo=UTC)),
        ("2019年2月28日11时25分", datetime(2019, 2, 28, 11, 25, tzinfo=CHINA)),
        ("２０１９年２月２８日", datetime(2019, 2, 28, tzinfo=CHINA)),
        ("20190228", datetime(2019, 2, 28, tzinfo=CHINA)),
        ("28.02.2019 23:59", datetime(2019, 2, 28, 23, 59, tzinfo=CHINA)),
        ("02/28/2019 12:05 AM", datetime(2019, 2, 28, 0, 5, tzinfo=CHINA)),
        ("02/28/2019 01:05 pm", datetime(2019, 2, 28, 13, 5, tzinfo=CHINA)),
        ("43524.5", datetime(2019, 2, 28, 12, tzinfo=CHINA)),
        ("", None),
    ],
)
def test_dates_as_people_write_them(cell, expected, now):
    assert moment(cell, now) == expected


@pytest.mark.parametrize(
    "cell", ["soon", "2019-13-01", "2019-02-30", "03/04/2019", "2019-01-01 25:00", "2999-01-01", "0000-00-00"]
)
def test_no_guessing_at_dates(cell, now):
    with pytest.raises(ValidationError):
        moment(cell, now)
