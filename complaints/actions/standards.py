"""Standard options: handed in by one, put into force by another, ended; and which of them counts for a complaint."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.notices import tell_agents, wearers_of
from complaints.clock import order_moment
from complaints.enums import Deviation
from complaints.lifecycle import Refused, amend, check, require, store
from complaints.models import StandardOption
from complaints.roles import STANDARDS


def propose_standard(*, by, now, category, because, **facts):
    """Hand in the next version for a category; one that waited there is replaced. Raises Refused. Returns it.

    `facts`: remedy, share (per cent of the price paid) or amount (CNY), title and words in both languages.
    """
    check(rules.may_standardise("propose_standard", by))
    require(because, _("Say why it is changed."))
    with told_if_late():
        rows = StandardOption.objects.filter(category=category)
        number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        standard = StandardOption(
            category=category, number=number, because=because.strip(), written_by=by, written_at=now, **facts
        )
        check(rules.is_fit_standard(standard))
        for waiting in rows.waiting():
            amend(waiting, "propose_standard", by=by, now=now, allowed=rules.is_waiting_standard, ended_at=now)
        standard = store(standard, {}, "propose_standard", by, now, because)
        colleagues = wearers_of(*STANDARDS["approve_standard"]).exclude(pk=by.pk)
        facts = {"name": str(category), "category": category.pk}
        tell_agents(colleagues, "standard_waits", now=now, once=f"standard-{standard.pk}", **facts)
    return standard


def approve_standard(standard, *, by, now):
    """Put a version into force from now on; the one before ends. Never by its writer. Raises Refused."""
    with told_if_late():
        for before in StandardOption.objects.filter(category=standard.category_id).in_force():
            amend(before, "approve_standard", by=by, now=now, allowed=rules.is_standard_in_force, ended_at=now)
        return amend(
            standard,
            "approve_standard",
            by=by,
            now=now,
            allowed=lambda fresh: rules.may_approve_standard(fresh, by),
            approved_by=by,
            approved_at=now,
        )


def withdraw_standard(standard, *, by, now):
    """Take back a version that waits."""
    return amend(
        standard,
        "withdraw_standard",
        by=by,
        now=now,
        allowed=lambda fresh: rules.may_withdraw_standard(fresh, by),
        ended_at=now,
    )


def end_standard(standard, *, by, now):
    """No standard for this category from now on."""
    return amend(standard, "end_standard", by=by, now=now, allowed=rules.is_standard_in_force, ended_at=now)


def standard_of(complaint, now):
    """The version for a complaint: of its code, else of its group; as of the order, else as of now; or None (DP-13)."""
    codes = [complaint.category_id, complaint.category.parent_id]
    rows = StandardOption.objects.filter(category__in=codes)
    then = order_moment(complaint)
    found = list(rows.filter(Q(pk__in=rows.at(then)) | Q(pk__in=rows.at(now))).select_related("category"))
    return min(found, key=lambda row: (row.category_id != codes[0], not counted_at(row, then)), default=None)


def counted_at(standard, moment):
    """Whether this version counted at a moment."""
    return standard.approved_at <= moment and (standard.ended_at is None or moment < standard.ended_at)


def departure_of(complaint, options, because, now):
    """What a proposal keeps about its standard: which, how it departs, and why. Raises Refused without a reason."""
    standard = standard_of(complaint, now)
    deviation = rules.deviation_of(standard, complaint.order_amount, options)
    check(rules.gives_its_reason(deviation, because))
    departs = deviation not in ("", Deviation.SAME)
    return {"standard": standard, "deviation": deviation, "deviates_because": because.strip() if departs else ""}


@contextmanager
def told_if_late():
    """Two hand in, or put into force, at once: the second is told so."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "standard_one" not in str(error) and "standard_version" not in str(error):
            raise
        raise Refused(_("Somebody else has just changed this standard: look at it first.")) from error
