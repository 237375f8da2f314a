"""How often each keyword rule was right, as far as people have said so (K42 of domain.md 5.2, CL-04).

What the machine said first stands with each complaint; the newest decision of a person says what it really was. A
rule is judged where its code was the main code, of the machine or of the person, and right where it is the person's;
beside another main code, and where nobody has looked yet, it has a hit and no more. A rule without a code (it raises a
mark) is only judged by the P1 it led to.
"""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext_lazy as _

from complaints.enums import Flag
from complaints.reports.shares import per_cent, wilson

RETIRE_BELOW = 60  # per cent, K42: below it a rule is better ended
MOST = 500
DECIDED = """
WITH said AS (
    SELECT id, number, title, registered_at, machine_said ->> 'category' AS category,
        machine_said ->> 'priority' AS priority, machine_said -> 'rules' AS rules, machine_said AS told
    FROM complaints_complaint
    WHERE registered_at >= %(since)s AND registered_at < %(until)s AND jsonb_exists(machine_said, 'rules')
), decided AS (
    SELECT DISTINCT ON (complaint_id) complaint_id, category_id, priority, decided_by_id, decided_at
    FROM complaints_coding WHERE complaint_id IN (SELECT id FROM said) ORDER BY complaint_id, id DESC
), fired AS (
    SELECT said.*, jsonb_array_elements_text(rules)::bigint AS rule_id FROM said
)
"""
QUALITY = (
    DECIDED
    + """
SELECT rule.id, rule.term, coalesce(rule.category_id, ''), rule.flag,
    rule.active_to IS NOT NULL AND rule.active_to <= %(until)s, count(*),
    count(*) FILTER (WHERE rule.category_id IN (fired.category, decided.category_id)
        AND decided.complaint_id IS NOT NULL),
    count(*) FILTER (WHERE decided.category_id = rule.category_id),
    coalesce(mode() WITHIN GROUP (ORDER BY decided.category_id)
        FILTER (WHERE fired.category = rule.category_id AND decided.category_id <> rule.category_id), ''),
    count(*) FILTER (WHERE fired.priority = 'P1' AND decided.complaint_id IS NOT NULL),
    count(*) FILTER (WHERE fired.priority = 'P1' AND decided.priority <> 'P1')
FROM fired JOIN complaints_keywordrule rule ON rule.id = fired.rule_id
LEFT JOIN decided ON decided.complaint_id = fired.id
GROUP BY rule.id
"""
)
MAIN_CODE = (
    DECIDED
    + """
SELECT count(*), count(decided.complaint_id), count(*) FILTER (WHERE decided.category_id = said.category)
FROM said LEFT JOIN decided ON decided.complaint_id = said.id
"""
)
HITS = (
    DECIDED
    + """
SELECT said.number, said.title, said.registered_at, said.category, decided.category_id, said.priority,
    decided.priority, agent.display_name
FROM said LEFT JOIN decided ON decided.complaint_id = said.id
LEFT JOIN complaints_agent agent ON agent.id = decided.decided_by_id
WHERE said.rules @> to_jsonb(%(rule)s::bigint)
ORDER BY decided.complaint_id IS NULL, decided.category_id = %(code)s, said.registered_at DESC LIMIT %(most)s
"""
)


@dataclass(frozen=True)
class RuleQuality:
    """One rule: in how many complaints it fired, in how many of them people have judged it, how often it was right."""

    pk: int
    term: str
    code: str
    flag: str
    has_ended: bool
    hits: int
    decided: int
    confirmed: int
    mostly: str  # the code people chose most often instead
    p1_decided: int
    p1_false: int

    @property
    def flag_label(self):
        return Flag(self.flag).label if self.flag else ""

    @property
    def corrected(self):
        return self.decided - self.confirmed

    @property
    def precision(self):
        """Per cent right where people have judged it; None for a rule without a code, or without a decision."""
        return per_cent(self.confirmed, self.decided) if self.code else None

    @property
    def interval(self):
        """Between which percentages the precision lies."""
        return wilson(self.confirmed, self.decided) if self.precision is not None else None

    @property
    def is_bad(self):
        """Surely below the line: even the upper end of the interval is."""
        return bool(self.interval) and self.interval[1] < RETIRE_BELOW

    @property
    def false_p1_share(self):
        return per_cent(self.p1_false, self.p1_decided)


def worst(rule):
    """Surely bad ones first; without any decision last."""
    return (instead_of_none(rule.interval and rule.interval[1], 101), -rule.decided, -rule.hits, rule.term)


def instead_of_none(value, other):
    """The value, or what stands for none."""
    return other if value is None else value


SORTS = {
    "worst": (_("worst first"), worst),
    "hits": (_("most hits"), lambda rule: (-rule.hits, rule.term)),
    "corrected": (_("most corrected"), lambda rule: (-(rule.corrected if rule.code else 0), -rule.hits, rule.term)),
    "p1": (_("most false P1"), lambda rule: (-rule.p1_false, -instead_of_none(rule.false_p1_share, -1), rule.term)),
}


def rules_of(since, until, sort="worst"):
    """Every rule that fired in complaints registered in the period, in the order asked for (one statement)."""
    rows = [RuleQuality(*row) for row in read(QUALITY, since=since, until=until)]
    return sorted(rows, key=SORTS[sort][1])


def main_codes(since, until):
    """(complaints, coded by people, of these the machine's own code kept) in the period."""
    (row,) = read(MAIN_CODE, since=since, until=until)
    return row


def hits_of(rule, since, until):
    """The complaints behind one rule's numbers: corrected ones first, then confirmed, then those nobody looked at."""
    facts = {"rule": rule.pk, "code": rule.category_id or "", "most": MOST}
    names = ("number", "title", "at", "said", "code", "said_priority", "priority", "by")
    return [dict(zip(names, row, strict=True)) for row in read(HITS, since=since, until=until, **facts)]


def read(statement, **facts):
    """The rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return cursor.fetchall()
