"""Standard options: the next version of a category (its steps: actions/versions.py), and which one a complaint has."""

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.versions import hand_in, told_if_late
from complaints.clock import order_moment
from complaints.enums import Deviation
from complaints.lifecycle import check, require
from complaints.models import StandardOption


def propose_standard(*, by, now, category, because, **facts):
    """Hand in the next version for a category; one that waited there is replaced. Raises Refused. Returns it.

    `facts`: remedy, share (per cent of the price paid) or amount (CNY), title and words in both languages.
    """
    check(rules.may_step_version(StandardOption, "propose", by))
    require(because, _("Say why it is changed."))
    with told_if_late(StandardOption):
        last = StandardOption.objects.filter(category=category).aggregate(last=Max("number"))["last"] or 0
        standard = StandardOption(
            category=category, number=last + 1, because=because.strip(), written_by=by, written_at=now, **facts
        )
        check(rules.is_fit_standard(standard))
        return hand_in(standard, by=by, now=now, name=str(category), category=category.pk)


def standard_of(complaint, now):
    """The version for a complaint: of its code, else of its group; as of the order, else as of now; or None (DP-13)."""
    codes = [complaint.category_id, complaint.category.parent_id]
    rows = StandardOption.objects.filter(category__in=codes)
    then = order_moment(complaint)
    found = list(rows.filter(Q(pk__in=rows.at(then)) | Q(pk__in=rows.at(now))).select_related("category"))
    return min(found, key=lambda row: (row.category_id != codes[0], not row.counts_at(then)), default=None)


def departure_of(complaint, options, because, now):
    """What a proposal keeps about its standard: which, how it departs, and why. Raises Refused without a reason."""
    standard = standard_of(complaint, now)
    check(rules.is_comparable(standard, complaint.order_amount, options))
    deviation = rules.deviation_of(standard, complaint.order_amount, options)
    check(rules.gives_its_reason(deviation, because))
    departs = deviation not in ("", Deviation.SAME)
    return {"standard": standard, "deviation": deviation, "deviates_because": because.strip() if departs else ""}
