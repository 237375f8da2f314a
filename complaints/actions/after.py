"""After the archive: draw the sample, look at a file again, evaluate, hear the merchant (AR-04, AR-06, FB-10)."""

import random
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, wearers_of
from complaints.enums import Drawn, Evaluator, EventKind, Found, State, Tier
from complaints.filters import midnight
from complaints.lifecycle import Refused, check, claim, lock, require, store, tell, told_values
from complaints.models import CheckRound, Complaint, Evaluation, FileCheck, FileFinding, MerchantFeedback
from complaints.roles import Role
from complaints.wording import SHANGHAI

FIRST_DAY = timedelta(hours=6)  # of the next month: in the morning the list is there
MOST = 200  # of one month at random


# --- the sample -------------------------------------------------------------------------------------------------


def draw_one(pk, *, by, now):
    """Draw one month's sample and tell who looks at it. 1, or 0 if another sweep has it."""
    with transaction.atomic():
        row = claim(CheckRound.objects.to_draw(now), pk)
        if row is None:
            return 0
        row.seed = row.seed or secrets.randbelow(2**53)
        drawn, row.archived = sample(row)
        row.drawn_at = now
        row.save(update_fields=["seed", "drawn_at", "archived"])
        facts = {"round": row, "drawn_at": now}
        FileCheck.objects.bulk_create(
            [FileCheck(complaint_id=case, drawn=why, **facts) for case, why in drawn.items()], ignore_conflicts=True
        )
        people = wearers_of(Role.MID_OFFICE, Role.BACK_OFFICE, Role.AUDITOR)
        tell_agents(people, "files_drawn", now=now, once=str(row), title=str(row), n=len(drawn), files=row.pk)
        return 1


def plan_round(now):
    """The round of this month, drawn on the first morning after it; with the share of the latest one before."""
    month = now.astimezone(SHANGHAI).date().replace(day=1)
    if CheckRound.objects.filter(month=month).exists():
        return
    row, last = CheckRound(month=month), CheckRound.objects.order_by("-month").first()
    if last:
        row.share, row.least = last.share, last.least
    row.draw_at = midnight(row.next_month) + FIRST_DAY
    CheckRound.objects.bulk_create([row], ignore_conflicts=True)


def sample(row):
    """({complaint: why}, how many were archived): all of high tier, all reopened, and by the seed some of the rest."""
    span = {"archived_at__gte": midnight(row.month), "archived_at__lt": midnight(row.next_month)}
    cases = Complaint.objects.filter(state=State.ARCHIVED, erased_at=None, **span).order_by("pk")
    found = list(cases.values_list("pk", "tier", "reopened"))
    drawn = {pk: Drawn.HIGH for pk, tier, _reopened in found if tier == Tier.HIGH}
    drawn |= {pk: Drawn.REOPENED for pk, tier, reopened in found if reopened and tier != Tier.HIGH}
    rest = [pk for pk, _tier, _reopened in found if pk not in drawn]
    size = min(len(rest), MOST, max(row.least, -(-len(rest) * row.share // 100)))
    chosen = random.Random(row.seed).sample(rest, size)  # noqa: S311 - repeatable by anybody who knows the seed
    return drawn | dict.fromkeys(sorted(chosen), Drawn.RANDOM), len(found)


# --- one file -----------------------------------------------------------------------------------------------------


def check_file(row, *, by, now, findings, agreement, why_not="", lesson="", process=None, result=None):
    """Write down what was found about each point: {point: (found, note)}; with a grade for process and result.

    Refused for whoever had a part in the case, without an answer to a point, or wrong or otherwise without a reason.
    """
    with transaction.atomic():
        row = FileCheck.objects.select_for_update(of=("self",)).select_related("complaint").get(pk=row.pk)
        check(rules.may_check_file(row, by))
        check_findings(findings, agreement, why_not)
        for point, (found, note) in findings.items():
            FileFinding.objects.create(check_of=row, point=point, found=found, note=note)
        row.checked_by, row.checked_at, row.agreement = by, now, agreement
        row.why_not, row.lesson = why_not, lesson
        row.save()
        if process and result:
            grades = {"process": process, "result": result, "better": lesson}
            write_evaluation(row.complaint, Evaluator.REVIEWER, by=by, now=now, **grades)
        tell("check_file", by=by, now=now, complaint=row.complaint, kind=EventKind.FACT, reason=lesson)
        if lesson or agreement != "agree":
            tell_agents([row.complaint.owner], "file_checked", now=now, complaint=row.complaint, once=str(row.pk))
    return row


def check_findings(findings, agreement, why_not):
    """Refuse what says nothing."""
    if any(found == Found.WRONG and not note.strip() for found, note in findings.values()):
        raise Refused(_("Say what is wrong."))
    if agreement != "agree":
        require(why_not, _("Say what should have been decided."))


# --- evaluations --------------------------------------------------------------------------------------------------


def evaluate(complaint, *, by, now, process, result, good="", better=""):
    """Its owner says how it went and what came of it; said again, it replaces the first (the history keeps both)."""
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("evaluate", by))
        check(rules.may_evaluate(complaint, by))
        grades = {"process": process, "result": result, "good": good, "better": better}
        row = write_evaluation(complaint, Evaluator.OWNER, by=by, now=now, **grades)
        tell("evaluate", by=by, now=now, complaint=complaint, kind=EventKind.FACT, data={"grades": [process, result]})
    return row


def write_evaluation(complaint, evaluator, *, by, now, **grades):
    """One evaluation of each kind; signed in its history."""
    row = Evaluation.objects.filter(complaint=complaint, evaluator=evaluator).first()
    row = row or Evaluation(complaint=complaint, evaluator=evaluator)
    before = told_values(row) if row.pk else {}
    row.by, row.at = by, now
    for name, value in grades.items():
        setattr(row, name, value)
    return store(row, before, "evaluate", by, now, quiet=True)


def hear_merchant(complaint, *, by, now, fair, clear, quick, words=""):
    """The merchant says how he found the handling, once (FB-10)."""
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.may_hear_merchant(complaint))
        grades = {"fair": fair, "clear": clear, "quick": quick}
        facts = {"merchant": complaint.merchant, "words": words, "at": now}
        row, created = MerchantFeedback.objects.get_or_create(complaint=complaint, defaults=grades | facts)
        if not created:
            raise Refused(_("You have answered already. Thank you."))
        tell("hear_merchant", by=by, now=now, complaint=complaint, kind=EventKind.FACT, reason=words)
        if min(grades.values()) <= 2:
            tell_agents([complaint.owner], "merchant_unhappy", now=now, complaint=complaint, note=words)
    return row
