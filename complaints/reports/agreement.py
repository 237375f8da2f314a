"""How often people agree with what the machine suggests: words, likeness, each version of what was learnt (CL-20).

Words and likeness name the category of a new complaint; the newest decision of a person says whether it was right. The
learned model decides nothing: what it suggested at the moment of a decision stands with the decision.
"""

from dataclasses import dataclass

from complaints.enums import Basis
from complaints.models import LearnedModel
from complaints.reports.rule_quality import DECIDED, read
from complaints.reports.shares import per_cent, wilson

BY_BASIS = (
    DECIDED
    + """
SELECT said.told ->> 'basis', CASE WHEN said.told ->> 'confidence' IS NOT NULL
        THEN least(floor((said.told ->> 'confidence')::numeric * 5), 4)::int END AS band, count(*),
    count(decided.complaint_id), count(*) FILTER (WHERE decided.category_id = said.category)
FROM said LEFT JOIN decided ON decided.complaint_id = said.id GROUP BY 1, 2 ORDER BY 1, 2
"""
)
SHOWN = """
SELECT (machine_said #>> '{learned,model}')::bigint, count(*) FROM complaints_complaint
WHERE registered_at >= %(since)s AND registered_at < %(until)s AND machine_said ? 'learned' GROUP BY 1
"""
BY_MODEL = """
SELECT learned_id, least(floor(suggested_share * 5), 4)::int, count(*), count(*) FILTER (WHERE suggested = category_id)
FROM (
    SELECT DISTINCT ON (complaint_id) * FROM complaints_coding
    WHERE decided_at >= %(since)s AND decided_at < %(until)s AND learned_id IS NOT NULL
    ORDER BY complaint_id, id DESC
) newest GROUP BY 1, 2 ORDER BY 1, 2
"""
BANDS = ("0–20 %", "20–40 %", "40–60 %", "60–80 %", "80–100 %")


@dataclass(frozen=True)
class Agreement:
    """One way of suggesting, at one height of confidence: how often shown, decided about, and followed."""

    label: str
    band: str
    shown: int
    decided: int
    agreed: int

    @property
    def share(self):
        return per_cent(self.agreed, self.decided)

    @property
    def interval(self):
        return wilson(self.agreed, self.decided) if self.decided else None


def machine(since, until):
    """Words, likeness by confidence, and nothing at all: complaints registered in the period (one statement)."""
    return [
        Agreement(Basis(basis).label, "" if band is None else BANDS[band], *counts)
        for basis, band, *counts in read(BY_BASIS, since=since, until=until)
    ]


def learned(since, until):
    """Each version that suggested anything in the period, by how sure it was."""
    shown = dict(read(SHOWN, since=since, until=until))
    models = LearnedModel.objects.in_bulk()
    rows = [
        Agreement(str(models[pk]), BANDS[band], decided, decided, agreed)
        for pk, band, decided, agreed in read(BY_MODEL, since=since, until=until)
    ]
    return rows, {str(models[pk]): count for pk, count in shown.items()}
