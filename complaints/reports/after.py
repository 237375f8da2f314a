"""Files looked at again: the list, how often reviewers agree, what is found; evaluations; what merchants say."""

from dataclasses import dataclass

from django.db.models import Avg, Count, Q

from complaints.enums import Agreement, CheckPoint, Drawn, Evaluator, Found
from complaints.models import Evaluation, FileCheck, FileFinding, MerchantFeedback
from complaints.reports.figures.rates import Rate

CONTENT = 4  # of five, as of the consumers


def lists_of(round_pk=None):
    """{tab: file checks}: what is still to be looked at, the oldest first; what was, the newest first."""
    rows = FileCheck.objects.select_related("complaint__owner", "complaint__category", "round", "checked_by")
    if round_pk:
        rows = rows.filter(round=round_pk)
    return {
        "open": rows.filter(checked_at=None).order_by("drawn_at", "pk"),
        "done": rows.filter(checked_at__isnull=False).order_by("-checked_at", "-pk"),
    }


@dataclass(frozen=True)
class Point:
    """One point over all files: in order, of those to which it applies; and how many were wrong."""

    label: str
    good: Rate
    wrong: int


def agreements(checks):
    """How often the reviewer would have decided the same: of all, and by why the case was drawn (one statement)."""
    agreed = Q(agreement=Agreement.AGREE)
    rows = checks.order_by().values_list("drawn").annotate(hits=Count("pk", filter=agreed), n=Count("pk"))
    found = {drawn: Rate(hits, n) for drawn, hits, n in rows}
    every = Rate(sum(rate.hits for rate in found.values()), sum(rate.tries for rate in found.values()))
    return every, [(Drawn(code).label, found[code]) for code in Drawn.values if code in found]


def points(checks):
    """What was found about each point (one statement)."""
    rows = FileFinding.objects.filter(check_of__in=checks.order_by().values("pk")).order_by()
    rows = rows.exclude(found=Found.NONE).values_list("point")
    good, wrong = Q(found=Found.GOOD), Q(found=Found.WRONG)
    found = rows.annotate(hits=Count("pk", filter=good), bad=Count("pk", filter=wrong), n=Count("pk"))
    by_point = {point: (Rate(hits, n), bad) for point, hits, bad, n in found}
    return [Point(CheckPoint(code).label, *by_point[code]) for code in CheckPoint.values if code in by_point]


@dataclass(frozen=True)
class Voices:
    """What everybody says of one case, side by side."""

    complaint: object
    second: object
    merchant: object
    owner: object
    reviewer: object

    @property
    def house(self):
        """[(whose, evaluation or None), ...]."""
        return [(Evaluator.OWNER.label, self.owner), (Evaluator.REVIEWER.label, self.reviewer)]


def voices_of(complaint):
    """Consumer, merchant, owner, reviewer (three statements)."""
    said = {row.evaluator: row for row in Evaluation.objects.filter(complaint=complaint).select_related("by")}
    return Voices(
        complaint,
        complaint.follow_ups.filter(answered_at__isnull=False).first(),
        MerchantFeedback.objects.filter(complaint=complaint).first(),
        said.get(Evaluator.OWNER),
        said.get(Evaluator.REVIEWER),
    )


@dataclass(frozen=True)
class Merchants:
    """What merchants say in a period: so many answers, the share of 4 and 5 of each question."""

    answers: int
    fair: Rate
    clear: Rate
    quick: Rate


def merchants(span):
    """One statement."""
    rows = MerchantFeedback.objects.filter(at__gte=span[0], at__lt=span[1]).order_by()
    wanted = {name: Count("pk", filter=Q(**{f"{name}__gte": CONTENT})) for name in ("fair", "clear", "quick")}
    found = rows.aggregate(n=Count("pk"), **wanted)
    return Merchants(found["n"], *(Rate(found[name], found["n"]) for name in ("fair", "clear", "quick")))


def words_of_merchants(span, agent_sees):
    """The newest words of merchants in a period, of cases the agent may see."""
    rows = MerchantFeedback.objects.filter(at__gte=span[0], at__lt=span[1], complaint__in=agent_sees)
    return list(rows.exclude(words="").select_related("complaint").order_by("-at", "-pk")[:10])


def evaluations(span):
    """The average grades of owners and reviewers in a period: {evaluator: (process, result, how many)}."""
    rows = Evaluation.objects.filter(at__gte=span[0], at__lt=span[1]).order_by().values_list("evaluator")
    found = rows.annotate(process=Avg("process"), result=Avg("result"), n=Count("pk"))
    labels = dict(Evaluator.choices)
    return [(labels[who], process, result, n) for who, process, result, n in sorted(found)]
