"""The checklist beside a registered complaint: each question with its law, the answer given, and what the facts say."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from complaints import wording
from complaints.enums import LEGAL_SOURCE, Answer, Criterion, EvidenceStatus, Side
from complaints.models import Complaint, LegalRule
from complaints.rules import has_info_round_left
from complaints.workdays import CHINA

UNITS = {"year": 365, "month": 30, "day": 1}  # in the consumer's favour: leap days are on top


@dataclass(frozen=True)
class Line:
    """One question. `answer` is the row somebody gave, `suggested` what the facts say, `because` in words."""

    criterion: Criterion
    source: str
    answer: object
    suggested: str
    because: str

    @property
    def label(self):
        return self.criterion.label

    @property
    def suggestion(self):
        return Answer(self.suggested).label if self.suggested else ""


def checklist(complaint, now):
    """Every question in order."""
    rules = legal_rules(now)
    given = {row.criterion: row for row in complaint.eligibility.select_related("answered_by")}
    found = suggestions(complaint, rules, now)
    return [
        Line(criterion, source_of(criterion, rules), given.get(criterion), *found.get(criterion, ("", "")))
        for criterion in Criterion
    ]


def legal_rules(now):
    """{code: rule} of those behind the questions that are in force today."""
    today = now.astimezone(CHINA).date()
    rows = LegalRule.objects.filter(code__in=set(LEGAL_SOURCE.values()), effective_from__lte=today)
    rows = rows.filter(Q(effective_to=None) | Q(effective_to__gte=today)).order_by("effective_from")
    return {row.code: row for row in rows}


def source_of(criterion, rules):
    """Law, article and since when; our own question has none."""
    rule = rules.get(LEGAL_SOURCE.get(criterion))
    if rule is None:
        return "" if criterion in LEGAL_SOURCE else _("house rule: a duplicate is merged, never refused")
    return _("%(law)s, article %(article)s, since %(day)s") % {
        "law": rule.law,
        "article": rule.article,
        "day": rule.effective_from.isoformat(),
    }


def suggestions(complaint, rules, now):
    """{criterion: (answer, why)} as far as the facts say anything; people answer, the machine only suggests."""
    found = {
        Criterion.IN_TIME: in_time(complaint, rules.get("SAMR121-16"), now),
        Criterion.PAPERS: papers(complaint),
        Criterion.IDENTITY: identity(complaint),
        Criterion.ONLY_ONCE: only_once(complaint),
    }
    return {criterion: said for criterion, said in found.items() if said}


def in_time(complaint, rule, now):
    """Since the harm was known at the latest: what happened, or when the goods came, or the order."""
    known = complaint.happened_at or complaint.received_at or complaint.order_paid_at
    if known is None or rule is None or rule.unit not in UNITS:
        return None
    span = timedelta(days=int(rule.value) * UNITS[rule.unit])
    facts = {"day": wording.exact_moment(known)[:10], "n": int(rule.value)}
    if complaint.registered_at - known > span:
        return Answer.NO, _("The latest known day is %(day)s: more than %(n)s years before the complaint.") % facts
    return Answer.YES, _("Known at the earliest on %(day)s.") % facts


def papers(complaint):
    """An order or something received speaks for the consumer; two unanswered questions do not."""
    received = complaint.evidence.filter(side=Side.CONSUMER, status=EvidenceStatus.RECEIVED).count()
    if received:
        return Answer.YES, _("%(n)s items of the consumer are there.") % {"n": received}
    if not has_info_round_left(complaint):
        return Answer.NO, _("Asked twice; nothing was sent.")
    if complaint.order_is_theirs is False:
        return Answer.UNKNOWN, _("The order system knows the order under another person: ask.")
    if complaint.order_number:
        return Answer.YES, _("Order %(number)s is named.") % {"number": complaint.order_number}
    return Answer.UNKNOWN, _("No order number and no papers: ask for them.")


def identity(complaint):
    """A name and a way to reach the person."""
    consumer = complaint.consumer
    reachable = consumer.phone or consumer.email or consumer.external_id
    if consumer.name and reachable:
        return Answer.YES, _("Name and contact are known.")
    missing = _("no contact is known") if consumer.name else _("no name is known")
    return Answer.UNKNOWN, missing if reachable or consumer.name else _("neither name nor contact is known")


def only_once(complaint):
    """Another open complaint of the same person about the same order."""
    if not complaint.order_number:
        return None
    same = Complaint.objects.open().filter(consumer=complaint.consumer_id, order_number=complaint.order_number)
    other = same.exclude(pk=complaint.pk).order_by("registered_at").first()
    if other:
        return Answer.NO, _("%(number)s is about the same order: merge the two.") % {"number": other.number}
    return Answer.YES, _("No other open complaint of this consumer about this order.")
