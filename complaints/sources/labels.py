"""Facts that stand in a text behind their label, one a line: 报关单号：3101…, Needed by: 2026-12-24. Pure."""

import re
import unicodedata
from datetime import date

from complaints.enums import PARTICULARS

LINE = re.compile(r"^[\s>*·•-]*(?P<label>[^:\n]{2,30}?)\s*:\s*(?P<value>\S[^\n]{0,80}?)\s*$", re.MULTILINE)
DAY = re.compile(r"(?P<y>20\d{2})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?")
NEEDED = {"最晚需要", "最迟需要", "需要日期", "最晚收货", "needed by", "needed at the latest"}
BATCH = {"批次", "批号", "生产批号", "batch", "batch number", "lot"}
LABELS = {label: row.name for row in PARTICULARS.values() for label in row.said_as}
LONGEST_BATCH = 60


def facts_in(text):
    """{"need_by", "particulars", "order"} as far as they stand there plainly; the first of each counts.

    What does not look as it should is left to people: it still stands in the text.
    """
    need_by, particulars, order = None, {}, {}
    for found in LINE.finditer(unicodedata.normalize("NFKC", text)):
        label, value = found["label"].strip().casefold(), found["value"]
        if label in NEEDED:
            need_by = need_by or day_of(value)
        elif label in BATCH and len(value) <= LONGEST_BATCH:
            order.setdefault("batch", value)
        elif label in LABELS:
            keep(particulars, LABELS[label], value)
    return {"need_by": need_by, "particulars": particulars, "order": order}


def keep(particulars, name, value):
    """A fact that looks as it should; days are written in one way."""
    day = day_of(value) if name == "expiry" else None
    value = day.isoformat() if day else value
    if PARTICULARS[name].shape.fullmatch(value):
        particulars.setdefault(name, value)


def day_of(text):
    """The day of 2026-12-24, 2026/12/24 or 2026年12月24日; None for anything else."""
    found = DAY.fullmatch(text)
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    except ValueError:
        return None
