"""The numbers of complaints: a day, a running number, a check digit; never used twice (IN-04)."""

from django.db import connection
from stdnum.iso7064 import mod_11_10

from complaints.models import NumberSeries
from complaints.workdays import CHINA


def next_numbers(now, count=1):
    """`count` new numbers such as TS-261121-0417-3: day, running number, ISO 7064 check digit (IN-04)."""
    day = now.astimezone(CHINA).date()
    with connection.cursor() as cursor:
        table = NumberSeries._meta.db_table
        cursor.execute(
            f"INSERT INTO {table} AS s (day, last) VALUES (%s, %s)"  # noqa: S608 - the name of our own table
            " ON CONFLICT (day) DO UPDATE SET last = s.last + EXCLUDED.last RETURNING last",
            [day, count],
        )
        last = cursor.fetchone()[0]
    return [number_of(day, n) for n in range(last - count + 1, last + 1)]


def number_of(day, running):
    """The number of the `running`th complaint of a day."""
    stem = f"{day:%y%m%d}{running:04d}"
    return f"TS-{day:%y%m%d}-{running:04d}-{mod_11_10.calc_check_digit(stem)}"


def is_number(text):
    """Whether `text` is a well-formed number with the right check digit."""
    parts = text.strip().upper().split("-")
    if len(parts) != 4 or parts[0] != "TS" or not all(part.isdigit() for part in parts[1:]):
        return False
    return mod_11_10.is_valid("".join(parts[1:]))
